package generator_test

import (
	"context"
	"encoding/json"
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"portolan/generator"
	"portolan/generator/words"
	"portolan/themes"
)

// textsOf are the fixed texts of a language that the theme's own file gives.
func textsOf(t *testing.T, language string) map[string]string {
	t.Helper()
	data, err := fs.ReadFile(themes.Default(), "i18n/"+language+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	texts, err := words.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// placeholders are those of a text: %s, %1.
var placeholders = regexp.MustCompile(`%[s1-9]|\{[a-z]+\}`)

// TestLanguagesHaveTheSameTexts: what one language can say the other can, too, and of the same things. The search box has its
// English texts in its script.
func TestLanguagesHaveTheSameTexts(t *testing.T) {
	english, german := textsOf(t, "en"), textsOf(t, "de")
	script, err := fs.ReadFile(themes.Default(), "assets/search-dom.js")
	if err != nil {
		t.Fatal(err)
	}
	for key, text := range german {
		if name, searching := strings.CutPrefix(key, "searching."); searching {
			if name = name[strings.LastIndexByte(name, '.')+1:]; !strings.Contains(string(script), name+": '") {
				t.Errorf("the search has no text %q", name)
			}
			continue
		}
		if _, there := english[key]; !there {
			t.Errorf("English lacks %q: %q", key, text)
		}
	}
	for key, text := range english {
		other, there := german[key]
		if !there {
			t.Errorf("German lacks %q: %q", key, text)
			continue
		}
		if asked, given := len(placeholders.FindAllString(text, -1)), placeholders.FindAllString(other, -1); len(given) > asked && !byNumber(given) {
			t.Errorf("%q asks for more in German: %q, %q", key, text, other)
		}
	}
}

// byNumber tells whether a text names what it holds by number, and may so say a thing that another language leaves out.
func byNumber(found []string) bool {
	return slices.ContainsFunc(found, func(p string) bool { return p != "%s" })
}

// TestTextsThatGoNamesAreThere looks up every key that is written out in a call.
func TestTextsThatGoNamesAreThere(t *testing.T) {
	english, named := textsOf(t, "en"), 0
	for _, s := range sources(t) {
		if within(s.dir, "generator/content") {
			continue // knows no words, and calls the fields of pages texts
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, isCall := n.(*ast.CallExpr)
			if !isCall || len(call.Args) == 0 {
				return true
			}
			method, isMethod := call.Fun.(*ast.SelectorExpr)
			literal, isLiteral := call.Args[0].(*ast.BasicLit)
			if !isMethod || !isLiteral || literal.Kind != token.STRING || !slices.Contains([]string{"text", "Text", "Count", "asked"}, method.Sel.Name) || !speaks(method.X, method.Sel.Name == "text") {
				return true
			}
			key, _ := strconv.Unquote(literal.Value)
			switch method.Sel.Name {
			case "Count":
				key += ".other"
			case "asked":
				key = "health." + key + ".asked"
			}
			if named++; english[key] == "" && key != "page_home_text" {
				t.Errorf("%s: there is no text %q", s.path, key)
			}
			return true
		})
	}
	if named < 300 {
		t.Errorf("only %d texts were found", named)
	}
}

// speaks tells whether an expression is what the program calls the edition or, unless only that is asked for, its words.
func speaks(x ast.Expr, edition bool) bool {
	name := ""
	switch x := x.(type) {
	case *ast.Ident:
		name = x.Name
	case *ast.SelectorExpr:
		name = x.Sel.Name
	case *ast.CallExpr:
		return speaks(x.Fun, edition)
	}
	return name == "e" || !edition && slices.Contains([]string{"w", "f", "words", "Words", "say"}, name)
}

// TestAGermanPortalSpeaksGerman builds the starter in German and looks for English that no author wrote: fixed texts of
// English in the pages that data makes.
func TestAGermanPortalSpeaksGerman(t *testing.T) {
	if testing.Short() {
		t.Skip("a whole portal is built")
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "content", "site.yaml")
	settings, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, regexp.MustCompile(`(?m)^language: .*$`).ReplaceAll(settings, []byte("language: de")))
	out := filepath.Join(dir, "public")
	result, err := generator.Build(context.Background(), generator.Options{Content: filepath.Join(dir, "content"), Out: out, Cache: filepath.Join(dir, "cache"), Edition: "public"})
	if err != nil {
		t.Fatal(err, result.Problems)
	}
	said := strings.Join(furniture(t, filepath.Join(out, "public")), "\n")
	authors := everything(t, filepath.Join(dir, "content"))
	german := textsOf(t, "de")
	for key, text := range textsOf(t, "en") {
		part := longestPart(text)
		if len(strings.Fields(part)) < 3 || german[key] == text || strings.Contains(authors, strings.TrimSpace(part)) {
			continue
		}
		if at := strings.Index(said, part); at >= 0 {
			t.Errorf("%s is in English: %q", key, strings.ReplaceAll(said[max(0, at-60):min(len(said), at+len(part)+60)], "\n", " | "))
		}
	}
	if !strings.Contains(said, "Gezählt") && !strings.Contains(said, "gezählt") {
		t.Error("no page was read")
	}
}

// longestPart is the longest stretch of a text between its placeholders.
func longestPart(text string) string {
	return slices.MaxFunc(placeholders.Split(text, -1), func(a, b string) int { return len(a) - len(b) })
}

// furniture reads the texts of pages that nobody wrote, each once. What says that it is in English is left out.
func furniture(t *testing.T, site string) []string {
	t.Helper()
	seen := map[string]bool{}
	data, err := os.ReadFile(filepath.Join(site, "build.json"))
	if err != nil {
		t.Fatal(err)
	}
	var index struct {
		Pages []struct{ URL, Source string }
	}
	if err := json.Unmarshal(data, &index); err != nil {
		t.Fatal(err)
	}
	for _, page := range index.Pages {
		if page.Source != "" {
			continue
		}
		file := filepath.Join(site, filepath.FromSlash(page.URL))
		if strings.HasSuffix(page.URL, "/") {
			file = filepath.Join(file, "index.html")
		}
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		gather(doc, seen)
	}
	var all []string
	for text := range seen {
		all = append(all, text)
	}
	slices.Sort(all)
	return all
}

// gather adds the texts of a node and of all below it, and what attributes say to readers.
func gather(n *html.Node, seen map[string]bool) {
	if n.Type == html.TextNode {
		seen[strings.TrimSpace(n.Data)] = true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "lang":
			if a.Val == "en" {
				return
			}
		case "title", "alt", "aria-label", "placeholder", "data-l", "content":
			seen[a.Val] = true
		}
	}
	if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "pre") {
		return
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		gather(child, seen)
	}
}

// everything is all that a folder holds, with line breaks as spaces.
func everything(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all.WriteString(strings.ReplaceAll(string(data), "\n", " "))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
