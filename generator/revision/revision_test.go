package revision

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// repository is a git repository in the making, a commit a day.
type repository struct {
	t   *testing.T
	dir string
	day int
}

func newRepository(t *testing.T) *repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	r := &repository{t: t, dir: t.TempDir()}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r *repository) git(args ...string) {
	r.t.Helper()
	date := time.Date(2026, 1, r.day, 12, 0, 0, 0, time.UTC).Format(time.RFC3339)
	cmd := exec.Command("git", append([]string{"-C", r.dir, "-c", "user.name=A", "-c", "user.email=a@example.org"}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_COMMITTER_DATE="+date, "GIT_AUTHOR_DATE="+date)
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// commit writes files, an empty text removes one, and commits them on the next day.
func (r *repository) commit(files map[string]string) {
	r.t.Helper()
	r.day++
	for name, text := range files {
		file := filepath.Join(r.dir, name)
		if text == "" {
			os.Remove(file)
			continue
		}
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
	r.git("add", "-A")
	r.git("commit", "-q", "-m", "day", "--allow-empty")
}

// long makes texts that git takes for the same file when a line changes.
func long(name string, lines ...string) string {
	return strings.Repeat("a line of "+name+"\n", 20) + strings.Join(lines, "\n") + "\n"
}

// told writes pasts as "day file: last line".
func told(h *History, pasts []Past) []string {
	var blobs, all []string
	for _, p := range pasts {
		blobs = append(blobs, p.Blob)
	}
	texts := h.Texts(context.Background(), blobs)
	for _, p := range pasts {
		lines := strings.Split(strings.TrimSpace(string(texts[p.Blob])), "\n")
		all = append(all, fmt.Sprintf("%s %s: %s", p.Day[8:], p.File, lines[len(lines)-1]))
	}
	return all
}

func TestReadKnowsTheLastChangeOfEachFile(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"content/\u00e4 b.md": "1", "content/c.md": "1", "other.md": "1"})
	r.commit(map[string]string{"content/c.md": "2"})
	r.git("commit", "-q", "--allow-empty", "-m", "\x01deadbeef 2020-01-01T00:00:00Z")
	h := Read(context.Background(), filepath.Join(r.dir, "content"), 100)
	if got := h.Changes["\u00e4 b.md"].Day; got != "2026-01-01" {
		t.Errorf("the first file changed on %q", got)
	}
	if got := h.Changes["c.md"]; got.Day != "2026-01-02" || len(got.Commit) != hashLength || len(h.Head) != hashLength {
		t.Errorf("the second: %+v, head %s", got, h.Head)
	}
	if len(h.Changes) != 2 {
		t.Errorf("%v", h.Changes)
	}
}

func TestReadSaysNothingOutsideGit(t *testing.T) {
	t.Setenv("GIT_CEILING_DIRECTORIES", os.TempDir())
	h := Read(context.Background(), t.TempDir(), 10)
	pasts, moves := h.Follow([]string{"a.md"})
	if h.Head != "" || len(h.Changes) != 0 || len(pasts) != 0 || moves != nil || len(h.Texts(context.Background(), []string{"abc"})) != 0 {
		t.Errorf("%+v", h)
	}
}

func TestFollowGoesThroughRenames(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"p/one.md": long("one", "first"), "p/other.md": long("other", "o")})
	r.commit(map[string]string{"p/one.md": long("one", "second")})
	r.commit(map[string]string{"p/one.md": "", "q/two.md": long("one", "third")})
	r.commit(map[string]string{"p/one.md": "somebody else lives here now"})
	r.commit(map[string]string{"q/two.md": "", "q/three.md": long("one", "third")})
	h := Read(context.Background(), r.dir, 100)
	pasts, moves := h.Follow([]string{"q/three.md", "p/one.md"})
	want := []string{"05 q/three.md: third", "03 q/two.md: third", "02 p/one.md: second", "01 p/one.md: first"}
	if got := told(&h, pasts["q/three.md"]); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := told(&h, pasts["p/one.md"]); !slices.Equal(got, []string{"04 p/one.md: somebody else lives here now"}) {
		t.Errorf("%q", got)
	}
	var way []string
	for _, m := range moves {
		way = append(way, m.From+" "+m.To+" "+told(&h, []Past{m.Before})[0])
	}
	if want := []string{"q/two.md q/three.md 05 q/two.md: third", "p/one.md q/three.md 03 p/one.md: second"}; !slices.Equal(way, want) {
		t.Errorf("%q", way)
	}
}

func TestTwoFilesThatChangePlacesAreToldApart(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"a.md": long("x", "1"), "b.md": long("y", "2")})
	r.commit(map[string]string{"a.md": "", "b.md": "", "c.md": long("x", "1"), "d.md": long("y", "2")})
	r.commit(map[string]string{"c.md": "", "d.md": "", "b.md": long("x", "1"), "a.md": long("y", "2")})
	h := Read(context.Background(), r.dir, 100)
	pasts, _ := h.Follow([]string{"a.md", "b.md"})
	if got := told(&h, pasts["a.md"]); !slices.Equal(got, []string{"03 a.md: 2", "02 d.md: 2", "01 b.md: 2"}) {
		t.Errorf("%q", got)
	}
	if got := told(&h, pasts["b.md"]); !slices.Equal(got, []string{"03 b.md: 1", "02 c.md: 1", "01 a.md: 1"}) {
		t.Errorf("%q", got)
	}
}

