package content

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/generator/problem"
)

// folder makes a content folder of "name: text" pairs.
func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func load(t *testing.T, files map[string]string) (*Tree, []problem.Problem) {
	t.Helper()
	fsys := folder(files)
	site, problems := LoadSite(fsys)
	tree, more := Load(fsys, site, false)
	return tree, append(problems, more...)
}

const twoEditions = "editions:\n  public: {audiences: [public]}\n  internal: {audiences: [public, internal]}\n"

func TestFrontMatterIsUnderstoodUnderAllItsNames(t *testing.T) {
	for name, front := range map[string]string{
		"hugo":       "---\ntitle: Use\nlinkTitle: Short\nweight: 3\naliases: [/old/]\n---\n",
		"toml":       "+++\ntitle = \"Use\"\nlinkTitle = \"Short\"\nweight = 3\naliases = [\"/old/\"]\n+++\n",
		"json":       "{\n\"title\": \"Use\",\n\"linkTitle\": \"Short\", \"weight\": 3, \"aliases\": [\"/old/\"]\n}\n\n",
		"docusaurus": "---\ntitle: Use\nsidebar_label: Short\nsidebar_position: 3\naliases: /old/\n---\n",
		"jekyll":     "---\ntitle: Use\nnav_title: Short\nnav_order: 3\nredirect_from:\n  - /old/\n---\n",
		"eleventy":   "---\ntitle: Use\nnavTitle: Short\neleventyNavigation:\n  order: 3\nredirect_from: /old/index.html\n---\n",
		"a mark":     "\ufeff---\r\ntitle: Use\r\nlinkTitle: Short\r\nweight: 3\r\naliases: [/old/]\r\n---\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			tree, problems := load(t, map[string]string{"a.md": front + "Text\n"})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			p := tree.Pages[0]
			if p.Title != "Use" || p.Name() != "Short" || p.Weight != 3 || tree.Redirects()["/old/"] != p {
				t.Errorf("%+v", p)
			}
			if want := 1 + strings.Count(front, "\n"); p.BodyLine != want {
				t.Errorf("the text starts on line %d, not %d", want, p.BodyLine)
			}
		})
	}
}

func TestValuesAreNotGuessed(t *testing.T) {
	tree, _ := load(t, map[string]string{"a.md": "---\ntitle: no\ndate: 2026-11-22T10:00:00+02:00\ntags: [no, 1.10]\n---\n"})
	p := tree.Pages[0]
	if p.Title != "no" || p.Date != "2026-11-22" || !slices.Equal(p.Tags, []string{"no", "1.10"}) {
		t.Errorf("%q %q %q", p.Title, p.Date, p.Tags)
	}
}

func TestBadFrontMatterNamesItsLine(t *testing.T) {
	for _, c := range []struct {
		name, text, rule, at string
		severity             problem.Severity
	}{
		{"never closed", "---\ntitle: A\n\nText\n", "front-matter/unclosed", "a.md:1:1", problem.Error},
		{"not YAML", "---\ntitle: A\nowner: [x\n---\n", "front-matter/syntax", "a.md:3", problem.Error},
		{"a colon in a text", "---\ntitle: Use: how\n---\n", "front-matter/syntax", "a.md:2", problem.Error},
		{"no date", "---\ntitle: A\neffective: soon\n---\n", "front-matter/value", "a.md:3:12", problem.Error},
		{"no number", "---\ntitle: A\nweight: heavy\n---\n", "front-matter/value", "a.md:3:9", problem.Error},
		{"no status", "---\ntitle: A\napprover: me\nstatus: fine\n---\n", "front-matter/value", "a.md:4:9", problem.Error},
		{"not TOML", "+++\ntitle = \n+++\n", "front-matter/syntax", "a.md:2", problem.Error},
		{"not JSON", "{\n\"title\": ,\n}\n\n", "front-matter/syntax", "a.md:2", problem.Error},
		{"another generator's template", "---\npermalink: '/x/{{ page.slug }}/'\n---\n", "front-matter/value", "a.md:2:12", problem.Warning},
		{"an address with dots", "---\nurl: /../etc/\n---\n", "front-matter/value", "a.md:2:6", problem.Warning},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := load(t, map[string]string{"a.md": c.text})
			if len(problems) != 1 {
				t.Fatalf("%d problems: %v", len(problems), problems)
			}
			p := problems[0]
			if p.Rule != c.rule || p.Severity != c.severity || !strings.HasPrefix(p.At(), c.at) || p.Source == "" {
				t.Errorf("%s %s %s %q", p.Rule, p.Severity, p.At(), p.Source)
			}
		})
	}
}

