package policy

import (
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/generator/moment"
)

// day is the day on which all tests of this package run.
var day = moment.At(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))

const acme = `title: Use of open source
license_policy:
  contexts: {internal: Used inside only, service: Offered over a network, distributed: Shipped to others}
  categories:
    permissive: [MIT, Apache-2.0, BSD-2-Clause, BSD-3-Clause, ISC]
    weak-copyleft: [MPL-2.0, LGPL-2.1-only, LGPL-2.1-or-later, EPL-2.0]
    network-copyleft: [AGPL-3.0-only, AGPL-3.0-or-later]
  rules:
    - {id: permissive, category: permissive, verdict: allowed}
    - {id: weak, category: weak-copyleft, verdict: conditional, conditions: [Link dynamically, Publish changes to the library], see: "#weak-copyleft"}
    - {id: strong-shipped, category: strong-copyleft, contexts: [distributed], verdict: forbidden, fix: Replace it.}
    - {id: strong, category: strong-copyleft, verdict: review}
    - {id: network-service, category: network-copyleft, contexts: [service, distributed], verdict: forbidden, see: "#network-copyleft"}
    - {id: network-inside, category: network-copyleft, contexts: [internal], verdict: review}
    - {id: acme-own, license: LicenseRef-acme-*, verdict: allowed}
    - {id: test-only, license: CC-BY-NC-4.0, scope: test, verdict: allowed}
    - {id: non-commercial, category: non-commercial, verdict: forbidden}
    - {id: fonts, license: OFL-*, verdict: conditional, conditions: [Keep the font name reserved]}
    - {id: both, expression: CC-BY-4.0 AND CC-BY-SA-4.0, verdict: allowed}
    - {id: public-domain, categories: [public-domain], verdict: allowed}
  default: review
  exceptions:
    - {id: LX-7, component: pkg:npm/foo, versions: "<2", contexts: [service], verdict: allowed, because: Sealed off, approved_by: legal, expires: 2027-03-01}
    - {id: LX-8, component: pkg:npm/old, verdict: allowed, because: Was tried, expires: 2026-01-31}
    - {id: LX-9, component: pkg:maven/org.acme/*, license: EPL-1.0, verdict: allowed}
    - {id: LX-10, product: anvil, license: SSPL-1.0, verdict: conditional, conditions: [Pay the vendor]}
  choices:
    - {license: Artistic-2.0 OR GPL-3.0-only, choose: GPL-3.0-only, because: Uniformity}
`

func compileText(t *testing.T, text string) *Policy {
	t.Helper()
	p, problems := Compile([]Source{{File: "use.md", URL: "/use/", YAML: []byte(text), FirstLine: 2}}, day)
	p.Speak(english)
	for _, found := range problems {
		if found.Severity == 0 {
			t.Errorf("%v (%s)", found, found.Hint)
		}
	}
	return p
}

// levels writes verdicts as one letter for each context, as in "ACF".
func levels(verdicts []Verdict) string {
	var b strings.Builder
	for _, v := range verdicts {
		b.WriteByte(strings.ToUpper(v.Level.String())[0])
	}
	return b.String()
}

