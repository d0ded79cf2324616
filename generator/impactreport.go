package generator

import (
	"cmp"
	"fmt"
	"html/template"
	"io"
	"math"
	"strings"

	"portolan/generator/content"
	"portolan/generator/difference"
	"portolan/generator/markdown"
	"portolan/generator/render"
	"portolan/themes"
)

// What a comment on a change can hold is bounded by the forge, and by who reads it: longer lists end with a count. All of
// it is in the JSON.
const (
	mostReport  = 60_000
	mostLines   = 50
	mostChanged = 25
)

// WriteMarkdown writes the report for a comment on a change: what more people may see first, then what may no longer be
// used, then the rest.
func (i *Impact) WriteMarkdown(w io.Writer) error {
	_, err := io.WriteString(w, i.report(mostReport))
	return err
}

// report writes so many bytes, and says so where that is not all.
func (i *Impact) report(most int) string {
	r := report{most: most}
	r.line("# What this change does\n\nCompared with %s (`%.10s`).", code(i.Base), i.Commit)
	for _, note := range i.Notes {
		r.line("\n> Note: %s.", plain(note))
	}
	opened := 0
	for _, e := range i.Editions {
		opened += len(e.Opened)
	}
	if opened > 0 {
		r.line("\n## More people may see this\n")
		for _, e := range i.Editions {
			r.opened(e)
		}
	}
	for _, e := range i.Editions {
		r.edition(e)
	}
	for _, name := range i.Gone {
		r.line("\nThe edition %s is built no longer.", code(name))
	}
	if r.full {
		r.WriteString("\nThe report is longer than this; `--json` holds all of it.\n")
	}
	return r.String()
}

// report is Markdown in the making.
type report struct {
	strings.Builder
	most int
	full bool
}

func (r *report) line(format string, args ...any) {
	text := fmt.Sprintf(format+"\n", args...)
	if r.full = r.full || r.Len()+len(text) > r.most; !r.full {
		r.WriteString(text)
	}
}

func (r *report) opened(e EditionImpact) {
	for n, o := range e.Opened {
		if n == mostLines {
			r.line("- and %d more in %s", len(e.Opened)-n, editionName(e.Edition))
			break
		}
		text := fmt.Sprintf("- %s: **%s %s**", editionName(e.Edition), plain(o.Kind), plain(o.Name))
		if o.Address != "" {
			text += " at " + code(o.Address)
		}
		if o.Before != "" || o.Now != "" {
			text += fmt.Sprintf(" (was for %s, is for %s)", plain(cmp.Or(o.Before, "nobody")), plain(o.Now))
		}
		if o.Text != "" {
			text += ": " + plain(beginning(o.Text))
		}
		r.line("%s", text)
	}
}

// beginning keeps the beginning of a text.
func beginning(s string) string {
	if short := cut(s, 300); short != s {
		return short + "..."
	}
	return s
}

func editionName(name string) string {
	if name == "" {
		return "site"
	}
	return name + " edition"
}

func (r *report) edition(e EditionImpact) {
	title := content.Capital(editionName(e.Edition))
	r.line("\n## %s", plain(title))
	start := r.Len()
	r.flips(e)
	r.uses(e.Uses)
	r.policies(e)
	r.lost(e)
	r.pages("Pages moved", e.Moved, func(p PageChange) string {
		leads := "**nothing leads on from the old address**"
		if p.Redirected {
			leads = "the old address leads on"
		}
		return fmt.Sprintf("%s to %s; %s", code(p.From), code(p.Address), leads)
	})
	r.pages("Pages added", e.Added, func(p PageChange) string { return code(p.Address) })
	r.pages("Pages removed", e.Removed, func(p PageChange) string {
		if p.Narrowed {
			return code(p.Address) + "; it is still there, but not for these readers"
		}
		return code(p.Address)
	})
	r.differences("Pages changed", e.Changed, false)
	r.shifts("Objectives", e.Objectives)
	r.shifts("Totals", e.Totals)
	if d := e.Drawn; len(d.Added)+len(d.Removed)+len(d.Changed) > 0 {
		r.line("\nPages with figures: %d drawn otherwise, %d new, %d gone.", len(d.Changed), len(d.Added), len(d.Removed))
	}
	if r.Len() == start {
		r.line("\nNothing that its readers would notice.")
	}
}

func (r *report) uses(uses []UseChange) {
	if len(uses) == 0 {
		return
	}
	r.line("\n### Components that products use\n\n| Product | | Component | Licence | Verdict |\n| --- | --- | --- | --- | --- |")
	for n, u := range uses {
		if n == mostLines {
			r.line("\nand %d more.", len(uses)-n)
			break
		}
		what := "gone"
		if u.Added {
			what = "new"
		}
		r.line("| %s | %s | %s | %s | %s |", plain(u.Product), what, plain(u.Component), plain(cmpOr(u.License, "unknown")), u.Verdict)
	}
}

