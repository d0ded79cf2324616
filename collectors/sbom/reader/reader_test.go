package reader

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"portolan/collectors/dataset"
)

// formatsByExample returns a small document of each format, by the name of its file.
func formatsByExample(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("testdata/small.*")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	all := map[string][]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(f)] = data
	}
	return all
}

// readAll reads a document that must be readable.
func readAll(t testing.TB, data []byte) (*Document, []dataset.Component) {
	t.Helper()
	var all []dataset.Component
	doc, err := Read(bytes.NewReader(data), func(c dataset.Component) error {
		all = append(all, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return doc, all
}

// tell writes a component and its place on one line.
func tell(doc *Document, n int, c dataset.Component) string {
	license, direct := "?", "?"
	if c.License != nil {
		license = *c.License
	}
	p := doc.Place(n)
	if p.Direct != nil {
		direct = fmt.Sprint(*p.Direct)
	}
	scope := string(c.Scope)
	if scope == "" {
		scope = string(p.Scope)
	}
	return strings.Join([]string{c.Group, c.Name, c.Version, c.Type, c.PURL, license, c.Copyright, c.Supplier, c.URL, scope, direct, fmt.Sprint(p.Above)}, "|")
}

const cyclonedxSmall = `|b|3|library|pkg:npm/b@3|?||||optional|false|1
|a|1.0|library|pkg:npm/a@1.0|MIT AND (Apache 2)||Acme|https://example.com/a|required|true|-1
@scope|c|2|library|pkg:npm/%40scope/c@2|BSD-2-Clause|Copyright 2020 C|||optional|false|0
|d||library|pkg:npm/d@1|https://example.com/license||||development|true|-1
|e||library||?||||development|false|3
`

func TestSmallDocumentsAreReadToTheLastWord(t *testing.T) {
	for name, want := range map[string]struct{ format, about, components string }{
		"small.cdx.json": {"CycloneDX 1.6", "acme/shop 2.1 MIT OR Apache-2.0 2026-11-01 06:00", cyclonedxSmall},
		"small.cdx.xml":  {"CycloneDX 1.6", "acme/shop 2.1 MIT OR Apache-2.0 2026-11-01 06:00", cyclonedxSmall},
		"small.spdx.json": {"SPDX 2.3", "shop   2026-11-01 06:00", `|shop|2.1|application||MIT OR Apache-2.0|||||?|-1
|a|1.0||pkg:npm/a@1.0|MIT AND Apache-2.0||Acme|https://example.com/a|required|true|-1
|b|3||pkg:npm/b@3|?||||optional|false|1
|c|2||pkg:npm/%40scope/c@2|NOASSERTION|Copyright 2020 C|||optional|false|2
|d||library||NONE||||development|true|-1
|e||||?||||development|false|4
`},
		"small.spdx": {"SPDX 2.2", "shop   2026-11-01 06:00", `|shop|2.1|||MIT OR Apache-2.0|||||?|-1
|a|1.0||pkg:npm/a@1.0|MIT AND Apache-2.0|Copyright 2019 A Copyright 2020 A|Acme|https://example.com/a|required|true|-1
|b||||NOASSERTION||||development|false|1
`},
		"small.spdx3.json": {"SPDX 3.0.1", "shop   2026-11-01 06:00", `|shop|2.1|application||?|||||?|-1
|a|1.0||pkg:npm/a@1.0|MIT AND Apache-2.0||Acme|https://example.com/a|required|true|-1
|b|||pkg:npm/b@3|ISC OR GPL-2.0+|Copyright 2020 B|||development|false|1
`},
	} {
		t.Run(name, func(t *testing.T) {
			doc, components := readAll(t, formatsByExample(t)[name])
			got := ""
			for n, c := range components {
				got += tell(doc, n, c) + "\n"
			}
			if got != want.components {
				t.Errorf("got\n%swant\n%s", got, want.components)
			}
			about := fmt.Sprintf("%s %s %s %s", doc.Name, doc.Version, doc.License, doc.Created.Format("2006-01-02 15:04"))
			if doc.Format != want.format || about != want.about {
				t.Errorf("got %s, %s", doc.Format, about)
			}
			if len(doc.Remarks()) > 0 {
				t.Errorf("remarks: %q", doc.Remarks())
			}
		})
	}
}

func TestPackedDocumentsAreReadAsPlainOnes(t *testing.T) {
	for _, data := range formatsByExample(t) {
		plain, components := readAll(t, data)
		var zipped, standard bytes.Buffer
		g := gzip.NewWriter(&zipped)
		g.Write(data)
		g.Close()
		z, _ := zstd.NewWriter(&standard)
		z.Write(data)
		z.Close()
		var both bytes.Buffer
		g = gzip.NewWriter(&both)
		g.Write(standard.Bytes())
		g.Close()
		for name, packed := range map[string][]byte{"gzip": zipped.Bytes(), "zstd": standard.Bytes(), "zstd in gzip": both.Bytes()} {
			doc, got := readAll(t, packed)
			if doc.Format != plain.Format || len(got) != len(components) {
				t.Errorf("%s as %s: %s with %d components", plain.Format, name, doc.Format, len(got))
			}
			if _, err := Read(io.LimitReader(bytes.NewReader(packed), int64(len(packed)/2)), drop); err == nil {
				t.Errorf("half of %s as %s passes for whole", plain.Format, name)
			}
		}
	}
}

// drop takes components and keeps none.
func drop(dataset.Component) error { return nil }
