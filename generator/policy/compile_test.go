package policy

import (
	"strings"
	"testing"

	"portolan/generator/problem"
)

// Each case is the inside of license_policy and the problems that it must give, as "line:column severity text".
// Line 1 of the file is the fence, line 2 is license_policy.
func TestCompileSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, policy, want string }{
		{"fine", "rules:\n  - {id: a, license: MIT, verdict: allowed}", ""},
		{"unknown key", "rulez: []", `3:3 error license_policy has no key "rulez"`},
		{"unknown key of a rule", "rules:\n  - id: a\n    licence: MIT\n    verdict: allowed", `5:7 error a rule has no key "licence"`},
		{"unknown id", "rules:\n  - {id: a, license: MTI, verdict: allowed}", `4:24 error "MTI" is not on the SPDX licence list`},
		{"umlauts before", "rules:\n  - {id: öäü, license: MTI, verdict: allowed}", `4:29 error "MTI" is not on the SPDX licence list`},
		{"unknown id in a category", "categories: {good: [MIT, Apache2]}", `3:28 error "Apache2" is not on the SPDX licence list`},
		{"deprecated id", "categories: {good: [GPL-2.0]}", `3:23 notice GPL-2.0 is a deprecated id`},
		{"unknown category", "rules:\n  - {id: a, category: permisive, verdict: allowed}", `4:25 error there is no category "permisive"`},
		{"unknown context", "contexts: {in: Inside}\nrules:\n  - {id: a, license: MIT, contexts: [inn], verdict: allowed}", `5:40 error there is no context "inn"`},
		{"unknown verdict", "rules:\n  - {id: a, license: MIT, verdict: ok}", `4:38 error "ok" is not a verdict`},
		{"no verdict", "rules:\n  - {id: a, license: MIT}", `4:7 error the rule "a" has no verdict`},
		{"glob that names nothing", "rules:\n  - {id: a, license: XGPL-*, verdict: allowed}", `4:24 error no licence matches "XGPL-*"`},
		{"two ids", "rules:\n  - {id: a, license: MIT, verdict: allowed}\n  - {id: a, license: ISC, verdict: allowed}", `5:7 error the rule "a" is there already`},
		{"shadowed by id", "rules:\n  - {id: a, license: MIT, verdict: allowed}\n  - {id: b, license: MIT, verdict: forbidden}",
			`5:7 error the rule "b" can never match: earlier rules, such as "a", cover all that it covers`},
		{"shadowed by glob", "rules:\n  - {id: a, license: LGPL-*, verdict: allowed}\n  - {id: b, licenses: [LGPL-2.1-only, LGPL-3.0-only], verdict: review}",
			`5:7 error the rule "b" can never match: earlier rules, such as "a", cover all that it covers`},
		{"shadowed context by context", "contexts: {x: X, y: Y}\nrules:\n  - {id: a, license: MIT, contexts: [x], verdict: allowed}\n  - {id: b, license: MIT, contexts: [y], verdict: allowed}\n  - {id: c, license: MIT, verdict: review}",
			`7:7 error the rule "c" can never match: earlier rules, such as "b", cover all that it covers`},
		{"not shadowed in one context", "contexts: {x: X, y: Y}\nrules:\n  - {id: a, license: MIT, contexts: [x], verdict: allowed}\n  - {id: b, license: MIT, verdict: review}", ""},
		{"not shadowed by a narrow rule", "rules:\n  - {id: a, license: MIT, product: p, verdict: allowed}\n  - {id: b, license: MIT, verdict: review}", ""},
		{"not shadowed with exception", "rules:\n  - {id: a, license: GPL-2.0-only, verdict: review}\n  - {id: b, license: GPL-2.0-only WITH Classpath-exception-2.0, verdict: allowed}", ""},
		{"not shadowed for LicenseRefs", "rules:\n  - {id: a, verdict: review}\n  - {id: b, license: \"*\", verdict: forbidden}", ""},
		{"shadowed LicenseRefs", "rules:\n  - {id: a, license: \"*\", verdict: review}\n  - {id: b, license: LicenseRef-*, verdict: forbidden}",
			`5:7 error the rule "b" can never match: earlier rules, such as "a", cover all that it covers`},
		{"empty category", "categories: {odd: []}\nrules:\n  - {id: a, category: odd, verdict: allowed}", `5:7 error the rule "a" can never match: it covers no licence`},
		{"same expression", "rules:\n  - {id: a, expression: MIT OR ISC, verdict: allowed}\n  - {id: b, expression: ISC OR MIT, verdict: review}",
			`5:7 error the rule "b" can never match: earlier rules, such as "a", cover all that it covers`},
		{"bad expression", "rules:\n  - {id: a, expression: MIT OR, verdict: allowed}", `4:27 error a licence is missing here`},
		{"expression as license", "rules:\n  - {id: a, license: MIT OR ISC, verdict: allowed}", `4:24 error "MIT OR ISC" is not a single licence`},
		{"two categories", "categories: {good: [MIT], bad: [ISC, MIT]}", `3:40 error MIT is in the category "good" already`},
		{"bad date", "exceptions:\n  - {id: x, license: MIT, verdict: allowed, expires: soon}", `4:56 error "soon" is not a date`},
		{"bad range", "exceptions:\n  - {id: x, component: pkg:npm/a, versions: \"<>2\", verdict: allowed}", `4:47 error "<>" is not a comparison`},
		{"bad purl", "exceptions:\n  - {id: x, component: \"pkg:npm\", verdict: allowed}", `4:26 error "pkg:npm" is not a package URL`},
		{"exception for nothing", "exceptions:\n  - {id: x, verdict: allowed}", `4:7 error the exception "x" names nothing`},
		{"exception without id", "exceptions:\n  - {license: MIT, verdict: allowed}", `4:7 error an exception needs an id`},
		{"expired", "exceptions:\n  - {id: x, license: MIT, verdict: allowed, expires: 2026-01-01}", `4:7 warning the exception "x" expired on 2026-01-01 and counts no more`},
		{"contradiction", "exceptions:\n  - {id: x, component: pkg:npm/a, verdict: allowed}\n  - {id: y, component: pkg:npm/a, verdict: forbidden}",
			`5:7 error the exceptions "x" and "y" decide the same with different verdicts`},
		{"no contradiction after expiry", "exceptions:\n  - {id: x, component: pkg:npm/a, verdict: allowed, expires: 2030-01-01}\n  - {id: y, component: pkg:npm/a, versions: \"<2\", verdict: forbidden}", ""},
		{"exception twice", "exceptions:\n  - {id: x, license: MIT, verdict: allowed}\n  - {id: x, license: ISC, verdict: allowed}", `5:7 error the exception "x" is there already`},
		{"choice without OR", "choices:\n  - {license: MIT, choose: MIT}", `4:7 error a choice needs a license with OR in it`},
		{"choice of another", "choices:\n  - {license: MIT OR ISC, choose: Zlib}", `4:7 error "Zlib" is not one of the licences to choose from`},
		{"not a mapping", "rules:\n  - MIT", `4:7 error a rule, exception or choice must be a mapping`},
		{"list for a word", "default: [review]", `3:12 error a word or sentence is expected here`},
		{"alias", "categories:\n  good: &good [MIT, Apache-2.0]\nrules:\n  - {id: a, licenses: *good, verdict: allowed}\n  - {id: b, license: MIT, verdict: review}",
			`7:7 error the rule "b" can never match: earlier rules, such as "a", cover all that it covers`},
		{"alias of nothing", "rules:\n  - {id: a, license: *-only, verdict: allowed}", `4:24 error nothing in this front matter has the name after "*"`},
		{"flag", "rules:\n  - {id: a, license: MIT, direct: maybe, verdict: allowed}", `4:37 error "maybe" is neither true nor false`},
	} {
		yaml := "license_policy:\n  " + strings.ReplaceAll(c.policy, "\n", "\n  ") + "\n"
		_, problems := Compile([]Source{{File: "p.md", YAML: []byte(yaml), FirstLine: 2}}, day)
		var got []string
		for _, found := range problems {
			got = append(got, strings.TrimPrefix(found.At(), "p.md:")+" "+found.Severity.String()+" "+found.Text)
		}
		if len(got) == 0 && c.want == "" {
			continue
		}
		if len(got) == 0 || c.want == "" || !strings.HasPrefix(got[0], c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestCompileGivesHints(t *testing.T) {
	_, problems := Compile([]Source{{File: "p.md", YAML: []byte("license_policy:\n  rules:\n    - {id: a, license: Apache2.0, verdict: allowed}\n"), FirstLine: 2}}, day)
	if len(problems) != 1 || problems[0].Hint != "did you mean Apache-2.0?" || problems[0].Source != "    - {id: a, license: Apache2.0, verdict: allowed}" {
		t.Errorf("%+v", problems)
	}
}

func TestCompileJoinsPages(t *testing.T) {
	first := "license_policy:\n  contexts: {in: Inside}\n  categories: {good: [MIT]}\n  rules:\n    - {id: a, category: good, verdict: allowed}\n  default: forbidden\n"
	second := "license_policy:\n  contexts: {in: Inside, out: Outside}\n  categories: {good: [ISC]}\n  rules:\n    - {id: b, license: Zlib, contexts: [out], verdict: review, see: \"#b\"}\n  default: review\n"
	p, problems := Compile([]Source{
		{File: "a.md", URL: "/a/", YAML: []byte(first), FirstLine: 2},
		{File: "none.md", YAML: []byte("title: No policy\n"), FirstLine: 2},
		{File: "b.md", URL: "/b/", YAML: []byte(second), FirstLine: 2},
	}, day)
	if len(problems) != 1 || problems[0].Error() != `b.md:7:12: the default is "forbidden" on an earlier page` {
		t.Errorf("problems: %v", problems)
	}
	for license, want := range map[string]string{"MIT": "AA", "ISC": "AA", "Zlib": "FR", "X11": "FF"} {
		if got := levels(p.Judge(Subject{License: license})); got != want {
			t.Errorf("%s: got %s, want %s", license, got, want)
		}
	}
	if anchors := p.Anchors(); len(anchors) != 1 || anchors[0].See != "#b" || anchors[0].Place != (Place{"b.md", 6, 69, "/b/"}) {
		t.Errorf("anchors: %+v", anchors)
	}
	if v := p.Judge(Subject{License: "Zlib"})[1]; v.Page != "/b/" || v.See != "#b" {
		t.Errorf("%+v", v)
	}
}

func TestCompileSurvivesBrokenYAML(t *testing.T) {
	for _, yaml := range []string{"license_policy: [", "license_policy:\n\t- x", "license_policy: &a *a", "license_policy", "license_policy: 3", "license_policy:\n  rules: >=1\n", "? license_policy\n: x"} {
		_, problems := Compile([]Source{{File: "p.md", YAML: []byte(yaml), FirstLine: 2}}, day)
		for _, found := range problems {
			if found.Severity == problem.Error && found.Line < 2 {
				t.Errorf("%q: no line in %v", yaml, found)
			}
			t.Log(found)
		}
	}
}

// FuzzCompile looks for front matter that makes the compiler panic, or a policy that does not answer.
func FuzzCompile(f *testing.F) {
	f.Add(acme)
	f.Add("license_policy: {rules: [{license: \"*\", verdict: allowed, versions: \"<1 ||\"}]}")
	f.Add("license_policy: &a {contexts: {x: }, default: *a}")
	f.Add("license_policy: {categories: {x: &b [MIT, *b]}, rules: [&c {licenses: *b, verdict: *c}], exceptions: *c}")
	f.Fuzz(func(t *testing.T, yaml string) {
		p, _ := Compile([]Source{{File: "p.md", YAML: []byte(yaml), FirstLine: 2}}, day)
		for _, license := range []string{"MIT", "GPL-2.0+ OR LicenseRef-a", "x"} {
			if got := p.Judge(Subject{License: license, Component: "pkg:npm/a@1"}); len(got) != len(p.Contexts()) {
				t.Errorf("%d verdicts", len(got))
			}
		}
	})
}
