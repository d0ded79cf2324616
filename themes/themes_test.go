package themes

import (
	"io/fs"
	"testing"
	"testing/fstest"
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
