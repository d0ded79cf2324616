package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestPreparedForHugo(t *testing.T) {
	content, _ := made(t, "pages-60+projects-3+components-20", 7)
	if err := writeFile(content, "a/README.md", "---\ntitle: A\nowner: B\n---\nA {{< shortcode >}} and [a page](b.md).\n"); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(content, "a/b.md", "B\n"); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := prepareRivals(build(t), content, dir); err != nil {
		t.Fatal(err)
	}
	files := read(t, dir)
	if got, want := files["content/a/_index.md"], "---\ntitle: A\n---\nA { {< shortcode >}} and [a page](/a/b/).\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, name := range []string{"hugo.toml", "static/style.css", "layouts/baseof.html", "layouts/_partials/masthead.html", "layouts/portal/project.html", "content/_index.md",
		"content/projects/_index.md", "content/projects/_content.gotmpl", "content/compliance/components/_content.gotmpl"} {
		if files[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	var projects []struct {
		Address string
		Project struct{ License string }
		Health  [][]string
		Charts  []struct {
			Table struct{ Values []string }
			SVG   struct{ Marks [][]string }
		}
	}
	if err := json.Unmarshal([]byte(files["assets/records/project.json"]), &projects); err != nil {
		t.Fatal(err)
	}
	if p := projects[0]; len(projects) != 3 || !strings.HasPrefix(p.Address, "/projects/code.example.com/") || p.Project.License == "" || len(p.Health) != 13 || len(p.Charts) != 2 || len(p.Charts[0].Table.Values) != months+1 || len(p.Charts[0].SVG.Marks) < 2 {
		t.Errorf("%+v", projects)
	}
	if n := strings.Count(files["assets/records/component.json"], `"purl"`); n != 20 {
		t.Errorf("%d components", n)
	}
	var all common
	if err := json.Unmarshal([]byte(files["data/portal.json"]), &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Criteria) != 13 || len(all.Months) != months+1 || len(all.Contexts) != 3 || all.Site.Title != "Benchmark" || len(all.Menus["component"].Entries) < 3 {
		t.Errorf("%+v", all)
	}
}

// TestWhatIsNotLaidOutIsTold feeds pages that have more than Hugo's layouts lay out: they would be compared with less.
func TestWhatIsNotLaidOutIsTold(t *testing.T) {
	for view, want := range map[string]string{
		`{"Title":"A"}`:                                                      "",
		`{"Title":"A","Gone":"2026-01-01"}`:                                  "not laid out",
		`{"Title":"A","Scorecard":{"Score":"7"}}`:                            "not laid out",
		`{"Health":[{"Title":"B"}]}`:                                         "the criteria differ",
		`{"Figures":[{"Spark":"<svg><path d=\"M0\" fill=\"red\"/></svg>"}]}`: "drawn in a way",
	} {
		all := common{Criteria: []criterionRecord{{Title: "A"}}}
		_, err := readProject(reckoned{t.TempDir(), nil, []byte(view)}, &all)
		if got := fmt.Sprint(err); (want == "") != (err == nil) || !strings.Contains(got, want) {
			t.Errorf("%s: %s", view, got)
		}
	}
}

// TestADrawingIsTakenApart looks at every kind of part.
func TestADrawingIsTakenApart(t *testing.T) {
	svg := `<svg viewBox="0 0 4 2" data-points="x 1 2"><title>T</title><desc id="d">A &amp; B</desc><path d="M0" stroke="var(--rule, #d7dee2)" vector-effect="non-scaling-stroke"/>` +
		`<g fill="var(--muted, #51606d)"><text x="0" y="9">5</text></g><g fill="var(--muted, #51606d)" text-anchor="middle"><text x="1" y="8" class="opt">Jan</text><text x="2" y="8" text-anchor="end">so far</text></g>` +
		`<path d="M1 2" fill="var(--sea, #1f5f8b)"/><circle cx="3" cy="4" r="3.5" fill="var(--accent, #9b1557)"/>` +
		`<g fill="var(--ink, #15222e)"><text x="5" y="6" text-anchor="end" font-weight="700">7</text></g></svg>`
	quoted, _ := json.Marshal(svg)
	var d drawing
	if err := json.Unmarshal(quoted, &d); err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(d)
	if want := `{"points":"x 1 2","about":"A \u0026 B","rule":"M0","scale":[["9","5"]],"marks":[["bars","M1 2"],["dot","3","4"]],"notes":[["5","6","7","end","700"]]}`; string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
	if want := [][4]string{{"1", "8", "Jan", "optional"}, {"2", "8", "so far", "end"}}; !slices.Equal(d.Axis, want) {
		t.Errorf("%q", d.Axis)
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
