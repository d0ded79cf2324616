package generator_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"portolan/generator"
)

var impactNow = time.Date(2026, 3, 30, 9, 0, 0, 0, time.UTC)

// impact compares the checkout with a revision.
func (c *checkout) impact(base string) *generator.Impact {
	c.t.Helper()
	impact, err := generator.Compare(context.Background(), generator.Options{Content: filepath.Join(c.dir, "content"), Cache: c.t.TempDir(), Now: impactNow}, base)
	if err != nil {
		c.t.Fatal(err)
	}
	return impact
}

func edition(t *testing.T, i *generator.Impact, name string) generator.EditionImpact {
	t.Helper()
	for _, e := range i.Editions {
		if e.Edition == name {
			return e
		}
	}
	t.Fatalf("there is no edition %q", name)
	return generator.EditionImpact{}
}

const rulesBefore = `  contexts: {inside: Used inside, service: Offered, shipped: Shipped}
  categories: {open: [MIT, ISC, BSD-3-Clause], weak: [MPL-2.0, LGPL-2.1-only], strong: [GPL-2.0-only, GPL-3.0-only]}
  rules:
    - {id: open, category: open, verdict: allowed}
    - {id: weak, category: weak, verdict: conditional, conditions: [Publish changes]}
    - {id: strong-inside, category: strong, contexts: [inside], verdict: review}
    - {id: strong, category: strong, verdict: forbidden}
  default: review
  exceptions:
    - {id: LX-1, component: "pkg:npm/waived", verdict: allowed, because: asked, approved_by: counsel}
`

const rulesAfter = `  contexts: {inside: Used inside, service: Offered, shipped: Shipped}
  categories: {open: [MIT, ISC], weak: [MPL-2.0, LGPL-2.1-only], strong: [GPL-2.0-only, GPL-3.0-only, AGPL-3.0-only]}
  rules:
    - {id: open, category: open, verdict: allowed}
    - {id: tools, category: weak, scope: development, verdict: allowed}
    - {id: weak, category: weak, contexts: [inside, service], verdict: conditional, conditions: [Publish changes]}
    - {id: only-here, license: [BSD-3-Clause], product: one, verdict: conditional, conditions: [Ask]}
    - {id: strong-inside, category: strong, contexts: [inside], verdict: allowed}
    - {id: strong, category: strong, verdict: forbidden}
  default: unknown
`

func rulesPage(version, rules string) string {
	return strings.Replace(policyPage("public", version, "The rules are above."), "title: Use\n", "title: Use\nlicense_policy:\n"+rules, 1)
}

// inventory is the components of a product, each "name license scope".
func inventory(product, audience string, components ...string) string {
	var list []string
	for _, one := range components {
		f := strings.Split(one, "|")
		purl := fmt.Sprintf("pkg:npm/%s@1.0.0", f[0])
		license := "null"
		if f[1] != "" {
			license = fmt.Sprintf("%q", f[1])
		}
		list = append(list, fmt.Sprintf(`{"name": %q, "version": "1.0.0", "purl": %q, "license": %s, "scope": %q}`, f[0], purl, license, f[2]))
	}
	return fmt.Sprintf(`{"id": %q, "product": %q, "audience": %q, "created": null, "components": [%s], "provenance": {"source": "sbom", "collected": "2026-03-01T00:00:00Z", "complete": true}}`,
		product, product, audience, strings.Join(list, ", "))
}

func productRecord(id, audience, contexts string) string {
	return fmt.Sprintf(`{"id": %q, "name": %q, "audience": %q, "contexts": [%s], "license": null, "provenance": {"source": "sbom", "collected": "2026-03-01T00:00:00Z", "complete": true}}`, id, id, audience, contexts)
}

// stock is a portal with two products, as many kinds of licences as there are ways to judge them.
func stock(c *checkout) {
	one := []string{"a|MIT|required", "b|BSD-3-Clause|required", "c|MPL-2.0|required", "d|MPL-2.0|development", "e|GPL-3.0-only|required", "f|AGPL-3.0-only|required",
		"g|MIT OR GPL-2.0-only|required", "h|MPL-2.0 AND BSD-3-Clause|required", "i||required", "j|Some words|required", "waived|GPL-2.0-only|required", "k|EPL-2.0|required", "gone|MIT|required"}
	two := []string{"a|MIT|required", "b|BSD-3-Clause|required", "d|MPL-2.0|required", "e|GPL-3.0-only|development", "m|LGPL-2.1-only|required", "later|ISC|required"}
	c.commit(map[string]string{
		"site.yaml": twoEditions, "index.md": "---\ntitle: Home\naudience: public\n---\n", "use.md": rulesPage("1.0", rulesBefore),
		"data/products/one.json": productRecord("one", "public", `"service"`), "data/products/two.json": productRecord("two", "internal", ""),
		"data/inventories/one.json": inventory("one", "public", one...), "data/inventories/two.json": inventory("two", "internal", two...),
	})
}

