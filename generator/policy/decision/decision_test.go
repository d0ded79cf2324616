package decision

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/moment"
	"portolan/generator/policy"
	"portolan/generator/policy/expression"
	"portolan/generator/problem"
)

var now = moment.At(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))

func TestRead(t *testing.T) {
	for _, c := range []struct {
		decision                 dataset.Decision
		license, trouble, severe string
	}{
		{dataset.Decision{Component: "pkg:npm/a", License: "Apache 2.0", Verdict: "allowed"}, "Apache-2.0", "", ""},
		{dataset.Decision{Component: "pkg:npm/a", Verdict: "review"}, "NOASSERTION", "", ""},
		{dataset.Decision{Component: "pkg:npm/a", License: "NOASSERTION", Verdict: "allowed"}, "NOASSERTION", "", ""},
		{dataset.Decision{License: "NOASSERTION", Verdict: "allowed"}, "NOASSERTION", "it does not say which licence holds", "warning"},
		{dataset.Decision{License: "Frobnicate", Verdict: "allowed"}, "", `its licence is unknown: "Frobnicate" names no known licence`, "warning"},
		{dataset.Decision{License: "MIT", Verdict: "perhaps"}, "MIT", `"perhaps" is not a verdict`, "error"},
		{dataset.Decision{Verdict: "allowed", Contexts: []string{"service"}}, "NOASSERTION", "it names no component, licence or product", "error"},
		{dataset.Decision{License: "MIT", Verdict: "unknown", Trouble: "it has no verdict"}, "MIT", "it has no verdict", "warning"},
	} {
		r := Read(c.decision)
		if r.License.Normalised() != c.license || r.Trouble != c.trouble || c.trouble != "" && r.found.Severity.String() != c.severe {
			t.Errorf("%+v: %q, %q, %v", c.decision, r.License.Normalised(), r.Trouble, r.found)
		}
	}
}

// page is a policy with an exception of its own.
var page = policy.Source{File: "licences.md", URL: "/licences/", FirstLine: 2, YAML: []byte(`license_policy:
  contexts: {internal: Inside, service: Offered}
  rules:
    - {id: permissive, category: permissive, verdict: allowed}
    - {id: network, category: network-copyleft, verdict: forbidden}
  exceptions:
    - {id: LX-1, component: "pkg:npm/first", verdict: review}
`)}

func on(day string) *dataset.Date { return dataset.Of(dataset.Date(day)) }

func register(list ...dataset.Decision) Register {
	lines := map[string]int{}
	for i, d := range list {
		lines[d.ID] = 10 * (i + 1)
	}
	return Register{File: "data/decisions/acme.json", Page: "/compliance/decisions/", List: &dataset.Decisions{ID: "acme", Decisions: list},
		Find: func(id string) (int, int, string) { return lines[id], 7, `"id": "` + id + `",` }}
}

func TestADecisionDecidesAsAnException(t *testing.T) {
	p, problems := Compile([]policy.Source{page}, []Register{register(
		dataset.Decision{ID: "D-1", Component: "pkg:npm/a", License: "AGPLv3", Verdict: "conditional", Contexts: []string{"internal"},
			Conditions: "Keep it: inside \"only\".\u2028#", Because: "A: trial, {really} - \\ yes", DecidedBy: "Legal", Decided: on("2026-01-02"), Expires: on("2026-11-22")},
		dataset.Decision{ID: "D-2", Component: "pkg:npm/b", Versions: "<2", License: "AGPL-3.0-only", Verdict: "allowed", Product: "anvil"},
		dataset.Decision{ID: "D-3", License: "LicenseRef-Bought", Verdict: "allowed"},
		dataset.Decision{ID: "D-4", Component: "pkg:npm/first", Verdict: "review"},
	)}, now)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, c := range []struct {
		subject policy.Subject
		want    string // level and exception in both contexts
	}{
		{policy.Subject{License: "GNU AGPL v3", Component: "pkg:npm/a@1.0"}, "conditional D-1, forbidden "},
		{policy.Subject{License: "MIT", Component: "pkg:npm/a@1.0"}, "allowed , allowed "},
		{policy.Subject{License: "AGPL-3.0-only", Component: "pkg:npm/b@1.9", Product: "anvil"}, "allowed D-2, allowed D-2"},
		{policy.Subject{License: "AGPL-3.0-only", Component: "pkg:npm/b@2.0", Product: "anvil"}, "forbidden , forbidden "},
		{policy.Subject{License: "AGPL-3.0-only", Component: "pkg:npm/b@1.9", Product: "other"}, "forbidden , forbidden "},
		{policy.Subject{License: "LicenseRef-Bought"}, "allowed D-3, allowed D-3"},
		{policy.Subject{License: "MIT", Component: "pkg:npm/first"}, "review LX-1, review LX-1"},
	} {
		v := p.Judge(c.subject)
		got := fmt.Sprintf("%s %s, %s %s", v[0].Level, v[0].Exception, v[1].Level, v[1].Exception)
		if got != c.want {
			t.Errorf("%+v: %s, want %s", c.subject, got, c.want)
		}
	}
	x := p.Exceptions()[1]
	if x.ID != "D-1" || x.Because != "A: trial, {really} - \\ yes" || x.Conditions[0] != "Keep it: inside \"only\".\u2028#" || x.ApprovedBy != "Legal" ||
		x.Approved.Format(time.DateOnly) != "2026-01-02" || x.Expired || x.Place.Page != "/compliance/decisions/" {
		t.Errorf("%+v", x)
	}
}

