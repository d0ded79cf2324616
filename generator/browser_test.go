package generator_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"portolan/generator"
	"portolan/generator/publish/headers"
)

// digested are the assets that never change: their names carry a digest.
var digested = regexp.MustCompile(`/assets/.+\.[0-9a-f]{12}\.`)

// missing fails a test whose tool is not there where CI runs, and skips it elsewhere.
func missing(t *testing.T, tool string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed", tool)
	}
	t.Skipf("SKIPPED: %s is not installed; make test installs it where it may", tool)
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CHROME_PATH"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && name != "" {
			return path
		}
	}
	missing(t, "chromium")
	return ""
}

// starter builds an edition of the starter portal once for all tests, and returns its folder.
func starter(t *testing.T) string {
	t.Helper()
	dir, err := builtStarter()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

var builtStarter = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp(program, "starter")
	if err != nil {
		return "", err
	}
	_, err = generator.Build(context.Background(), generator.Options{
		Content: "../content", Out: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"), Edition: "public",
	})
	return filepath.Join(dir, "public", "public"), err
})

// browser opens a tab on a site that is served below a path, with the headers that hosts are told to send. Whatever the console complains of
// fails the test.
func browser(t *testing.T, site string) (tab context.Context, base string) {
	t.Helper()
	tab, base = freeBrowser(t, site)
	complain(t, tab)
	return tab, base
}

// freeBrowser opens such a tab, and lets the console say what it likes.
func freeBrowser(t *testing.T, site string) (tab context.Context, base string) {
	t.Helper()
	path := chromium(t)
	files := http.StripPrefix("/below", http.FileServer(http.Dir(site)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, h := range headers.Security(true) {
			w.Header().Set(h.Name, h.Value)
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1280, 900))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	tab, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Run(tab); err != nil { // the tab lives as long as the context of its first action
		t.Fatal(err)
	}
	return tab, server.URL + "/below/"
}

// complain fails the test for every error on the console.
func complain(t *testing.T, tab context.Context) {
	var mu sync.Mutex
	var errors []string
	chromedp.ListenTarget(tab, func(event any) {
		text := ""
		switch e := event.(type) {
		case *cdplog.EventEntryAdded:
			if e.Entry.Level == cdplog.LevelError {
				text = e.Entry.Text + " " + e.Entry.URL
			}
		case *runtime.EventExceptionThrown:
			text = e.ExceptionDetails.Error()
		}
		if text != "" {
			mu.Lock()
			errors = append(errors, text)
			mu.Unlock()
		}
	})
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, text := range errors {
			t.Errorf("console: %s", text)
		}
	})
}

func do(t *testing.T, tab context.Context, what string, actions ...chromedp.Action) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, 20*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// enter presses the key in one event, as a keyboard does: a script that takes it keeps the form from being sent.
var enter = input.DispatchKeyEvent(input.KeyDown).WithKey("Enter").WithCode("Enter").WithText("\r").WithWindowsVirtualKeyCode(13)

// eventually waits for an expression to become true, also while one page gives way to the next.
func eventually(t *testing.T, tab context.Context, expression string) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(tab, 5*time.Second)
		var holds bool
		err := chromedp.Run(ctx, chromedp.Evaluate(expression, &holds))
		cancel()
		if err == nil && holds {
			return
		}
	}
	var at string
	chromedp.Run(tab, chromedp.Evaluate(`location.href + " " + document.title`, &at))
	t.Fatalf("never came true at %s: %s", at, expression)
}

func TestReadersSearchByKeyboard(t *testing.T) {
	tab, base := browser(t, starter(t))
	do(t, tab, "open a page", chromedp.Navigate(base+"guides/add-a-dependency/"), chromedp.WaitReady("main"))
	do(t, tab, "open the search with Ctrl-K", chromedp.KeyEvent("k", chromedp.KeyModifiers(2)))
	eventually(t, tab, `document.activeElement?.name === "q"`)
	do(t, tab, "type", chromedp.KeyEvent("licnece policy"))
	eventually(t, tab, `document.querySelectorAll('[role=option]').length > 2 && document.querySelector('[role=option]').textContent.startsWith("Licences")`)
	do(t, tab, "let the list settle", chromedp.Sleep(500*time.Millisecond))
	do(t, tab, "go down", chromedp.KeyEvent(kb.ArrowDown))
	eventually(t, tab, `!!document.querySelector('[role=option][aria-selected=true]')`)
	do(t, tab, "choose", enter)
	eventually(t, tab, `document.querySelector("h1")?.textContent === "Licences"`)
}