func (r *report) policies(e EditionImpact) {
	var changed []PageChange
	for _, list := range [][]PageChange{e.Changed, e.Moved, e.Added, e.Removed} {
		for _, p := range list {
			if len(p.Rules) > 0 || p.Policy && len(p.Passages) > 0 {
				changed = append(changed, p)
			}
		}
	}
	r.differences("Policies", changed, true)
}

// differences shows what changed in pages: in policies, or in all others.
func (r *report) differences(title string, list []PageChange, policies bool) {
	shown := 0
	for _, p := range list {
		if !policies && p.Policy {
			continue
		}
		if shown++; shown == 1 {
			r.line("\n### %s", title)
		}
		if shown > mostChanged {
			continue
		}
		r.line("\n**%s** (%s)\n", plain(p.Title), code(p.File))
		for _, rule := range p.Rules {
			r.line("- %s", plain(rule))
		}
		if len(p.Passages) > 0 {
			inserted, deleted := difference.Count(p.Passages)
			r.line("\n<details><summary>%d words added, %d taken out</summary>\n", inserted, deleted)
			for _, passage := range p.Passages {
				r.passage(passage)
			}
			r.line("\n</details>")
		}
	}
	if shown > mostChanged {
		r.line("\nand %d more.", shown-mostChanged)
	}
}

func (r *report) passage(p difference.Passage) {
	if p.Skipped > 0 {
		return
	}
	text := "> "
	for _, piece := range p.Pieces {
		words := strings.ReplaceAll(asIs(piece.Text), "\n", "<br>")
		if piece.Op != difference.Same {
			words = "<" + string(piece.Op) + ">" + words + "</" + string(piece.Op) + ">"
		}
		text += words
	}
	r.line("%s\n>", text)
}

func (r *report) lost(e EditionImpact) {
	data, written := 0, 0
	for _, l := range e.Lost {
		if l.Kind == "data" {
			data++
			continue
		}
		if written++; written == 1 {
			r.line("\n### Addresses that lead nowhere now\n")
		}
		if written <= mostLines {
			r.line("- %s", code(l.Address))
		}
	}
	if written > mostLines {
		r.line("- and %d more", written-mostLines)
	}
	if data > 0 {
		r.line("\n%d addresses went with the records that they were drawn from.", data)
	}
}

func (r *report) pages(title string, list []PageChange, say func(PageChange) string) {
	for n, p := range list {
		if n == 0 {
			r.line("\n### %s\n", title)
		}
		if n == mostLines {
			r.line("- and %d more", len(list)-n)
			return
		}
		r.line("- %s: %s", plain(p.Title), say(p))
	}
}

func (r *report) shifts(title string, list []Shift) {
	for n, s := range list {
		if n == 0 {
			r.line("\n### %s\n\n| | Was | Is |\n| --- | --- | --- |", title)
		}
		if n == mostLines {
			r.line("\nand %d more.", len(list)-n)
			return
		}
		r.line("| %s | %s | %s |", plain(s.Name), plain(s.From), plain(s.To))
	}
}

// plain writes a text on one line so that Markdown and HTML show it as it is, and nobody is called by it.
func plain(s string) string { return asIs(strings.Join(strings.Fields(s), " ")) }

func asIs(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "&#124;", "@", "&#64;", "*", "&#42;", "_", "&#95;", "`", "&#96;",
		"[", "&#91;", "]", "&#93;", "#", "&#35;", "~", "&#126;", `\`, "&#92;").Replace(s)
}

// code writes a path or address as code.
func code(s string) string {
	return "`" + strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "`", "'") + "`"
}

// WriteHTML writes the report, in full, as a page that stands by itself.
func (i *Impact) WriteHTML(w io.Writer) error {
	theme := themes.Default()
	templates, _ := render.New(theme, render.Options{})
	if templates == nil {
		return fmt.Errorf("the templates cannot be read")
	}
	sheet, err := wholeSheet(theme)
	if err != nil {
		return err
	}
	doc := markdown.New(markdown.Options{}).Render(markdown.Page{Body: []byte(i.report(math.MaxInt)), Title: "What this change does"})
	out, err := templates.Execute("impact.html", ImpactView{Title: "What this change does", Style: template.CSS(sheet), HTML: template.HTML(doc.HTML)})
	if err != nil {
		return err
	}
	_, err = w.Write(out)
	return err
}
