// Package csv collects figures that people keep by hand in a table: trainings held, people reached, money saved.
//
// A table has a column with months or days and a column for each figure; site.yaml says which is which. An empty cell is
// unknown, and a cell that is no number is an error at its line and column, never a zero.
package csv

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Config is the entry `csv` of site.yaml.
type Config struct {
	// File is the table: a path from the content folder, or a web address. Required.
	File string `yaml:"file"`
	// Month is the heading of the column with months (2026-11) or days (2026-11-22). Optional: "month" when left out.
	Month string `yaml:"month"`
	// Separator is the character between cells. Optional: a comma, semicolon or tab, whichever the first line has most of.
	Separator string `yaml:"separator"`
	// Figures says by ID what stands in which column. Required.
	Figures map[string]Column `yaml:"figures"`
	// Audience is who may see the figures. Recommended: internal when left out.
	Audience dataset.Audience `yaml:"audience"`
}

// Column is one figure of the table.
type Column struct {
	// Column is the heading. Optional: the ID when left out.
	Column string `yaml:"column"`
	// Title is what readers see. Optional: the heading when left out.
	Title       string `yaml:"title"`
	Description string `yaml:"description"`
	// Concern is the page that gathers the figure: strategy, community, compliance, metrics or value. Optional.
	Concern string `yaml:"concern"`
	// Unit is what one of it is: "people", "EUR". Recommended.
	Unit string `yaml:"unit"`
	// Adds is true where months may be summed to a year, false for a standing such as a head count. Optional: false.
	Adds bool `yaml:"adds"`
}

// Collector reads one table.
type Collector struct{ config Config }

// New returns the collector of a configuration, or says what is wrong with it.
func New(c Config) (*Collector, error) {
	switch {
	case c.File == "":
		return nil, &source.WrongError{Text: "it names no file", Hint: "write - csv: {file: figures/training.csv, figures: {trained: {}}}"}
	case len(c.Figures) == 0:
		return nil, &source.WrongError{Text: "it names no figures", Hint: "write figures: {trained: {column: People trained, unit: people, adds: true}}"}
	case len([]rune(c.Separator)) > 1:
		return nil, &source.WrongError{Text: "the separator is more than one character"}
	}
	c.Month = cmp.Or(c.Month, "month")
	return &Collector{config: c}, nil
}

// Writes names the figures, each of which has one table.
func (c *Collector) Writes() (records []string) {
	for _, id := range slices.Sorted(maps.Keys(c.config.Figures)) {
		records = append(records, "figures/"+id)
	}
	return records
}

// Asked says in words what is asked for.
func (c *Collector) Asked() string { return "figures in " + c.config.File }

// Collect reads the table and keeps its figures: all of them, or none where a cell is wrong.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	data, err := run.Read(ctx, c.config.File)
	if err != nil {
		return err
	}
	figures, wrong := c.config.parse(data)
	for _, err := range wrong {
		err.File = c.config.File
		run.Results.Fail(err)
	}
	if wrong != nil {
		return nil // what an earlier run kept stays
	}
	for _, f := range figures {
		f.Provenance = run.Provenance("csv", source.WebAddress(c.config.File))
		run.Results.Put(f)
	}
	return nil
}

// byteOrderMark is what spreadsheets put in front.
const byteOrderMark = "\xef\xbb\xbf"

// parse reads a table. All that is wrong comes back, each with its line and column.
func (c Config) parse(data []byte) ([]*dataset.Figure, []*source.WrongError) {
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord = c.comma(data), -1
	heading, err := r.Read()
	if err != nil {
		return nil, []*source.WrongError{{Line: 1, Text: "the table has no heading"}}
	}
	t := &table{config: c, months: -1, columns: map[int]string{}}
	t.head(heading)
	for more := t.months >= 0; more; {
		cells, err := r.Read()
		more = !errors.Is(err, io.EOF) && t.row(r, cells, err)
	}
	if t.wrong != nil {
		return nil, t.wrong
	}
	return slices.Collect(func(yield func(*dataset.Figure) bool) {
		for _, id := range slices.Sorted(maps.Keys(t.figures)) {
			if !yield(t.figures[id]) {
				return
			}
		}
	}), nil
}

