package revision

import (
	"context"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

func TestTouchedNamesWhatDiffers(t *testing.T) {
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run("init", "-q")
	for _, name := range []string{"content/same.md", "content/changed.md", "content/gone.md", "content/old name.md", "outside.md"} {
		write(name, "one\n")
	}
	run("add", ".")
	run("commit", "-qm", "one")
	write("content/changed.md", "two\n")
	write("outside.md", "two\n")
	write("content/neu/ä.md", "new\n")
	run("mv", "content/old name.md", "content/new name.md")
	os.Remove(filepath.Join(dir, "content/gone.md"))
	touched, err := Touched(context.Background(), filepath.Join(dir, "content"), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"changed.md", "gone.md", "neu/ä.md", "new name.md", "old name.md"}
	if got := slices.Sorted(maps.Keys(touched)); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	for _, revision := range []string{"nothing", "", "--output=x", "HEAD~9"} {
		if _, err := Touched(context.Background(), dir, revision); err == nil {
			t.Errorf("%q is taken for a revision", revision)
		}
	}
}