func TestAddresses(t *testing.T) {
	for file, want := range map[string]string{
		"index.md": "/", "README.md": "/", "a/index.md": "/a/", "a/_index.md": "/a/", "a/README.md": "/a/",
		"a/b.md": "/a/b/", "a/B c.md": "/a/B-c/", "a/ü.md": "/a/ü/", "a/x?y.md": "/a/x-y/", "a/b\u202ec.md": "/a/bc/",
	} {
		tree, _ := load(t, map[string]string{file: "Text"})
		if got := tree.Pages[0].Address; got != want {
			t.Errorf("%q is served at %q, want %q", file, got, want)
		}
	}
}

func TestTwoPagesCannotShareAnAddress(t *testing.T) {
	for _, files := range []map[string]string{
		{"a.md": "", "a/index.md": ""}, {"a.md": "", "b.md": "---\nslug: a\n---\n"}, {"a.md": "", "A.md": ""}, {"index.md": "", "README.md": ""},
		{"site.yaml": "title: T\n", "a.md": "---\nurl: /x/\n---\n", "b.md": "---\nurl: /x/\n---\n"},
	} {
		_, problems := load(t, files)
		if len(problems) != 1 || problems[0].Rule != "address/taken" || problems[0].Severity != problem.Error {
			t.Errorf("%v: %v", files, problems)
		}
	}
	tree, problems := load(t, map[string]string{"a/x.md": "---\nurl: /x/\n---\n", "b/x.md": "---\nurl: /x/\n---\n"})
	if len(problems) != 1 || problems[0].Severity != problem.Warning || tree.At("/x/") == nil || tree.At("/b/x/") == nil {
		t.Errorf("a handbook without site.yaml: %v", problems)
	}
}

func TestAudiencesNarrowAndNeverWiden(t *testing.T) {
	tree, problems := load(t, map[string]string{
		"site.yaml":        twoEditions,
		"index.md":         "---\naudience: public\n---\n",
		"loose.md":         "Text",
		"open/index.md":    "---\naudience: public\n---\n",
		"open/a.md":        "Text",
		"open/b.md":        "---\naudience: internal\n---\n",
		"open/deep/c.md":   "Text",
		"shut/index.md":    "---\naudience: internal\n---\n",
		"shut/d.md":        "---\naudience: public\n---\n",
		"shut/in/index.md": "---\naudience: public\n---\n",
		"none/e.md":        "Text",
		"none/f.md":        "---\naudience: public\n---\n",
		"odd/g.md":         "---\naudience: pubic\n---\n",
		"open/part.md":     "a\n:::internal\nb\n:::\nc\n",
	})
	public := tree.For(tree.Site.Edition("public"))
	var files []string
	for _, p := range public.Pages {
		files = append(files, p.File)
	}
	if want := "index.md none/f.md open/a.md open/deep/c.md open/index.md open/part.md"; strings.Join(files, " ") != want {
		t.Errorf("public: %s", strings.Join(files, " "))
	}
	var rules []string
	for _, p := range problems {
		rules = append(rules, p.Rule+" "+p.File)
	}
	slices.Sort(rules)
	if got := strings.Join(rules, ", "); got != "audience/unknown odd/g.md, audience/wider shut/d.md, audience/wider shut/in/index.md" {
		t.Error(got)
	}
}

