package generator

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/generator/content"
	"portolan/themes"
)

func TestClassesOfASheet(t *testing.T) {
	sheet := `/* .no */ .a, b.c-d:not(.e)::before { margin: .5rem 1.5em; content: ".no" } @media (min-width: 47.98rem) { #x > .f_g[data-h=i] { color: red } }`
	if got := slices.Sorted(maps.Keys(classesOf([]byte(sheet)))); !slices.Equal(got, []string{"a", "c-d", "e", "f_g"}) {
		t.Errorf("%v", got)
	}
}

func TestAPageOfDataIsKnownByItsClasses(t *testing.T) {
	o := newOutfits(map[string]string{"portolan.css": "text.css", "portolan.js": "text.js", "data.css": "data.css", "data.js": "data.js"},
		[]byte(`.prose, .plain { color: red }`), []byte(`.home h1, .prose .records, .mark { color: blue }`))
	for _, c := range []struct {
		kind, main string
		want       outfit
	}{
		{"article", `<p class="plain">a</p>`, outfit{"text.css", "text.js"}},
		{"article", `<p class="plain">mark <code> class="mark"</code></p>`, outfit{"data.css", "data.js"}}, // more than it needs, never less
		{"article", `<p>&lt;p class="prose"> records</p>`, outfit{"text.css", "text.js"}},
		{"article", `<p class="plain">a</p><table class="late records">`, outfit{"data.css", "data.js"}},
		{"home", `<p>a</p>`, outfit{"data.css", "data.js"}},
		{"article", ``, outfit{"text.css", "text.js"}},
		{"article", `<p class="`, outfit{"text.css", "text.js"}},
	} {
		if got := o.of(c.kind, []byte(c.main)); got != c.want {
			t.Errorf("%s %s: %v", c.kind, c.main, got)
		}
	}
}

// TestTheAccentIsJudgedWhereItStands: a colour that is none, or is too pale, is told of once, at its place.
func TestTheAccentIsJudgedWhereItStands(t *testing.T) {
	for text, want := range map[string]string{
		"title: A\naccent: red\n":      `"red" is not a colour`,
		"title: A\naccent: \"#ff0\"\n": "the accent #ff0 has a contrast of 1.1 on white; text needs 4.5",
	} {
		site, problems := content.LoadSite(fstest.MapFS{content.SiteFile: {Data: []byte(text)}})
		_, more := loadAssets(themes.Default(), site)
		if problems = append(problems, more...); len(problems) != 1 || problems[0].Text != want || problems[0].At() != "site.yaml:2:9" {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

// TestOwnSheetsStandInBothFiles: a portal's own sheet dresses pages of either sort.
func TestOwnSheetsStandInBothFiles(t *testing.T) {
	own := fstest.MapFS{"assets/portolan.css": {Data: []byte(".prose{color:red}")}, "assets/data.js": {Data: []byte("own()")}}
	a, problems := loadAssets(themes.Overlay(own, themes.Default()), &content.Site{Accent: "#00558c"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for name, pieces := range map[string][]string{
		"portolan.css": {".prose{color:red}", "pre .k{", "#00558c"},
		"data.css":     {".prose{color:red}", ".records", "pre .k{", "#00558c"},
		"data.js":      {"IntersectionObserver", "own()"},
		"portolan.js":  {"IntersectionObserver"},
	} {
		text := string(a.files[a.names[name]])
		for _, piece := range pieces {
			if !strings.Contains(text, piece) {
				t.Errorf("%s lacks %s", name, piece)
			}
		}
	}
	if strings.Contains(string(a.files[a.names["portolan.css"]]), ".records") {
		t.Error("pages of text get what pages of data need")
	}
}

// selectors finds what stands before each block of a style sheet.
var selectors = regexp.MustCompile(`([^{};]+)\{`)

// TestEveryRuleOfDataNamesAClassOfItsOwn: otherwise a page could need a rule and not get it. The states are written on
// elements of class mark or trend.
func TestEveryRuleOfDataNamesAClassOfItsOwn(t *testing.T) {
	text, _ := fs.ReadFile(themes.Default(), "assets/portolan.css")
	data, _ := fs.ReadFile(themes.Default(), "assets/data.css")
	own := newOutfits(nil, text, data).classes
	rules := 0
	for _, found := range selectors.FindAllSubmatch(notSelectors.ReplaceAll(data, nil), -1) {
		list := strings.TrimSpace(string(found[1]))
		if strings.HasPrefix(list, "@") || list == ":root" || strings.Contains(list, "[data-is=") {
			continue
		}
		for _, selector := range alternatives(list) {
			rules++
			named := classesOf([]byte(regexp.MustCompile(`:not\([^)]*\)`).ReplaceAllString(selector, "")))
			if !slices.ContainsFunc(slices.Collect(maps.Keys(named)), func(class string) bool { return own[class] }) {
				t.Errorf("%s stands in data.css, and would not reach a page that uses nothing else of it", selector)
			}
		}
	}
	if rules < 200 {
		t.Errorf("only %d selectors were found", rules)
	}
}

// alternatives parts a list of selectors at the commas outside of brackets.
func alternatives(list string) (parts []string) {
	depth, from := 0, 0
	for i, c := range list {
		switch {
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case c == ',' && depth == 0:
			parts, from = append(parts, strings.TrimSpace(list[from:i])), i+1
		}
	}
	return append(parts, strings.TrimSpace(list[from:]))
}
