package attribution

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"portolan/generator/policy/expression"
)

func TestTermsOfAnExpression(t *testing.T) {
	for _, c := range []struct {
		expression           string
		licenses, exceptions string
		foreign              bool
	}{
		{"MIT", "MIT", "", false},
		{"MIT AND (ISC OR Apache-1.0+)", "MIT ISC Apache-1.0", "", false},
		{"GPL-2.0-only WITH Classpath-exception-2.0 OR MIT", "GPL-2.0-only MIT", "Classpath-exception-2.0", false},
		{"((LicenseRef-a.b-c))", "LicenseRef-a.b-c", "", false},
		{"DocumentRef-x:LicenseRef-y", "DocumentRef-x:LicenseRef-y", "", true},
		{"MIT WITH AdditionRef-x", "MIT", "AdditionRef-x", true},
		{"MIT WITH DocumentRef-d:AdditionRef-x", "MIT", "DocumentRef-d:AdditionRef-x", true},
	} {
		got := readTerms(c.expression)
		if !got.valid || strings.Join(got.licenses, " ") != c.licenses || strings.Join(got.exceptions, " ") != c.exceptions || got.foreign != c.foreign {
			t.Errorf("%s: %+v", c.expression, got)
		}
	}
}

func TestWhatIsNoExpression(t *testing.T) {
	for _, s := range []string{
		"", " ", "NONE", "NOASSERTION", "MIT OR NONE", "MIT ISC", "MIT AND", "OR MIT", "(MIT", "MIT)", ")MIT(", "()", "MIT ()", "MIT, ISC", "MIT/ISC", `"GPL"`,
		"LicenseRef-", "LicenseRef-a+", "LicenseRef-a_b", "licenseref-a", "DocumentRef-a", "DocumentRef-a:MIT", "AdditionRef-a", "MIT++", "+",
		"MIT WITH", "MIT WITH WITH", "MIT WITH a WITH b", "(MIT) WITH a", "MIT WITH (a)", "MIT WITH a+", "MIT WITH LicenseRef-a", "MIT WITH AND", "<b>",
	} {
		if got := readTerms(s); got.valid || got.licenses != nil {
			t.Errorf("%q passes for an expression: %+v", s, got)
		}
	}
}

// TestTermsAgreeWithTheParser builds expressions at random and asks the strict parser, which knows the list.
func TestTermsAgreeWithTheParser(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	words := []string{"MIT", "Apache-1.0+", "GPL-2.0-only", "LicenseRef-a", "DocumentRef-d:LicenseRef-b", "Classpath-exception-2.0", "AND", "OR", "WITH", "(", ")"}
	valid := 0
	for range 20_000 {
		list := make([]string, 1+random.IntN(7))
		for n := range list {
			list[n] = words[random.IntN(len(words))]
		}
		s := strings.Join(list, " ")
		e, err := expression.Parse(s)
		if err != nil {
			continue // the parser also refuses ids that are not on the list, and exceptions in the place of licences
		}
		valid++
		got := readTerms(e.String())
		if !got.valid {
			t.Fatalf("%s: the parser takes it", s)
		}
		ids := e.IDs()
		for n, id := range ids {
			ids[n] = strings.TrimSuffix(id, "+")
		}
		for _, id := range got.licenses {
			if !slices.Contains(ids, id) {
				t.Fatalf("%s: %s, the parser has %v", s, id, ids)
			}
		}
		for _, id := range ids {
			if !slices.Contains(got.licenses, id) {
				t.Fatalf("%s: %v lacks %s", s, got.licenses, id)
			}
		}
	}
	if valid < 100 {
		t.Fatalf("only %d expressions were compared", valid)
	}
}
