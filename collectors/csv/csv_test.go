package csv

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

var trained = map[string]Column{"trained": {Column: "People trained", Unit: "people", Adds: true}, "budget": {Unit: "EUR"}}

func values(f *dataset.Figure) string {
	var parts []string
	for month := dataset.Month("2026-01"); month < "2027-01"; month = month.Add(1) {
		if v, known := f.Values[month]; known {
			if v == nil {
				parts = append(parts, string(month)+" unknown")
				continue
			}
			parts = append(parts, fmt.Sprintf("%s %g", month, *v))
		}
	}
	return strings.Join(parts, ", ")
}

func TestATableBecomesFigures(t *testing.T) {
	for name, table := range map[string]string{
		"commas":     "month,People trained,budget\n2026-01,3,100\n2026-02,,90.5\n2026-01,4,110\n",
		"semicolons": "Month;people trained;Budget\n2026-01;3;100\n2026-02;;90.5\n2026-01;4;110\n",
		"tabs, days": "month\tPeople trained\tbudget\n2026-01-03\t3\t100\n2026-02-01\t\t90.5\n2026-01-31\t4\t110\n",
		"a mark in front, quotes, other columns, an empty line, Windows": "\xef\xbb\xbf\"month\",note,\"People trained\",budget\r\n" +
			"2026-01,\"a, b\",3,100\r\n,,,\r\n2026-02,,,90.5\r\n2026-01,,4,110\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			c, err := New(Config{File: "x.csv", Figures: trained})
			if err != nil {
				t.Fatal(err)
			}
			figures, wrong := c.config.parse([]byte(table))
			if wrong != nil || len(figures) != 2 {
				t.Fatal(wrong)
			}
			budget, people := figures[0], figures[1]
			if got := values(people); got != "2026-01 7, 2026-02 unknown" {
				t.Errorf("people: %s", got)
			}
			if got := values(budget); got != "2026-01 110, 2026-02 90.5" {
				t.Errorf("budget: %s", got)
			}
			if people.Title != "People trained" || people.Unit != "people" || !people.Adds || people.Audience != dataset.Internal {
				t.Errorf("%+v", people)
			}
		})
	}
}

func TestWhatIsWrongIsSaidWithLineAndColumn(t *testing.T) {
	for _, c := range []struct {
		table        string
		line, column int
		text         string
	}{
		{"", 1, 0, "no heading"},
		{"month,budget\n2026-01,1\n", 1, 1, `no column "People trained"`},
		{"when,People trained,budget\n", 1, 1, `no column "month"`},
		{"month,People trained,budget\n2026-01,3,many\n", 2, 11, `"many" is not a number`},
		{"month,People trained,budget\n2026-01,3,\"1,000\"\n", 2, 11, `"1,000" is not a number`},
		{"month,People trained,budget\n2026-01,NaN,1\n", 2, 9, `"NaN" is not a number`},
		{"month,People trained,budget\n2026-01,1,1\nJanuary,3,1\n", 3, 1, `"January" is neither a month`},
		{"month,People trained,budget\n2026-01,1,a\"b\n", 2, 12, "bare"},
	} {
		config := Config{Month: "month", Figures: trained}
		figures, wrong := config.parse([]byte(c.table))
		if figures != nil || len(wrong) != 1 || wrong[0].Line != c.line || !strings.Contains(wrong[0].Text, c.text) {
			t.Errorf("%q: %v, %+v", c.table, figures, wrong)
			continue
		}
		if wrong[0].Column != c.column {
			t.Errorf("%q: column %d, want %d", c.table, wrong[0].Column, c.column)
		}
	}
}

func TestAllThatIsWrongIsSaidAtOnce(t *testing.T) {
	config := Config{Month: "month", Figures: trained}
	_, wrong := config.parse([]byte("month,People trained,budget\n2026-01,x,y\nwhen,1,1\n2026-02,1,z\n"))
	if len(wrong) != 4 || wrong[0].Column > wrong[1].Column || wrong[3].Line != 4 {
		t.Errorf("%+v", wrong)
	}
}

func TestConfigurationsAreChecked(t *testing.T) {
	for _, c := range []Config{{}, {File: "x.csv"}, {Figures: trained}, {File: "x.csv", Figures: trained, Separator: "::"}} {
		_, err := New(c)
		var wrong *source.WrongError
		if !errors.As(err, &wrong) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// notebook keeps what a run found.
type notebook struct {
	records  []dataset.Record
	failures []error
}

func (n *notebook) Put(r dataset.Record) error { n.records = append(n.records, r); return nil }
func (n *notebook) Keep(string, string, error) {}
func (n *notebook) Gone(string, string)        {}
func (n *notebook) Fail(why error)             { n.failures = append(n.failures, why) }
func (n *notebook) Progress(int, int, string)  {}

func TestATableWithAMistakeReplacesNothing(t *testing.T) {
	root := t.TempDir()
	os.WriteFile(filepath.Join(root, "good.csv"), []byte("month,People trained,budget\n2026-01,1,2\n"), 0o644)
	os.WriteFile(filepath.Join(root, "bad.csv"), []byte("month,People trained,budget\n2026-01,1,x\n"), 0o644)
	for file, want := range map[string][2]int{"good.csv": {2, 0}, "bad.csv": {0, 1}} {
		n := &notebook{}
		c, err := New(Config{File: file, Figures: trained})
		if err == nil {
			err = c.Collect(context.Background(), &source.Run{Now: time.Unix(0, 0), Root: root, Results: n})
		}
		if err != nil || len(n.records) != want[0] || len(n.failures) != want[1] {
			t.Errorf("%s: %v, %d records, %v", file, err, len(n.records), n.failures)
		}
		for _, failure := range n.failures {
			var wrong *source.WrongError
			if !errors.As(failure, &wrong) || wrong.File != file || c.Asked() != "figures in "+file {
				t.Errorf("%+v", failure)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("month,People trained,budget\n2026-01,3,100\n"))
	f.Add([]byte("\xef\xbb\xbfmonth;People trained;budget\r\n2026-01-31;\"3\";\r\n"))
	f.Add([]byte("month,People trained,budget\n2026-01,\"\n"))
	config := Config{Month: "month", Figures: trained}
	f.Fuzz(func(t *testing.T, data []byte) {
		figures, wrong := config.parse(data)
		if (figures == nil) == (wrong == nil) {
			t.Fatalf("%d figures and %d mistakes", len(figures), len(wrong))
		}
		for _, figure := range figures {
			figure.Provenance = dataset.Provenance{Source: "csv", Collected: dataset.At(time.Unix(1e9, 0))}
			out, err := dataset.Encode(figure)
			if err == nil {
				_, err = dataset.Decode("figures", out)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
