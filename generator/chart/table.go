package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Table is the numbers of a drawing, for those who do not see it or want it exact.
type Table struct {
	Caption string
	Head    []string
	Rows    []Row
}

// Row is one period or thing.
type Row struct {
	// Label is the row's head: "October 2026", "anvil".
	Label string
	// Cells are written values, "unknown" where there is none; as many as Head has after its first.
	Cells []string
	// Unfinished marks a period that still runs; its cells say so too.
	Unfinished bool
}

// tableOf writes every value in full: a row for each point, a column for each series.
func tableOf(c Chart) Table {
	t := Table{Caption: nameOf(c), Head: append([]string{rowHead(c)}, columnHeads(c)...)}
	noted := hasNotes(c)
	if noted {
		t.Head = append(t.Head, "Remark")
	}
	for i, point := range longest(c.Series) {
		row := Row{Label: rowLabel(point.Label), Unfinished: point.Unfinished}
		var notes []string
		for _, s := range c.Series {
			cell := unknown
			if i < len(s.Points) && s.Points[i].Value != nil {
				cell = full(*s.Points[i].Value)
				if s.Points[i].Unfinished {
					cell += " so far"
				}
			}
			if i < len(s.Points) && s.Points[i].Note != "" {
				notes = append(notes, s.Points[i].Note)
			}
			row.Cells = append(row.Cells, cell)
		}
		if noted {
			row.Cells = append(row.Cells, strings.Join(notes, "; "))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// rowHead names the first column: "Month", or "Name" for things.
func rowHead(c Chart) string {
	if word := periodWord(c); word != "" {
		return capital(word)
	}
	return "Name"
}

func columnHeads(c Chart) (heads []string) {
	for _, s := range c.Series {
		name := s.Name
		if name == "" {
			name = c.Subject
		}
		if name == "" {
			name = "Value"
		}
		if len(c.Series) == 1 && c.Unit != "" && !strings.EqualFold(c.Unit, name) {
			name += " (" + c.Unit + ")"
		}
		heads = append(heads, name)
	}
	return heads
}

func hasNotes(c Chart) bool {
	for _, s := range c.Series {
		for _, p := range s.Points {
			if p.Note != "" {
				return true
			}
		}
	}
	return false
}

// rowLabel is a label at the head of a row: a period is written out, a thing keeps its name.
func rowLabel(label string) string {
	if periodOf(label).word == "quarter" {
		return capital(strings.TrimPrefix(written(label), "the "))
	}
	return written(label)
}

// capital begins a text with a capital letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
