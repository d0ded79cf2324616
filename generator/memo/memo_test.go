package memo

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// write leaves a memo of the given pieces.
func write(t *testing.T, file, program string, pieces map[string]string) {
	t.Helper()
	m := Open(file, program)
	defer m.Close()
	for key, value := range pieces {
		m.Put(key, []byte(value))
	}
	if err := m.Commit(); err != nil {
		t.Fatal(err)
	}
}

func TestTheNextBuildFindsWhatTheLastOneLeft(t *testing.T) {
	file := filepath.Join(t.TempDir(), "deep", "memo")
	pieces := map[string]string{}
	for i := range 2000 {
		pieces[fmt.Sprint("key ", i)] = fmt.Sprint("value ", i*i)
	}
	pieces["empty"] = ""
	write(t, file, "p", pieces)
	m := Open(file, "p")
	defer m.Close()
	for key, want := range pieces {
		if got, ok := m.Get(key); !ok || string(got) != want {
			t.Fatalf("%s: %q %v", key, got, ok)
		}
	}
	if _, ok := m.Get("key"); ok {
		t.Error("found what nobody put there")
	}
}

func TestAnotherProgramFindsNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "memo")
	write(t, file, "one", map[string]string{"a": "b"})
	m := Open(file, "two")
	defer m.Close()
	if _, ok := m.Get("a"); ok {
		t.Error("took another program's word")
	}
}

func TestWhatIsNotCommittedIsForgotten(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "memo")
	write(t, file, "p", map[string]string{"a": "b"})
	m := Open(file, "p")
	m.Put("a", []byte("c"))
	m.Close()
	m = Open(file, "p")
	if got, _ := m.Get("a"); string(got) != "b" {
		t.Errorf("%q", got)
	}
	m.Close()
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("files were left behind: %v", left)
	}
}

func TestPiecesAreCarriedAndReadBack(t *testing.T) {
	file := filepath.Join(t.TempDir(), "memo")
	write(t, file, "p", map[string]string{"a": "first", "b": "second"})
	m := Open(file, "p")
	carried, ok := m.Carry("a")
	put := m.Put("c", []byte("third"))
	if _, known := m.Carry("nothing"); known || !ok {
		t.Error("carried what is not there, or not what is")
	}
	for place, want := range map[Place]string{carried: "first", put: "third"} {
		if got, ok := m.At(place, nil); !ok || string(got) != want {
			t.Errorf("%q %v", got, ok)
		}
	}
	if err := m.Commit(); err != nil {
		t.Fatal(err)
	}
	m.Close()
	m = Open(file, "p")
	defer m.Close()
	for key, want := range map[string]string{"a": "first", "b": "", "c": "third"} {
		if got, _ := m.Get(key); string(got) != want {
			t.Errorf("%s: %q", key, got)
		}
	}
}

func TestAMemoInUseIsNotShared(t *testing.T) {
	file := filepath.Join(t.TempDir(), "memo")
	write(t, file, "p", map[string]string{"a": "b"})
	first := Open(file, "p")
	second := Open(file, "p")
	if _, ok := second.Get("a"); ok {
		t.Error("two builds work on one memo")
	}
	second.Put("a", []byte("c"))
	second.Commit()
	second.Close()
	if got, _ := first.Get("a"); string(got) != "b" {
		t.Errorf("%q", got)
	}
	first.Close()
}

// TestTheFileDoesNotGrowForever changes one large piece again and again.
func TestTheFileDoesNotGrowForever(t *testing.T) {
	file := filepath.Join(t.TempDir(), "memo")
	write(t, file, "p", map[string]string{"small": "stays"})
	large := make([]byte, 9<<20)
	for i := range 12 {
		m := Open(file, "p")
		if _, ok := m.Carry("small"); !ok {
			t.Fatal("the small piece was lost")
		}
		large[0] = byte(i)
		m.Put("large", large)
		if err := m.Commit(); err != nil {
			t.Fatal(err)
		}
		m.Close()
	}
	if info, err := os.Stat(file); err != nil || info.Size() > 2*wasteful {
		t.Errorf("%v %v", info.Size(), err)
	}
	m := Open(file, "p")
	defer m.Close()
	small, _ := m.Get("small")
	if got, _ := m.Get("large"); string(small) != "stays" || len(got) != len(large) || got[0] != 11 {
		t.Errorf("%q, %d bytes", small, len(got))
	}
}

