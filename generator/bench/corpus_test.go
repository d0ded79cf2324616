package main

import (
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"portolan/collectors/dataset"
)

// made writes a corpus and returns its files.
func made(t *testing.T, name string, seed uint64) (dir string, files map[string]string) {
	t.Helper()
	dir = t.TempDir()
	if err := makeCorpus(name, dir, seed); err != nil {
		t.Fatal(err)
	}
	return dir, read(t, dir)
}

func TestTheSameSeedMakesTheSame(t *testing.T) {
	const name = "code-90+projects-3+components-2100"
	_, first := made(t, name, 1)
	_, again := made(t, name, 1)
	_, other := made(t, name, 2)
	if !maps.Equal(first, again) {
		t.Error("two runs differ")
	}
	same := 0
	for file, text := range first {
		if text == other[file] {
			same++
		}
	}
	if same > 3 { // the settings, the policy, the pages' own names
		t.Errorf("%d of %d files are the same with another seed", same, len(first))
	}
}

func TestPagesHoldWhatHandbooksHold(t *testing.T) {
	for kind, blocks := range map[string]int{"pages": 40, "code": 500} {
		dir, files := made(t, kind+"-200", 7)
		pages, size, err := markdownFiles(dir)
		if err != nil || len(pages) != 200+1+3 || size < 200*1500 {
			t.Errorf("%s: %d pages of %d bytes, %v", kind, len(pages), size, err)
		}
		all := strings.Join(slices.Collect(maps.Values(files)), "\n")
		for mark, least := range map[string]int{"\n## ": 600, "\n```": blocks, ".md)": 600} {
			if n := strings.Count(all, mark); n < least {
				t.Errorf("%s: %q is there %d times", kind, mark, n)
			}
		}
		if kind == "pages" && (!strings.Contains(all, "| --- |") || !strings.Contains(all, "\n1. ") || !strings.Contains(all, "\n- ")) {
			t.Error("tables or lists are missing")
		}
	}
}

// TestLinksLeadSomewhere: each link of a made handbook names a file of it.
func TestLinksLeadSomewhere(t *testing.T) {
	for _, name := range []string{"pages-1", "pages-50", "pages-1300"} {
		_, files := made(t, name, 7)
		for file, text := range files {
			for _, m := range markdownLink.FindAllStringSubmatch(text, -1) {
				if target := path.Join(path.Dir(file), m[1]+".md"); files[target] == "" {
					t.Fatalf("%s: %s links to %s, which is not there", name, file, target)
				}
			}
		}
	}
}

func TestInventedWordsDiffer(t *testing.T) {
	seen := map[string]int{}
	for n := range vocabulary {
		if before, twice := seen[invented(n)]; twice {
			t.Fatalf("%d and %d are both %s", before, n, invented(n))
		}
		seen[invented(n)] = n
	}
}

func TestRecordsAreThoseOfCollectors(t *testing.T) {
	dir, _ := made(t, "projects-40+components-4100", 7)
	records, errors := dataset.NewStore(dir + "/data").Read()
	if len(errors) > 0 {
		t.Fatal(errors)
	}
	components := map[string]bool{}
	for _, i := range records.Inventories {
		for _, c := range i.Components {
			components[c.PURL] = true
		}
	}
	if len(records.Projects) != 40 || len(records.Activity) != 40 || len(records.Products) != 3 || len(components) != 4100 {
		t.Errorf("%d projects, %d activities, %d products, %d components", len(records.Projects), len(records.Activity), len(records.Products), len(components))
	}
}

func TestAddressesForOthers(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"a/b.md", "See [x](c.md) and [y](../d/index.md#z).", "See [x](/a/c/) and [y](/d/#z)."},
		{"index.md", "[x](a/README.md)", "[x](/a/)"},
		{"a/b.md", "[x](https://e.example/c.md) [y](../../out.md) [z](/c.md)", "[x](https://e.example/c.md) [y](../../out.md) [z](/c.md)"},
	} {
		if got := string(linkAddresses(c.file, []byte(c.text))); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
	for file, want := range map[string]string{"index.md": "/", "_index.md": "/", "a/README.md": "/a/", "a/b.md": "/a/b/"} {
		if got := address(file); got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
}

func TestSplitFront(t *testing.T) {
	for _, c := range []struct{ text, front, body string }{
		{"# No front\n", "", "# No front\n"},
		{"---\ntitle: A\nowner: B\nlicense_policy:\n  rules: []\ntags: [x]\n---\nText\n", "title: A\ntags: [x]\n", "Text\n"},
		{"---\ntitle: A\ndescription: >\n  long\n---\nText\n", "title: A\n", "Text\n"},
		{"---\nnever closed\n", "", "---\nnever closed\n"},
	} {
		if front, body := splitFront(c.text); front != c.front || body != c.body {
			t.Errorf("%q: %q and %q", c.text, front, body)
		}
	}
}