// TestFlipsAreThoseOfTwoFullOutputs builds the portal before and after each change, reads the files for machines of both
// as anybody could, and asks for the same flips: every one of them, and no other.
func TestFlipsAreThoseOfTwoFullOutputs(t *testing.T) {
	c := newCheckout(t)
	stock(c)
	steps := []map[string]string{
		{"use.md": rulesPage("2.0", rulesAfter)},
		{"data/inventories/one.json": inventory("one", "public", "a|Apache-2.0|required", "b|BSD-3-Clause|required", "c|MPL-2.0|development", "e|GPL-3.0-only|required", "new|GPL-2.0-only|required", "i|MIT|required")},
		{"data/products/one.json": productRecord("one", "public", `"inside"`)},
		{"more.md": strings.Replace(strings.Replace(rulesPage("1.0", "  rules:\n    - {id: more, license: [EPL-2.0], verdict: allowed}\n"), "title: Use", "title: More", 1), "audience: public", "audience: internal", 1)},
		{"use.md": strings.Replace(rulesPage("3.0", rulesAfter), "approver:", "status: retired\napprover:", 1)},
		{"use.md": rulesPage("4.0", strings.Replace(rulesBefore, "inside: Used inside, ", "inside: Used inside, desk: On a desk, ", 1))},
		{"data/inventories/two.json": "", "data/products/two.json": ""},
		{"data/inventories/one.json": strings.Replace(inventory("one", "public", "a|MIT|required", "b|GPL-2.0-only|required"), "npm/b@1.0.0", "npm/b@1.0.1", 1)},
	}
	total := 0
	outputs := []map[string]string{c.buildLoosely()}
	for _, files := range steps {
		c.commit(files)
		outputs = append(outputs, c.buildLoosely())
	}
	for back := 1; back <= len(steps); back++ {
		impact := c.impact(fmt.Sprintf("HEAD~%d", back))
		for _, name := range []string{"public", "internal"} {
			want := flipsOf(t, outputs[len(steps)-back], outputs[len(steps)], name)
			got := map[string]string{}
			for _, f := range edition(t, impact, name).Flips {
				got[strings.Join([]string{f.Product, f.Component, orLicense(f), f.Context}, " | ")] = f.From.Verdict + " to " + f.To.Verdict + " by " + f.From.Rule + " to " + f.To.Rule
			}
			total += len(want)
			for key, flip := range want {
				if !strings.HasPrefix(got[key], flip) {
					t.Errorf("HEAD~%d, %s: %s: %s, but the outputs say %s", back, name, key, got[key], flip)
				}
			}
			for key := range got {
				if want[key] == "" {
					t.Errorf("HEAD~%d, %s: %s is no flip of the outputs", back, name, key)
				}
			}
		}
	}
	if total < 60 {
		t.Errorf("only %d flips were compared", total)
	}
	t.Logf("%d flips", total)
}

func orLicense(f generator.Flip) string {
	if f.Component == "" {
		return f.License
	}
	return ""
}

func (c *checkout) buildLoosely() map[string]string {
	c.t.Helper()
	out := filepath.Join(c.t.TempDir(), "public")
	result, err := generator.Build(context.Background(), generator.Options{Content: filepath.Join(c.dir, "content"), Out: out, Cache: filepath.Join(c.t.TempDir(), "cache"), Now: impactNow})
	if err != nil {
		c.t.Fatal(err, result.Problems)
	}
	return tree(c.t, out)
}

// flipsOf finds what differs between two outputs, by reading api/ alone.
func flipsOf(t *testing.T, old, new map[string]string, edition string) map[string]string {
	t.Helper()
	flips := map[string]string{}
	before, after := verdictsOf(t, old, edition), verdictsOf(t, new, edition)
	for key, was := range before {
		if is, there := after[key]; there && is != was {
			flips[key] = was + " to " + is
		}
	}
	return flips
}

