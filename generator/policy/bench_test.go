package policy

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"portolan/generator/policy/facts"
)

// inventory makes components as large organisations have them: a fixed seed, some hundred different expressions, and a
// thousand licences that nobody has seen before.
func inventory(n int) []Subject {
	random := rand.New(rand.NewPCG(1, 2))
	listed := facts.Licenses()
	var licenses []string
	for range 400 {
		a, b := listed[random.IntN(len(listed))].ID, listed[random.IntN(len(listed))].ID
		licenses = append(licenses, a, a+" OR "+b, "("+a+" OR MIT) AND "+b)
	}
	for i := range 1000 {
		licenses = append(licenses, fmt.Sprintf("Custom licence no. %d", i))
	}
	subjects := make([]Subject, n)
	for i := range subjects {
		license := "MIT"
		if random.IntN(3) > 0 {
			license = strings.Clone(licenses[random.IntN(len(licenses))])
		}
		subjects[i] = Subject{
			License: license, Component: fmt.Sprintf("pkg:npm/%%40scope%d/package-%d@%d.%d.0", i%97, i/3, i%7, i%11),
			Product: fmt.Sprintf("product-%d", i%40), Scope: "runtime",
		}
	}
	return subjects
}

// BenchmarkJudge judges a million components in three contexts, from a policy that was just compiled.
func BenchmarkJudge(b *testing.B) {
	subjects := inventory(1_000_000)
	for b.Loop() {
		p, _ := Compile([]Source{{YAML: []byte(acme)}}, day)
		var counts [5]int
		for _, s := range subjects {
			verdicts := p.Judge(s)
			for i := range verdicts {
				counts[verdicts[i].Level]++
			}
		}
		total := 0
		for level, n := range counts {
			if total += n; n == 0 {
				b.Fatalf("no verdict is %s: %v", Level(level), counts)
			}
		}
		if total != 3*len(subjects) {
			b.Fatalf("%d verdicts on %d components in three contexts", total, len(subjects))
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		Compile([]Source{{YAML: []byte(acme)}}, day)
	}
}