func TestPartsAreCutForThoseWhoMayNotSeeThem(t *testing.T) {
	site := &Site{Editions: map[string]Edition{"public": {Audiences: []string{"public"}}, "internal": {Audiences: []string{"public", "internal"}}}}
	for _, c := range []struct{ name, in, want string }{
		{"a part", "a\n:::internal\nsecret\n:::\nb\n", "a\n\n\n\nb\n"},
		{"with spaces and colons", "a\n  :::: internal \nsecret\n  ::::\nb\n", "a\n\n\n\nb\n"},
		{"a note within", ":::internal\n:::note\nsecret\n:::\nsecret\n:::\nb\n", "\n\n\n\n\n\nb\n"},
		{"a note stays", ":::note\nx\n:::\n", ":::note\nx\n:::\n"},
		{"never closed", "a\n:::internal\nsecret\n", "a\n\n\n"},
		{"an example in code", "```\n:::internal\nx\n:::\n```\n", "```\n:::internal\nx\n:::\n```\n"},
		{"code that HTML swallows", "<div>\n```\n:::internal\nsecret\n:::\n```\n</div>\n", "<div>\n```\n\n\n\n```\n</div>\n"},
		{"a comment that holds a fence", "<!-- x\n\n```\n-->\n:::internal\nsecret\n:::\n", "<!-- x\n\n```\n-->\n\n\n\n"},
		{"a fence with a longer end", "````\n```\n:::internal\nx\n:::\n````\n:::internal\nsecret\n:::\n", "````\n```\n:::internal\nx\n:::\n````\n\n\n\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, problems := cutParts("a.md", []byte(c.in), 1, site, site.Editions["public"])
			if string(got) != c.want {
				t.Errorf("%q", got)
			}
			if (len(problems) > 0) != (c.name == "never closed") {
				t.Error(problems)
			}
			if all, _ := cutParts("a.md", []byte(c.in), 1, site, site.Editions["internal"]); string(all) != c.in {
				t.Errorf("insiders see %q", all)
			}
		})
	}
}

func TestLinksAreFound(t *testing.T) {
	tree, _ := load(t, map[string]string{
		"site.yaml": twoEditions, "index.md": "---\naudience: public\n---\n",
		"p/index.md": "---\naudience: public\n---\n", "p/use.md": "---\naliases: [/old/use/]\n---\n", "p/a b.md": "",
		"p/new.md": "---\ndraft: true\n---\n", "p/pic.png": "", "static/logo.svg": "", "in/secret.md": "",
	})
	public := tree.For(tree.Site.Edition("public"))
	from := public.File("p/index.md")
	made := func(address string) bool { return address == "/projects/" }
	for destination, want := range map[string]string{
		"use.md": "p/use.md", "./use.md#x": "p/use.md#x", "use": "p/use.md", "use/": "p/use.md", "../p/use.md": "p/use.md",
		"/p/use/": "p/use.md", "/p/use": "p/use.md", "/p/use.html": "p/use.md", "../": "index.md", "/": "index.md", "#here": "p/index.md#here",
		"a%20b.md": "p/a b.md", "pic.png": "file p/pic.png", "/logo.svg": "made /logo.svg", "/projects/": "made /projects/", "../projects": "made /projects/",
		"/old/use/": "moved p/use.md", "../in/secret.md": "hidden", "/in/secret/": "hidden",
		"https://example.org/": "out", "mailto:a@example.org": "out", "//example.org": "out",
		"new.md": "draft", "new": "draft", "/p/new/#x": "draft", "../p/new.md": "draft",
		"missing.md": "broken", "/nowhere/": "broken", "www.example.org/x": "bare",
	} {
		if got := describe(public.Resolve(from, destination, made)); got != want {
			t.Errorf("%s leads to %q, want %q", destination, got, want)
		}
	}
}

