package sbom

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

type results struct {
	data   dataset.Dataset
	failed []error
	kept   []string
	gone   []string
}

func (r *results) Put(record dataset.Record) error {
	data, err := dataset.Encode(record)
	if err != nil {
		return err
	}
	back, err := dataset.Decode(record.Kind(), data)
	if err == nil {
		r.data.Add(back)
	}
	return err
}

func (r *results) Keep(kind, key string, why error) {
	r.kept = append(r.kept, kind+" "+key)
	r.failed = append(r.failed, why)
}
func (r *results) Gone(kind, key string)     { r.gone = append(r.gone, kind+" "+key) }
func (r *results) Fail(why error)            { r.failed = append(r.failed, why) }
func (r *results) Progress(int, int, string) {}

// portal is a content folder with files in it.
func portal(t *testing.T, files map[string]string) *source.Run {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return &source.Run{Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Root: root, Results: &results{}}
}

func collect(t *testing.T, run *source.Run, c Config) *results {
	t.Helper()
	collector, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := collector.Collect(context.Background(), run); err != nil {
		t.Fatal(err)
	}
	return run.Results.(*results)
}

const shop = `{
  "bomFormat": "CycloneDX", "specVersion": "1.5",
  "metadata": {"component": {"bom-ref": "root", "name": "shop", "version": "2.1", "licenses": [{"license": {"id": "MIT"}}]}},
  "components": [
    {"bom-ref": "1", "name": "b", "purl": "pkg:npm/b@1"},
    {"bom-ref": "2", "name": "b", "version": "1", "purl": "pkg:NPM/b@1?vcs_url=git%2Bhttps://example.com", "licenses": [{"license": {"id": "ISC"}}]},
    {"bom-ref": "3", "name": "a", "version": "1", "purl": "pkg:npm/a@1", "licenses": [{"license": {"id": "MIT"}}]},
    {"bom-ref": "4", "name": "c", "version": "1"},
    {"bom-ref": "5", "name": "c", "version": "1"},
    {"bom-ref": "6", "name": "c", "version": "2"},
    {"bom-ref": "7", "name": "a", "version": "1", "purl": "pkg:npm/a@1", "licenses": [{"license": {"id": "GPL-2.0-only"}}]}
  ],
  "dependencies": [
    {"ref": "root", "dependsOn": ["3"]},
    {"ref": "3", "dependsOn": ["1", "4"]},
    {"ref": "1", "dependsOn": ["5", "6"]},
    {"ref": "6", "dependsOn": ["3", "2"]}
  ]
}`

func TestComponentsAreMergedAndPlaced(t *testing.T) {
	r := collect(t, portal(t, map[string]string{"sboms/shop.cdx.json": shop}),
		Config{Product: "shop", Files: []string{"sboms/*.json"}, Audience: dataset.Public, Owner: "Sales", Contexts: []string{"service"}})
	if len(r.data.Inventories) != 1 || len(r.failed) > 0 {
		t.Fatal(r.failed)
	}
	i, p := r.data.Inventories[0], r.data.Products[0]
	got := ""
	for _, c := range i.Components {
		license := "?"
		if c.License != nil {
			license = *c.License
		}
		got += strings.Join([]string{c.PURL, c.Name, c.Version, license, string(c.Scope), strings.Join(c.Via, ">")}, "|") + "\n"
	}
	want := "|c|1|?|required|a\n|c|2|?|required|a>b\npkg:npm/a@1|a|1|MIT AND GPL-2.0-only|required|\npkg:npm/b@1|b|1|ISC|required|a\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if i.ID != "shop" || i.Product != "shop" || i.Format != "CycloneDX 1.5" || i.Audience != dataset.Public {
		t.Errorf("%s %s %s %s", i.ID, i.Product, i.Format, i.Audience)
	}
	for _, remark := range []string{"round in a circle", "7 components were read; 3 of them repeat", "a is said to be under MIT and under GPL-2.0-only"} {
		if !strings.Contains(strings.Join(i.Remarks, "\n"), remark) {
			t.Errorf("no remark on %q in %q", remark, i.Remarks)
		}
	}
	if p.Name != "shop" || p.Version != "2.1" || *p.License != "MIT" || p.Owner != "Sales" || p.Audience != dataset.Public || !slices.Equal(p.Contexts, []string{"service"}) {
		t.Errorf("%+v", p)
	}
}

