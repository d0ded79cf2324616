package generator_test

import (
	"context"
	"crypto/sha256"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"portolan/generator"
	canaries "portolan/generator/canary"
	"portolan/generator/search"
)

// leaks is a portal that hides a canary in every place where something internal can stand.
const leaks = "testdata/leaks.txtar"

// hidingPlace is a name in the portal that a canary stands for.
var hidingPlace = regexp.MustCompile(`\{\{([^{}]+)\}\}`)

// canary is a word that nothing else holds. All begin alike, so that a search for the beginning finds whatever was
// forgotten; the rest is consonants, which no stemmer shortens.
func canary(place string) string {
	word := []byte("zyx")
	for _, b := range sha256.Sum256([]byte(place)) {
		if word = append(word, "bcdfghjklmnpqrtvw"[b%17]); len(word) == 12 {
			break
		}
	}
	return string(word)
}

// leaky returns the files of the portal, with what is hidden or without it, and the places where canaries sit.
func leaky(t *testing.T, hidden bool) (files map[string]string, places []string) {
	t.Helper()
	archive, err := txtar.ParseFile(leaks)
	if err != nil {
		t.Fatal(err)
	}
	files, seen := map[string]string{}, map[string]bool{}
	plant := func(text string) string {
		return hidingPlace.ReplaceAllStringFunc(text, func(found string) string {
			place := strings.Trim(found, "{}")
			seen[place] = true
			return canary(place)
		})
	}
	for _, f := range archive.Files {
		name, inside := strings.CutPrefix(f.Name, "hidden/")
		if inside && !hidden {
			continue
		}
		var text strings.Builder
		for line := range strings.Lines(string(f.Data)) {
			mark, rest := line[:min(2, len(line))], line[min(2, len(line)):]
			switch mark {
			case "-|", "+|":
				if hidden == (mark == "-|") {
					text.WriteString(rest)
				}
			default:
				text.WriteString(line)
			}
		}
		files[plant(name)] = plant(text.String())
	}
	return files, slices.Sorted(maps.Keys(seen))
}

// editionOf builds an edition of a portal of files, and returns what it consists of.
func editionOf(t *testing.T, files map[string]string, edition string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, filepath.Join(dir, name), []byte(text))
	}
	out := filepath.Join(dir, "public")
	result, err := generator.Build(context.Background(), generator.Options{
		Content: filepath.Join(dir, "content"), Out: out, Cache: filepath.Join(dir, "cache"), Edition: edition,
	})
	if err != nil {
		t.Fatal(err, result.Problems)
	}
	return tree(t, filepath.Join(out, edition))
}

// neverShown are the places whose words no edition may publish, each with the reason.
var neverShown = map[string]string{
	"Markdown remark as a reference":    "it is a remark",
	"remark in Markdown":                "it is a remark",
	"remark in front matter":            "it is a remark",
	"remark in the settings":            "it is a remark",
	"attribute of a code block":         "code is drawn without attributes",
	"collector setting":                 "how data is collected is nobody's business",
	"draft":                             "drafts are left out",
	"text of a draft":                   "drafts are left out",
	"file that no page refers to":       "only files that pages refer to are published",
	"folder in the menu setting":        "there is no such folder",
	"unknown front matter key":          "what means nothing is passed over",
	"value of an unknown key":           "what means nothing is passed over",
	"key of a contributor":              "people are counted and not told apart",
	"name of a contributor":             "people are counted and not named",
	"title of an unused reference":      "nothing refers to it",
	"unused reference in a part":        "nothing refers to it",
	"unused reference to a hidden page": "nothing refers to it",
}

// notDrawn are the places that no page shows, though one might.
var notDrawn = []string{"address of a check", "address of an event", "address of an outside project", "alias of a vulnerability", "branch",
	"employer of a contributor", "event", "outside project", "place of an event", "reason of an objective", "remark on an inventory",
	"summary of a vulnerability", "type of an event", "vulnerability", "way to a component"}

// TestTheInnerEditionShowsEveryCanary proves that the test for leaks can fail: each place is one that is published.
func TestTheInnerEditionShowsEveryCanary(t *testing.T) {
	files, places := leaky(t, true)
	all := strings.ToLower(together(editionOf(t, files, "internal")))
	seen := 0
	for _, place := range places {
		shown := strings.Contains(all, canary(place))
		if shown {
			seen++
		}
		if reason := neverShown[place]; shown && reason != "" {
			t.Errorf("%s: it is shown, although %s", place, reason)
		} else if !shown && reason == "" && !slices.Contains(notDrawn, place) {
			t.Errorf("%s: it is not shown to insiders either, so nothing is proven by its absence", place)
		}
	}
	if seen < 120 {
		t.Errorf("only %d places are shown", seen)
	}
	t.Logf("%d hiding places, %d of them shown to insiders", len(places), seen)
}

