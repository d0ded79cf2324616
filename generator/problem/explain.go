package problem

import (
	"fmt"
	"io"
	"strings"
)

// WriteRules writes the table of rules in a form: text for people, json for programs, markdown for the editors' page.
func WriteRules(w io.Writer, form string) error {
	switch form {
	case "json":
		return encode(w, map[string]any{"rules": table})
	case "markdown":
		_, err := io.WriteString(w, markdownRules())
		return err
	}
	for _, r := range table {
		if _, err := fmt.Fprintf(w, "%s\n  %s, in %s%s\n  what: %s.\n  why:  %s\n  mend: %s\n\n", r.ID, r.Severity, r.When, fixedWords(r), r.What, r.Why, r.Mend); err != nil {
			return err
		}
	}
	return nil
}

func fixedWords(r Rule) string {
	if r.Fixed {
		return "; cannot be switched"
	}
	return ""
}

// markdownRules is a table for each area, headed by its name.
func markdownRules() string {
	var b strings.Builder
	last := ""
	for _, r := range table {
		if area, _, _ := strings.Cut(r.ID, "/"); area != last {
			last = area
			fmt.Fprintf(&b, "\n### %s\n\n| Rule | Severity | What and why | How to mend it |\n| --- | --- | --- | --- |\n", areaTitle(area))
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s. %s | %s |\n", r.ID, strings.TrimSpace(r.Severity.String()+markOf(r)), cell(r.What), cell(r.Why), cell(r.Mend))
	}
	return b.String()
}

func areaTitle(area string) string {
	switch area {
	case "html":
		return "HTML"
	case "site":
		return "site.yaml"
	}
	return strings.ToUpper(area[:1]) + strings.ReplaceAll(area[1:], "-", " ")
}

// markOf marks the rules that are not looked for in a build, and those that cannot be switched.
func markOf(r Rule) string {
	switch {
	case r.Fixed:
		return ", fixed"
	case r.When == Checked:
		return ", check"
	case r.When == External:
		return ", external"
	}
	return ""
}

// cell writes words so that they stay in a cell and are taken as they are.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "<", `\<`, "[", `\[`, "{", `\{`).Replace(text)
}
