package decisions

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// notebook keeps what a run found.
type notebook struct {
	lists    []*dataset.Decisions
	failures []string
	kept     []string
}

func (n *notebook) Put(r dataset.Record) error {
	n.lists = append(n.lists, r.(*dataset.Decisions))
	return nil
}
func (n *notebook) Keep(kind, key string, why error) {
	n.kept = append(n.kept, fmt.Sprintf("%s/%s: %v", kind, key, why))
}
func (n *notebook) Gone(string, string)       {}
func (n *notebook) Fail(why error)            { n.failures = append(n.failures, why.Error()) }
func (n *notebook) Progress(int, int, string) {}

// collect runs a collector over files in a folder of its own.
func collect(t *testing.T, c Config, files map[string]string) *notebook {
	t.Helper()
	root, n := t.TempDir(), &notebook{}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	collector, err := New(c)
	if err == nil {
		err = collector.Collect(context.Background(), &source.Run{Root: root, Results: n, Now: time.Unix(1e9, 0)})
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var plain = Config{ID: "acme", Files: []string{"*.*"}, Audience: dataset.Public,
	Fields: Fields{ID: "id", Component: "what", License: "licence", Product: "for", Contexts: "where", Verdict: "state",
		Because: "why.text", DecidedBy: "who", Decided: "on", Expires: "until", URL: "see"},
	Verdicts: map[string]string{"yes": "allowed", "no": "forbidden"}, Otherwise: "review", Everywhere: []string{"all"}}

// The same two decisions, once as JSON and once as a table.
const (
	asJSON = `{"list": {"rows": [
  {"id": 7, "what": "pkg:npm/a", "licence": ["MIT", "ISC"], "for": "all", "state": "YES", "why": {"text": "Small."}, "who": "Legal",
    "on": "2026-01-02T10:00:00Z", "until": null, "where": ["service", "internal"], "see": "https://acme.example/7"},
  {"id": "B", "what": "b", "licence": "Apache 2.0", "for": "anvil", "state": "forbidden", "until": "2027-01-01", "see": "javascript:alert(1)"}
]}}`
	asTable = "id;what;licence;for;state;why.text;who;on;until;where;see\r\n" +
		"7;pkg:npm/a;MIT, ISC;all;YES;Small.;Legal;2026-01-02;;service internal;https://acme.example/7\r\n" +
		"B;b;Apache 2.0;anvil;forbidden;;;;2027-01-01;;javascript:alert(1)\r\n;;;;;;;;;;\r\n"
)

func TestARegisterBecomesDecisions(t *testing.T) {
	day := func(s string) *dataset.Date { return dataset.Of(dataset.Date(s)) }
	want := []dataset.Decision{
		{ID: "7", Title: "pkg:npm/a under MIT, ISC", Component: "pkg:npm/a", License: "MIT, ISC", Contexts: []string{"service", "internal"},
			Verdict: "allowed", Because: "Small.", DecidedBy: "Legal", Decided: day("2026-01-02"), URL: "https://acme.example/7"},
		{ID: "B", Title: "b under Apache 2.0 in anvil", Component: "b", License: "Apache 2.0", Product: "anvil",
			Verdict: "forbidden", Expires: day("2027-01-01")},
	}
	for name, text := range map[string]string{"register.json": asJSON, "register.csv": asTable, "marked.csv": "\xef\xbb\xbf" + asTable} {
		c := plain
		c.List = "list.rows"
		n := collect(t, c, map[string]string{name: text})
		if len(n.lists) != 1 || n.failures != nil || n.kept != nil {
			t.Fatalf("%s: %d lists, %v, %v", name, len(n.lists), n.failures, n.kept)
		}
		list := n.lists[0]
		if list.ID != "acme" || list.Audience != dataset.Public || list.Provenance.Source != "decisions" || !reflect.DeepEqual(list.Decisions, want) {
			t.Errorf("%s: %+v", name, list)
		}
		if data, err := dataset.Encode(list); err != nil {
			t.Error(err)
		} else if _, err := dataset.Decode("decisions", data); err != nil {
			t.Error(err)
		}
	}
}

// What cannot be understood stays, with its licence as written, and is named by file and line.
func TestNoRowIsLost(t *testing.T) {
	table := "id,what,licence,for,state,why.text,who,on,until,where,see\n" +
		"A,a,MIT,all,yes,,,,,,\n" +
		"A,b,MIT,,yes,,,,,,\n" +
		"C,c,Frob  1,,perhaps,,,,,,\n" +
		",d,MIT,,,,,,,,\n" +
		"E,e,MIT,,yes,,,soon,31.12.2026,,\n" +
		"F,f,,,yes,,,,,,\n" +
		"G,,,,yes,,,,,,\n" +
		"H,pkg:npm,MIT,,yes,,,,,,\n" +
		"I,i,MIT,,yes,one, two,,,,,,\n" +
		"J,j\n"
	n := collect(t, plain, map[string]string{"a.csv": table, "b.json": `["MIT"]`})
	if len(n.lists) != 1 || len(n.lists[0].Decisions) != 11 {
		t.Fatalf("%+v, %v", n.lists, n.kept)
	}
	for i, want := range []struct{ id, license, verdict, trouble string }{
		{"A", "MIT", "allowed", ""},
		{"A-2", "MIT", "allowed", `the id "A" is that of row 1 of a.csv`},
		{"C", "Frob  1", "unknown", `"perhaps" is not a verdict`},
		{"row-4", "MIT", "review", ""},
		{"E", "MIT", "allowed", `"soon" is not a day such as 2026-11-22; "31.12.2026" is not a day such as 2026-11-22`},
		{"F", "", "allowed", "it names no licence"},
		{"G", "", "allowed", "it names no licence"},
		{"H", "MIT", "allowed", `"pkg:npm" is not a package URL`},
		{"I", "MIT", "allowed", "it has 13 cells, and the heading 11"},
		{"J", "", "review", "it names no licence"},
		{"row-11", "", "review", "it is not an object; it names no licence"},
	} {
		d := n.lists[0].Decisions[i]
		if d.ID != want.id || d.License != want.license || d.Verdict != want.verdict || !strings.HasPrefix(d.Trouble, want.trouble) ||
			(want.trouble == "") != (d.Trouble == "") {
			t.Errorf("%d: %+v", i+1, d)
		}
	}
	if len(n.failures) != 9 || !strings.HasPrefix(n.failures[1], "a.csv:4:1: row 3 (C) is kept but does not count") ||
		!strings.HasPrefix(n.failures[8], "b.json:1:1: row 1 (row-11)") {
		t.Errorf("%d: %s", len(n.failures), strings.Join(n.failures, "\n"))
	}
}

// A register that cannot be read changes nothing; a part of it does not pass for the whole.
func TestARegisterThatCannotBeReadStays(t *testing.T) {
	for name, c := range map[string]struct{ text, list, want string }{
		"nothing":              {"", "", "x.json:0:0: the file is empty"},
		"cut off":              {"[\n{\"id\": 1},\n", "", "x.json:3:0: the file is not JSON"},
		"cut off behind":       {"{\"a\": [{\"id\": 1}]\n", "a", "x.json:2:0: the file is not JSON"},
		"two of a name":        {"[\n{\"id\": 1, \"id\": 2}]", "", "x.json:2:0: the file is not JSON: duplicate"},
		"no list":              {`{"a": 1}`, "a", "the decisions are not a list"},
		"no member":            {`{"a": []}`, "b", `there is no member "b"`},
		"nothing to go into":   {`[]`, "b", `there is no list "b"`},
		"not UTF-8":            {"[\n\"\xff\"]", "", "x.json:2:0: this line is not UTF-8"},
		"an open quote":        {"id,what\n1,\"a\n", "", "the table cannot be read"},
		"two columns":          {"id,id\n1,2\n", "", `two columns are called "id"`},
		"fields nobody has":    {"id,name\n1,a\n", "", `no row has the field "what"`},
		"a broken heading":     {"\"id\n", "", "the table cannot be read"},
		"something else first": {"[1,]", "", "the file is not JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			config := plain
			config.List, config.Files = c.list, []string{"x.json", "y.csv"}
			n := collect(t, config, map[string]string{"x.json": c.text, "y.csv": strings.ReplaceAll(asTable, "7;", "8;")})
			if name == "fields nobody has" {
				config.Files = []string{"x.json"}
				n = collect(t, config, map[string]string{"x.json": c.text})
			}
			if len(n.lists) != 0 || len(n.kept) == 0 || !strings.Contains(n.kept[0], "decisions/acme: ") || !strings.Contains(n.kept[0], c.want) {
				t.Errorf("%d lists, %q", len(n.lists), n.kept)
			}
		})
	}
	n := collect(t, plain, map[string]string{"a.json": "[]"})
	if len(n.lists) != 1 || len(n.lists[0].Decisions) != 0 {
		t.Errorf("an empty list: %+v, %v", n.lists, n.kept)
	}
}

func TestWhatIsWrongWithAConfiguration(t *testing.T) {
	for want, change := range map[string]func(*Config){
		"no files":                  func(c *Config) { c.Files = nil },
		"no id":                     func(c *Config) { c.ID = "" },
		"are about":                 func(c *Config) { c.Fields = Fields{Verdict: "state"} },
		"what was decided":          func(c *Config) { c.Fields.Verdict, c.Otherwise = "", "" },
		`"maybe" is not a verdict`:  func(c *Config) { c.Verdicts = map[string]string{"x": "maybe"} },
		`"always" is not a verdict`: func(c *Config) { c.Otherwise = "always" },
	} {
		c := plain
		change(&c)
		_, err := New(c)
		var wrong *source.WrongError
		if !errors.As(err, &wrong) || !strings.Contains(wrong.Text, want) || wrong.Hint == "" {
			t.Errorf("%s: %v", want, err)
		}
	}
	if c, err := New(plain); err != nil || c.Asked() != "decisions in *.*" {
		t.Error(err)
	}
}

// TestTheGuideIsRight runs the two examples of the editors' guide.
func TestTheGuideIsRight(t *testing.T) {
	guide, err := os.ReadFile("../../content/editors/import-decisions.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```(json|csv|yaml)\n(.*?)```").FindAllStringSubmatch(string(guide), -1)
	if len(blocks) != 4 {
		t.Fatalf("%d examples", len(blocks))
	}
	for i, want := range []dataset.Decision{
		{ID: "LB-12", Title: "pkg:npm/axe-core under MPLv2", Component: "pkg:npm/axe-core", License: "MPLv2", Verdict: "conditional",
			Conditions: "Unmodified, as a tool of the build.", Because: "Used in tests only.", DecidedBy: "Licence board", Decided: dataset.Of(dataset.Date("2026-04-09"))},
		{ID: "17", Title: "pkg:maven/org.example/reports", Component: "pkg:maven/org.example/reports", Versions: "<8", License: "LGPL 3", Product: "Workbench",
			Verdict: "allowed", Because: "Started as a program of its own", DecidedBy: "Legal", Decided: dataset.Of(dataset.Date("2026-02-26")),
			Expires: dataset.Of(dataset.Date("2027-02-26"))},
	} {
		var site struct {
			Collectors []struct{ Decisions Config }
		}
		if err := yaml.UnmarshalWithOptions([]byte(blocks[2*i+1][2]), &site, yaml.Strict()); err != nil {
			t.Fatal(err)
		}
		c := site.Collectors[0].Decisions
		c.Files[0] = filepath.Base(c.Files[0])
		n := collect(t, c, map[string]string{c.Files[0]: blocks[2*i][2]})
		if len(n.lists) != 1 || n.failures != nil || !reflect.DeepEqual(n.lists[0].Decisions, []dataset.Decision{want}) {
			t.Errorf("%+v, %v, %v", n.lists, n.failures, n.kept)
		}
	}
}

// FuzzParse looks for registers that make the reader panic or lose rows, and for decisions that are not fit to be kept.
func FuzzParse(f *testing.F) {
	f.Add([]byte(asJSON), "list.rows")
	f.Add([]byte(asTable), "")
	f.Add([]byte(`[{"id": "A", "what": {"deep": [[1, true, null]]}}, 3]`), "")
	f.Fuzz(func(t *testing.T, data []byte, list string) {
		rows, wrong := parse(data, list)
		if wrong != nil {
			return
		}
		decisions, _ := plain.list(rows)
		if len(decisions.Decisions) != len(rows) {
			t.Fatalf("%d decisions from %d rows", len(decisions.Decisions), len(rows))
		}
		ids := map[string]bool{}
		for _, d := range decisions.Decisions {
			if ids[d.ID] {
				t.Fatalf("%q twice", d.ID)
			}
			ids[d.ID] = true
		}
		decisions.Provenance = dataset.Provenance{Source: "decisions", Collected: dataset.At(time.Unix(1e9, 0))}
		out, err := dataset.Encode(decisions)
		if err == nil {
			_, err = dataset.Decode("decisions", out)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}
