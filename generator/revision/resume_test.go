package revision

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestResumeIsLikeReading makes a history at random, with moves, swaps, links and merges, now and then goes back in it, and
// compares what is read bit by bit with what is read at once.
func TestResumeIsLikeReading(t *testing.T) {
	for seed := range uint64(2) {
		r := newRepository(t)
		random := rand.New(rand.NewPCG(seed, 1))
		dir := filepath.Join(r.dir, "content")
		packed := map[int][]byte{}
		resumed := 0
		r.commit(map[string]string{"content/one.md": long("one")})
		r.commit(nil)
		for range 30 {
			for range random.IntN(4) {
				r.disturb(random)
			}
			r.commit(nil)
			switch random.IntN(8) {
			case 0: // what a branch did comes with a merge
				side := fmt.Sprint("side-", r.day)
				r.git("checkout", "-q", "-b", side, "HEAD~1")
				r.disturb(random)
				r.commit(nil)
				r.git("merge", "-q", "-s", "ours", "--no-ff", "-m", "merge", "main")
				if random.IntN(2) == 0 { // the other way round, so that the last reading is no first parent
					r.git("branch", "-f", "main", side)
					r.git("checkout", "-q", "main")
					break
				}
				tree := side + "^{tree}"
				r.git("checkout", "-q", "main")
				r.git("merge", "-q", "-s", "ours", "--no-ff", "--no-commit", side)
				r.git("read-tree", "--reset", "-u", tree)
				r.git("commit", "-q", "-m", "merge")
			case 1: // what was read last is undone
				r.git("reset", "-q", "--hard", "HEAD~2")
				r.disturb(random)
				r.commit(nil)
				r.commit(nil)
			}
			for _, commits := range []int{10, 1000} {
				identity := Identity(t.Context(), dir)
				want, got := Read(t.Context(), dir, commits), Resume(t.Context(), dir, identity, commits, packed[commits])
				if last, ok := unpack(packed[commits]); ok {
					last.dir = dir
					if _, ok := last.followed(t.Context(), got.head, commits); ok {
						resumed++
					}
				}
				same(t, want, got)
				if packed[commits] = got.Pack(); packed[commits] == nil {
					t.Fatal("a history that was read in full is not packed")
				}
			}
		}
		if resumed < 15 {
			t.Errorf("only %d of 60 readings could go on from the one before", resumed)
		}
	}
}

// disturb changes something below content/.
func (r *repository) disturb(random *rand.Rand) {
	r.t.Helper()
	one := func() string {
		return filepath.Join(r.dir, "content", []string{"", "a", "b/c"}[random.IntN(3)], []string{"index.md", "one.md", "two.md", "image.png", "_index.md"}[random.IntN(5)])
	}
	file, other := one(), one()
	os.MkdirAll(filepath.Dir(file), 0o755)
	os.MkdirAll(filepath.Dir(other), 0o755)
	switch random.IntN(6) {
	case 0:
		os.Remove(file)
	case 1:
		os.Rename(file, other)
	case 2:
		os.Rename(file, file+".aside")
		os.Rename(other, file)
		os.Rename(file+".aside", other)
	case 3:
		os.Remove(file)
		os.Symlink("one.md", file)
	default:
		os.Remove(file)
		if err := os.WriteFile(file, []byte(long(filepath.Base(other), fmt.Sprint(random.IntN(1000)))), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
}

// same compares two readings, and what follows from them.
func same(t *testing.T, want, got History) {
	t.Helper()
	if want.Head != got.Head || want.date != got.date || !want.Time.Equal(got.Time) || want.Shallow != got.Shallow {
		t.Fatalf("%+v\n%+v", got, want)
	}
	if !maps.Equal(want.Changes, got.Changes) || !maps.Equal(want.folders, got.folders) {
		t.Fatalf("changes %v, folders %v\nwant %v, %v", got.Changes, got.folders, want.Changes, want.folders)
	}
	files := slices.Sorted(maps.Keys(want.Changes))
	pasts, moves := want.Follow(files)
	gotPasts, gotMoves := got.Follow(files)
	if !reflect.DeepEqual(pasts, gotPasts) || !reflect.DeepEqual(moves, gotMoves) {
		t.Fatalf("%v %v\nwant %v %v", gotPasts, gotMoves, pasts, moves)
	}
}

func TestAShallowHistoryIsReadAnewWhenItDeepens(t *testing.T) {
	r := newRepository(t)
	for n := range 5 {
		r.commit(map[string]string{fmt.Sprintf("page-%d.md", n): "words"})
	}
	origin := r.dir
	r.dir = filepath.Join(t.TempDir(), "clone")
	os.Mkdir(r.dir, 0o755)
	r.git("clone", "-q", "--depth", "2", "file://"+origin, ".")
	shallow := Resume(t.Context(), r.dir, Identity(t.Context(), r.dir), 100, nil)
	if !shallow.Shallow || len(shallow.steps) != 2 {
		t.Fatalf("%+v", shallow)
	}
	r.git("fetch", "-q", "--unshallow")
	identity := Identity(t.Context(), r.dir)
	if strings.Contains(strings.TrimSpace(identity), " ") {
		t.Errorf("a full clone has the border %q", identity)
	}
	same(t, Read(t.Context(), r.dir, 100), Resume(t.Context(), r.dir, identity, 100, shallow.Pack()))
}

func TestResumeWithoutGit(t *testing.T) {
	h := Resume(t.Context(), t.TempDir(), "", 10, nil)
	if h.Head != "" || h.Changes == nil || h.Pack() != nil {
		t.Errorf("%+v", h)
	}
}
