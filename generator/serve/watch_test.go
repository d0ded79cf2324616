package serve

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestALinkedFolderIsWatched(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "below"), 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "content")
	if err := os.Symlink(folder, link); err != nil {
		t.Skip("there are no links here:", err)
	}
	changes, err := watch(t.Context(), link)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "below", "page.md"), []byte("words"), 0o644); err != nil {
		t.Fatal(err)
	}
	select {
	case names := <-changes:
		if !slices.Equal(names, []string{"below/page.md"}) {
			t.Errorf("what changed is %q", names)
		}
	case <-time.After(10 * time.Second):
		t.Error("nobody told of an edit")
	}
}