// TestDamageIsFound turns every byte of a memo around, one at a time, and cuts it off everywhere: a piece is then found
// as it was, or not at all.
func TestDamageIsFound(t *testing.T) {
	file := filepath.Join(t.TempDir(), "memo")
	pieces := map[string]string{"a": "first", "b": "second", "c": "third"}
	write(t, file, "p", pieces)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	look := func(what string, data []byte) {
		t.Helper()
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		m := Open(file, "p")
		defer m.Close()
		for key, want := range pieces {
			if got, ok := m.Get(key); ok && string(got) != want {
				t.Errorf("%s: %s is %q", what, key, got)
			}
		}
	}
	for i := range whole {
		damaged := append([]byte(nil), whole...)
		damaged[i] ^= 0x5a
		look(fmt.Sprint("byte ", i), damaged)
		look(fmt.Sprint("cut at ", i), whole[:i])
	}
}

func TestAChangedFileIsSeen(t *testing.T) {
	dir := t.TempDir()
	folder, file := filepath.Join(dir, "content"), filepath.Join(dir, "memo")
	put := func(name, text string) {
		t.Helper()
		name = filepath.Join(folder, name)
		os.MkdirAll(filepath.Dir(name), 0o755)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	look := func() *Inputs {
		t.Helper()
		m := Open(file, "p")
		defer m.Close()
		in, err := m.Look(folder, "")
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Commit(); err != nil {
			t.Fatal(err)
		}
		return in
	}
	put("a.md", "one")
	put("b/c.md", "two")
	first := look()
	again := look()
	for _, name := range []string{"a.md", "b/c.md"} {
		if first.Digest(name) != again.Digest(name) || first.Digest(name) == (Digest{}) {
			t.Errorf("%s has another digest", name)
		}
	}
	if first.Digest("a.md") != DigestOfFile([]byte("one")) {
		t.Error("the digest is not that of the bytes")
	}
	info, _ := os.Stat(filepath.Join(folder, "a.md"))
	put("a.md", "six") // as long, and within the same moment
	os.Chtimes(filepath.Join(folder, "a.md"), info.ModTime(), info.ModTime())
	if look().Digest("a.md") == first.Digest("a.md") {
		t.Error("a change was not seen")
	}
	whole, _ := first.Below("")
	part, ok := first.Below("b/")
	if whole == part || !ok {
		t.Error("a part has the digest of the whole")
	}
}

func TestWhatIsReadAnywayIsNotReadForItsDigest(t *testing.T) {
	dir := t.TempDir()
	folder, file := filepath.Join(dir, "content"), filepath.Join(dir, "memo")
	os.MkdirAll(filepath.Join(folder, "data"), 0o755)
	texts := map[string]string{"a.md": "one", "data/read": "two", "data/unread": "three"}
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, round := range []string{"the first build", "the next"} {
		m := Open(file, "p")
		in, err := m.Look(folder, "data/")
		if err != nil {
			t.Fatal(err)
		}
		if _, whole := in.Below(""); whole != (round == "the next") || in.Digest("a.md") == (Digest{}) {
			t.Errorf("%s: whole %v", round, whole)
		}
		if first := round == "the first build"; in.Lacks("data/read") != first || in.Lacks("a.md") || in.Lacks("nothing") {
			t.Errorf("%s: it is not told what is lacking", round)
		}
		in.Learn("data/read", DigestOfFile([]byte("two")))
		in.Learn("data/read", DigestOfFile([]byte("something else")))
		in.Learn("nothing", DigestOfFile(nil))
		m.Complete(in)
		m.Complete(in)
		for name, text := range texts {
			if in.Digest(name) != DigestOfFile([]byte(text)) {
				t.Errorf("%s: the digest of %s is not that of its bytes", round, name)
			}
		}
		if err := m.Commit(); err != nil {
			t.Fatal(err)
		}
		m.Close()
	}
}

// TestFilesAreLearntOfAtTheSameTime is for the race detector.
func TestFilesAreLearntOfAtTheSameTime(t *testing.T) {
	dir := t.TempDir()
	os.Mkdir(filepath.Join(dir, "data"), 0o755)
	names := make([]string, 200)
	for i := range names {
		names[i] = fmt.Sprintf("data/%03d", i)
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(names[i])), []byte(names[i]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m := Open(filepath.Join(t.TempDir(), "memo"), "p")
	defer m.Close()
	in, err := m.Look(dir, "data/")
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for _, name := range names {
		group.Go(func() {
			if in.Lacks(name) {
				in.Learn(name, DigestOfFile([]byte(name)))
			}
		})
	}
	group.Wait()
	for _, name := range names {
		if in.Digest(name) != DigestOfFile([]byte(name)) {
			t.Errorf("what %s holds was not learnt", name)
		}
	}
}

func TestALinkedFolderIsLookedInto(t *testing.T) {
	dir := t.TempDir()
	folder, link := filepath.Join(dir, "content"), filepath.Join(dir, "link")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "page.md"), []byte("words"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(folder, link); err != nil {
		t.Skip("there are no links here:", err)
	}
	m := Open(filepath.Join(dir, "memo"), "p")
	defer m.Close()
	in, err := m.Look(link, "")
	if err != nil {
		t.Fatal(err)
	}
	if in.Digest("page.md") != DigestOfFile([]byte("words")) {
		t.Error("the file behind the link was not seen")
	}
}

func TestOnlySettledStampsAreBelieved(t *testing.T) {
	now := time.Unix(1_800_000_000, 500_000_000)
	for age, believed := range map[time.Duration]bool{
		0: false, 10 * time.Millisecond: false, 30 * time.Millisecond: true, time.Minute: true,
		// Whoever tells no parts of seconds may count in twos.
		500 * time.Millisecond: false, 1500 * time.Millisecond: false, 2500 * time.Millisecond: true,
	} {
		at := now.Add(-age).UnixNano()
		if s := (Stamp{Modified: at, Changed: at}); s.settled(now) != believed || s.SettledNames(now) != believed {
			t.Errorf("%v: %v", age, s.settled(now))
		}
	}
	old, fresh := now.Add(-time.Minute).UnixNano(), now.UnixNano()
	for _, s := range []Stamp{{}, {Modified: old}, {Modified: fresh, Changed: old}, {Modified: old, Changed: fresh}} {
		if s.settled(now) {
			t.Errorf("%v is believed", s)
		}
	}
}

type shape struct {
	Name  string
	inner *shape
	List  []any
	Table map[string]int
}

func TestDigestsTellValuesApart(t *testing.T) {
	values := []any{
		nil, "", "a", 0, 1, true, 1.5, []string{}, []string{"ab"}, []string{"a", "b"}, []string{"", "ab"}, map[string]int{"a": 1, "b": 2}, map[string]int{"a": 2, "b": 1},
		shape{}, shape{Name: "a"}, shape{inner: &shape{}}, shape{inner: &shape{Name: "a"}}, shape{List: []any{1}}, shape{List: []any{"1"}},
		shape{Table: map[string]int{"a": 1}},
	}
	seen := map[Digest]int{}
	for i, v := range values {
		if j, twice := seen[DigestOf(v, "end")]; twice {
			t.Errorf("%#v and %#v have one digest", values[j], v)
		}
		seen[DigestOf(v, "end")] = i
	}
	one, other := shape{inner: &shape{Name: "x"}, Table: map[string]int{"a": 1, "b": 2}}, shape{inner: &shape{Name: "x"}, Table: map[string]int{"b": 2, "a": 1}}
	if DigestOf(one) != DigestOf(other) {
		t.Error("equal values have different digests")
	}
}

func TestAMemoIsNoInputOfItself(t *testing.T) {
	folder := t.TempDir()
	own, other := filepath.Join(folder, ".portolan"), filepath.Join(folder, "deep", ".portolan")
	for _, dir := range []string{own, other} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "a"), []byte("a"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m := Open(filepath.Join(own, "memo"), "p")
	defer m.Close()
	in, err := m.Look(folder, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(in.files) != 1 || in.files[0].Name != "deep/.portolan/a" {
		t.Errorf("%v", in.files)
	}
}
