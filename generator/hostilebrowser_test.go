package generator_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	browserpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"portolan/collectors/dataset"
	"portolan/generator"
	"portolan/generator/problem"
	"portolan/generator/publish/headers"
)

// attackPages are the ways in which script has been smuggled through Markdown, each on a page of its own.
func attackPages(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("markdown/testdata/hostile/attacks.txt")
	if err != nil {
		t.Fatal(err)
	}
	pages, n := map[string]string{}, 0
	for line := range strings.Lines(string(data)) {
		attack, err := strconv.Unquote(strings.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		n++
		pages[fmt.Sprintf("attacks/a%03d.md", n)] = "---\ntitle: Attack\n---\n" + attack + "\n"
	}
	return pages
}

// TestNothingHostileRuns opens hostile pages in a real browser, with the strict policy of a careful host and without any:
// no dialog opens, nothing is asked of another host, and nothing is left in a page that would run at a touch.
func TestNothingHostileRuns(t *testing.T) {
	chromium(t)
	dir := t.TempDir()
	pages := attackPages(t)
	for name, text := range pages {
		write(t, filepath.Join(dir, "content", name), []byte(text))
	}
	for _, name := range []string{"a.png", "x.png", "x", "a", "y"} {
		write(t, filepath.Join(dir, "content", "attacks", name), []byte("x"))
	}
	records := map[string]dataset.Record{}
	for _, payload := range []string{"element", "attribute", "address", "raw text", "data"} {
		list, _ := hostileRecords(payloads[payload])
		for _, r := range list {
			records[dataset.Path(r)] = r
		}
	}
	portalOf(t, dir, slices.Collect(maps.Values(records)))
	refused := refusedPages(t, dir, pages)
	site := attempt(t, dir)
	if site.files == nil {
		t.Fatalf("refused: %v", site.problems)
	}
	if !policyInPage.MatchString(site.files["index.html"]) {
		t.Error("pages state no policy that could be taken out")
	}
	var addresses []string
	for name := range site.files {
		if strings.HasSuffix(name, ".html") && (strings.HasPrefix(name, "attacks/") || strings.HasPrefix(name, "projects/") || strings.HasPrefix(name, "compliance/") || !strings.Contains(name, "/") ||
			slices.Contains([]string{"sources/index.html", "changes/index.html", "search/index.html", "events/index.html", "tasks/index.html"}, name)) {
			addresses = append(addresses, name)
		}
	}
	slices.Sort(addresses)
	for _, policy := range []string{"", headers.Policy()} {
		visit(t, filepath.Join(dir, "public"), policy, addresses, t.Errorf)
	}
	t.Logf("%d attacks, %d of them refused; %d pages opened twice", len(pages), refused, len(addresses))
}

// refusedPages takes out the pages that are refused with a problem, and counts them.
func refusedPages(t *testing.T, dir string, pages map[string]string) (refused int) {
	t.Helper()
	result, _ := generator.Check(context.Background(), generator.Options{Content: filepath.Join(dir, "content")})
	for _, p := range result.Problems {
		if p.Severity == problem.Error && pages[p.File] != "" && os.Remove(filepath.Join(dir, "content", p.File)) == nil {
			refused++
		}
	}
	return refused
}

// dangers lists what is left in a page that would run when it is touched, and whether anything has run.
const dangers = `(() => {
	const found = window.ran ? ["it ran"] : [];
	for (const e of document.querySelectorAll("*")) {
		for (const a of e.attributes) {
			if (a.name.startsWith("on")) found.push(e.tagName + " " + a.name + "=" + a.value);
			if (/^\s*(javascript|vbscript|data):/i.test(a.value) && /^(href|src|action|formaction|data|xlink:href)$/.test(a.name)) found.push(e.tagName + " " + a.name + "=" + a.value);
		}
		if (e.protocol && !/^(https?|mailto|tel):$/.test(e.protocol)) found.push(e.tagName + " " + e.protocol);
		for (const type of ["mouseover", "focus", "toggle", "error", "load", "animationstart"]) e.dispatchEvent(new Event(type));
	}
	return found;
})()`

// policyInPage is what a page itself says of what it may run.
var policyInPage = regexp.MustCompile(`<meta http-equiv="?Content-Security-Policy"?[^>]*>`)

// visit opens pages in one tab and tells of all that runs.
func visit(t *testing.T, dir, policy string, addresses []string, tell func(format string, arguments ...any)) {
	t.Helper()
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if policy != "" {
			w.Header().Set("Content-Security-Policy", policy)
		} else if data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(r.URL.Path), "index.html")); err == nil && strings.HasSuffix(r.URL.Path, "/") {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write(policyInPage.ReplaceAll(data, nil))
			return
		}
		files.ServeHTTP(w, r)
	}))
	defer server.Close()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	tab, cancel := chromedp.NewContext(ctx)
	defer cancel()
	var mu sync.Mutex
	at := ""
	chromedp.ListenTarget(tab, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *browserpage.EventJavascriptDialogOpening:
			tell("%s opens a dialog: %s", at, e.Message)
			go chromedp.Run(tab, browserpage.HandleJavaScriptDialog(true))
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, server.URL) {
				tell("%s asks for %s", at, e.Request.URL)
			}
		}
	})
	marker := `window.alert = window.confirm = window.prompt = () => { window.ran = true; };`
	err := chromedp.Run(tab, network.Enable(), chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := browserpage.AddScriptToEvaluateOnNewDocument(marker).Do(ctx)
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range addresses {
		mu.Lock()
		at = address
		mu.Unlock()
		var found []string
		do(t, tab, address, chromedp.Navigate(server.URL+"/"+strings.TrimSuffix(address, "index.html")), chromedp.WaitReady("main"), chromedp.Evaluate(dangers, &found))
		for _, danger := range found {
			tell("%s holds %s", address, danger)
		}
		var ran bool
		do(t, tab, address, chromedp.Evaluate(`!!window.ran`, &ran))
		if ran {
			tell("%s runs what it was given", address)
		}
	}
}

// TestTheBrowserWouldTell proves that the test above can fail.
func TestTheBrowserWouldTell(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "index.html"), []byte(`<main><img src=x onerror=alert(1)><a href="javascript:x">x</a></main>`))
	var told []string
	visit(t, dir, "", []string{"index.html"}, func(format string, arguments ...any) { told = append(told, fmt.Sprintf(format, arguments...)) })
	if all := strings.Join(told, "\n"); !strings.Contains(all, "runs what it was given") || !strings.Contains(all, "onerror") || !strings.Contains(all, "javascript:") {
		t.Errorf("a script ran, and nobody noticed: %s", all)
	}
}
