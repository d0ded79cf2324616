package chart

import "strings"

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
		t.Head = append(t.Head, c.Words.Text("chart.remark"))
	}
	points := longest(c.Series)
	t.Rows = make([]Row, 0, len(points))
	cells := make([]string, 0, len(points)*len(t.Head)) // of all rows, side by side
	for i, point := range points {
		from := len(cells)
		row := Row{Label: c.say().row(point.Label), Unfinished: point.Unfinished}
		var notes []string
		for _, s := range c.Series {
			cell := c.Words.Word("unknown")
			if i < len(s.Points) && s.Points[i].Value != nil {
				cell = c.Words.Figure(*s.Points[i].Value)
				if s.Points[i].Unfinished {
					cell = c.Words.Text("chart.so_far", cell)
				}
			}
			if i < len(s.Points) && s.Points[i].Note != "" {
				notes = append(notes, s.Points[i].Note)
			}
			cells = append(cells, cell)
		}
		if noted {
			cells = append(cells, strings.Join(notes, "; "))
		}
		row.Cells = cells[from:len(cells):len(cells)]
		t.Rows = append(t.Rows, row)
	}
	return t
}

// rowHead names the first column: "Month", or "Name" for things.
func rowHead(c Chart) string {
	if periodWord(c) != "" {
		return capital(c.periods(1))
	}
	return c.Words.Text("chart.name")
}

func columnHeads(c Chart) (heads []string) {
	for _, s := range c.Series {
		name := s.Name
		if name == "" {
			name = c.Subject
		}
		if name == "" {
			name = c.Words.Text("chart.value")
		}
		if unit := c.Words.Unit(c.Unit, false); len(c.Series) == 1 && unit != "" && !strings.EqualFold(unit, name) {
			name += " (" + unit + ")"
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
