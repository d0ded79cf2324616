package deploy

import (
	"context"
	"errors"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"portolan/generator/publish"
	"portolan/generator/publish/headers"
)

// memory is a store that remembers what was asked of it, and can be made to break.
type memory struct {
	mu       sync.Mutex
	objects  map[string]kept
	versions int
	log      []string
	// breakAt ends everything at the change of that number: before it is done, or after, when lost is set.
	breakAt int
	lost    bool
}

type kept struct {
	data    []byte
	mark    string
	version string
}

func newMemory() *memory { return &memory{objects: map[string]kept{}} }

var errBroken = errors.New("the line is dead")

func (m *memory) Packs() bool { return true }

func (m *memory) List(context.Context) (map[string]Stored, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	stored := map[string]Stored{}
	for name, o := range m.objects {
		stored[name] = Stored{Bytes: int64(len(o.data)), Version: o.version}
	}
	return stored, nil
}

func (m *memory) Holds(_ context.Context, o Object) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.log = append(m.log, "holds "+o.Name)
	return m.objects[o.Name].mark == o.Mark, nil
}

func (m *memory) Get(_ context.Context, name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.objects[name].data, nil
}

// change does one thing, unless the line breaks.
func (m *memory) change(what string, do func()) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	broken := m.breakAt > 0 && len(m.log)+1 >= m.breakAt
	if broken && !(m.lost && len(m.log)+1 == m.breakAt) {
		return errBroken
	}
	m.log = append(m.log, what)
	do()
	if broken {
		return errBroken
	}
	return nil
}

func (m *memory) Put(_ context.Context, o Object, data []byte) (string, error) {
	var version string
	err := m.change("put "+o.Name, func() {
		m.versions++
		version = strconv.Itoa(m.versions)
		m.objects[o.Name] = kept{data, o.Mark, version}
	})
	return version, err
}

func (m *memory) Delete(_ context.Context, name string) error {
	return m.change("delete "+name, func() { delete(m.objects, name) })
}

// holds returns what lies in the store but the record.
func (m *memory) holds() map[string]string {
	files := map[string]string{}
	for name, o := range m.objects {
		if name != recordName {
			files[name] = string(o.data)
		}
	}
	return files
}

func (m *memory) forget() { m.log, m.breakAt = nil, 0 }

// stranger puts something there as another program would.
func (m *memory) stranger(name, text string) {
	m.versions++
	m.objects[name] = kept{[]byte(text), "", strconv.Itoa(m.versions)}
}

var (
	style1, style2 = "assets/portolan.0123456789ab.css", "assets/portolan.ba9876543210.css"
	before         = map[string]string{"index.html": "1", "old/index.html": "o", "same/index.html": "s", "api/projects.json": "{}", style1: "a{}"}
	after          = map[string]string{"index.html": "2", "new/index.html": "n", "same/index.html": "s", "api/projects.json": "[]", style2: "b{}"}
)

