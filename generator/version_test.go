package generator_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/generator"
)

// checkout is a content folder in a git repository, a commit a day.
type checkout struct {
	t   *testing.T
	dir string
	day int
	// later is how long after noon of its day a commit is made.
	later time.Duration
}

func newCheckout(t *testing.T) *checkout {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	c := &checkout{t: t, dir: t.TempDir()}
	c.git("init", "-q", "-b", "main")
	return c
}

func (c *checkout) git(args ...string) string {
	c.t.Helper()
	date := time.Date(2026, 3, c.day, 12, 0, 0, 0, time.UTC).Add(c.later).Format(time.RFC3339)
	cmd := exec.Command("git", append([]string{"-C", c.dir, "-c", "user.name=canary-author", "-c", "user.email=canary@example.org"}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_COMMITTER_DATE="+date, "GIT_AUTHOR_DATE="+date)
	out, err := cmd.CombinedOutput()
	if err != nil {
		c.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// put writes files below content/; an empty text removes one.
func (c *checkout) put(files map[string]string) {
	c.t.Helper()
	for name, text := range files {
		file := filepath.Join(c.dir, "content", name)
		if text == "" {
			if err := os.Remove(file); err != nil {
				c.t.Fatal(err)
			}
			continue
		}
		write(c.t, file, []byte(text))
	}
}

// commit writes files and commits them on the next day.
func (c *checkout) commit(files map[string]string) {
	c.t.Helper()
	c.day++
	c.put(files)
	c.git("add", "-A")
	c.git("commit", "-q", "-m", "canary-message")
}

// build builds every edition and returns its files by path.
func (c *checkout) build() map[string]string {
	c.t.Helper()
	out := filepath.Join(c.t.TempDir(), "public")
	result, err := generator.Build(context.Background(), generator.Options{Content: filepath.Join(c.dir, "content"), Out: out,
		Cache: filepath.Join(c.t.TempDir(), "cache"), Now: time.Date(2026, 3, 30, 9, 0, 0, 0, time.UTC)})
	if err != nil {
		c.t.Fatal(err, result.Problems)
	}
	return tree(c.t, out)
}

const twoEditions = `title: Acme
editions:
  public: {audiences: [public], base_url: https://open.example/}
  internal: {audiences: [public, internal], base_url: https://in.example/}
`

// policyPage is a policy for an audience with a version and a text that is long enough to be known again.
func policyPage(audience, version, text string) string {
	front := "---\ntitle: Use\napprover: Counsel\nversion: \"" + version + "\"\n"
	if audience != "" {
		front += "audience: " + audience + "\n"
	}
	var rules strings.Builder
	for i := range 12 {
		fmt.Fprintf(&rules, "%d. A rule that has always been there, number %d.\n", i+1, i+1)
	}
	return front + "---\n\n" + rules.String() + "\n" + text + "\n"
}

func TestVersionsOfAPolicyAreKeptAndCompared(t *testing.T) {
	c := newCheckout(t)
	c.commit(map[string]string{"site.yaml": twoEditions, "index.md": "---\ntitle: Home\naudience: public\n---\n",
		"policies/use.md": policyPage("public", "1.0", "Ask the office before you ship.")})
	c.commit(map[string]string{"policies/use.md": policyPage("public", "1.1", "Ask counsel before you ship.")})
	c.commit(map[string]string{"policies/use.md": policyPage("public", "2.0", "Nobody has to be asked.")})
	files := c.build()
	for name, words := range map[string][]string{
		"policies/use/index.html":                     {`href="./versions/2026-03-03/"`, `href="./versions/2026-03-01/"`},
		"policies/use/versions/2026-03-03/index.html": {"This is the text that stands", "<del>", "Nobody has to be asked."},
		"policies/use/versions/2026-03-02/index.html": {"Superseded on", "2026-03-03", "the office", "counsel", "noindex", `id="as-it-read"`, `<span class="vh">taken out: </span>`},
		"policies/use/versions/2026-03-01/index.html": {"The first version that the record holds", "Ask the office before you ship."},
		"changes/index.html":                          {"<ins>", "policies/use/versions/2026-03-02/", "<details"},
		"feed.xml":                                    {"Use 1.1", "&lt;ins&gt;"},
		"policies/feed.xml":                           {"Use 1.1", "policies/use/versions/2026-03-02/"},
	} {
		for _, edition := range []string{"public", "internal"} {
			for _, word := range words {
				if !strings.Contains(strings.ReplaceAll(files[edition+"/"+name], "../../policies/use/", "./"), word) && !strings.Contains(files[edition+"/"+name], word) {
					t.Errorf("%s/%s lacks %q:\n%s", edition, name, word, files[edition+"/"+name])
				}
			}
		}
	}
	if strings.Contains(files["public/sitemap.xml"], "versions") {
		t.Error("old versions are in the sitemap")
	}
	for name, text := range files {
		if strings.Contains(text, "canary") {
			t.Errorf("%s tells who committed, or why", name)
		}
	}
}

func TestTheHistoryLeaksNothing(t *testing.T) {
	c := newCheckout(t)
	open := func(version, text string) string { return policyPage("public", version, text) }
	c.commit(map[string]string{"site.yaml": twoEditions, "index.md": "---\ntitle: Home\naudience: public\n---\n",
		"policies/a.md":             policyPage("internal", "1.0", "canary-internal was the first text."),     // internal at its time
		"policies/b.md":             policyPage("", "1.0", "canary-unsaid was the first text."),               // no audience is internal
		"policies/c.md":             open("1.0", ":::internal\ncanary-part of the first text\n:::\n"),         // a part
		"policies/d.md":             open("1.0", "canary-hidden-since is a line that was public by mistake."), // hidden since
		"policies/w.md":             open("1.0", "canary-rewrapped: whoever finds a flaw in the gate may pass it, and nobody asks, until the new gate is built."),
		"policies/closed/index.md":  "---\ntitle: Closed\naudience: internal\n---\n",                           // the folder was internal
		"policies/closed/e.md":      policyPage("", "1.0", "canary-folder was the first text."),                //
		"policies/f.md":             open("1.0", "canary-since is older than the page wants to tell."),         // versions_since
		"policies/g.md":             "---\naudience: public\ntitle: [\n---\ncanary-broken\n",                   // broken front matter
		"policies/canary-secret.md": policyPage("internal", "1.0", "The name of this file was a secret once."), // renamed while internal
		"policies/open-name.md":     open("1.0", "This page was public under its old name as well, and moved."),
		"policies/h.md":             strings.Replace(open("1.0", "canary-draft was never published."), "title: Use", "title: Use\ndraft: true", 1),
		"data/.keep":                "x"})
	c.commit(map[string]string{
		"policies/a.md":             open("2.0", "Public from now on."),
		"policies/b.md":             open("2.0", "Public from now on."),
		"policies/c.md":             open("2.0", "Another text."),
		"policies/d.md":             open("2.0", ":::internal\ncanary-hidden-since is a line that was public by mistake.\n:::\nMended."),
		"policies/w.md":             open("2.0", ":::internal\nWhoever finds a flaw in the gate may pass it,\nand nobody asks, until the\nnew gate is built in May.\n:::\nMended."),
		"policies/closed/index.md":  "---\ntitle: Closed\naudience: public\n---\n",
		"policies/closed/e.md":      policyPage("", "2.0", "Public from now on."),
		"policies/f.md":             strings.Replace(open("2.0", "Public."), "title: Use", "title: Use\nversions_since: 2026-03-02", 1),
		"policies/g.md":             open("2.0", "Mended."),
		"policies/canary-secret.md": "", "policies/plain-name.md": policyPage("internal", "1.0", "The name of this file was a secret once."),
		"policies/open-name.md": "", "policies/new-name.md": open("1.0", "This page was public under its old name as well, and moved."),
		"policies/h.md": open("2.0", "Published from now on."),
	})
	c.commit(map[string]string{"policies/plain-name.md": open("2.0", "The name of this file is no secret.")})
	c.commit(map[string]string{"policies/a.md": open("3.0", "Public still."), "policies/new-name.md": open("2.0", "This page moved, and then it changed.")})
	files := c.build()
	canaries := []string{"canary-internal", "canary-unsaid", "canary-part", "canary-hidden-since", "canary-rewrapped", "canary-folder", "canary-since", "canary-broken", "canary-secret", "canary-draft", "canary-message", "canary-author", "canary@example.org"}
	inside := map[string]bool{}
	for name, text := range files {
		for _, canary := range canaries {
			if !strings.Contains(name+text, canary) {
				continue
			}
			if strings.HasPrefix(name, "public/") {
				t.Errorf("%s tells of %s", name, canary)
			}
			inside[canary] = true
		}
	}
	for _, canary := range []string{"canary-internal", "canary-unsaid", "canary-part", "canary-hidden-since", "canary-rewrapped", "canary-folder", "canary-secret"} {
		if !inside[canary] {
			t.Errorf("%s is not even in the internal edition, so this test proves nothing", canary)
		}
	}
	if !strings.Contains(files["public/build.json"], `"from":"/policies/open-name/","to":"/policies/new-name/"`) || files["public/policies/open-name/index.html"] == "" {
		t.Error("the page that moved has no redirect")
	}
	if !strings.Contains(files["public/policies/a/versions/2026-03-02/index.html"], "Public from now on") {
		t.Error("what was public is not kept")
	}
	if !strings.Contains(files["public/build.json"], `"from":"/policies/open-name/versions/2026-03-01/"`) {
		t.Error("the version that was published under the old name is lost")
	}
}

func TestRulesThatChangedAreToldInWords(t *testing.T) {
	page := func(version, rules string) string {
		return strings.Replace(policyPage("public", version, "The rules are above."), "title: Use\n", "title: Use\nlicense_policy:\n"+rules, 1)
	}
	c := newCheckout(t)
	c.commit(map[string]string{"site.yaml": twoEditions, "use.md": page("1.0", `  contexts: {inside: Used inside, shipped: Shipped to others}
  categories: {open: [MIT, ISC], weak: [MPL-2.0]}
  rules:
    - {id: open, category: open, verdict: allowed}
    - {id: weak, category: weak, verdict: allowed}
  default: review
`)})
	c.commit(map[string]string{"use.md": page("2.0", `  contexts: {inside: Used inside, shipped: Shipped to others}
  categories: {open: [MIT, ISC], weak: [MPL-2.0]}
  rules:
    - {id: open, category: open, verdict: allowed}
    - {id: weak, category: weak, contexts: [inside], verdict: allowed}
    - {id: strong, license: [GPL-3.0-only], verdict: forbidden}
  default: unknown
  exceptions:
    - {id: LX-1, component: "pkg:npm/foo", verdict: allowed, because: asked, approved_by: counsel}
`)})
	text := c.build()["public/use/versions/2026-03-02/index.html"]
	for _, words := range []string{
		"MPL-2.0 in &#34;Shipped to others&#34;: from allowed to unknown", "GPL-3.0-only in &#34;Used inside&#34;", "Rule changed, weak", "Rule added, strong: forbidden, GPL-3.0-only",
		"What no rule covers: from", "Exception added, LX-1",
	} {
		if !strings.Contains(text, words) {
			t.Errorf("%q is not told:\n%s", words, text[strings.Index(text, "what-changed"):])
		}
	}
	if strings.Contains(text, "MIT in") {
		t.Error("a verdict is told that did not change")
	}
}

func TestWithoutGitNothingIsSaidButOneNotice(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	write(t, filepath.Join(dir, "content", "use.md"), []byte(policyPage("public", "1.0", "Text.")))
	result, err := generator.Check(context.Background(), generator.Options{Content: filepath.Join(dir, "content")})
	said := 0
	for _, p := range result.Problems {
		if p.Rule == "history/absent" {
			said++
		} else if p.Rule != "page/no-description" && p.Rule != "policy/no-owner" && p.Rule != "policy/no-review" {
			t.Error(p)
		}
	}
	if err != nil || said != 1 {
		t.Errorf("%v %v", err, result.Problems)
	}
}

// TestARememberedBuildKnowsTheHistory builds into the same folder again after each commit, as people do, and compares
// with a build from nothing.
func TestARememberedBuildKnowsTheHistory(t *testing.T) {
	c := newCheckout(t)
	c.commit(map[string]string{"site.yaml": twoEditions, "index.md": "---\ntitle: Home\naudience: public\n---\n", "policies/use.md": policyPage("public", "1.0", "Ask the office.")})
	dir := t.TempDir()
	for _, files := range []map[string]string{
		nil,
		{"policies/use.md": policyPage("public", "2.0", "Ask counsel.")},
		{"policies/use.md": "", "policies/moved.md": policyPage("public", "2.0", "Ask counsel.")},
	} {
		if files != nil {
			c.commit(files)
		}
		result, err := generator.Build(context.Background(), generator.Options{Content: filepath.Join(c.dir, "content"), Out: filepath.Join(dir, "public"),
			Cache: filepath.Join(dir, "cache"), Now: time.Date(2026, 3, 30, 9, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err, result.Problems)
		}
		got, want := tree(t, filepath.Join(dir, "public")), c.build()
		for name, text := range want {
			if got[name] != text {
				t.Errorf("after %d commits %s differs", c.day, name)
			}
		}
		if len(got) != len(want) {
			t.Errorf("after %d commits there are %d files, not %d", c.day, len(got), len(want))
		}
	}
}