const spdx = "SPDXVersion: SPDX-2.3\nDocumentName: client\nPackageName: client\nSPDXID: SPDXRef-1\nPackageVersion: 9\nPackageLicenseDeclared: EPL-2.0\n" +
	"PackageName: lib\nSPDXID: SPDXRef-2\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-1\nRelationship: SPDXRef-1 DEPENDS_ON SPDXRef-2\n"

func TestEachFileHasItsInventory(t *testing.T) {
	run := portal(t, map[string]string{"a/server.cdx.json": shop, "a/client.spdx": spdx, "b/client.spdx.gz": spdx, "b/broken.json": "{\n\"bomFormat\":"})
	old := func(id, product string) dataset.Record { return &dataset.Inventory{ID: id, Product: product} }
	run.Known = func(string) []dataset.Record {
		return []dataset.Record{old("shop/server", "shop"), old("shop/removed", "shop"), old("other", "other")}
	}
	r := collect(t, run, Config{Product: "shop", Files: []string{"a/*", "b/*", "c/*.json"}})
	var ids []string
	for _, i := range r.data.Inventories {
		ids = append(ids, i.ID)
	}
	if want := []string{"shop/client.spdx", "shop/server", "shop/client.spdx.gz"}; !slices.Equal(ids, want) {
		t.Errorf("inventories %q, want %q", ids, want)
	}
	if !slices.Equal(r.kept, []string{"inventories shop/broken"}) || !slices.Equal(r.gone, []string{"inventories shop/removed"}) {
		t.Errorf("kept %q, gone %q", r.kept, r.gone)
	}
	var none, wrong *source.WrongError
	if len(r.failed) != 2 || !errors.As(r.failed[0], &none) || !strings.Contains(none.Text, "no file matches c/*.json") ||
		!errors.As(r.failed[1], &wrong) || wrong.File != "b/broken.json" || wrong.Line != 2 || !strings.Contains(wrong.Text, "cut off") {
		t.Errorf("failures %v", r.failed)
	}
	if p := r.data.Products[0]; p.Name != "shop" || p.Version != "" || p.License != nil {
		t.Errorf("the product is called %s %s, which is one of its parts", p.Name, p.Version)
	}
}

