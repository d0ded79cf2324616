package attribution_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"portolan/generator/attribution"
)

// many makes components of which nine in ten have a licence, with the same numbers each time.
func many(n int) []attribution.Component {
	random := rand.New(rand.NewPCG(7, 11))
	licenses := []string{"MIT", "Apache-2.0", "BSD-3-Clause", "ISC", "MIT OR Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "MPL-2.0", "LicenseRef-acme", "LGPL-2.1-or-later", ""}
	list := make([]attribution.Component, n)
	for i := range list {
		name := fmt.Sprintf("component-%05d", i)
		license := licenses[random.IntN(len(licenses))]
		list[i] = attribution.Component{
			PURL: "pkg:npm/" + name + "@1.0.0", Name: name, Version: "1.0.0", Type: "library", Expression: license, Found: license,
			Copyright: "Copyright (c) 2026 The authors of " + name, Scope: attribution.Required, Direct: new(i < 50),
			Verdicts: []attribution.Verdict{{Context: "service", Word: "allowed", Rule: "permissive"}, {Context: "distributed", Word: "review", Rule: "weak"}},
		}
		if i >= 50 {
			list[i].Via = []string{list[random.IntN(i)].Name}
		}
	}
	return list
}

// longTexts are as long as the texts of licences are.
func longTexts(id string) (string, bool) {
	return id + "\n" + strings.Repeat("Permission is hereby granted, to whom it may concern.\n", 200), true
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func BenchmarkTenThousandComponents(b *testing.B) {
	product := attribution.Product{ID: "anvil", Name: "Anvil", Created: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}
	components := many(10_000)
	b.Run("New", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			attribution.New(product, components, longTexts)
		}
	})
	i := attribution.New(product, components, longTexts)
	for _, w := range writers {
		b.Run(w.name, func(b *testing.B) {
			b.ReportAllocs()
			var size counter
			for b.Loop() {
				size = 0
				if err := w.write(i, &size); err != nil {
					b.Fatal(err)
				}
			}
			if size < 1_000_000 {
				b.Fatalf("only %d bytes for 10,000 components", size)
			}
			b.SetBytes(int64(size))
		})
	}
}

// TestTextsAreWrittenOnce looks at the size: what is shared must not be repeated.
func TestTextsAreWrittenOnce(t *testing.T) {
	asked := map[string]int{}
	text := func(id string) (string, bool) {
		asked[id]++
		return longTexts(id)
	}
	i := attribution.New(attribution.Product{ID: "anvil"}, many(1000), text)
	for _, write := range []func(*attribution.Inventory, io.Writer) error{(*attribution.Inventory).NoticesText, (*attribution.Inventory).NoticesHTML} {
		clear(asked)
		notices := string(written(t, i, write))
		for id, times := range asked {
			if n := strings.Count(notices, id+"\nPermission is"); times != 1 || n != 1 {
				t.Errorf("the text of %s was asked for %d times and written %d times", id, times, n)
			}
		}
		if len(asked) != 9 {
			t.Errorf("%d texts", len(asked))
		}
	}
}