func TestPastsKnowTheFoldersOfTheirTime(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"p/index.md": "closed", "p/q/page.md": "first"})
	r.commit(map[string]string{"p/index.md": "open"})
	r.commit(map[string]string{"p/q/page.md": "second"})
	r.commit(map[string]string{"README.md": "root"})
	h := Read(context.Background(), r.dir, 100)
	pasts, _ := h.Follow([]string{"p/q/page.md"})
	var got []string
	for _, past := range pasts["p/q/page.md"] {
		for _, folders := range past.Folders {
			texts := h.Texts(context.Background(), slices.Collect(maps.Values(folders)))
			var pages []string
			for _, file := range slices.Sorted(maps.Keys(folders)) {
				pages = append(pages, file+"="+string(texts[folders[file]]))
			}
			got = append(got, past.Day[8:]+" "+strings.Join(pages, " "))
		}
	}
	if want := []string{"03 README.md=root p/index.md=open", "03 p/index.md=open", "01 p/index.md=open", "01 p/index.md=closed"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestAMergeIsOneStep(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"a.md": long("a", "1")})
	r.git("checkout", "-q", "-b", "side")
	r.commit(map[string]string{"a.md": long("a", "draft")})
	r.commit(map[string]string{"a.md": long("a", "2")})
	r.git("checkout", "-q", "main")
	r.commit(map[string]string{"b.md": "b"})
	r.day++
	r.git("merge", "-q", "--no-ff", "-m", "merge", "side")
	h := Read(context.Background(), r.dir, 100)
	pasts, _ := h.Follow([]string{"a.md"})
	if got := told(&h, pasts["a.md"]); !slices.Equal(got, []string{"05 a.md: 2", "01 a.md: 1"}) {
		t.Errorf("%q", got)
	}
}

func TestExtractWritesAFolderAsItWas(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"content/a/b.md": "old", "content/same.md": "old", "other": "no"})
	os.Symlink("/etc/hostname", filepath.Join(r.dir, "content", "link.md"))
	r.commit(map[string]string{"content/a/b.md": "new", "content/c.md": "new"})
	ctx, content, into := context.Background(), filepath.Join(r.dir, "content"), filepath.Join(t.TempDir(), "x")
	for revision, want := range map[string]string{"HEAD~1": "a/b.md=old same.md=old", "main": "a/b.md=new c.md=new same.md=old"} {
		commit, err := Resolve(ctx, content, revision)
		if err != nil {
			t.Fatal(err)
		}
		os.RemoveAll(into)
		n, err := Extract(ctx, content, commit, into)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		filepath.WalkDir(into, func(file string, entry os.DirEntry, err error) error {
			if !entry.IsDir() {
				data, _ := os.ReadFile(file)
				name, _ := filepath.Rel(into, file)
				got = append(got, filepath.ToSlash(name)+"="+string(data))
			}
			return err
		})
		if strings.Join(got, " ") != want || n != len(got) {
			t.Errorf("%s: %q, %d files", revision, got, n)
		}
	}
}

func TestResolveSaysWhatToDo(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"a.md": "1"})
	r.commit(map[string]string{"a.md": "2"})
	shallow := filepath.Join(t.TempDir(), "clone")
	r.git("clone", "-q", "--depth", "1", "file://"+r.dir, shallow)
	outside := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(outside))
	for _, c := range []struct{ dir, revision, text, hint string }{
		{r.dir, "nowhere", "git knows no revision", "name a branch"},
		{r.dir, "--all", "git knows no revision", "name a branch"},
		{shallow, "HEAD~1", "shallow", "fetch-depth: 0"},
		{outside, "HEAD", "no git repository", "checkout"},
	} {
		_, err := Resolve(context.Background(), c.dir, c.revision)
		var unknown Unknown
		if !errors.As(err, &unknown) || !strings.Contains(err.Error(), c.text) || !strings.Contains(unknown.Hint(), c.hint) {
			t.Errorf("%s: %v", c.revision, err)
		}
	}
	if h := Read(context.Background(), shallow, 10); !h.Shallow || h.Head == "" {
		t.Errorf("%+v", h)
	}
	if Tracks(context.Background(), outside) || !Tracks(context.Background(), r.dir) {
		t.Error("what git tracks is not known")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("\x01abcdef0123456789 2026-01-01T00:00:00Z\x00\n:100644 100644 aa bb M\x00a.md\x00:100644 100644 aa bb R090\x00b.md\x00c/index.md\x00")
	f.Add(":100644 000000 aa bb D\x00a.md")
	f.Fuzz(func(t *testing.T, log string) {
		h := History{Changes: map[string]Change{}}
		_ = h.parse(strings.NewReader(log))
		h.Follow([]string{"a.md", "c/index.md"})
	})
}
