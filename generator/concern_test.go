package generator_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"portolan/generator"
)

// built is a portal of a txtar text that was built on 22 November 2026, with its files by name.
func built(t *testing.T, portal string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(portal)).Files {
		write(t, filepath.Join(dir, "content", f.Name), f.Data)
	}
	result, err := generator.Build(context.Background(), generator.Options{Content: filepath.Join(dir, "content"), Out: filepath.Join(dir, "public"),
		Cache: filepath.Join(dir, "cache"), Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err, result.Problems)
	}
	return tree(t, filepath.Join(dir, "public"))
}

// shows asks of a page that it holds some texts, and of texts that begin with "!" that it does not.
func shows(t *testing.T, files map[string]string, name string, texts ...string) {
	t.Helper()
	page, there := files[name]
	if !there {
		t.Errorf("there is no %s", name)
		return
	}
	for _, text := range texts {
		unwanted, not := strings.CutPrefix(text, "!")
		if strings.Contains(page, unwanted) == not {
			t.Errorf("%s: %q\n%s", name, text, page[max(0, strings.Index(page, "<main")):])
		}
	}
}

const office = `
-- site.yaml --
title: Small
editions:
  public: {audiences: [public]}
  internal: {audiences: [public, internal]}
-- index.md --
---
audience: public
---
Welcome.
-- policies/index.md --
---
title: Policies
audience: public
---
-- policies/use.md --
---
title: Using the work of others
effective: 2026-01-01
---
-- policies/holes.md --
---
title: Mending holes
effective: 2026-01-01
concern: [compliance, value]
---
-- people/index.md --
---
title: People
audience: public
concern: community
---
-- people/conduct.md --
---
title: How we treat each other
effective: 2026-01-01
---
-- people/pay.md --
---
title: What we pay
audience: internal
effective: 2026-01-01
---
-- people/course.md --
---
title: The course
concern: community
---
-- strategy/aims.md --
---
title: Aims
audience: public
objectives:
  - {id: A, title: More courses, concern: community, figure: courses, target: 5, baseline: 0}
  - {id: B, title: More thrift, concern: value, figure: saved, target: 50, baseline: 0}
  - {id: C, title: Rules that hold, concern: strategy, figure: nothing, target: 50}
---
-- data/figures/courses.json --
{"id": "courses", "title": "Courses held", "audience": "public", "concern": "community", "unit": "courses", "adds": false, "values": {"2026-09": 4, "2026-10": 6},
 "provenance": {"source": "hand", "collected": "2026-11-02T00:00:00Z", "complete": true}}
-- data/figures/saved.json --
{"id": "saved", "title": "Money saved", "audience": "internal", "concern": "value", "unit": "EUR", "adds": false, "values": {"2026-10": 20},
 "provenance": {"source": "hand", "collected": "2026-11-02T00:00:00Z", "complete": true}}
`

// TestAConcernGathersWhatBelongsToIt: by what a page says, else its folder; and never what an edition's readers may not see.
func TestAConcernGathersWhatBelongsToIt(t *testing.T) {
	files := built(t, office)
	shows(t, files, "public/strategy/index.html", "Rules that hold", "Using the work of others", "!Mending holes", "!How we treat", "!More courses")
	shows(t, files, "public/community/index.html", "How we treat each other", "The course", "More courses", "Courses held", ">6 <small>courses<", "hand, 2 November 2026", "!What we pay", "!Using the work")
	shows(t, files, "internal/community/index.html", "What we pay")
	shows(t, files, "public/value/index.html", "Mending holes", "More thrift", "!Money saved", "!20 EUR")
	shows(t, files, "internal/value/index.html", "Money saved", "20 EUR")
	shows(t, files, "public/index.html", "What the office answers for", `href="./community/"`, `href="./objectives/"`)
	if files["internal/api/figures/saved.csv"] == "" || files["public/api/figures/saved.csv"] != "" {
		t.Error("the numbers of a figure go with the figure")
	}
}

// TestAnUnknownConcernIsSaidAtItsLine: a page that asks for a sixth concern would be gathered nowhere.
func TestAnUnknownConcernIsSaidAtItsLine(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.md"), []byte("---\ntitle: A\nconcern: comunity\ndescription: A page.\n---\n"))
	result, err := generator.Check(context.Background(), generator.Options{Content: dir})
	if err == nil || len(result.Problems) != 1 || result.Problems[0].Line != 3 || !strings.Contains(result.Problems[0].Hint, "community") {
		t.Errorf("%v %+v", err, result.Problems)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("a check wrote something")
	}
}