func verdictsOf(t *testing.T, files map[string]string, edition string) map[string]string {
	t.Helper()
	verdicts := map[string]string{}
	for _, kind := range []string{"components", "licenses"} {
		var list map[string][]struct {
			PURL, ID string
			Verdicts map[string]struct{ Verdict string }
		}
		if err := json.Unmarshal([]byte(files[edition+"/api/"+kind+".json"]), &list); err != nil {
			t.Fatal(err)
		}
		for _, one := range list[kind] {
			for context, v := range one.Verdicts {
				verdicts[" | "+one.PURL+" | "+one.ID+" | "+context] = v.Verdict
			}
		}
	}
	for name, text := range files {
		product, isProduct := strings.CutPrefix(name, edition+"/api/products/")
		if !isProduct {
			continue
		}
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		first := slices.Index(rows[0], "products") + 1
		for _, row := range rows[1:] {
			for i := first; i < len(row); i++ {
				verdicts[strings.TrimSuffix(product, ".csv")+" | "+row[0]+" |  | "+rows[0][i]] = row[i]
			}
		}
	}
	return verdicts
}

func TestImpactTellsWhatBecameOfPages(t *testing.T) {
	c := newCheckout(t)
	long := strings.Repeat("A sentence that says what this page is about. ", 12)
	page := func(audience, text string) string { return "---\naudience: " + audience + "\n---\n" + text + "\n" }
	c.commit(map[string]string{
		"site.yaml": twoEditions, "index.md": page("public", "# Home"), "stays.md": page("public", "# Stays\n"+long), "changes.md": page("public", "# Changes\nAsk the office first."),
		"old/moves.md": page("public", "# Moves\n"+long+"It moves with a redirect."), "goes.md": page("public", "# Goes\nand nothing leads on."),
		"secret.md": page("internal", "# Secret plans\nThe plan is to buy a boat."), "narrows.md": page("public", "# Narrows\nsoon for few."),
		"part.md":  page("public", "# Part\n:::internal\nOnly insiders read this line.\n:::\nEverybody reads this one."),
		"plain.md": page("public", "# Plain\nNothing here yet."), "notes.md": page("internal", "# Notes\nThis sentence was for insiders."),
		"pictures/boat.png": "no picture", "data/products/two.json": productRecord("two", "internal", ""),
	})
	c.put(map[string]string{
		"changes.md": page("public", "# Changes\nAsk counsel first."), "old/moves.md": "", "new/moved.md": page("public", "# Moves\n"+long+"It moves with a redirect, and changes."),
		"goes.md": "", "secret.md": page("public", "# Secret plans\nThe plan is to buy a boat."), "narrows.md": page("internal", "# Narrows\nsoon for few."),
		"part.md":  page("public", "# Part\nOnly insiders read this line.\n\nEverybody reads this one."),
		"plain.md": page("public", "# Plain\nThis sentence was for insiders."), "fresh.md": page("public", "# Fresh\nNew and public."),
		"data/products/two.json": productRecord("two", "public", ""),
	})
	impact := c.impact("HEAD")
	public := edition(t, impact, "public")
	said := func(list []generator.PageChange) (all []string) {
		for _, p := range list {
			all = append(all, fmt.Sprint(p.File, " ", p.Address, " ", p.From, " ", p.Redirected, p.Narrowed))
		}
		slices.Sort(all)
		return all
	}
	check := func(what string, got, want []string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", what, got, want)
		}
	}
	check("added", said(public.Added), []string{"fresh.md /fresh/  false false", "secret.md /secret/  false false"})
	check("removed", said(public.Removed), []string{"goes.md /goes/  false false", "narrows.md /narrows/  false true"})
	check("moved", said(public.Moved), []string{"new/moved.md /new/moved/ /old/moves/ false false"})
	check("changed", said(public.Changed), []string{"changes.md /changes/  false false", "part.md /part/  false false", "plain.md /plain/  false false"})
	var opened, lost []string
	for _, o := range public.Opened {
		opened = append(opened, o.Kind+" "+o.Name+" "+o.Text)
	}
	slices.Sort(opened)
	check("opened", opened, []string{"page Secret plans ", "products two ", "text Part Only insiders read this line.", "text Plain This sentence was for insiders."})
	for _, l := range public.Lost {
		lost = append(lost, l.Kind+" "+l.Address)
	}
	check("lost", lost, []string{"page /goes/", "page /narrows/", "data /old/moves/feed.xml", "page /old/moves/"})
	if internal := edition(t, impact, "internal"); len(internal.Opened) != 0 || len(internal.Removed) != 1 {
		t.Errorf("the internal edition: %+v %+v", internal.Opened, internal.Removed)
	}
	check("fails", impact.Fails(generator.Conditions()), []string{"public", "lost-address"})

	var text, preview bytes.Buffer
	if err := impact.WriteMarkdown(&text); err != nil {
		t.Fatal(err)
	}
	report := text.String()
	if first := strings.Index(report, "Secret plans"); first < 0 || first > strings.Index(report, "## Internal edition") || !strings.Contains(report, "Ask <del>the office</del><ins>counsel</ins> first") {
		t.Errorf("%s", report)
	}
	if err := impact.WriteHTML(&preview); err != nil || !strings.Contains(preview.String(), "<ins>counsel</ins>") || strings.Contains(preview.String(), "href=\"/") {
		t.Errorf("%v\n%s", err, preview.String())
	}

	// Once committed, git knows that the file moved, and the redirect comes by itself.
	c.commit(nil)
	moved := edition(t, c.impact("HEAD~1"), "public").Moved
	if len(moved) != 1 || !moved[0].Redirected {
		t.Errorf("%+v", moved)
	}
}