func (c Config) comma(data []byte) rune {
	if c.Separator != "" {
		return []rune(c.Separator)[0]
	}
	return source.Separator(data)
}

// table is a table while it is read.
type table struct {
	config  Config
	months  int
	columns map[int]string
	figures map[string]*dataset.Figure
	wrong   []*source.WrongError
}

// head finds the columns by their headings.
func (t *table) head(heading []string) {
	at := map[string]int{}
	for i, name := range heading {
		at[strings.ToLower(strings.TrimSpace(name))] = i
	}
	find := func(name string) int {
		i, found := at[strings.ToLower(name)]
		if !found {
			t.wrong = append(t.wrong, &source.WrongError{Line: 1, Column: 1, Text: fmt.Sprintf("there is no column %q", name),
				Hint: "the columns are " + strings.Join(heading, ", ")})
			return -1
		}
		return i
	}
	t.months = find(t.config.Month)
	t.figures = map[string]*dataset.Figure{}
	for _, id := range slices.Sorted(maps.Keys(t.config.Figures)) {
		column := t.config.Figures[id]
		name := cmp.Or(column.Column, id)
		if i := find(name); i >= 0 {
			t.columns[i] = id
		}
		t.figures[id] = &dataset.Figure{ID: id, Title: cmp.Or(column.Title, name), Description: column.Description, Concern: column.Concern, Unit: column.Unit,
			Adds: column.Adds, Audience: t.config.Audience.OrInternal(), Values: map[dataset.Month]*float64{}}
	}
}

// row reads one line; false ends the reading, where what follows cannot be understood.
func (t *table) row(r *csv.Reader, cells []string, err error) bool {
	var syntax *csv.ParseError
	if errors.As(err, &syntax) {
		t.wrong = append(t.wrong, &source.WrongError{Line: syntax.Line, Column: syntax.Column, Text: syntax.Err.Error()})
	}
	if err != nil {
		return false
	}
	if t.months >= len(cells) || strings.TrimSpace(strings.Join(cells, "")) == "" {
		return true
	}
	month, err := monthOf(cells[t.months])
	if err != nil {
		t.say(r, t.months, err)
		return true
	}
	for i, id := range t.columns {
		if i < len(cells) {
			t.cell(r, i, t.figures[id], month, cells[i])
		}
	}
	return true
}

// cell adds a value to its month, or puts it in the place of an earlier day's standing.
func (t *table) cell(r *csv.Reader, column int, f *dataset.Figure, month dataset.Month, cell string) {
	value, err := number(cell)
	if err != nil {
		t.say(r, column, err)
		return
	}
	if old := f.Values[month]; value == nil {
		value = old
	} else if old != nil && f.Adds {
		*value += *old
	}
	f.Values[month] = value
}

func (t *table) say(r *csv.Reader, column int, err error) {
	line, at := r.FieldPos(column)
	t.wrong = append(t.wrong, &source.WrongError{Line: line, Column: at, Text: err.Error()})
	slices.SortFunc(t.wrong, func(a, b *source.WrongError) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
}

func monthOf(cell string) (dataset.Month, error) {
	cell = strings.TrimSpace(cell)
	var month dataset.Month
	var day dataset.Date
	if month.UnmarshalText([]byte(cell)) == nil {
		return month, nil
	}
	if day.UnmarshalText([]byte(cell)) == nil {
		return dataset.MonthOf(day.Time()), nil
	}
	return "", fmt.Errorf("%q is neither a month such as 2026-11 nor a day such as 2026-11-22", dataset.CleanText(cell))
}

// largest is past what anything counts to; beyond it sums would no longer be exact.
const largest = 1e15

// number reads a cell. Only a point is taken for the decimal mark: whether a comma is one, or parts thousands, nobody knows.
func number(cell string) (*float64, error) {
	cell = strings.TrimSpace(cell)
	if cell == "" {
		return nil, nil
	}
	value, err := strconv.ParseFloat(cell, 64)
	if err != nil || math.IsNaN(value) || math.Abs(value) > largest {
		return nil, fmt.Errorf("%q is not a number such as 1234.5", dataset.CleanText(cell))
	}
	return &value, nil
}
