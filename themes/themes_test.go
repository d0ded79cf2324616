package themes

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
)

func TestOverlayTakesOwnFilesFirst(t *testing.T) {
	own := fstest.MapFS{
		"assets/mark.svg":     {Data: []byte("<svg>own</svg>")},
		"assets/house.css":    {Data: []byte("b{}")},
		"templates/home.html": {Data: []byte("own home")},
	}
	theme := Overlay(own, Default())
	for name, want := range map[string]string{"assets/mark.svg": "<svg>own</svg>", "assets/house.css": "b{}", "templates/home.html": "own home"} {
		got, err := fs.ReadFile(theme, name)
		if err != nil || string(got) != want {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	base, err := fs.ReadFile(Default(), "assets/portolan.css")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := fs.ReadFile(theme, "assets/portolan.css")
	if err != nil || string(kept) != string(base) {
		t.Errorf("a file that the portal does not have is not the default one: %v", err)
	}
}

func TestOverlayListsBothOnce(t *testing.T) {
	theme := Overlay(fstest.MapFS{"assets/mark.svg": {Data: []byte("x")}, "assets/aaa.css": {Data: []byte("x")}, "i18n/fr.yaml": {Data: []byte("x: y")}}, Default())
	seen := map[string]int{}
	err := fs.WalkDir(theme, ".", func(path string, _ fs.DirEntry, err error) error {
		seen[path]++
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"assets/aaa.css", "assets/mark.svg", "assets/portolan.css", "i18n/fr.yaml", "i18n/en.yaml", "templates/shell.html"} {
		if seen[path] != 1 {
			t.Errorf("%s was listed %d times", path, seen[path])
		}
	}
	if _, err := fs.ReadDir(theme, "nowhere"); err == nil {
		t.Error("a folder that neither has was listed")
	}
}

func TestOverlayOfNothingIsTheDefault(t *testing.T) {
	if _, err := fs.Stat(Overlay(nil, Default()), "templates/shell.html"); err != nil {
		t.Error(err)
	}
}

// The budgets keep an article, style sheet and script included, within 25 kB.
func TestAssetsKeepToTheirBudget(t *testing.T) {
	for name, most := range map[string]int{"assets/portolan.css": 5_500, "assets/data.css": 6_500, "assets/search.css": 700, "assets/catalog.js": 5_000, "assets/comfort.js": 2_400, "assets/early.js": 1_900, "assets/portolan.js": 1_700, "assets/data.js": 1_600, "assets/mark.svg": 800} {
		data, err := fs.ReadFile(Default(), name)
		if err != nil {
			t.Fatal(err)
		}
		var packed bytes.Buffer
		w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		w.Write(data)
		w.Close()
		if packed.Len() > most {
			t.Errorf("%s: %d bytes packed, the budget is %d", name, packed.Len(), most)
		}
	}
}

// forbidden is what a strict content security policy or the promise to load nothing from others rules out.
var forbidden = map[string]*regexp.Regexp{
	"an address of another host": regexp.MustCompile(`(?:src|url\(|import[( ])["'(]?https?://`),
	"an inline style":            regexp.MustCompile(`\sstyle="`),
	"an inline handler":          regexp.MustCompile(`\son[a-z]+="`),
	"a data address":             regexp.MustCompile(`url\(["']?data:|src="data:`),
	"code from text":             regexp.MustCompile(`\beval\(|new Function\(|\.innerHTML\b`),
}

func TestThemeKeepsToAStrictPolicy(t *testing.T) {
	err := fs.WalkDir(Default(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(Default(), name)
		for what, pattern := range forbidden {
			if found := pattern.Find(data); found != nil {
				t.Errorf("%s holds %s: %s", name, what, found)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// scriptTexts begin the words of the search scripts, which hold the English ones themselves.
const scriptTexts = "searching."

// placed are the marks of a text that tells which of its things it names where. A translation may leave the last ones out.
var placed = regexp.MustCompile(`%[0-9]`)

func TestLanguagesSayTheSame(t *testing.T) {
	english, german := texts(t, "i18n/en.yaml"), texts(t, "i18n/de.yaml")
	for key, text := range english {
		if _, ok := german[key]; !ok {
			t.Errorf("de.yaml lacks %s", key)
		}
		if !placed.MatchString(german[key]) && strings.Count(text, "%s") < strings.Count(german[key], "%s") {
			t.Errorf("%s: %q and %q name more things than there are", key, text, german[key])
		}
	}
	for key := range german {
		if _, ok := english[key]; !ok && !strings.HasPrefix(key, scriptTexts) {
			t.Errorf("en.yaml lacks %s", key)
		}
	}
}

func texts(t *testing.T, name string) map[string]string {
	t.Helper()
	data, err := fs.ReadFile(Default(), name)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]string
	if err := yaml.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// Drawings name these properties of the style sheet.
func TestStyleSheetHasTheColoursOfDrawings(t *testing.T) {
	text, _ := fs.ReadFile(Default(), "assets/portolan.css")
	data, err := fs.ReadFile(Default(), "assets/data.css")
	if err != nil {
		t.Fatal(err)
	}
	sheet := append(text, data...)
	for _, name := range strings.Fields(`paper ink muted rule edge accent sea sea-2 on-low on-high heat-1 heat-2 heat-3 heat-4 heat-5
		allowed-fill conditional-fill review-fill forbidden-fill on-allowed on-conditional on-review on-forbidden`) {
		if !bytes.Contains(sheet, []byte("--"+name+":")) {
			t.Errorf("--%s is not set", name)
		}
	}
}
