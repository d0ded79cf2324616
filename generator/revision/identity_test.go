package revision

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestGitIsAskedWhereItMayKnow(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	plain := t.TempDir()
	if mayKnow(plain) && exec.Command("git", "-C", plain, "rev-parse", "--git-dir").Run() != nil {
		t.Error("git is asked of a folder in no checkout")
	}
	checkout := t.TempDir()
	for _, args := range [][]string{{"init", "-q", checkout}, {"-C", checkout, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty", "-m", "one"}} {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatal(string(out), err)
		}
	}
	within := filepath.Join(checkout, "docs", "content")
	if err := os.MkdirAll(within, 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(plain, "link")
	if err := os.Symlink(within, link); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{checkout, within, link} {
		if !mayKnow(dir) || Identity(t.Context(), dir) == "" || Read(t.Context(), dir, 9).Head == "" {
			t.Errorf("%s: git was not asked", dir)
		}
	}
	t.Setenv("GIT_DIR", filepath.Join(checkout, ".git"))
	if !mayKnow(plain) {
		t.Error("GIT_DIR was not heeded")
	}
}
