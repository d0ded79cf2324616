package generator_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/generator"
	canaries "portolan/generator/canary"
)

// opening turns what is for insiders alone into what all may see, in pages, parts of pages and records.
var opening = strings.NewReplacer("audience: internal", "audience: public", `"audience": "internal"`, `"audience": "public"`, `"visibility": "private"`, `"visibility": "public"`,
	":::internal", ":::public", "{.internal}", "{.public}", ":::Internal", ":::Public", ":::board", ":::public", "!!! internal", "!!! public", "!!! board", "!!! public")

// headed finds the start of front matter.
var headed = regexp.MustCompile(`\A---\n`)

// opened is the leaky portal as if it had no secrets. What says nothing of its audience says so here.
func opened(files map[string]string) map[string]string {
	open := map[string]string{}
	for name, text := range files {
		text = opening.Replace(text)
		if strings.HasSuffix(name, ".md") && !strings.Contains(text, "\naudience: public\n") {
			text = headed.ReplaceAllString(text, "---\naudience: public\n")
		}
		open[name] = text
	}
	return open
}

// narrowing is a portal that is built again and again while what may be seen of it changes.
type narrowing struct {
	t      *testing.T
	dir    string
	files  map[string]string // as they are written
	counts map[string]int    // of good builds, refused ones, and files that were kept
	finder *canaries.Finder
}

func (n *narrowing) save(files map[string]string) {
	for name, text := range files {
		write(n.t, filepath.Join(n.dir, name), []byte(text))
	}
	maps.Copy(n.files, files)
}

func (n *narrowing) build(out, cache string) (*generator.Result, error) {
	return generator.Build(context.Background(), generator.Options{Content: filepath.Join(n.dir, "content"), Out: filepath.Join(n.dir, out), Cache: filepath.Join(n.dir, cache)})
}

// same builds with what the last build left and from nothing, and compares. It returns the public edition; nil where the
// portal cannot be built as it is.
func (n *narrowing) same(after string) map[string]string {
	n.t.Helper()
	result, err := n.build("public", "cache")
	_, clean := n.build("clean", "clean-cache")
	defer os.RemoveAll(filepath.Join(n.dir, "clean"))
	defer os.RemoveAll(filepath.Join(n.dir, "clean-cache"))
	if (err == nil) != (clean == nil) {
		n.t.Fatalf("%s: %v, but from nothing: %v", after, err, clean)
	}
	if err != nil { // a public page in a folder that is not, say: nothing is published
		n.counts["refused"]++
		return nil
	}
	n.counts["good"]++
	n.counts["kept"] += result.Changes.Unchanged
	got, want := tree(n.t, filepath.Join(n.dir, "public")), tree(n.t, filepath.Join(n.dir, "clean"))
	for name := range want {
		if got[name] != want[name] {
			n.t.Errorf("%s: %s differs from a build from nothing: %s", after, name, firstDifference(got[name], want[name]))
		}
	}
	for name := range got {
		if _, there := want[name]; !there {
			n.t.Errorf("%s: %s should not be there", after, name)
		}
	}
	return part(got, "public/")
}

func (n *narrowing) canariesIn(files map[string]string) (found []canaries.Find) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		found = append(found, n.finder.In(name, []byte(files[name]))...)
	}
	return found
}

// TestNarrowingLeavesNothingBehind builds the leaky portal with all its secrets told, and takes them back: bit by bit in
// any order, then tells and takes back all at once. What earlier builds remember and published may be in nothing public,
// nor in what is deployed.
func TestNarrowingLeavesNothingBehind(t *testing.T) {
	secret, places := leaky(t, true)
	words := []string{"zyx"}
	for _, place := range places {
		words = append(words, canary(place))
	}
	n := &narrowing{t: t, dir: t.TempDir(), files: map[string]string{}, counts: map[string]int{}, finder: canaries.New(words)}
	open := opened(secret)
	n.save(open)
	told := n.same("all is told")
	if found := n.canariesIn(told); len(found) < 120 {
		t.Fatalf("only %d canaries are told", len(found))
	}
	n.deploy()
	var differing []string
	for name := range open {
		if open[name] != secret[name] {
			differing = append(differing, name)
		}
	}
	slices.Sort(differing)
	random := rand.New(rand.NewPCG(4, 4))
	for _, turn := range []struct {
		name string
		to   map[string]string
	}{{"taking back", secret}, {"telling", open}} {
		random.Shuffle(len(differing), func(i, j int) { differing[i], differing[j] = differing[j], differing[i] })
		for names := range slices.Chunk(differing, times(12, 1)) {
			some := map[string]string{}
			for _, name := range names {
				some[name] = turn.to[name]
			}
			n.save(some)
			n.same(turn.name + " " + strings.Join(names, " "))
		}
	}
	n.save(secret)
	left := n.same("all is taken back")
	n.deploy()
	for _, found := range append(n.canariesIn(left), n.canariesIn(tree(t, filepath.Join(n.dir, "deployed")))...) {
		t.Errorf("%+v", found)
	}
	if n.counts["good"] < 4 || n.counts["kept"] == 0 {
		t.Errorf("%v", n.counts)
	}
	t.Logf("%d files differ; %v", len(differing), n.counts)
}

// deploy brings the public edition to where the world sees it.
func (n *narrowing) deploy() {
	n.t.Helper()
	cmd := exec.Command(filepath.Join(program, "portolan"), "deploy", "--quiet", "--compress", "--edition", "public", "--out", filepath.Join(n.dir, "public"),
		"file://"+filepath.ToSlash(filepath.Join(n.dir, "deployed")))
	if said, err := cmd.CombinedOutput(); err != nil {
		n.t.Fatalf("%v\n%s", err, said)
	}
}

// part returns the files below a folder.
func part(files map[string]string, prefix string) map[string]string {
	files = maps.Clone(files)
	maps.DeleteFunc(files, func(name, _ string) bool { return !strings.HasPrefix(name, prefix) })
	return files
}
