package generator_test

import (
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"portolan/generator/publish/headers"
)

// builtPages are the addresses of a built edition, as its build.json lists them.
func builtPages(t *testing.T, site string) []string {
	t.Helper()
	var manifest struct{ Pages []struct{ URL string } }
	data, err := os.ReadFile(filepath.Join(site, "build.json"))
	if err == nil {
		err = json.Unmarshal(data, &manifest)
	}
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for _, p := range manifest.Pages {
		pages = append(pages, p.URL)
	}
	return pages
}

// oneOfEachFolder thins out pages: every page with PORTOLAN_LONG, else the first of each folder.
func oneOfEachFolder(pages []string) []string {
	if os.Getenv("PORTOLAN_LONG") != "" {
		return pages
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(pages), func(address string) bool {
		folder := path.Dir(strings.TrimSuffix(address, "/"))
		twice := seen[folder]
		seen[folder] = true
		return twice
	})
}

// TestPagesKeepToThePolicy: under the very headers that hosts are told to send, no page does what they forbid, nor what its own
// policy forbids. The console tells of each breach, and whatever it tells fails the test.
func TestPagesKeepToThePolicy(t *testing.T) {
	site := starter(t)
	tab, base := browser(t, site)
	pages := oneOfEachFolder(builtPages(t, site))
	for _, page := range pages {
		do(t, tab, page, chromedp.Navigate(base+strings.TrimPrefix(page, "/")), chromedp.WaitReady("main"))
	}
	t.Logf("%d pages", len(pages))
}

// TestThePolicyIsStatedOnEveryPage: also where the host says nothing, and on pages that only lead elsewhere.
func TestThePolicyIsStatedOnEveryPage(t *testing.T) {
	site, count := starter(t), 0
	err := filepath.WalkDir(site, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".html" {
			return err
		}
		data, err := os.ReadFile(file)
		page := strings.ReplaceAll(string(data), "&#39;", "'")
		if at := strings.Index(page, headers.PolicyInPage()); at < 0 || at > strings.Index(page, "<title") || at > strings.Index(page+"<script", "<script") {
			t.Errorf("%s does not state the policy before all else", file)
		}
		count++
		return err
	})
	if err != nil || count < 100 {
		t.Errorf("%d pages, %v", count, err)
	}
}

// TestThePolicyForbids shows that the tests above can fail: what is put into a page does not run, be it by the host's
// policy or by the page's own.
func TestThePolicyForbids(t *testing.T) {
	site := starter(t)
	tab, base := freeBrowser(t, site)
	for _, address := range []string{base, fromDisk(site)} {
		var ran bool
		do(t, tab, "put scripts into a page", chromedp.Navigate(address), chromedp.WaitReady("main"), chromedp.Evaluate(`{
			const script = document.createElement("script"), link = document.createElement("a");
			script.textContent = "window.ran = true";
			link.setAttribute("onclick", "window.ran = true");
			document.body.append(script, link);
			link.click();
			!!window.ran
		}`, &ran))
		if ran {
			t.Errorf("%s: a script within the page ran", address)
		}
	}
}

// TestPagesWorkFromTheDisk: a reader without a server gets the style and the theme's script in spite of the policy.
func TestPagesWorkFromTheDisk(t *testing.T) {
	site := starter(t)
	tab, _ := browser(t, site)
	var styled, scripted bool
	do(t, tab, "open a file", chromedp.Navigate(fromDisk(site)), chromedp.WaitReady("main"),
		chromedp.Evaluate(`getComputedStyle(document.querySelector(".skip")).position !== "static"`, &styled),
		chromedp.Evaluate(`!document.querySelector("button.theme").hidden`, &scripted))
	if !styled || !scripted {
		t.Errorf("styled %v, scripted %v", styled, scripted)
	}
}

func fromDisk(site string) string {
	return (&url.URL{Scheme: "file", Path: filepath.Join(site, "index.html")}).String()
}