func TestImpactTellsOfFiguresAndRules(t *testing.T) {
	objective := func(target string) string {
		return "---\ntitle: Goals\naudience: public\nobjectives:\n  - {id: O1, title: Projects, concern: strategy, metric: components, target: " + target + ", better: higher}\n---\n"
	}
	c := newCheckout(t)
	stock(c)
	c.commit(map[string]string{"goals.md": objective("3")})
	c.put(map[string]string{"use.md": rulesPage("2.0", rulesAfter), "goals.md": objective("40"),
		"data/inventories/one.json": inventory("one", "public", "a|MIT|required", "new|GPL-2.0-only|required")})
	public := edition(t, c.impact("HEAD"), "public")
	var rules []string
	for _, p := range public.Changed {
		rules = append(rules, p.Rules...)
	}
	told := fmt.Sprint(rules, public.Objectives, public.Totals, public.Uses)
	for _, words := range []string{"Rule added, tools", "Exception removed, LX-1", "{O1 Projects", "{components components 13 2}", "pkg:npm/new@1.0.0 GPL-2.0-only forbidden true", "pkg:npm/gone@1.0.0 MIT allowed false"} {
		if !strings.Contains(told, words) {
			t.Errorf("%q is not in %s", words, told)
		}
	}
	if met := c.impact("HEAD").Fails([]string{"forbidden"}); len(met) != 1 {
		t.Errorf("%v", met)
	}
}

func TestImpactOfNothingIsNothing(t *testing.T) {
	c := newCheckout(t)
	stock(c)
	c.commit(map[string]string{"use.md": rulesPage("2.0", rulesAfter)})
	impact := c.impact("HEAD")
	for _, e := range impact.Editions {
		data, err := json.Marshal(e)
		if err != nil || strings.Count(string(data), "[]") != strings.Count(string(data), "[") {
			t.Errorf("%s", data)
		}
	}
	if met := impact.Fails(generator.Conditions()); len(met) != 0 {
		t.Errorf("fails on %v", met)
	}
	if left, _ := filepath.Glob(filepath.Join(c.dir, "[^.]*")); len(left) != 1 {
		t.Errorf("%v", left)
	}
}

func TestImpactReadsDataThatGitDoesNotHold(t *testing.T) {
	c := newCheckout(t)
	write(t, filepath.Join(c.dir, ".gitignore"), []byte("content/data/\n"))
	stock(c)
	c.put(map[string]string{"use.md": rulesPage("2.0", rulesAfter)})
	impact := c.impact("HEAD")
	if len(impact.Notes) != 1 || !strings.Contains(impact.Notes[0], "does not hold the data") || len(edition(t, impact, "public").Flips) == 0 {
		t.Errorf("%v", impact.Notes)
	}
}

func TestImpactTellsOfEditionsThatComeAndGo(t *testing.T) {
	c := newCheckout(t)
	stock(c)
	c.put(map[string]string{"site.yaml": "title: Acme\neditions:\n  internal: {audiences: [public, internal]}\n  partners: {audiences: [public, internal]}\n"})
	impact := c.impact("HEAD")
	names := map[string]string{}
	for _, e := range impact.Editions {
		names[e.Edition] = fmt.Sprint(e.Opened)
	}
	if !slices.Equal(slices.Sorted(maps.Keys(names)), []string{"internal", "partners"}) || !slices.Equal(impact.Gone, []string{"public"}) || !strings.Contains(names["partners"], "edition partners") {
		t.Errorf("%v %v", names, impact.Gone)
	}
	if _, err := os.Stat(filepath.Join(c.dir, "public")); err == nil {
		t.Error("something was published")
	}
}