func TestFilesAreToldApart(t *testing.T) {
	got := distinct([]string{"/x/a.cdx.json", "/x/b.json", "/x/b.xml", "/y/c.json", "/z/c.json", "/1/w/d.json", "/2/w/d.json"})
	if want := []string{"a", "b.json", "b.xml", "y-c.json", "z-c.json", "d-6", "d-7"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestASPDXDocumentDescribesTheProduct(t *testing.T) {
	r := collect(t, portal(t, map[string]string{"client.cdx.json": spdx}), Config{Product: "p", Files: []string{"client.cdx.json"}})
	p, i := r.data.Products[0], r.data.Inventories[0]
	if p.Name != "client" || p.Version != "9" || *p.License != "EPL-2.0" || len(i.Components) != 1 || i.Components[0].Name != "lib" || !*i.Components[0].Direct {
		t.Errorf("%+v with %d components", p, len(i.Components))
	}
	if text := strings.Join(i.Remarks, "\n"); !strings.Contains(text, "says otherwise") || !strings.Contains(text, "client is what the document describes: the product itself") {
		t.Errorf("remarks %q", i.Remarks)
	}
}

func TestWhatAnotherAsksForIsAComponentThoughItIsDescribed(t *testing.T) {
	for name, more := range map[string]string{
		"another needs it":        "Relationship: SPDXRef-2 DEPENDS_ON SPDXRef-1\n",
		"another holds it":        "Relationship: SPDXRef-1 CONTAINED_BY SPDXRef-2\n",
		"another is described":    "Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-2\n",
		"another is the same":     "PackageName: client\nSPDXID: SPDXRef-3\nPackageVersion: 9\n",
		"a document, and another": "Relationship: SPDXRef-DOCUMENT CONTAINS SPDXRef-1\nRelationship: SPDXRef-2 DEPENDS_ON SPDXRef-1\n",
	} {
		r := collect(t, portal(t, map[string]string{"a.spdx": spdx + more}), Config{Product: "p", Files: []string{"a.spdx"}})
		i := r.data.Inventories[0]
		if len(i.Components) != 2 || i.Components[0].Name != "client" || !strings.Contains(strings.Join(i.Remarks, "\n"), "client is what the document describes; it is listed") {
			t.Errorf("%s: %+v, remarks %q", name, i.Components, i.Remarks)
		}
	}
	for _, more := range []string{"Relationship: SPDXRef-DOCUMENT CONTAINS SPDXRef-1\n", "Relationship: SPDXRef-1 CONTAINS SPDXRef-1\n", "Relationship: SPDXRef-1 DESCRIBED_BY SPDXRef-DOCUMENT\n"} {
		r := collect(t, portal(t, map[string]string{"a.spdx": spdx + more}), Config{Product: "p", Files: []string{"a.spdx"}})
		if i := r.data.Inventories[0]; len(i.Components) != 1 || i.Components[0].Name != "lib" {
			t.Errorf("%s: %+v", more, i.Components)
		}
	}
}

func TestNothingReadableKeepsWhatWasThere(t *testing.T) {
	run := portal(t, map[string]string{"a.json": ""})
	os.Mkdir(filepath.Join(run.Root, "b.json"), 0o755)
	r := collect(t, run, Config{Product: "p", Files: []string{"a.json", "b.json"}})
	if len(r.data.Products)+len(r.data.Inventories) > 0 || !slices.Equal(r.kept, []string{"inventories p/a", "inventories p/b", "products p"}) {
		t.Errorf("kept %q", r.kept)
	}
	for _, bad := range []Config{{}, {Product: "p"}, {Files: []string{"a"}}, {Product: "p", Files: []string{"["}}} {
		if _, err := New(bad); err == nil {
			t.Errorf("%+v passed", bad)
		}
	}
}

func TestALongChainIsCut(t *testing.T) {
	var b strings.Builder
	b.WriteString("SPDXVersion: SPDX-2.3\nRelationship: SPDXRef-DOCUMENT DESCRIBES p0\n")
	for n := range 300 {
		name := strings.Repeat("i", n)
		b.WriteString("PackageName: n" + name + "\nSPDXID: p0" + name + "\nRelationship: p0" + name + " DEPENDS_ON p0i" + name + "\n")
	}
	r := collect(t, portal(t, map[string]string{"a.spdx": b.String()}), Config{Product: "p", Files: []string{"a.spdx"}})
	longest := 0
	for _, c := range r.data.Inventories[0].Components {
		longest = max(longest, len(c.Via))
	}
	if longest != longestWay+1 {
		t.Errorf("a way of %d names", longest)
	}
}

func TestAnEndedRunStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	collector, _ := New(Config{Product: "p", Files: []string{"*.json"}})
	if err := collector.Collect(ctx, portal(t, map[string]string{"a.json": shop})); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestPublishedDocumentsAreCollected(t *testing.T) {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "shared", "corpora", "sboms")); err == nil {
			break
		}
	}
	pattern := filepath.Join(dir, "shared", "corpora", "sboms", "*")
	files, _ := filepath.Glob(pattern)
	if len(files) == 0 {
		t.Skip("the folder shared/corpora/sboms is not beside the checkout")
	}
	r := collect(t, portal(t, nil), Config{Product: "p", Files: []string{pattern}})
	if len(r.data.Inventories) != len(files) || len(r.failed) > 0 {
		t.Errorf("%d of %d were read: %v", len(r.data.Inventories), len(files), r.failed)
	}
	for _, i := range r.data.Inventories {
		direct, licensed := 0, 0
		for _, c := range i.Components {
			if c.Direct != nil && *c.Direct {
				direct++
			}
			if c.License != nil {
				licensed++
			}
		}
		t.Logf("%s: %s, %d components, %d direct, %d with a licence", i.ID, i.Format, len(i.Components), direct, licensed)
		for _, remark := range i.Remarks {
			t.Log("    ", remark)
		}
	}
}