// The letters are the verdicts for internal, service and distributed use: Allowed, Conditional, Review, Unknown, Forbidden.
func TestJudgeLicenses(t *testing.T) {
	p := compileText(t, acme)
	for _, c := range []struct{ license, want, rule, branch string }{
		{"MIT", "AAA", "permissive", ""},
		{"mit", "AAA", "permissive", ""},
		{"Apache 2.0", "AAA", "permissive", ""},
		{"The MIT License (MIT)", "AAA", "permissive", ""},
		{"BSD", "AAA", "permissive", ""},
		{"ISC-Veillard", "RRR", "", ""}, // publicly permissive, but the policy lists its own permissive ones
		{"MPL-2.0", "CCC", "weak", ""},
		{"LGPLv2.1", "CCC", "weak", ""},
		{"LGPL-2.1+", "CCC", "weak", ""},
		{"EPL-1.0", "RRR", "", ""},
		{"EPL-1.0+", "CCC", "weak", "EPL-2.0"},
		{"Apache-2.0+", "AAA", "permissive", ""},
		{"GPL-2.0-only", "RRF", "strong", ""},
		{"GPL-2.0", "RRF", "strong", ""},
		{"GPLv2+", "RRF", "strong", ""},
		{"GPL-2.0-only WITH Classpath-exception-2.0", "RRF", "strong", ""}, // no rule for public weak-copyleft applies: the policy lists its own
		{"AGPL-3.0-only", "RFF", "network-inside", ""},
		{"AGPL-3.0", "RFF", "network-inside", ""},
		{"MIT OR GPL-2.0-only", "AAA", "permissive", "MIT"},
		{"GPL-2.0-only OR AGPL-3.0-only", "RRF", "strong", "GPL-2.0-only"},
		{"MIT or GPL-2.0", "AAA", "permissive", "MIT"},
		{"MIT AND GPL-2.0-only", "RRF", "strong", ""},
		{"MIT AND MPL-2.0", "CCC", "weak", ""},
		{"(MIT OR GPL-2.0+) AND LGPL-2.1-only", "CCC", "weak", "MIT AND LGPL-2.1-only"},
		{"(MIT OR (GPL-2.0-only AND MPL-2.0)) AND (AGPL-3.0-only OR (ISC AND MPL-2.0))", "CCC", "weak", "MIT AND ISC AND MPL-2.0"},
		{"MIT, MPL-2.0", "CCC", "weak", ""},
		{"MIT/Apache-2.0", "AAA", "permissive", "MIT"},
		{"NONE", "FFF", "", ""},
		{"NOASSERTION", "UUU", "", ""},
		{"", "UUU", "", ""},
		{"NOASSERTION OR MIT", "AAA", "permissive", "MIT"},
		{"MIT AND NOASSERTION", "UUU", "", ""},
		{"Frobnicate Public Licence", "UUU", "", ""},
		{"MIT OR Frobnicate", "AAA", "permissive", "MIT"},
		{"MIT AND Frobnicate", "UUU", "", ""},
		{"AGPL-3.0-only AND Frobnicate", "UFF", "", ""},
		{"LicenseRef-acme-eula", "AAA", "acme-own", ""},
		{"LicenseRef-other", "UUU", "", ""},
		{"CC-BY-NC-4.0", "FFF", "non-commercial", ""},
		{"CC-BY-NC-SA-3.0", "FFF", "non-commercial", ""},
		{"OFL-1.1-RFN", "CCC", "fonts", ""},
		{"CC-BY-4.0 AND CC-BY-SA-4.0", "AAA", "both", ""},
		{"CC-BY-SA-4.0 AND CC-BY-4.0", "AAA", "both", ""},
		{"CC-BY-SA-4.0", "RRR", "", ""},
		{"MIT AND (CC-BY-SA-4.0 AND CC-BY-4.0)", "RRR", "", ""}, // one AND of three, not the pair
		{"CC0", "AAA", "public-domain", ""},
		{"Artistic-2.0 OR GPL-3.0-only", "RRF", "strong", "GPL-3.0-only"},
		{"GPL-3.0-only OR Artistic-2.0", "RRF", "strong", "GPL-3.0-only"},
		{"Artistic-2.0", "RRR", "", ""},
		{"https://opensource.org/licenses/MIT", "AAA", "permissive", ""},
	} {
		verdicts := p.Judge(Subject{License: c.license})
		first := verdicts[0]
		if got := levels(verdicts); got != c.want || first.Rule != c.rule || first.Branch != c.branch {
			t.Errorf("%q: got %s by %q, branch %q; want %s by %q, branch %q (%s)", c.license, got, first.Rule, first.Branch,
				c.want, c.rule, c.branch, first.Reason)
		}
	}
}

func TestJudgeComponents(t *testing.T) {
	p := compileText(t, acme)
	for _, c := range []struct {
		subject                  Subject
		want, exception, expired string
	}{
		{Subject{License: "AGPL-3.0-only", Component: "pkg:npm/foo@1.9.0"}, "RAF", "LX-7", ""},
		{Subject{License: "Frobnicate", Component: "pkg:npm/foo", Version: "1.0"}, "UAU", "LX-7", ""},
		{Subject{License: "AGPL-3.0-only", Component: "pkg:npm/foo@2.0.0"}, "RFF", "", ""},
		{Subject{License: "AGPL-3.0-only", Component: "pkg:npm/foo@2.0.0-rc.1"}, "RAF", "LX-7", ""},
		{Subject{License: "AGPL-3.0-only", Component: "pkg:npm/foo"}, "RFF", "", ""},
		{Subject{License: "AGPL-3.0-only", Component: "pkg:NPM/foo@1.0?arch=x#sub"}, "RAF", "LX-7", ""},
		{Subject{License: "AGPL-3.0-only", Component: "pkg:npm/%40x/foo@1.0"}, "RFF", "", ""},
		{Subject{License: "AGPL-3.0-only", Component: "pkg:npm/old@1.0"}, "RFF", "", "LX-8"},
		{Subject{License: "EPL-1.0 AND GPL-2.0-only", Component: "pkg:maven/org.acme/tool@1"}, "RRF", "", ""},
		{Subject{License: "EPL-1.0", Component: "pkg:maven/org.acme/tool@1"}, "AAA", "LX-9", ""},
		{Subject{License: "EPL-1.0", Component: "pkg:maven/org.other/tool@1"}, "RRR", "", ""},
		{Subject{License: "SSPL-1.0", Product: "anvil"}, "CCC", "LX-10", ""},
		{Subject{License: "SSPL-1.0", Product: "hammer"}, "RRR", "", ""},
		{Subject{License: "CC-BY-NC-4.0", Scope: "test"}, "AAA", "", ""},
		{Subject{License: "CC-BY-NC-4.0", Scope: "runtime"}, "FFF", "", ""},
	} {
		verdicts := p.Judge(c.subject)
		v := verdicts[1]
		if got := levels(verdicts); got != c.want || v.Exception != c.exception || v.ExpiredException != c.expired {
			t.Errorf("%+v: got %s by exception %q, expired %q; want %s by %q, expired %q", c.subject, got, v.Exception, v.ExpiredException,
				c.want, c.exception, c.expired)
		}
	}
}

