package generator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/generator/policy"
)

// flips shows verdicts by product; those over all uses of a component only where no product shows them, and licences by
// themselves at the end.
func (r *report) flips(e EditionImpact) {
	rows, besides := flipRows(e.Flips)
	for n, row := range rows {
		if n == 0 {
			r.line("\n### Verdicts that change\n\n| Product | Context | Licence | Was | Is | Why | Components |\n| --- | --- | --- | --- | --- | --- | --- |")
		}
		if n == mostLines {
			r.line("\nand %d more lines.", len(rows)-n)
			break
		}
		f := row.Flip
		r.line("| %s | %s | %s | %s | **%s** | %s | %s |", row.product(), plain(row.contexts), plain(cmpOr(f.License, "unknown")), f.From.Verdict, f.To.Verdict, reasons(f), row.listed())
	}
	if besides > 0 {
		r.line("\n%d more in contexts in which the products are not used.", besides)
	}
}

// flipRow is a line of the report: flips that differ in nothing but their components.
type flipRow struct {
	Flip
	contexts   string
	components []string
}

func (row flipRow) product() string {
	switch {
	case row.Product != "":
		return plain(row.Product)
	case len(row.components) > 0:
		return "(over all uses)"
	}
	return "(the licence by itself)"
}

func (row flipRow) listed() string {
	const most = 6
	text := plain(strings.Join(row.components[:min(len(row.components), most)], ", "))
	if more := len(row.components) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// flipRows joins the contexts of each flip, then the components, the worst verdicts first, and counts flips that matter to
// nobody.
func flipRows(flips []Flip) (rows []flipRow, besides int) {
	inProduct := map[string]bool{}
	for _, f := range flips {
		if f.Product != "" {
			inProduct[f.Component+" "+f.Context] = true
		}
	}
	type thing struct{ product, component, license, from, to, why string }
	contexts := map[thing]*flipRow{}
	var order []thing
	for _, f := range flips {
		switch {
		case f.Product != "" && !f.Applies:
			besides++
			continue
		case f.Product == "" && f.Component != "" && inProduct[f.Component+" "+f.Context]:
			continue
		}
		key := thing{f.Product, f.Component, f.License, f.From.Verdict, f.To.Verdict, reasons(f)}
		if contexts[key] == nil {
			contexts[key] = &flipRow{Flip: f, contexts: f.Context}
			order = append(order, key)
			continue
		}
		contexts[key].contexts += ", " + f.Context
	}
	type group struct{ product, contexts, license, from, to, why string }
	byGroup := map[group]int{}
	for _, key := range order {
		row := contexts[key]
		g := group{key.product, row.contexts, key.license, key.from, key.to, key.why}
		if key.component == "" {
			g.product = "\x00"
		}
		at, there := byGroup[g]
		if !there {
			at = len(rows)
			byGroup[g] = at
			rows = append(rows, *row)
		}
		if key.component != "" {
			rows[at].components = append(rows[at].components, key.component)
		}
	}
	slices.SortStableFunc(rows, func(a, b flipRow) int {
		return cmp.Compare(slices.Index(verdictWords, b.To.Verdict), slices.Index(verdictWords, a.To.Verdict))
	})
	return rows, besides
}

// verdictWords are the verdicts from the best to the worst.
var verdictWords = func() (words []string) {
	for _, level := range policy.Levels() {
		words = append(words, level.String())
	}
	return words
}()

// reasons says what decided before and what decides now.
func reasons(f Flip) string {
	name := func(w Why) string {
		switch {
		case w.Exception != "":
			return "exception " + plain(w.Exception)
		case w.Rule != "":
			return "rule " + plain(w.Rule)
		}
		return "no rule"
	}
	return fmt.Sprintf("%s: %s Before: %s.", name(f.To), plain(f.To.Reason), name(f.From))
}
