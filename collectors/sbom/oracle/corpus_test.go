// Package oracle holds no code: its tests compare package reader with the readers that others publish, and measure both.
package oracle

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	cyclonedx "github.com/CycloneDX/cyclonedx-go"
	spdxjson "github.com/spdx/tools-golang/json"
	"github.com/spdx/tools-golang/tagvalue"

	"portolan/collectors/dataset"
	"portolan/collectors/sbom/reader"
)

// corpus finds the folder of published bills of materials beside the checkout.
func corpus(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		candidate := filepath.Join(dir, "shared", "corpora", "sboms")
		if _, err := os.Stat(candidate); err == nil {
			return candidate
		}
	}
	t.Skip("the folder shared/corpora/sboms is not beside the checkout")
	return ""
}

// readAll reads a document that must be readable.
func readAll(t testing.TB, data []byte) (*reader.Document, []dataset.Component) {
	t.Helper()
	var all []dataset.Component
	doc, err := reader.Read(bytes.NewReader(data), func(c dataset.Component) error {
		all = append(all, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return doc, all
}

// counted is what another reader makes of a document: how many components, and the package URLs and names of all.
type counted struct {
	components int
	purls      map[string]bool
	names      map[string]int
}

func (c *counted) add(name, purl string) {
	c.components++
	c.names[name]++
	if purl != "" {
		c.purls[purl] = true
	}
}

func countCycloneDX(t *testing.T, data []byte, format cyclonedx.BOMFileFormat) *counted {
	var bom cyclonedx.BOM
	if err := cyclonedx.NewBOMDecoder(bytes.NewReader(data), format).Decode(&bom); err != nil {
		t.Fatal(err)
	}
	c := &counted{purls: map[string]bool{}, names: map[string]int{}}
	var walk func(*[]cyclonedx.Component)
	walk = func(components *[]cyclonedx.Component) {
		if components == nil {
			return
		}
		for _, component := range *components {
			c.add(component.Name, component.PackageURL)
			walk(component.Components)
		}
	}
	walk(bom.Components)
	return c
}

func countSPDX(t *testing.T, data []byte, tags bool) *counted {
	read := spdxjson.Read
	if tags {
		read = tagvalue.Read
	}
	doc, err := read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := &counted{purls: map[string]bool{}, names: map[string]int{}}
	for _, p := range doc.Packages {
		purl := ""
		for _, ref := range p.PackageExternalReferences {
			if ref.RefType == "purl" {
				purl = ref.Locator
			}
		}
		c.add(p.PackageName, purl)
	}
	return c
}

func TestEveryPublishedDocumentIsReadAsOthersReadIt(t *testing.T) {
	files, err := os.ReadDir(corpus(t))
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Run(f.Name(), func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(corpus(t), f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			doc, got := readAll(t, data)
			t.Logf("%s: %d components, remarks %q", doc.Format, len(got), doc.Remarks())
			var want *counted
			switch {
			case strings.Contains(f.Name(), ".cdx.json"):
				want = countCycloneDX(t, data, cyclonedx.BOMFileFormatJSON)
			case strings.Contains(f.Name(), ".cdx.xml"):
				want = countCycloneDX(t, data, cyclonedx.BOMFileFormatXML)
			case strings.HasSuffix(f.Name(), ".spdx"):
				want = countSPDX(t, data, true)
			case strings.Contains(f.Name(), ".spdx3."):
				if n := bytes.Count(data, []byte(`"type" : "software_Package"`)); n != len(got) {
					t.Errorf("%d components, the text holds %d", len(got), n)
				}
				return
			default:
				want = countSPDX(t, data, false)
			}
			compare(t, got, want)
		})
	}
}

func compare(t *testing.T, components []dataset.Component, want *counted) {
	t.Helper()
	if len(components) != want.components || len(components) == 0 {
		t.Errorf("%d components, another reader finds %d", len(components), want.components)
	}
	got := map[string]bool{}
	for _, c := range components {
		want.names[c.Name]--
		if c.PURL != "" && !want.purls[c.PURL] {
			t.Errorf("%s: another reader knows no %s", c.Name, c.PURL)
		}
		got[c.PURL] = true
	}
	for name, n := range want.names {
		if n != 0 {
			t.Errorf("%q occurs %d times more elsewhere", name, n)
		}
	}
	for purl := range want.purls {
		if !got[purl] {
			t.Errorf("%s is missing", purl)
		}
	}
}
