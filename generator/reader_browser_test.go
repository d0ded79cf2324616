package generator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var bodyKind = regexp.MustCompile(`<body class="([a-z-]+)"`)

// kinds returns the address of a page of each kind, and those of some that hold much.
func kinds(t *testing.T, site string) map[string]string {
	t.Helper()
	found := map[string]string{"a long page": "editors/collectors/", "a decision": "policies/use/", "a section on paper": "policies/print/"}
	err := fs.WalkDir(os.DirFS(site), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "index.html" {
			return err
		}
		html, err := fs.ReadFile(os.DirFS(site), name)
		if kind := bodyKind.FindSubmatch(html); kind != nil && found[string(kind[1])] == "" {
			found[string(kind[1])] = path.Dir(name) + "/"
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 20 {
		t.Fatalf("only %d kinds of pages were found: %v", len(found), found)
	}
	return found
}

// faults is what a reader would miss on a page, with scripts or without.
const faults = `(() => {
	const wrong = [], all = s => [...document.querySelectorAll(s)];
	if (document.documentElement.scrollWidth > innerWidth) wrong.push("scrolls sideways by " + (document.documentElement.scrollWidth - innerWidth));
	if (all("h1").length !== 1) wrong.push("has " + all("h1").length + " titles");
	if (document.querySelector("main").innerText.length < 40) wrong.push("has no text");
	if (all("figure.chart:has(svg)").some(f => !f.querySelector("table tbody tr"))) wrong.push("has a chart without a table");
	if (all(".decide").some(d => !d.querySelector("details") || all(".decide details").some(a => a.textContent.length < 20))) wrong.push("asks without an answer");
	if (all("main details:not([hidden])").some(d => { d.open = true; return ![...d.children].slice(1).some(c => c.getClientRects().length); })) wrong.push("has a part that does not open");
	return wrong;
})()`

func TestEveryKindOfPageIsReadable(t *testing.T) {
	site := starter(t)
	tab, base := browser(t, site)
	for _, scripts := range []bool{true, false} {
		for _, width := range []int64{320, 1280} {
			do(t, tab, "set up", emulation.SetScriptExecutionDisabled(!scripts), chromedp.EmulateViewport(width, 800))
			for kind, address := range kinds(t, site) {
				var wrong []string
				do(t, tab, address, chromedp.Navigate(base+address), chromedp.WaitReady("main"), chromedp.Evaluate(faults, &wrong))
				for _, what := range wrong {
					t.Errorf("%s (/%s) at %d pixels, scripts %v: %s", kind, address, width, scripts, what)
				}
			}
		}
	}
}

// TestAChosenThemeDoesNotFlash compares when the theme was set with when the page was first painted, with files that the
// browser kept and on a host that lets it keep none.
func TestAChosenThemeDoesNotFlash(t *testing.T) {
	tab, base := browser(t, starter(t))
	watch := chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := cdppage.AddScriptToEvaluateOnNewDocument(`new MutationObserver(() => { window.themed ??= performance.now(); })
			.observe(document, { subtree: true, attributeFilter: ["data-theme"] })`).Do(ctx)
		return err
	})
	do(t, tab, "choose", chromedp.Navigate(base), chromedp.WaitVisible("button.theme"), chromedp.Click("button.theme"), watch)
	for _, kept := range []bool{true, false} {
		do(t, tab, "keep files or not", network.SetCacheDisabled(!kept))
		for _, address := range []string{"policies/licences/", "compliance/licenses/", "editors/collectors/"} {
			do(t, tab, address, chromedp.Navigate(base+address), chromedp.WaitReady("main"))
			eventually(t, tab, `performance.getEntriesByName("first-paint").length > 0`)
			var early bool
			do(t, tab, "compare", chromedp.Evaluate(`window.themed < performance.getEntriesByName("first-paint")[0].startTime`, &early))
			if !early {
				t.Errorf("/%s is painted before its theme is set, files kept: %v", address, kept)
			}
		}
	}
}

// fetched is what a page fetched from its host, and how far its parts moved after they were painted.
const fetched = `(() => {
	const shifts = performance.getEntriesByType("layout-shift");
	new PerformanceObserver(list => shifts.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true });
	return new Promise(done => setTimeout(() => done({
		requests: performance.getEntriesByType("resource").map(e => new URL(e.name).pathname.split("/").pop()),
		moved: shifts.reduce((sum, e) => sum + e.value, 0),
	}), 400));
})()`

