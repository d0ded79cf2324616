package policy

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

const pair = `license_policy:
  contexts: {inside: Used inside, shipped: Shipped}
  rules:
    - {id: free, categories: [permissive, public-domain], verdict: allowed}
    - {id: weak, category: weak-copyleft, verdict: conditional, conditions: [Link dynamically], see: "#weak"}
    - {id: strong, category: strong-copyleft, contexts: [shipped], verdict: forbidden, fix: Replace it.}
    - {id: strong-inside, category: strong-copyleft, verdict: review}
`

const example = "(MIT OR GPL-2.0+) AND LGPL-2.1-only WITH Classpath-exception-2.0"

func TestExplainWritesJSON(t *testing.T) {
	raw, err := json.Marshal(compileText(t, pair).Explain(Subject{License: example}))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Expression *string
		Contexts   map[string]struct {
			Verdict, Reason, Branch string
			Rule, Exception         *string
			Conditions              []string
		}
		Repairs []struct{ From, To string }
		Tree    struct {
			Operator string
			Parts    []struct {
				Expression, Operator string
				Parts                []struct {
					Expression, Category string
					Contexts             map[string]struct{ Verdict, Rule string }
				}
			}
		}
	}
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	if got.Expression == nil || *got.Expression != "(MIT OR GPL-2.0-or-later) AND LGPL-2.1-only WITH Classpath-exception-2.0" {
		t.Errorf("expression: %v", got.Expression)
	}
	v := got.Contexts["shipped"]
	if len(got.Contexts) != 2 || v.Verdict != "conditional" || v.Rule == nil || *v.Rule != "weak" || v.Exception != nil ||
		v.Branch != "MIT AND LGPL-2.1-only WITH Classpath-exception-2.0" || len(v.Conditions) != 1 {
		t.Errorf("contexts: %+v", got.Contexts)
	}
	if !bytes.Contains(raw, []byte(`"exception":null`)) {
		t.Error("an exception that there is not is not null")
	}
	gpl := got.Tree.Parts[0].Parts[1]
	if got.Tree.Operator != "AND" || gpl.Expression != "GPL-2.0-or-later" || gpl.Category != "strong-copyleft" ||
		gpl.Contexts["shipped"].Verdict != "forbidden" || gpl.Contexts["inside"].Rule != "strong-inside" {
		t.Errorf("tree: %+v", got.Tree)
	}
	if len(got.Repairs) != 1 || got.Repairs[0].To != "GPL-2.0-or-later" {
		t.Errorf("repairs: %+v", got.Repairs)
	}
}

func TestExplainIsNullWhereUnknown(t *testing.T) {
	raw, err := json.Marshal(compileText(t, pair).Explain(Subject{License: "MIT AND Frobnicate"}))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(raw, []byte(`"expression":null`)) || !bytes.Contains(raw, []byte(`"unknown":"\"Frobnicate\" names no known licence"`)) {
		t.Errorf("%s", raw)
	}
}

func TestExplainDrawsATree(t *testing.T) {
	var b strings.Builder
	if err := compileText(t, pair).Explain(Subject{License: example}).WriteText(&b); err != nil {
		t.Fatal(err)
	}
	want := `(MIT OR GPL-2.0-or-later) AND LGPL-2.1-only WITH Classpath-exception-2.0
  read GPL-2.0+ as GPL-2.0-or-later: the SPDX list has another spelling now

                                               inside       shipped
AND                                            conditional  conditional
├─ OR                                          allowed      allowed
│  ├─ MIT                                      allowed      allowed
│  └─ GPL-2.0-or-later                         review       forbidden
└─ LGPL-2.1-only WITH Classpath-exception-2.0  conditional  conditional

inside, shipped: conditional
  All parts hold together, so the strictest decides. Rule "weak" allows LGPL-2.1-only WITH Classpath-exception-2.0 on conditions: it is in the category "weak-copyleft".
  taken: MIT AND LGPL-2.1-only WITH Classpath-exception-2.0
  condition: Link dynamically
  see /use/#weak
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestExplainKeepsTheTerminalSafe(t *testing.T) {
	var b strings.Builder
	compileText(t, pair).Explain(Subject{License: "MIT AND \x1b[2Jevil\u202e"}).WriteText(&b)
	if strings.ContainsAny(b.String(), "\x1b\u202e") {
		t.Errorf("%q", b.String())
	}
}

func TestReasonsAreSentences(t *testing.T) {
	p := compileText(t, acme)
	for subject, want := range map[Subject]string{
		{License: "MIT"}:                           `Rule "permissive" allows MIT: it is in the category "permissive".`,
		{License: "EPL-1.0"}:                       "No rule covers EPL-1.0, so the default of the policy holds: review.",
		{License: "EPL-1.0+"}:                      `EPL-1.0+ may be taken as EPL-2.0. Rule "weak" allows EPL-2.0 on conditions: it is in the category "weak-copyleft".`,
		{License: "MIT OR GPL-2.0-only"}:           `Of the licences on offer MIT is judged best. Rule "permissive" allows MIT: it is in the category "permissive".`,
		{License: "GPL-3.0-only OR Artistic-2.0"}:  `The policy chooses GPL-3.0-only from Artistic-2.0 OR GPL-3.0-only: Uniformity. Rule "strong" asks for a review of GPL-3.0-only: it is in the category "strong-copyleft".`,
		{License: "SSPL-1.0", Product: "anvil"}:    `Exception "LX-10" allows SSPL-1.0 on conditions.`,
		{License: "x", Component: "pkg:npm/foo@1"}: "x is no known licence.",
		{License: "NONE"}:                          "There is no licence (NONE), so nobody may use it.",
		{License: "LicenseRef-y"}:                  "LicenseRef-y is not on the SPDX list and no rule names it.",
	} {
		if got := p.Judge(subject)[0].Reason; got != want {
			t.Errorf("%+v:\n got %s\nwant %s", subject, got, want)
		}
	}
	if got := p.Judge(Subject{License: "x", Component: "pkg:npm/foo@1"})[1].Reason; got != `Exception "LX-7" allows x until 2027-03-01: Sealed off.` {
		t.Error(got)
	}
}
