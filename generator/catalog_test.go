package generator_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"portolan/collectors/dataset"
)

// listed is what a project counts for in each facet, found from the records alone and not as the generator does it.
type listed struct {
	quiet  bool
	facets map[string][]string
}

func listedProjects(records []*dataset.Project) []listed {
	var all []listed
	for _, p := range records {
		one := listed{quiet: p.Archived, facets: map[string][]string{"organization": {p.Organization}, "topic": slices.Compact(slices.Sorted(slices.Values(p.Topics)))}}
		one.facets["language"] = append(slices.Collect(maps.Keys(p.Languages)), []string{"unknown"}...)[:1]
		one.facets["license"] = []string{"unknown"}
		if p.License.Expression != nil {
			one.facets["license"] = []string{*p.License.Expression}
		}
		for key, missing := range map[string]bool{"description": p.Description == "", "owner": p.Owner == "", "license": p.License.Expression == nil,
			"topics": p.Topics == nil, "security-policy": !*p.Community.SecurityPolicy, "contributing": !*p.Community.Contributing,
			"readme": !*p.Community.Readme, "release": true, "code-of-conduct": false} {
			if missing {
				one.facets["missing"] = append(one.facets["missing"], key)
			}
		}
		all = append(all, one)
	}
	return all
}

// fits tells whether a project has, of every facet that is asked for but one, any of the values.
func (l listed) fits(chosen map[string][]string, but string) bool {
	for facet, values := range chosen {
		if facet != but && !slices.ContainsFunc(values, func(v string) bool { return slices.Contains(l.facets[facet], v) }) {
			return false
		}
	}
	return !l.quiet || chosen["quiet"] != nil
}

func count(all []listed, chosen map[string][]string, but, facet, value string) (n int) {
	for _, l := range all {
		if without(l, chosen, but) && (facet == "" || slices.Contains(l.facets[facet], value)) {
			n++
		}
	}
	return n
}

func without(l listed, chosen map[string][]string, but string) bool {
	some := maps.Clone(chosen)
	quiet := some["quiet"] != nil
	delete(some, "quiet")
	return (!l.quiet || quiet) && listed{facets: l.facets}.fits(some, but)
}

// foundCount reads the number of projects that the page says it found.
const foundCount = `+document.querySelector('.found h2').textContent.split(' of ')[0].replace(/[^0-9]/g, '')`

// shownCounts reads the counts beside all boxes: "language", "Go" -> 12.
const shownCounts = `Object.fromEntries([...document.querySelectorAll('[data-facet][role=group]')].map(g => [g.dataset.facet,
	Object.fromEntries([...g.querySelectorAll('label')].map(l => [l.children[1].textContent, +l.lastElementChild.textContent.replace(/[^0-9]/g, '')]))]))`

// TestTheCatalogCountsAsABruteForceCountDoes asks for values at random and counts the projects by hand.
func TestTheCatalogCountsAsABruteForceCountDoes(t *testing.T) {
	all := listedProjects(manyProjects(1000))
	tab, base := browser(t, buildMany(t, 1000))
	random := rand.New(rand.NewPCG(1, 2))
	for range 12 {
		chosen, query := map[string][]string{}, url.Values{}
		for _, facet := range []string{"language", "license", "organization", "missing", "topic"} {
			for range random.IntN(3) {
				one := all[random.IntN(len(all))].facets[facet]
				if len(one) > 0 && len(chosen) < 4 && !slices.Contains(chosen[facet], one[0]) {
					chosen[facet] = append(chosen[facet], one[0])
					query.Add(facet, one[0])
				}
			}
		}
		query.Set("quiet", "1")
		chosen["quiet"] = []string{"1"}
		if random.IntN(2) == 0 {
			query.Del("quiet")
			delete(chosen, "quiet")
			query.Set("sort", "stars")
		}
		want := count(all, chosen, "", "", "")
		do(t, tab, "open "+query.Encode(), chromedp.Navigate(base+"projects/?"+query.Encode()))
		eventually(t, tab, fmt.Sprintf(`document.querySelector('.found h2').textContent.includes(' of ') && %s === %d`, foundCount, want))
		var shown map[string]map[string]int
		do(t, tab, "read the counts", chromedp.Evaluate(shownCounts, &shown))
		compared := 0
		for _, facet := range []string{"language", "license", "organization", "topic"} {
			for value, got := range shown[facet] {
				if want := count(all, chosen, facet, facet, value); got != want {
					t.Errorf("%s: %s %s: %d, counted by hand %d", query.Encode(), facet, value, got, want)
				}
				compared++
			}
		}
		if compared < 10 && want > 0 {
			t.Errorf("%s: only %d counts were shown", query.Encode(), compared)
		}
	}
}

