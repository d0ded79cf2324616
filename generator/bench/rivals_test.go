package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func TestPreparedForHugo(t *testing.T) {
	content, _ := made(t, "pages-60+projects-3+components-20", 7)
	if err := writeFile(content, "a/README.md", "---\ntitle: A\nowner: B\n---\nA {{< shortcode >}} and [a page](b.md).\n"); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := prepareRivals(content, dir); err != nil {
		t.Fatal(err)
	}
	files := read(t, dir)
	if got, want := files["content/a/_index.md"], "---\ntitle: A\n---\nA { {< shortcode >}} and [a page](/a/b/).\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, name := range []string{"hugo.toml", "static/style.css", "layouts/baseof.html", "layouts/_partials/masthead.html", "content/_index.md", "content/projects/_content.gotmpl", "content/components/_content.gotmpl"} {
		if files[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	var projects []struct {
		Name    string
		License string
		Commits map[string]int
	}
	if err := json.Unmarshal([]byte(files["assets/records/projects.json"]), &projects); err != nil {
		t.Fatal(err)
	}
	if len(projects) != 3 || projects[0].License == "" || len(projects[0].Commits) == 0 {
		t.Errorf("%+v", projects)
	}
	if n := strings.Count(files["assets/records/components.json"], `"purl"`); n != 20 {
		t.Errorf("%d components", n)
	}
}

// TestTheFloorMakesASite looks at what the floor does to one page.
func TestTheFloorMakesASite(t *testing.T) {
	in, out := t.TempDir(), t.TempDir()
	text := "---\ntitle: Anvil & Co\ndescription: What it is.\n---\n## First\n\nA [link](/b/) and\n\n```go\nfunc main() {}\n```\n\n```nobody-knows\n<x>\n```\n\n| a |\n| --- |\n| 1 |\n"
	for file, text := range map[string]string{"_index.md": "# Home\n", "tools/anvil.md": text, "tools/zeta.md": "Zeta\n"} {
		if err := writeFile(in, file, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := runFloor(in, out); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(out + "/tools/anvil/index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<title>Anvil & Co</title>", `<a href=#first>First</a>`, `class=kd`, "&lt;x&gt;", "<table>", "rel=next href=/tools/zeta/", "rel=prev href=/", "<li><a href=/>Benchmark</a></li><li><a href=/tools/>tools</a></li></ol>"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("%s is missing in %s", want, page)
		}
	}
}
