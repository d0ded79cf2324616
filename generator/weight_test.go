package generator_test

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path"
	"regexp"
	"testing"
)

// atOnce finds what a page loads at once.
var atOnce = regexp.MustCompile(`<script src="([^"]+)"|<link rel="(?:stylesheet|icon)" href="([^"]+)"`)

// TestPagesWeighLittle weighs each page of the handbook and each policy as a host sends it: the page, its style sheet, its
// script and its icon, packed, with the lines that stand above each answer.
func TestPagesWeighLittle(t *testing.T) {
	const most, lines = 25_000, 4 * 230
	site := os.DirFS(starter(t))
	packed := map[string]int{}
	weigh := func(name string) int {
		if packed[name] == 0 {
			data, err := fs.ReadFile(site, name)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
			w.Write(data)
			w.Close()
			packed[name] = b.Len()
		}
		return packed[name]
	}
	weighed := 0
	err := fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "index.html" {
			return err
		}
		html, err := fs.ReadFile(site, name)
		kind := bodyKind.FindSubmatch(html)
		if kind == nil || string(kind[1]) != "article" && string(kind[1]) != "policy" {
			return err
		}
		found := atOnce.FindAllSubmatch(html, -1)
		if len(found) != 3 {
			t.Errorf("/%s loads %d files", name, len(found))
		}
		sum := weigh(name) + lines
		for _, each := range found {
			sum += weigh(path.Join(path.Dir(name), string(each[1])+string(each[2])))
		}
		if weighed++; sum > most {
			t.Errorf("/%s weighs %d bytes", name, sum)
		}
		return nil
	})
	if err != nil || weighed < 40 {
		t.Errorf("%d pages were weighed: %v", weighed, err)
	}
}
