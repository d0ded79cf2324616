package policy

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WriteText draws the explanation for a terminal: the expression, a tree with a column of verdicts for each context,
// and then the reasons, equal ones once.
func (x Explanation) WriteText(w io.Writer) error {
	var b strings.Builder
	if x.Expression != nil {
		fmt.Fprintf(&b, "%s\n", *x.Expression)
	} else {
		fmt.Fprintf(&b, "%s\n", printable(x.Tree.Expression))
	}
	for _, r := range x.Repairs {
		fmt.Fprintf(&b, "  read %s as %s: %s\n", printable(r.From), printable(r.To), r.Why)
	}
	if x.Unknown != "" {
		fmt.Fprintf(&b, "  unknown: %s\n", printable(x.Unknown))
	}
	b.WriteString("\n")
	x.writeTree(&b)
	x.writeReasons(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (x Explanation) writeTree(b *strings.Builder) {
	rows := [][]string{{""}}
	for _, context := range x.contexts {
		rows[0] = append(rows[0], context.ID)
	}
	rows = x.rows(rows, x.Tree, "", "")
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// rows adds a row for a node and those below it; lead stands before the node, below before its parts.
func (x Explanation) rows(rows [][]string, n Node, lead, below string) [][]string {
	name := n.Operator
	if name == "" {
		name = printable(n.Expression)
	}
	row := []string{lead + name}
	for _, context := range x.contexts {
		row = append(row, n.Contexts[context.ID].Verdict.String())
	}
	rows = append(rows, row)
	for i, part := range n.Parts {
		if i == len(n.Parts)-1 {
			rows = x.rows(rows, part, below+"└─ ", below+"   ")
		} else {
			rows = x.rows(rows, part, below+"├─ ", below+"│  ")
		}
	}
	return rows
}

// writeReasons writes one paragraph for each different verdict, headed by the contexts that share it.
func (x Explanation) writeReasons(b *strings.Builder) {
	var heads, bodies []string
	for i, v := range x.verdicts {
		body := reasonText(v)
		if known := slices.Index(bodies, body); known >= 0 {
			heads[known] += ", " + x.contexts[i].ID
			continue
		}
		heads, bodies = append(heads, x.contexts[i].ID), append(bodies, body)
	}
	for i, head := range heads {
		fmt.Fprintf(b, "\n%s: %s", head, bodies[i])
	}
}

func reasonText(v Verdict) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  %s\n", v.Level, printable(v.Reason))
	if v.Branch != "" {
		fmt.Fprintf(&b, "  taken: %s\n", printable(v.Branch))
	}
	if v.ExpiredException != "" {
		fmt.Fprintf(&b, "  exception %s has expired\n", printable(v.ExpiredException))
	}
	for _, condition := range v.Conditions {
		fmt.Fprintf(&b, "  condition: %s\n", printable(condition))
	}
	if v.Fix != "" {
		fmt.Fprintf(&b, "  to mend it: %s\n", printable(v.Fix))
	}
	if where := v.Where(); where != "" {
		fmt.Fprintf(&b, "  see %s\n", printable(where))
	}
	return b.String()
}

// printable keeps what others wrote from moving the cursor or turning the text around.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return '\uFFFD'
		}
		return r
	}, s)
}
