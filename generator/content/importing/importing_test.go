package importing

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"portolan/generator/content"
)

// plain is a rewriter that leaves tags alone.
func plainText(text []byte) ([]byte, []Tag) { return text, nil }

func folderOf(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func planned(t *testing.T, from string, files map[string]string) *Move {
	t.Helper()
	move, err := read(folderOf(files), ".", Options{Dir: "site", From: from, Rewrite: plainText})
	if err != nil {
		t.Fatal(err)
	}
	return move
}

func TestGeneratorsAreToldByTheirSettingsOrByTheMarksInPages(t *testing.T) {
	for want, files := range map[string]map[string]string{
		"hugo":       {"_index.md": "---\ntitle: A\n---\n"},
		"docusaurus": {"intro.md": "---\nsidebar_position: 1\n---\n", "_category_.json": "{}"},
		"mkdocs":     {"a.md": "!!! note\n    A box.\n"},
		"jekyll":     {"_config.yml": "title: A\n", "a.md": "A"},
		"eleventy":   {"a.md": "---\neleventyNavigation:\n  key: A\n---\n"},
		"":           {"a.md": "Nothing tells."},
	} {
		if got := detect(folderOf(files)); got != want {
			t.Errorf("%s is taken for %q", want, got)
		}
	}
}

func TestFrontMatterKeepsItsWordsUnderOurNames(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"renamed in its place":        {"sidebar_position: 3 # third\nunheard: {a: [1.10]}\n", "weight: 3 # third\nunheard: {a: [1.10]}\n"},
		"ours goes before theirs":     {"weight: 1\norder: 2\n", "weight: 1\norder: 2\n"},
		"a day in words":              {"date: January 2, 2026\n", "date: \"2026-01-02\"\n"},
		"a day that is none":          {"date: soon\n", "imported_date: soon\n"},
		"a list where a text belongs": {"owner: [a, b]\n", "imported_owner: [a, b]\n"},
		"an audience of another kind": {"audience: developers\n", "imported_audience: developers\n"},
		"an audience of ours":         {"audience: public\n", "audience: public\n"},
		"not published":               {"published: false\n", "draft: true\n"},
		"rules of something else":     {"objectives: [be good]\n", "imported_objectives: [be good]\n"},
		"a status of something else":  {"status: stable\n", "imported_status: stable\n"},
		"text over several lines":     {"summary: >\n  One\n  two\ntitle: A\n", "description: >\n  One\n  two\ntitle: A\n"},
		"nothing in it":               {"description:\ntitle: A\n", "title: A\n"},
	} {
		t.Run(name, func(t *testing.T) {
			move := planned(t, "hugo", map[string]string{"a.md": "---\n" + c.in + "---\nText\n"})
			if got, want := string(move.Data["a.md"]), "---\n"+c.want+"---\n\nText\n"; got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestFrontMatterThatCannotBeReadIsKeptAsARemark(t *testing.T) {
	move := planned(t, "hugo", map[string]string{"a.md": "---\ntitle: a: b: [\n---\nText\n"})
	text := string(move.Data["a.md"])
	if !strings.HasPrefix(text, "<!--\n- - -\ntitle: a: b: [\n") && !strings.Contains(text, "title: a: b: [") || !strings.Contains(text, "-->\n\nText\n") {
		t.Errorf("got %q", text)
	}
	if len(move.Work) == 0 || move.Work[0].Line == 0 {
		t.Errorf("nobody is told: %v", move.Work)
	}
}

func TestEveryFileIsInTheReport(t *testing.T) {
	files := map[string]string{
		"mkdocs.yml": "site_name: A\nnav: [index.md]\n", "docs/index.md": "# A\n", "docs/b.md": "# B\n", "docs/x.js": "x", "docs/data.json": "{}", "docs/a.pdf": "pdf",
		"docs/odd.xyz": "?", "README.md": "Read me", "requirements.txt": "mkdocs", "node_modules/a/b.js": "x", ".git/config": "x", "docs/.pages": "title: A\n", "site/index.html": "x",
	}
	move := planned(t, "", files)
	told := map[string]File{}
	for _, f := range move.Files {
		told[f.Source] = f
		if (f.Outcome == Left || f.Outcome == Used) && f.Reason == "" || (f.Outcome == Written || f.Outcome == Copied) && f.Target == "" {
			t.Errorf("%+v says too little", f)
		}
	}
	for name := range files {
		top, _, _ := strings.Cut(name, "/")
		if told[name] == (File{}) && told[top+"/"] == (File{}) {
			t.Errorf("nothing is said of %s", name)
		}
	}
	if move.Count(Written) != 2 || move.Count(Copied) != 1 {
		t.Errorf("%d written, %d copied", move.Count(Written), move.Count(Copied))
	}
}

func TestMenusBecomeFoldersAndWeights(t *testing.T) {
	move := planned(t, "mkdocs", map[string]string{
		"mkdocs.yml":       "site_name: A\nnav:\n  - index.md\n  - Using:\n      - First: one.md\n      - Deep:\n          - two.md\n  - Own:\n      - own/a.md\n",
		"docs/index.md":    "# A\n",
		"docs/one.md":      "# One\n[two](two.md)\n",
		"docs/two.md":      "# Two\n[one](one.md#x) [own](own/a.md)\n",
		"docs/own/a.md":    "# Own\n[img](pic.png)\n",
		"docs/own/pic.png": "p",
		"docs/lost.md":     "# Lost\n",
	})
	for name, want := range map[string]string{
		"using/index.md":      "---\ntitle: Using\nweight: 20\n---\n",
		"using/one.md":        "---\nweight: 10\nlinkTitle: First\nurl: /one/\n---\n\n# One\n[two](deep/two.md)\n",
		"using/deep/index.md": "---\ntitle: Deep\nweight: 20\n---\n",
		"using/deep/two.md":   "---\nweight: 10\nurl: /two/\n---\n\n# Two\n[one](../one.md#x) [own](../../own/a.md)\n",
		"own/a.md":            "---\nweight: 10\n---\n\n# Own\n[img](pic.png)\n",
		"lost.md":             "---\nunlisted: true\n---\n\n# Lost\n",
	} {
		if got := string(move.Data[name]); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}

func TestProgramsAreReadAsFarAsTheyAreWrittenOut(t *testing.T) {
	for text, want := range map[string]any{
		`module.exports = {a: 'x', "b": [1, true, null,], /* c */ c: "it's"} // d`: map[string]any{"a": "x", "b": []any{1.0, true, nil}, "c": "it's"},
		"const sidebars: SidebarsConfig = {a: [`b`]};\nexport default sidebars;":   map[string]any{"a": []any{"b"}},
		`module.exports = {a: require('./b')('c', {d: 1}), e: 'f', ...g}`:          map[string]any{"a": call{}, "e": "f"},
		`{"a": "\"b\" \\ c"}`: map[string]any{"a": `"b" \ c`},
	} {
		got, _, err := parseLiteral(text)
		if err != nil || !equal(got, want) {
			t.Errorf("%s\ngot %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "module.exports = makeSidebars();", "module.exports = {a: 'b", "module.exports = {a b}", "module.exports = {a: [", strings.Repeat("[", 1000)} {
		if got, _, err := parseLiteral(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func equal(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		for key := range a {
			ok = ok && equal(a[key], b[key])
		}
		return ok && len(a) == len(b)
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, equal)
	}
	return a == b
}

func TestAnAddressThatWouldChangeIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		kind, file, front, want string
	}{
		"hugo in capitals":      {"hugo", "docs/BoF Talk.md", "", "url: /docs/bof-talk/\n"},
		"hugo's own":            {"hugo", "docs/a.md", "url: /x/y/\n", "url: /x/y/\n"},
		"hugo's that is ours":   {"hugo", "docs/a.md", "url: /docs/a/\n", ""},
		"a file of jekyll":      {"jekyll", "docs/a.md", "title: A\n", "title: A\naliases:\n  - /docs/a.html\n"},
		"eleventy's template":   {"eleventy", "docs/a.md", "title: A b\npermalink: /t/{{ title | slugify }}/\n", "title: A b\nurl: /t/a-b/\n"},
		"eleventy's day":        {"eleventy", "docs/2026-01-02-a.md", "title: A\n", "title: A\ndate: \"2026-01-02\"\nurl: /docs/a/\n"},
		"docusaurus' slug":      {"docusaurus", "a.md", "slug: /z\n", "url: /z/\n"},
		"a folder's own of all": {"eleventy", "docs/docs.md", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			in := "A\n"
			if c.front != "" {
				in = "---\n" + c.front + "---\nA\n"
			}
			move := planned(t, c.kind, map[string]string{c.file: in, "index.md": "Home\n"})
			want := "A\n"
			if c.want != "" {
				want = "---\n" + c.want + "---\n\nA\n"
			}
			for _, f := range move.Files {
				if f.Source == c.file && string(move.Data[f.Target]) != want {
					t.Errorf("%s:\n%s\nwant\n%s", f.Target, move.Data[f.Target], want)
				}
			}
		})
	}
}

func TestWriteNeverDestroys(t *testing.T) {
	dir := t.TempDir()
	move := &Move{Data: map[string][]byte{"a/b.md": []byte("new")}, root: filepath.Join(dir, "elsewhere")}
	content := filepath.Join(dir, "deep", "content")
	if _, err := move.Write(content, false); err != nil {
		t.Fatal(err)
	}
	os.WriteFile(filepath.Join(content, "mine.md"), []byte("old"), 0o644)
	if _, err := move.Write(content, false); err != ErrExists {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{".before-import", ".before-import-2"} {
		kept, err := move.Write(content, true)
		if err != nil || kept != content+want {
			t.Fatalf("%s, %v", kept, err)
		}
	}
	data, err := os.ReadFile(filepath.Join(content+".before-import", "mine.md"))
	if err != nil || string(data) != "old" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestASymbolicLinkIsLeft(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "_index.md"), []byte("---\ntitle: A\n---\n--8<-- \"out.md\"\n"), 0o644)
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "out.md")); err != nil {
		t.Skip("symbolic links cannot be made here")
	}
	move, err := Read(Options{Dir: dir, Rewrite: plainText})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range move.Files {
		if f.Source == "out.md" && f.Outcome != Left {
			t.Errorf("%+v", f)
		}
	}
	if bytes.Contains(move.Data["index.md"], []byte("root:")) {
		t.Error("a page shows what a link leads to")
	}
}

// FuzzRead: whatever a page holds, it is written or left with a reason, and nothing is written outside.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"---\ntitle: A\n---\n!!! note\n    B\n", "+++\ntitle = 1\n+++\n{{< a >}}", "=== \"A\"\n\n    B\n", "<Tabs><TabItem label=\"a\">b</TabItem></Tabs>",
		"import A from './b.md'\n\n<A />\n", "[a](../../../../etc/passwd)\n![b](<c d.png>)\n", "--8<-- \"a.md\"\n", "{: .note }\nA\n", "---\npermalink: /../../x/\nslug: ../y\n---\n",
		"---\na: &a [*a]\n---\n", "```\n=== \"x\"\n", "{% include a.md %}\n", "---\nparent: A\ntitle: A\n---\n",
	} {
		for kind := range Kinds {
			f.Add(kind, seed)
		}
	}
	f.Fuzz(func(t *testing.T, kind int, text string) {
		if kind < 0 || kind >= len(Kinds) {
			return
		}
		move, err := read(folderOf(map[string]string{"a.md": text, "index.md": "# A\n", "b/b.md": "# B\n"}), ".", Options{From: Kinds[kind], Rewrite: plainText})
		if err != nil {
			t.Fatal(err)
		}
		if len(move.Files) != 3 {
			t.Errorf("%d files are told of", len(move.Files))
		}
		for name := range move.Data {
			if !filepath.IsLocal(filepath.FromSlash(name)) {
				t.Errorf("%q is written", name)
			}
		}
	})
}

// FuzzLiteral: no program makes the reader of menus fail in another way than by saying so.
func FuzzLiteral(f *testing.F) {
	f.Add("module.exports = {a: ['b', {c: `d`}], ...e}")
	f.Add("{\"a\": \"\\")
	f.Fuzz(func(t *testing.T, text string) {
		if v, _, err := parseLiteral(text); err == nil && v == nil {
			t.Errorf("%q is nothing", text)
		}
	})
}

func TestIncludesWithoutEndEndSoon(t *testing.T) {
	start := time.Now()
	move := planned(t, "mkdocs", map[string]string{"docs/a.md": strings.Repeat("--8<-- \"a.md\"\n", 300), "mkdocs.yml": "site_name: A\n"})
	if took := time.Since(start); took > 5*time.Second || len(move.Data["a.md"]) > 8<<20 {
		t.Errorf("it took %v and made %d bytes", took, len(move.Data["a.md"]))
	}
}

func TestListsOfIncludesAreReadAndWhatIsMissingIsTold(t *testing.T) {
	move := planned(t, "mkdocs", map[string]string{"mkdocs.yml": "site_name: A\nnav: [a.md]\n", "parts/b.txt": "B\n", "parts/c.txt": "C\n",
		"docs/a.md": "# A\n\n--8<--\nparts/b.txt\n\n; parts/off.txt\nparts/gone.txt\nparts/c.txt\n--8<--\n\n--8<-- \"gone-too.md\"\n\n- x\n\n  ---8<---\n  parts/b.txt\n  ---8<---\n\n--8<--\nnever closed\n"})
	want := "# A\n\nB\n<!-- parts/gone.txt was included here -->\nC\n\n<!-- gone-too.md was included here -->\n\n- x\n\n  B\n\n--8<--\nnever closed\n"
	if got := string(move.Data["a.md"]); !strings.HasSuffix(got, want) {
		t.Errorf("%q", got)
	}
	var told []string
	for _, w := range move.Work {
		told = append(told, w.Error())
	}
	if got, want := strings.Join(told, "\n"), "docs/a.md:7:1: parts/gone.txt is not there to be included\ndocs/a.md:11:1: gone-too.md is not there to be included"; got != want {
		t.Errorf("%s", got)
	}
}

func TestTheWebAddressMovesIn(t *testing.T) {
	for _, c := range []struct{ from, file, settings, want string }{
		{"mkdocs", "mkdocs.yml", "site_name: A\nsite_url: https://a.example/docs/\n", `base_url: "https://a.example/docs/"`},
		{"mkdocs", "mkdocs.yml", "site_name: A\n", ""},
		{"mkdocs", "mkdocs.yml", "site_name: A\nsite_url: !ENV [URL, 'https://a.example/']\n", ""},
		{"mkdocs", "mkdocs.yml", "site_name: A\nsite_url: /docs/\n", ""},
		{"hugo", "hugo.toml", "baseURL = 'https://a.example/'\n", `base_url: "https://a.example/"`},
		{"hugo", "config.yaml", "baseurl: https://a.example/\n", `base_url: "https://a.example/"`},
		{"jekyll", "_config.yml", "url: https://a.example\nbaseurl: /docs\n", `base_url: "https://a.example/docs"`},
		{"jekyll", "_config.yml", "baseurl: /docs\n", ""},
		{"docusaurus", "docusaurus.config.js", "module.exports = {url: 'https://a.example', baseUrl: '/docs/'}\n", `base_url: "https://a.example/docs/"`},
	} {
		move := planned(t, c.from, map[string]string{c.file: c.settings, "docs/a.md": "A\n", "content/a.md": "A\n", "a.md": "A\n"})
		settings := string(move.Data["site.yaml"])
		if given := strings.Contains(settings, "\nbase_url: "); given != (c.want != "") || !strings.Contains(settings, c.want) {
			t.Errorf("%s, %q: %s", c.from, c.settings, settings)
		}
		if site, problems := content.LoadSite(folderOf(map[string]string{"site.yaml": settings})); len(problems) > 0 || (site.BaseURL == "") != (c.want == "") {
			t.Errorf("%s: %v", c.settings, problems)
		}
	}
}
