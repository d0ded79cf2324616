package terminal

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFoldersKeepApart(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, dir := range []string{"content/data", "portal/handbook", "public"} {
		if err := os.MkdirAll(filepath.FromSlash(dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile("file", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("content", "link"); err != nil {
		t.Skip("this system has no symbolic links")
	}
	absolute, err := filepath.Abs("content/public")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		content, out, cache string
		want                string // what is said; empty where all is well
	}{
		{"content", "public", ".portolan", ""},
		{"content", "content-public", ".portolan", ""}, // a like name is no folder above
		{"content", ".portolan/serve", ".portolan", ""},
		{"content", "", "", ""},
		{"nowhere", "public", ".portolan", ""}, // whoever reads it says so
		{"portal/handbook", "portal/public", "portal", ""},
		{"content", "content", ".portolan", "content, is the content folder"},
		{"content", "./content/public", ".portolan", "with --out"},
		{"content", absolute, ".portolan", "with --out"},
		{"content", "link/deep/public", ".portolan", "lies in the content folder"},
		{"link", "content/public", ".portolan", "lies in the content folder"},
		{".", "public", "../cache", "with --out"},
		{".", ".portolan/serve", ".portolan", ""}, // as serve has it, in the content folder
		{".", "../public", ".portolan", ""},
		{"content", "public", "content/.cache/x", ""},
		{".", ".portolan/site", "../cache", "with --out"},
		{"content", ".", ".portolan", "holds the content folder, content"},
		{"portal/handbook", "portal", ".portolan", "holds the content folder"},
		{"content", "public", "content", "with --cache"},
		{"content", "public", "content/data/x", "with --cache"},
		{"content", "public", "public/.cache", "lies in the one to publish into, public"},
		{"content", "site", "site/.cache", "with --cache"}, // neither is there yet
		{"content", "", "content/x", "with --cache"},
		{"content", "file", ".portolan", "file is a file and no folder; name a folder with --out"},
		{"content", "file/public", ".portolan", "name a folder with --out"},
		{"content", "public", "file", "name a folder with --cache"},
		{"file", "public", ".portolan", "name a folder with --content"},
	} {
		err := Folders{c.content, c.out, c.cache}.Check()
		var misuse Misuse
		if c.want == "" && err != nil || c.want != "" && (!errors.As(err, &misuse) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s, %s, %s: %v", c.content, c.out, c.cache, err)
		}
	}
}