func TestWhatDoesNotCountIsToldAtItsPlace(t *testing.T) {
	p, problems := Compile([]policy.Source{page}, []Register{register(
		dataset.Decision{ID: "E-1", License: "MIT", Verdict: "forbidden", Expires: on("2026-11-21")},
		dataset.Decision{ID: "E-2", License: "MIT", Verdict: "perhaps"},
		dataset.Decision{ID: "E-3", License: "MIT", Verdict: "review", Contexts: []string{"sold"}},
		dataset.Decision{ID: "E-4", License: "Frobnicate", Verdict: "review"},
		dataset.Decision{ID: "E-5", Component: "pkg:npm/a", Verdict: "allowed", Decided: on("2025-01-01")},
		dataset.Decision{ID: "E-6", Component: "pkg:npm/a", Verdict: "forbidden", Decided: on("2026-01-01")},
		dataset.Decision{ID: "E-7", Component: "pkg:npm/a", Versions: ">=", Verdict: "allowed"},
		dataset.Decision{ID: "LX-1", License: "MIT", Verdict: "allowed"},
	)}, now)
	got := map[string]problem.Problem{}
	for _, found := range problems {
		if found.File != "data/decisions/acme.json" || found.Column != 7 || found.Hint == "" {
			t.Errorf("%+v", found)
		}
		got[fmt.Sprintf("%d %s %s", found.Line, found.Severity, found.Rule)] = found
	}
	for key, text := range map[string]string{
		"10 notice policy/expired":        `the exception "E-1" expired on 2026-11-21 and counts no more`,
		"20 error decision/verdict":       `the decision "E-2": it does not count: "perhaps" is not a verdict`,
		"30 error policy/context":         `the decision "E-3": there is no context "sold"`,
		"40 warning decision/license":     `the decision "E-4": it does not count: its licence is unknown: "Frobnicate" names no known licence`,
		"50 warning policy/contradiction": `the exceptions "E-6" and "E-5" decide the same with different verdicts`,
		"70 error policy/range":           `the decision "E-7": `,
		"80 error policy/duplicate":       `the exception "LX-1" is there already`,
	} {
		if !strings.HasPrefix(got[key].Text, text) {
			t.Errorf("%s: %+v", key, got[key])
		}
	}
	if len(problems) != 7 {
		t.Errorf("%d problems: %v", len(problems), problems)
	}
	if v := p.Judge(policy.Subject{License: "MIT", Component: "pkg:npm/a"})[0]; v.Exception != "E-6" || v.Level != policy.Forbidden {
		t.Errorf("the later decision does not count: %+v", v)
	}
	if v := p.Judge(policy.Subject{License: "MIT"})[0]; v.Exception != "LX-1" && v.ExpiredException != "E-1" {
		t.Errorf("%+v", v)
	}
}

func TestWithoutAPolicyNoDecisionCounts(t *testing.T) {
	p, problems := Compile(nil, []Register{register(dataset.Decision{ID: "D-1", License: "MIT", Verdict: "perhaps", Contexts: []string{"service"}})}, now)
	if !p.Empty() || problems != nil {
		t.Errorf("%v", problems)
	}
}

// FuzzCompile looks for decisions that the compiler does not take as they were meant.
func FuzzCompile(f *testing.F) {
	f.Add("A", "pkg:npm/a", "Apache 2.0", "Because: \"so\" {a} #b", "2026-01-01")
	f.Add("row-7", "b c@1", "MIT/X11", "- [x]\u0085\u2028\u0001\x7f", "")
	f.Fuzz(func(t *testing.T, id, component, license, because, expires string) {
		d := dataset.Decision{ID: "x" + dataset.CleanText(id), Component: strings.ToValidUTF8(component, ""), License: strings.ToValidUTF8(license, ""),
			Because: strings.ToValidUTF8(because, ""), Verdict: "review"}
		if on(expires).UnmarshalText([]byte(expires)) == nil {
			d.Expires = on(expires)
		}
		p, problems := Compile([]policy.Source{page}, []Register{register(d)}, now)
		for _, found := range problems {
			if found.Rule == "policy/yaml" || found.Rule == "policy/shape" || found.Rule == "policy/date" {
				t.Errorf("%v", found)
			}
		}
		if len(p.Exceptions()) < 2 {
			return
		}
		x := p.Exceptions()[1]
		if x.ID != d.ID || x.Because != d.Because || x.Component != d.Component || d.License != "" && x.License != expression.Read(d.License).Normalised() {
			t.Errorf("%+v became %+v", d, x)
		}
	})
}
