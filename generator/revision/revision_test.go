package revision

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestReadKnowsTheLastChangeOfEachFile(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	run := func(date string, args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=A", "-c", "user.email=a@example.org"}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_COMMITTER_DATE="+date, "GIT_AUTHOR_DATE="+date)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	write := func(name, text string) {
		file := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(file), 0o755)
		os.WriteFile(file, []byte(text), 0o644)
	}
	run("2026-01-01T00:00:00Z", "init", "-q")
	write("content/ä b.md", "1")
	write("content/c.md", "1")
	write("other.md", "1")
	run("2026-01-01T00:00:00Z", "add", ".")
	run("2026-01-01T23:30:00-02:00", "commit", "-qm", "one")
	write("content/c.md", "2")
	run("2026-03-01T00:00:00Z", "commit", "-qam", "two\n\n\x01deadbeef 2020-01-01T00:00:00Z")
	h := Read(context.Background(), filepath.Join(dir, "content"), 100)
	if got := h.Changes["ä b.md"].Day; got != "2026-01-02" {
		t.Errorf("the first file changed on %q", got)
	}
	if got := h.Changes["c.md"]; got.Day != "2026-03-01" || got.Commit != h.Head {
		t.Errorf("the second: %+v, head %s", got, h.Head)
	}
	if len(h.Changes) != 2 {
		t.Errorf("%v", h.Changes)
	}
}

func TestReadSaysNothingOutsideGit(t *testing.T) {
	t.Setenv("GIT_CEILING_DIRECTORIES", os.TempDir())
	if h := Read(context.Background(), t.TempDir(), 10); h.Head != "" || len(h.Changes) != 0 {
		t.Errorf("%+v", h)
	}
}