// TestFacetsAddUpAndBackLeadsBack ticks boxes as a reader does.
func TestFacetsAddUpAndBackLeadsBack(t *testing.T) {
	all := listedProjects(manyProjects(1000))
	tab, base := browser(t, buildMany(t, 1000))
	tick := func(facet, title string) chromedp.Action {
		return chromedp.Evaluate(fmt.Sprintf(`[...document.querySelectorAll('[data-facet=%s] label')].find(l => l.children[1].textContent === %q).querySelector('input').click()`, facet, title), nil)
	}
	shows := func(n int, address string) {
		t.Helper()
		eventually(t, tab, fmt.Sprintf(`%s === %d && (location.pathname + location.search).endsWith(%q)`, foundCount, n, address))
	}
	living := count(all, nil, "", "", "")
	do(t, tab, "open the catalog", chromedp.Navigate(base+"projects/"), chromedp.WaitReady("main"), chromedp.KeyEvent(kb.Tab), chromedp.WaitVisible(`[data-facet=language] label`))
	shows(living, "/projects/")
	do(t, tab, "choose a language", tick("language", "C++"))
	one := count(all, map[string][]string{"language": {"C++"}}, "", "", "")
	shows(one, "/projects/?language=C%2B%2B")
	do(t, tab, "choose a licence too", tick("license", "MIT"))
	two := count(all, map[string][]string{"language": {"C++"}, "license": {"MIT"}}, "", "", "")
	shows(two, "&license=MIT")
	do(t, tab, "and another language", tick("language", "Go"))
	three := count(all, map[string][]string{"language": {"C++", "Go"}, "license": {"MIT"}}, "", "", "")
	shows(three, "/projects/?language=C%2B%2B&language=Go&license=MIT")
	do(t, tab, "sort", chromedp.Evaluate(`(s => { s.value = 'stars'; s.dispatchEvent(new Event('change')); })(document.getElementById('sort'))`, nil))
	shows(three, "&sort=stars")
	eventually(t, tab, `(n => n.length > 20 && n.every((x, i) => !i || n[i - 1] >= x))([...document.querySelectorAll('.rows .facts')].map(f => +(/([\d,]+) stars/.exec(f.textContent)?.[1] || '0').replace(',', '')))`)
	do(t, tab, "turn the page", chromedp.Click(`nav.pages [rel=next]`))
	shows(three, "&page=2")
	eventually(t, tab, `document.activeElement.id === "found"`)
	for _, step := range []struct {
		n       int
		address string
	}{{three, "&sort=stars"}, {three, "&license=MIT"}, {two, "&license=MIT"}, {one, "?language=C%2B%2B"}, {living, "/projects/"}} {
		do(t, tab, "go back", chromedp.NavigateBack())
		shows(step.n, step.address)
	}
	if ticked := evaluate[int](t, tab, `document.querySelectorAll('.facets input:checked').length`); ticked != 0 {
		t.Errorf("back at the start %d boxes are ticked", ticked)
	}
	do(t, tab, "open a facet's own page", chromedp.Navigate(base+"projects/by-language/cplusplus/"))
	shows(one, "/by-language/cplusplus/") // the page before has boxes too
	do(t, tab, "wake it", chromedp.KeyEvent(kb.Tab), chromedp.WaitVisible(`[data-facet=license] label`))
	do(t, tab, "add to it", tick("license", "MIT"))
	shows(two, "/projects/?language=C%2B%2B&license=MIT")
	do(t, tab, "and go back", chromedp.Evaluate(`history.back()`, nil))
	shows(one, "/by-language/cplusplus/")
	eventually(t, tab, `document.querySelectorAll('.facets input:checked').length === 1`)
}