// TestPagesFetchLittleAndStandStill: a page, its style, a script, a picture for the tab, until the reader asks for more.
func TestPagesFetchLittleAndStandStill(t *testing.T) {
	site := starter(t)
	tab, base := browser(t, site)
	for kind, address := range kinds(t, site) {
		var page struct {
			Requests []string
			Moved    float64
		}
		do(t, tab, address, chromedp.EmulateViewport(412, 823), chromedp.Navigate(base+address), chromedp.WaitReady("main"),
			chromedp.Evaluate(fetched, &page, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
		if len(page.Requests) > 3 || page.Moved > 0 {
			t.Errorf("%s (/%s) fetched %v, and moved by %v", kind, address, page.Requests, page.Moved)
		}
	}
}

// TestTheSearchPageIsDrawnBeforeItsScripts: the engine is fetched when the form gets the focus; what was typed meanwhile
// is asked, and what is found takes the place of the index.
func TestTheSearchPageIsDrawnBeforeItsScripts(t *testing.T) {
	tab, base := browser(t, starter(t))
	engine := `performance.getEntriesByType("resource").some(e => /search-page/.test(e.name))`
	index := `document.querySelector(".index").checkVisibility()`
	var early bool
	do(t, tab, "open", chromedp.Navigate(base+"search/"), chromedp.WaitVisible("#search-query"), chromedp.Sleep(300*time.Millisecond), chromedp.Evaluate(engine, &early))
	if early {
		t.Error("the engine was fetched before anything was asked")
	}
	eventually(t, tab, index)
	do(t, tab, "type", chromedp.SendKeys("#search-query", "copyleft"))
	eventually(t, tab, `document.querySelectorAll(".hit").length > 3 && location.search === "?q=copyleft" && !`+index)
	do(t, tab, "ask for what is not there", chromedp.Navigate(base+"search/?q=qqqzzzxxx"))
	eventually(t, tab, `document.querySelector(".hits-status").textContent && `+index)
	do(t, tab, "by filters alone", chromedp.Navigate(base+"search/?kind=policy"))
	eventually(t, tab, `document.querySelectorAll(".hit").length > 3`)
	do(t, tab, "without scripts", emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(base+"search/?q=copyleft"),
		chromedp.WaitVisible("noscript .notice"), chromedp.WaitVisible(".index"), chromedp.WaitNotVisible("#search-query"))
}

// unmet lists the rules of data.css that an element of the page would follow, scripts' own elements included. What is
// written in the sheet for all pages is not looked at.
const unmet = `(sheet => {
	const found = [], walk = rules => { for (const rule of rules) {
		if (rule.selectorText && rule.selectorText !== ":root") {
			const plain = rule.selectorText.replace(/::[\w-]+(\([^)]*\))?/g, "");
			try { if (document.querySelector(plain)) found.push(rule.selectorText); } catch { found.push("cannot be asked: " + plain); }
		}
		if (rule.cssRules) walk(rule.cssRules);
	} };
	const own = new CSSStyleSheet();
	own.replaceSync(sheet);
	walk(own.cssRules);
	return found;
})`

// TestPagesOfTextMissNoStyle: what data.css styles is on no page that goes without it.
func TestPagesOfTextMissNoStyle(t *testing.T) {
	site := starter(t)
	tab, base := browser(t, site)
	data, err := os.ReadFile("../themes/default/assets/data.css")
	if err != nil {
		t.Fatal(err)
	}
	sheet, _ := json.Marshal(string(data))
	looked := 0
	err = fs.WalkDir(os.DirFS(site), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "index.html" {
			return err
		}
		html, err := fs.ReadFile(os.DirFS(site), name)
		if !bytes.Contains(html, []byte("assets/portolan.")) || !bodyKind.Match(html) || bytes.Contains(html, []byte("assets/data.")) || err != nil {
			return err
		}
		looked++
		var found []string
		do(t, tab, name, chromedp.Navigate(base+path.Dir(name)+"/"), chromedp.WaitReady("main"), chromedp.Evaluate(unmet+"("+string(sheet)+")", &found))
		for _, selector := range found {
			t.Errorf("/%s has an element that %s styles", name, selector)
		}
		return nil
	})
	if err != nil || looked < 20 {
		t.Errorf("%d pages of text were looked at: %v", looked, err)
	}
}