func together(site map[string]string) string {
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(site)) {
		all.WriteString(name + "\x00" + site[name] + "\x00")
	}
	return all.String()
}

// TestThePublicEditionIsThatOfAPortalWithoutSecrets is the strongest test for leaks: taking out all that is hidden
// changes no byte of what is public, so no total, chart, order or date can tell of it.
func TestThePublicEditionIsThatOfAPortalWithoutSecrets(t *testing.T) {
	with, _ := leaky(t, true)
	without, _ := leaky(t, false)
	got, want := editionOf(t, with, "public"), editionOf(t, without, "public")
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			t.Errorf("%s tells of what is hidden: %s", name, firstDifference(got[name], want[name]))
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is published because of what is hidden", name)
		}
	}
	if len(got) < 60 {
		t.Errorf("only %d files", len(got))
	}
}

func firstDifference(a, b string) string {
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	around := func(s string) string { return s[max(0, at-90):min(len(s), at+90)] }
	return "\n  " + around(a) + "\n  " + around(b)
}

// TestNoCanaryIsInThePublicEdition looks for each canary in every byte of the public edition, however it is written, in a
// portal that lies in git with canaries in its history.
func TestNoCanaryIsInThePublicEdition(t *testing.T) {
	files, places := leaky(t, true)
	words := []string{"zyx"}
	for _, place := range append(places, historic...) {
		words = append(words, canary(place))
	}
	finder := canaries.New(words)
	public := inGit(t, files, "public")
	for _, name := range slices.Sorted(maps.Keys(public)) {
		data := public[name]
		for _, f := range append(finder.In(name, []byte(data)), finder.In("", []byte(strings.Join(search.Words([]byte(data)), "\n")))...) {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if len(public) < 60 {
		t.Errorf("only %d files", len(public))
	}
	found := 0
	for name, data := range inGit(t, files, "internal") {
		found += len(finder.In(name, []byte(data)))
	}
	if found < 120 {
		t.Errorf("the finder finds only %d of what insiders see", found)
	}
}

// historic are the places in the history of a portal.
var historic = []string{"message of a commit", "author of a commit", "address of an author", "committer", "branch of the portal", "tag of the portal",
	"note on a commit", "old file name", "text that was taken out"}

// inGit builds an edition of a portal that lies in a git repository.
func inGit(t *testing.T, files map[string]string, edition string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
			"GIT_AUTHOR_NAME="+canary("author of a commit"), "GIT_AUTHOR_EMAIL="+canary("address of an author")+"@example.org",
			"GIT_COMMITTER_NAME="+canary("committer"), "GIT_COMMITTER_EMAIL=c@example.org",
			"GIT_AUTHOR_DATE=2026-11-01T00:00:00Z", "GIT_COMMITTER_DATE=2026-11-01T00:00:00Z")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	for name, text := range files {
		write(t, filepath.Join(dir, name), []byte(text))
	}
	old := filepath.Join(dir, "content", "handbook", canary("old file name")+".md")
	// The page was internal under its old name. What was public moves with a redirect, and its text may stay in its history.
	write(t, old, []byte("---\naudience: internal\n---\n"+canary("text that was taken out")+"\n"+strings.Repeat("The same words. ", 50)))
	git("init", "-q", "-b", canary("branch of the portal"))
	git("add", "-A")
	git("commit", "-q", "-m", canary("message of a commit"))
	git("tag", canary("tag of the portal"))
	git("notes", "add", "-m", canary("note on a commit"))
	write(t, old, []byte("---\naudience: public\n---\n"+strings.Repeat("The same words. ", 50)))
	git("mv", filepath.ToSlash(old), "content/handbook/moved.md")
	git("commit", "-q", "-a", "-m", "Move "+canary("message of a commit"))
	out := filepath.Join(dir, "public")
	result, err := generator.Build(context.Background(), generator.Options{
		Content: filepath.Join(dir, "content"), Out: out, Cache: filepath.Join(dir, "cache"), Edition: edition,
	})
	if err != nil {
		t.Fatal(err, result.Problems)
	}
	return tree(t, filepath.Join(out, edition))
}