func TestTheSearchPageFiltersAndGoesBack(t *testing.T) {
	tab, base := browser(t, starter(t))
	do(t, tab, "open the search page", chromedp.Navigate(base+"search/?q=copyleft"))
	eventually(t, tab, `document.querySelectorAll('.hit').length > 3`)
	var before, after int
	found := `+document.querySelector('.hits-status').textContent.replace(/[^0-9]+/g, " ").trim().split(" ")[0]`
	do(t, tab, "count", chromedp.Evaluate(found, &before))
	do(t, tab, "filter by kind", chromedp.Click(`.facets input`, chromedp.NodeVisible))
	eventually(t, tab, `location.search.includes("&")`)
	eventually(t, tab, fmt.Sprintf(`%s !== %d`, found, before))
	do(t, tab, "count again", chromedp.Evaluate(found, &after), chromedp.NavigateBack())
	eventually(t, tab, fmt.Sprintf(`%s === %d && !location.search.includes("&")`, found, before))
	if after >= before || after == 0 {
		t.Errorf("the filter left %d of %d results", after, before)
	}
}

func TestTheThemeIsKept(t *testing.T) {
	tab, base := browser(t, starter(t))
	ground := `getComputedStyle(document.body).backgroundColor`
	var light, dark, kept string
	do(t, tab, "switch", chromedp.Navigate(base), chromedp.WaitVisible("button.theme"), chromedp.Evaluate(ground, &light),
		chromedp.Click("button.theme"), chromedp.Evaluate(ground, &dark), chromedp.Navigate(base+"policies/"), chromedp.WaitReady("main"), chromedp.Evaluate(ground, &kept))
	if light == dark || dark != kept {
		t.Errorf("light %s, dark %s, on the next page %s", light, dark, kept)
	}
}

func TestNoPageScrollsSideways(t *testing.T) {
	tab, base := browser(t, starter(t))
	for _, page := range []string{"", "policies/", "policies/licences/", "projects/", "projects/github.com/acme/anvil/", "metrics/", "metrics/contributors/",
		"compliance/", "compliance/may-i-use-it/", "compliance/licenses/", "compliance/licenses/MIT/", "compliance/components/", "compliance/products/",
		"compliance/decisions/", "glossary/", "search/", "objectives/", "sources/", "changes/", "api/", "editors/data-blocks/"} {
		var surplus int
		do(t, tab, page, chromedp.EmulateViewport(320, 700), chromedp.Navigate(base+page), chromedp.WaitReady("main"),
			chromedp.Evaluate(`document.documentElement.scrollWidth - innerWidth`, &surplus))
		if surplus > 0 {
			t.Errorf("/%s is %d pixels wider than a screen of 320", page, surplus)
		}
	}
}

// TestPagesLoadNothingFromElsewhere looks at what a browser really asks for.
func TestPagesLoadNothingFromElsewhere(t *testing.T) {
	site := starter(t)
	html, err := os.ReadFile(filepath.Join(site, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, mark := range []string{`src="http`, `src="//`, "@import", "<iframe"} {
		if strings.Contains(string(html), mark) {
			t.Errorf("the front page holds %s", mark)
		}
	}
	tab, base := browser(t, site)
	var hosts []string
	do(t, tab, "list what was loaded", chromedp.Navigate(base), chromedp.WaitReady("main"),
		chromedp.Evaluate(`performance.getEntriesByType("resource").map(e => e.name)`, &hosts))
	for _, name := range hosts {
		if !strings.HasPrefix(name, base) {
			t.Errorf("the front page loads %s", name)
		}
	}
	if len(hosts) == 0 {
		t.Error("nothing was loaded at all")
	}
}