func describe(t Target) string {
	fragment := ""
	if t.Fragment != "" {
		fragment = "#" + t.Fragment
	}
	switch {
	case t.Hidden:
		return "hidden"
	case t.Outside != "":
		return "out"
	case t.Moved:
		return "moved " + t.Page.File
	case t.Page != nil:
		return t.Page.File + fragment
	case t.File != "":
		return "file " + t.File
	case t.Address != "":
		return "made " + t.Address
	case t.Bare:
		return "bare"
	case t.Draft && t.Broken():
		return "draft"
	}
	return "broken"
}

func TestTheMenuFollowsWeightThenTitle(t *testing.T) {
	tree, _ := load(t, map[string]string{
		"site.yaml": "menu: [z]\n", "index.md": "", "a/index.md": "---\ntitle: A\nweight: 2\n---\n", "b/index.md": "---\ntitle: B\nweight: 1\n---\n",
		"z/x.md": "", "a/2.md": "---\ntitle: two\nweight: 20\n---\n", "a/1.md": "---\ntitle: one\nweight: 10\n---\n", "a/n.md": "---\ntitle: none\n---\n", "a/m.md": "---\ntitle: More\n---\n",
		"a/hid.md": "---\nunlisted: true\n---\n",
	})
	menu := tree.Menu("")
	var got []string
	for _, section := range menu.Root.Children {
		got = append(got, section.Title)
		for _, c := range section.Children {
			got = append(got, c.Title)
		}
	}
	if want := "Z X B A one two More none"; strings.Join(got, " ") != want {
		t.Errorf("got %q", strings.Join(got, " "))
	}
	previous, next := menu.Neighbours(tree.File("a/1.md"))
	if previous == nil || previous.Title != "A" || next == nil || next.Title != "two" {
		t.Errorf("%v %v", previous, next)
	}
}

func TestSiteProblemsNameTheirLine(t *testing.T) {
	for text, want := range map[string]string{
		"title: A\ntitel: B\n":                                  "site.yaml:2:1",
		"title: A\nstale_after: soon\n":                         "site.yaml:2:14",
		"base_url: example.org\n":                               "site.yaml:1:11",
		"editions:\n  public: {base_url: https://a.example/}\n": "site.yaml:2:",
		"title: [\n": "site.yaml:1:",
	} {
		_, problems := LoadSite(folder(map[string]string{SiteFile: text}))
		if len(problems) != 1 || !strings.HasPrefix(problems[0].At(), want) || problems[0].Source == "" {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

func TestTheRealHandbookLoads(t *testing.T) {
	dir := shared("corpora/handbook")
	if dir == "" {
		t.Skip("no handbook beside the checkout")
	}
	site, _ := LoadSite(os.DirFS(dir))
	tree, problems := Load(os.DirFS(dir), site, false)
	if len(tree.Pages) != 272 {
		t.Errorf("%d pages", len(tree.Pages))
	}
	for _, p := range problems {
		if p.Severity == problem.Error || p.Line == 0 {
			t.Error(p)
		}
	}
}

// shared finds a file of the instruments that may stand beside the checkout.
func shared(name string) string {
	dir, _ := os.Getwd()
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if path := filepath.Join(filepath.Dir(dir), "shared", name); filepath.Base(dir) != "shared" {
			if _, err := os.Stat(path); err == nil {
				return path
			}
		}
	}
	return ""
}

func FuzzLoad(f *testing.F) {
	f.Add("---\ntitle: A\n---\nText")
	f.Add("+++\na = 1\n+++\n")
	f.Add("{\n\"a\": [1]\n}\n\n")
	f.Add("---\na: &a [*a]\n---\n:::internal\nx")
	f.Fuzz(func(t *testing.T, text string) {
		fsys := folder(map[string]string{"a.md": text, "site.yaml": twoEditions})
		site, _ := LoadSite(fsys)
		tree, _ := Load(fsys, site, true)
		for _, p := range tree.Pages {
			if !strings.HasPrefix(p.Address, "/") || strings.Contains(p.Address, "..") || strings.Contains(p.Address, "//") {
				t.Errorf("served at %q", p.Address)
			}
			tree.Text(p, site.Edition("public"))
			p.Front().At("title")
		}
	})
}