func evaluate[T any](t *testing.T, tab context.Context, expression string) (value T) {
	t.Helper()
	do(t, tab, expression, chromedp.Evaluate(expression, &value))
	return value
}

// TestTheCatalogIsLight adds up what a browser loads, packed as hosts do; how long an answer takes is for people to
// read, since it says more of the machine than of the page.
func TestTheCatalogIsLight(t *testing.T) {
	sizes := map[int]int{1000: 150_000}
	if os.Getenv("MANY") != "" {
		sizes[10_000] = 200_000
	}
	for n, most := range sizes {
		site := buildMany(t, n)
		tab, base := browser(t, site)
		do(t, tab, "open", chromedp.Navigate(base+"projects/"), chromedp.WaitReady("main"), chromedp.KeyEvent(kb.Tab), chromedp.WaitVisible(`[data-facet=language] label`), chromedp.Sleep(500*time.Millisecond))
		before := packed(t, site, base, evaluate[[]string](t, tab, loaded))
		took := evaluateLater[float64](t, tab, `(async () => {
			const one = async (box) => { const t = performance.now(), h = document.querySelector('.found h2'), was = h.textContent, rows = document.querySelector('.rows');
				box.click(); while (h.textContent === was || document.querySelector('.rows') === rows) await new Promise(r => setTimeout(r)); return performance.now() - t; };
			document.getElementById('catalog').dispatchEvent(new Event('pointerenter')); await new Promise(r => setTimeout(r, 1500));
			const times = []; for (const box of [...document.querySelectorAll('.facets [data-facet=license] input')].slice(0, 3)) times.push(await one(box));
			return Math.min(...times);
		})()`)
		after := packed(t, site, base, evaluate[[]string](t, tab, loaded))
		t.Logf("%d projects: %d bytes before any choice, %d after, an answer in %.0f ms", n, before, after, took)
		if before > most {
			t.Errorf("%d projects: %d bytes before any choice", n, before)
		}
	}
}

const loaded = `[location.href, ...performance.getEntriesByType("resource").map(e => e.name)]`

func evaluateLater[T any](t *testing.T, tab context.Context, expression string) (value T) {
	t.Helper()
	do(t, tab, expression, chromedp.Evaluate(expression, &value, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return value
}

// packed adds up files as a host packs them.
func packed(t *testing.T, site, base string, names []string) (total int) {
	t.Helper()
	for _, name := range names {
		name, _, _ = strings.Cut(strings.TrimPrefix(name, base), "?")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		data, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write(data)
		w.Close()
		total += b.Len()
	}
	return total
}

// TestEveryFacetHasPagesWithoutScript reads the lists as a reader without scripts would, and adds them up.
func TestEveryFacetHasPagesWithoutScript(t *testing.T) {
	all := listedProjects(manyProjects(1000))
	site := buildMany(t, 1000)
	for address, want := range map[string]int{
		"projects": count(all, nil, "", "", ""), "projects/by-language/cplusplus": count(all, nil, "", "language", "C++"),
		"projects/by-language/csharp": count(all, nil, "", "language", "C#"), "projects/by-language/c": count(all, nil, "", "language", "C"),
		"projects/by-missing/owner":     count(all, nil, "", "missing", "owner"),
		"projects/by-organization/acme": count(all, nil, "", "organization", "acme"), "projects/quiet": len(all) - count(all, nil, "", "", ""),
	} {
		rows, pages := map[string]bool{}, 0
		for more := true; more; {
			file := filepath.Join(site, address, "index.html")
			if pages++; pages > 1 {
				file = filepath.Join(site, address, "page", strconv.Itoa(pages), "index.html")
			}
			html, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range strings.Split(string(html), `<p class="name"><a class="plain" href="`)[1:] {
				link, _, _ := strings.Cut(strings.TrimLeft(part, "./"), `"`)
				rows[link] = true
			}
			more = strings.Contains(string(html), `rel="next"`)
		}
		if len(rows) != want || pages != (want+49)/50 {
			t.Errorf("%s: %d projects on %d pages, want %d", address, len(rows), pages, want)
		}
	}
}
