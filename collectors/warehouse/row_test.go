package warehouse

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

func TestConfigurationsAreChecked(t *testing.T) {
	queries := map[string]string{"projects": "select 1"}
	for says, c := range map[string]Config{
		"names no database":     {Schema: "augur"},
		`queries for "grimoire`: {DSNEnv: "X", Schema: "grimoire"},
		"neither a schema":      {DSNEnv: "X"},
		`"project" is no query`: {DSNEnv: "X", Queries: map[string]string{"project": "select 1"}},
		"need a transaction":    {DSNEnv: "X", Schema: "augur", Plain: true},
		`timeout is "soon"`:     {DSNEnv: "X", Schema: "augur", Timeout: "soon"},
		`timeout is "1ms"`:      {DSNEnv: "X", Schema: "augur", Timeout: "1ms"},
	} {
		_, err := New(c)
		var wrong *source.WrongError
		if !errors.As(err, &wrong) || !strings.Contains(wrong.Text, says) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	for _, c := range []Config{{DSNEnv: "X", Schema: "augur"}, {DSNEnv: "X", Queries: queries, Plain: true}, {DSNEnv: "X", Schema: "augur", Queries: queries, Timeout: "90s"}} {
		collector, err := New(c)
		if err != nil || !strings.Contains(collector.Asked(), "X") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestMomentsAreReadAsDatabasesWriteThem(t *testing.T) {
	for value, want := range map[string]string{
		"2026-11-01 00:00:00":           "2026-11-01T00:00:00Z",
		"2026-11-01 00:00:00.123456":    "2026-11-01T00:00:00Z",
		"2026-11-01 01:30:00+01:30":     "2026-11-01T00:00:00Z",
		"2026-10-31 19:00:00-05":        "2026-11-01T00:00:00Z",
		"1890-01-01 00:53:28+00:53:28":  "1890-01-01T00:00:00Z",
		"2026-11-01":                    "2026-11-01T00:00:00Z",
		"2026-11-01T00:00:00.5Z":        "2026-11-01T00:00:00Z",
		"2026-11-01T02:00:00.999+02:00": "2026-11-01T00:00:00Z",
		"infinity":                      "", "0044-03-15 00:00:00 BC": "", "01/11/2026": "", "": "",
	} {
		got, ok := parseTime(value)
		if ok != (want != "") || ok && dataset.At(got).Format(time.RFC3339) != want {
			t.Errorf("%q: %v %v", value, got, ok)
		}
	}
}

func TestIdentitiesAgreeWithThoseOfOtherCollectors(t *testing.T) {
	for identity, want := range map[string]string{
		"https://github.com/ada":              "github.com/ada",
		"http://git.acme.example/ada/":        "git.acme.example/ada",
		"12+Ada@users.noreply.github.com":     "ada@users.noreply.github.com",
		"ada@users.noreply.github.com":        "ada@users.noreply.github.com",
		"ada+lists@acme.example":              "ada+lists@acme.example",
		"550e8400-e29b-41d4-a716-44665544000": "550e8400-e29b-41d4-a716-44665544000",
	} {
		if got := account(identity); got != want {
			t.Errorf("%q: %q", identity, got)
		}
	}
}

func TestMachinesAreKnownBySayingSo(t *testing.T) {
	f := &findings{config: Config{Bots: []string{" CI@acme.example", "builder", ""}}}
	for identity, want := range map[string]bool{
		"https://github.com/apps/renovate": true, "https://github.com/x[bot]": true, "1+x[bot]@users.noreply.github.com": true,
		"ci@acme.example": true, "https://github.com/Builder": true, "ada@acme.example": false, "": false, "https://github.com/abbot": false,
	} {
		if got := f.machine(identity, "Ada"); got != want {
			t.Errorf("%q: %v", identity, got)
		}
	}
	if !f.machine("x", "dependabot[bot]") || !f.machine("x", "BUILDER") {
		t.Error("a name does not tell a machine")
	}
}

func TestAYearBeforeALeapDayIsTheLastOfFebruary(t *testing.T) {
	for from, want := range map[string]string{"2028-02-29 10:00:00": "2027-02-28 10:00:00", "2026-11-15 03:00:00": "2025-11-15 03:00:00", "2029-02-28 00:00:00": "2028-02-28 00:00:00"} {
		start, _ := time.Parse(time.DateTime, from)
		if got := yearBefore(start).Format(time.DateTime); got != want {
			t.Errorf("%s: %s", from, got)
		}
	}
}

func TestProjectsAreNamedByAddressOrID(t *testing.T) {
	f := &findings{spelt: map[string]string{"github.com/acme/anvil": "github.com/Acme/Anvil"}}
	for name, want := range map[string]string{
		"https://github.com/acme/anvil": "github.com/Acme/Anvil", "https://github.com/acme/anvil.git": "github.com/Acme/Anvil",
		"git://github.com/acme/anvil/": "github.com/Acme/Anvil", "github.com/acme/other": "github.com/acme/other",
		"https://me:token@gitlab.example/a/b/c.git": "gitlab.example/a/b/c", "anvil": "", "": "", "file:///srv/git/x": "", "https://host/": "", "%": "",
	} {
		if got := f.identify(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}

func TestTheEditorsPageListsEveryKeyAndColumn(t *testing.T) {
	page, err := os.ReadFile("../../content/editors/collectors.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "\n## warehouse\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for field := range reflect.TypeFor[Config]().Fields() {
		if key := field.Tag.Get("yaml"); !strings.Contains(section, "| `"+key+"` |") {
			t.Errorf("there is no line for the key %s", key)
		}
	}
	for _, shape := range shapes {
		_, line, _ := strings.Cut(section, "| `"+shape.name+"` |")
		line, _, _ = strings.Cut(line, "\n")
		required, optional, _ := strings.Cut(line, " | ")
		for cell, columns := range map[string][]string{required: shape.required, optional: shape.optional} {
			for _, column := range columns {
				if !strings.Contains(cell, "`"+column+"`") {
					t.Errorf("%s: the page does not list %s", shape.name, column)
				}
			}
			if listed := strings.Count(cell, "`") / 2; listed != len(columns) {
				t.Errorf("%s: the page lists %d columns of %d", shape.name, listed, len(columns))
			}
		}
	}
}

func FuzzRow(f *testing.F) {
	f.Add("2026-11-01 00:00:00+02", "12")
	f.Add("infinity", "-0")
	f.Add("2026-11", "1.0")
	f.Fuzz(func(t *testing.T, a, b string) {
		r := &row{columns: map[string]int{"a": 0, "b": 1}, values: [][]byte{[]byte(a), []byte(b)}}
		if n := r.figure("b"); n != nil && *n < 0 {
			t.Errorf("%q is %d", b, *n)
		}
		month, moment := r.month("a"), r.moment("a")
		for _, text := range []interface{ UnmarshalText([]byte) error }{new(dataset.Month), new(dataset.Time)} {
			var written []byte
			switch {
			case month != "" && moment == nil:
				written = []byte(month)
				text = new(dataset.Month)
			case moment != nil:
				written, _ = moment.MarshalText()
				text = new(dataset.Time)
			default:
				continue
			}
			if err := text.UnmarshalText(written); err != nil {
				t.Errorf("%q: %v", a, err)
			}
		}
	})
}