// An exception still counts on the day on which it expires, wherever one lives.
func TestExceptionsExpireAfterTheirDay(t *testing.T) {
	text := "license_policy:\n  exceptions:\n    - {id: X, license: MIT, verdict: allowed, expires: 2026-11-22}\n"
	for _, c := range []struct {
		now     time.Time
		expired bool
	}{
		{time.Date(2026, 11, 22, 23, 59, 59, 0, time.UTC), false},
		{time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), true},
	} {
		p, _ := Compile([]Source{{YAML: []byte(text)}}, moment.At(c.now))
		if p.Exceptions()[0].Expired != c.expired {
			t.Errorf("%v: expired is %v", c.now, !c.expired)
		}
	}
}

func TestLinkingExceptionsSoftenStrongCopyleft(t *testing.T) {
	const rules = `license_policy:
  rules:
    - {id: strong, category: strong-copyleft, verdict: forbidden}
    - {id: weak, category: weak-copyleft, verdict: conditional}
`
	const named = rules + `    - {id: named, license: GPL-2.0-only WITH Classpath-exception-2.0, verdict: allowed}
`
	const strong = `license_policy:
  rules:
    - {id: strong, category: strong-copyleft, verdict: forbidden}
`
	for _, c := range []struct{ policy, license, rule string }{
		{rules, "GPL-2.0-only", "strong"},
		{rules, "GPL-2.0-only WITH Classpath-exception-2.0", "weak"},
		{rules, "GPL-2.0-or-later WITH GCC-exception-2.0", "weak"},
		{rules, "GPL-2.0-only WITH vsftpd-openssl-exception", "strong"},
		{rules, "AGPL-3.0-only WITH Classpath-exception-2.0", ""},
		{named, "GPL-2.0-only WITH Classpath-exception-2.0", "named"},
		{strong, "GPL-2.0-only WITH Classpath-exception-2.0", "strong"},
	} {
		v := compileText(t, c.policy).Judge(Subject{License: c.license})[0]
		if v.Rule != c.rule {
			t.Errorf("%s: decided by %q, want %q", c.license, v.Rule, c.rule)
		}
	}
}

func TestRulesForEverythingAndNothing(t *testing.T) {
	p := compileText(t, `license_policy:
  rules:
    - {id: no-licence, license: NONE, verdict: review}
    - {id: silent, license: NOASSERTION, verdict: conditional}
    - {id: ours, license: LicenseRef-ours, verdict: allowed}
    - {id: tools, scope: development, verdict: allowed}
    - {id: indirect, license: MIT, direct: false, verdict: conditional}
    - {id: rest, license: "*", verdict: forbidden}
`)
	no, yes := false, true
	for _, c := range []struct {
		subject Subject
		rule    string
	}{
		{Subject{License: "NONE"}, "no-licence"},
		{Subject{License: "NOASSERTION"}, "silent"},
		{Subject{License: ""}, "silent"},
		{Subject{License: "LicenseRef-ours"}, "ours"},
		{Subject{License: "MIT", Scope: "Development"}, "tools"},
		{Subject{License: "LicenseRef-x", Scope: "development"}, "rest"},
		{Subject{License: "Frobnicate", Scope: "development"}, ""},
		{Subject{License: "MIT", Direct: &no}, "indirect"},
		{Subject{License: "MIT", Direct: &yes}, "rest"},
		{Subject{License: "MIT"}, "rest"},
	} {
		if v := p.Judge(c.subject)[0]; v.Rule != c.rule {
			t.Errorf("%+v: decided by %q, want %q", c.subject, v.Rule, c.rule)
		}
	}
}

func TestJudgeWithoutPolicy(t *testing.T) {
	p, problems := Compile(nil, day)
	p.Speak(english)
	if len(problems) > 0 || !p.Empty() {
		t.Errorf("problems %v, empty %v", problems, p.Empty())
	}
	for license, want := range map[string]string{"MIT": "U", "NONE": "F", "Frobnicate": "U"} {
		if got := levels(p.Judge(Subject{License: license})); got != want {
			t.Errorf("%s: got %s, want %s", license, got, want)
		}
	}
	if v := p.Judge(Subject{License: "MIT"})[0]; v.Context != "any" || v.Reason != "No policy says anything about MIT yet." {
		t.Errorf("%+v", v)
	}
}

func TestJudgeIsSafeForSeveralGoroutines(t *testing.T) {
	p := compileText(t, acme)
	subjects := inventory(2000)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for _, s := range subjects {
				p.Judge(s)
			}
		})
	}
	wait.Wait()
}