func deploy(t *testing.T, store Store, site string) Result {
	t.Helper()
	r, err := Run(t.Context(), Options{Site: site, Store: store, Parallel: 1})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheOrderOfThings(t *testing.T) {
	store := newMemory()
	deploy(t, store, made(t, "", before))
	store.forget()
	r := deploy(t, store, made(t, "", after))
	want := []string{"put " + recordName, "put " + style2, "put api/projects.json", "put index.html", "put new/index.html",
		"delete " + style1, "delete old/index.html", "put build.json", "put " + recordName}
	if !slices.Equal(store.log, want) {
		t.Errorf("%v", store.log)
	}
	if r.Unchanged != 1 || len(r.Uploaded) != 5 || !slices.Equal(r.Deleted, []string{style1, "old/index.html"}) {
		t.Errorf("%+v", r)
	}
}

func TestASecondDeploymentDoesNothing(t *testing.T) {
	store, site := newMemory(), made(t, "", before)
	deploy(t, store, site)
	store.forget()
	if r := deploy(t, store, site); len(store.log) > 0 || r.Unchanged != len(before)+1 || len(r.Uploaded) > 0 {
		t.Errorf("%v %+v", store.log, r)
	}
}

// TestEveryBreakIsMended ends a deployment at each change that it makes, before and after the change, and goes on with
// the same site or with another.
func TestEveryBreakIsMended(t *testing.T) {
	first, second := made(t, "", before), made(t, "", after)
	for at := 1; at <= 9; at++ {
		for _, lost := range []bool{false, true} {
			for _, next := range []string{first, second} {
				store := newMemory()
				deploy(t, store, first)
				store.stranger("CNAME", "mine")
				store.forget()
				store.breakAt, store.lost = at, lost
				if _, err := Run(t.Context(), Options{Site: second, Store: store, Parallel: 1}); !errors.Is(err, errBroken) {
					t.Fatalf("%d: %v", at, err)
				}
				store.forget()
				deploy(t, store, next)
				want := tree(t, next)
				want["CNAME"] = "mine"
				equal(t, want, store.holds())
				store.forget()
				if deploy(t, store, next); len(store.log) > 0 {
					t.Errorf("%d: once more does %v", at, store.log)
				}
			}
		}
	}
}

func TestWhatWasSentIsNotSentAgain(t *testing.T) {
	store, site := newMemory(), made(t, "", before)
	store.breakAt = 5 // the record and three files are through
	if _, err := Run(t.Context(), Options{Site: site, Store: store, Parallel: 1}); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	store.forget()
	if r := deploy(t, store, site); r.Unchanged != 3 || len(r.Uploaded) != len(before)+1-3 {
		t.Errorf("%+v", r)
	}
}

func TestChangesOfOthersAreMended(t *testing.T) {
	store, site := newMemory(), made(t, "", before)
	deploy(t, store, site)
	store.stranger("index.html", "defaced")
	delete(store.objects, "old/index.html")
	store.stranger("CNAME", "mine")
	r := deploy(t, store, site)
	if !slices.Equal(r.Uploaded, []string{"index.html", "old/index.html"}) || !slices.Equal(r.Foreign, []string{"CNAME"}) {
		t.Errorf("%+v", r)
	}
	want := tree(t, site)
	want["CNAME"] = "mine"
	equal(t, want, store.holds())
}

func TestTheRecordMayBeLost(t *testing.T) {
	store := newMemory()
	deploy(t, store, made(t, "", before))
	delete(store.objects, recordName)
	next := made(t, "", after)
	r := deploy(t, store, next)
	equal(t, tree(t, next), store.holds())
	if r.Unchanged != 1 || len(r.Deleted) != 2 {
		t.Errorf("%+v", r)
	}
}

func TestWhatIsNotOursIsRefused(t *testing.T) {
	for name, prepare := range map[string]func(*memory){
		"a file that nobody wants":  func(m *memory) { m.stranger("thesis.txt", "my life's work") },
		"a file that would go":      func(m *memory) { m.stranger("index.html", "another site") },
		"another edition":           func(m *memory) { deploy(t, m, made(t, "public", before)) },
		"a manifest of another one": func(m *memory) { m.stranger(publish.Manifest, `{"generator":"hugo","files":{"thesis.txt":{}}}`) },
	} {
		store := newMemory()
		prepare(store)
		was := maps.Clone(store.objects)
		site := made(t, "internal", after)
		var refused Refused
		if _, err := Run(t.Context(), Options{Site: site, Store: store}); !errors.As(err, &refused) || refused.Hint == "" {
			t.Errorf("%s: %v", name, err)
		}
		if !maps.EqualFunc(was, store.objects, func(a, b kept) bool { return a.version == b.version }) {
			t.Errorf("%s: something was changed", name)
		}
		_, had := store.objects["thesis.txt"]
		if _, err := Run(t.Context(), Options{Site: site, Store: store, TakeOver: true}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		want := tree(t, site)
		if had {
			want["thesis.txt"] = "my life's work"
		}
		equal(t, want, store.holds())
	}
}

func TestADryRunChangesNothing(t *testing.T) {
	store := newMemory()
	deploy(t, store, made(t, "", before))
	store.forget()
	r, err := Run(t.Context(), Options{Site: made(t, "", after), Store: store, DryRun: true})
	if err != nil || len(r.Uploaded) != 5 || len(r.Deleted) != 2 || r.Bytes == 0 {
		t.Errorf("%+v %v", r, err)
	}
	if slices.ContainsFunc(store.log, func(line string) bool { return !strings.HasPrefix(line, "holds") }) {
		t.Errorf("%v", store.log)
	}
}

// meddling lets somebody else begin to deploy while the pages are on their way.
type meddling struct {
	*memory
	once sync.Once
}

func (m *meddling) Put(ctx context.Context, o Object, data []byte) (string, error) {
	if path.Ext(o.Name) == ".html" {
		m.once.Do(func() { m.stranger(recordName, `{"generator":"portolan","run":"another","objects":{}}`) })
	}
	return m.memory.Put(ctx, o, data)
}

func TestTwoAtOnceAreNoticed(t *testing.T) {
	store := &meddling{memory: newMemory()}
	if _, err := Run(t.Context(), Options{Site: made(t, "", before), Store: store, Parallel: 1}); !errors.Is(err, errSomeoneElse) {
		t.Errorf("%v", err)
	}
}

// rebuilding swaps in another site while the pages are on their way, as a build does.
type rebuilding struct {
	*memory
	swap func()
}

func (r *rebuilding) Put(ctx context.Context, o Object, data []byte) (string, error) {
	if path.Ext(o.Name) == ".html" {
		r.swap()
	}
	return r.memory.Put(ctx, o, data)
}

func TestABuildMeanwhileIsNoticed(t *testing.T) {
	site, next := made(t, "", before), made(t, "", after)
	store := &rebuilding{newMemory(), sync.OnceFunc(func() {
		os.Rename(site, site+"-old")
		os.Rename(next, site)
		os.RemoveAll(site + "-old")
	})}
	if _, err := Run(t.Context(), Options{Site: site, Store: store, Parallel: 1}); !errors.Is(err, errChanged) {
		t.Errorf("%v", err)
	}
	deploy(t, store, site)
	equal(t, tree(t, site), store.holds())
}

func TestAChangeOfHeadersIsAChange(t *testing.T) {
	store, site := newMemory(), made(t, "", map[string]string{"index.html": strings.Repeat("words ", 300), "picture.png": strings.Repeat("x", 3000), "small.txt": "x"})
	deploy(t, store, site)
	store.forget()
	r, err := Run(t.Context(), Options{Site: site, Store: store, Compress: true})
	if err != nil || !slices.Equal(r.Uploaded, []string{"index.html"}) {
		t.Errorf("%+v %v", r, err)
	}
}

func TestRanks(t *testing.T) {
	for name, want := range map[string]int{style1: 0, "search/pages-2c6qlmie.json": 0, "search/index.json": 1, "assets/search.js": 1, "_headers": 1, "a/index.html": 2, "build.json": 3, "a/build.json": 1} {
		if got := rank(name); got != want {
			t.Errorf("%s: %d", name, got)
		}
	}
	if !headers.Lasting(style1) {
		t.Error("the test's own name is none")
	}
}
