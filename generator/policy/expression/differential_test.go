package expression

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/github/go-spdx/v2/spdxexp"
	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"

	"portolan/generator/policy/facts"
)

// generator writes random expressions of ids that both lists have.
type generator struct {
	random               *rand.Rand
	licenses, exceptions []string
}

func newGenerator(seed uint64) generator {
	g := generator{random: rand.New(rand.NewPCG(seed, 7))}
	theirs := append(spdxlicenses.GetLicenses(), spdxlicenses.GetDeprecated()...)
	for _, id := range theirs {
		if _, ok := facts.Lookup(id); ok && !strings.HasSuffix(id, "+") {
			g.licenses = append(g.licenses, id)
		}
	}
	for _, id := range spdxlicenses.GetExceptions() {
		if _, ok := facts.LookupException(id); ok {
			g.exceptions = append(g.exceptions, id)
		}
	}
	return g
}

func (g generator) pick(from []string) string { return from[g.random.IntN(len(from))] }

func (g generator) expression(depth int) string {
	if depth > 0 && g.random.IntN(3) > 0 {
		operator := g.pick([]string{" AND ", " OR "})
		joined := g.expression(depth-1) + operator + g.expression(depth-1)
		if g.random.IntN(2) == 0 {
			return "(" + joined + ")"
		}
		return joined
	}
	id := g.pick(g.licenses)
	switch g.random.IntN(8) {
	case 0:
		return g.pick([]string{"LicenseRef-a", "LicenseRef-b.c-1", "DocumentRef-x:LicenseRef-a"})
	case 1:
		return strings.ToLower(id)
	case 2:
		if !strings.Contains(id, "-with-") && !strings.HasSuffix(id, "-only") && !strings.HasSuffix(id, "-or-later") {
			return id + "+"
		}
	case 3:
		if !strings.Contains(id, "-with-") && id != "eCos-2.0" && id != "wxWindows" {
			return id + " WITH " + g.pick(g.exceptions)
		}
	}
	return id
}

// spoiled damages an expression here and there.
func (g generator) spoiled(s string) string {
	words := strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(s))
	at := g.random.IntN(len(words))
	switch g.random.IntN(4) {
	case 0:
		words = slices.Delete(words, at, at+1)
	case 1:
		words = slices.Insert(words, at, g.pick([]string{"AND", "OR", "WITH", "(", ")", "MIT", "no-such-licence"}))
	case 2:
		words[at] = g.pick([]string{"AND", "OR", "WITH", "(", ")", "Classpath-exception-2.0", "LicenseRef-", "MIT,"})
	}
	return strings.Join(words, " ")
}

// accepted asks go-spdx, which panics where an expression ends after an opening parenthesis.
func accepted(s string) (valid bool) {
	defer func() {
		if recover() != nil {
			valid = false
		}
	}()
	valid, _ = spdxexp.ValidateLicenses([]string{s})
	return valid
}

func TestParseAcceptsWhatGoSPDXAccepts(t *testing.T) {
	g := newGenerator(1)
	valid, differ := 0, 0
	for range 20000 {
		s := g.expression(3)
		if g.random.IntN(2) == 0 {
			s = g.spoiled(s)
		}
		theirs := accepted(s)
		_, err := Parse(s)
		if theirs {
			valid++
		}
		if theirs != (err == nil) {
			if differ++; differ < 40 {
				t.Errorf("%q: go-spdx says %v, we say %v", s, theirs, err)
			}
		}
	}
	t.Logf("%d of 20000 are valid, %d differ", valid, differ)
}
