package policy

import (
	"strings"
	"testing"
	"time"
)

// day is the day on which all tests of this package run.
var day = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

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

func TestJudge(t *testing.T) {
	p := compileText(t, acme)
	for _, v := range p.Judge(Subject{License: "(MIT OR GPL-2.0+) AND LGPL-2.1-only WITH Classpath-exception-2.0"}) {
		t.Logf("%+v", v)
	}
}
