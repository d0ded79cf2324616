package attribution_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/CycloneDX/cyclonedx-go"
	"github.com/santhosh-tekuri/jsonschema/v6"
	spdxjson "github.com/spdx/tools-golang/json"
	"github.com/spdx/tools-golang/spdx"
	"github.com/spdx/tools-golang/spdxlib"

	"portolan/generator/attribution"
)

// schemas are the official ones, compiled once: formats are checked too.
var schemas = struct {
	cyclonedx, spdx func() (*jsonschema.Schema, error)
}{
	sync.OnceValues(func() (*jsonschema.Schema, error) {
		dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/CycloneDX/cyclonedx-go").Output()
		if err != nil {
			return nil, err
		}
		at := func(name string) string { return filepath.Join(strings.TrimSpace(string(dir)), "schema", name) }
		return compile(at("bom-1.6.schema.json"), at("spdx.schema.json"), at("jsf-0.82.schemax.json"))
	}),
	sync.OnceValues(func() (*jsonschema.Schema, error) { return compile("testdata/spdx-schema-2.3.json") }),
}

// compile reads a schema and those that it refers to. Each goes by the address that it states.
func compile(files ...string) (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	var first string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		id := doc.(map[string]any)["$id"].(string)
		if first == "" {
			first = id
		}
		if err := c.AddResource(id, doc); err != nil {
			return nil, err
		}
	}
	return c.Compile(first)
}

// validate holds a bill against the official schema.
func validate(t testing.TB, schema func() (*jsonschema.Schema, error), bill []byte) {
	t.Helper()
	s, err := schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(bill))
	if err != nil {
		t.Fatalf("%v in %.2000q", err, bill)
	}
	if err := s.Validate(doc); err != nil {
		t.Fatalf("%v", err)
	}
}

// loadCycloneDX reads a bill with the library of the standard's authors.
func loadCycloneDX(t testing.TB, bill []byte) *cyclonedx.BOM {
	t.Helper()
	var bom cyclonedx.BOM
	if err := cyclonedx.NewBOMDecoder(bytes.NewReader(bill), cyclonedx.BOMFileFormatJSON).Decode(&bom); err != nil {
		t.Fatal(err)
	}
	return &bom
}

// loadSPDX reads a bill with the library of the standard's authors, which also checks that relationships lead somewhere.
func loadSPDX(t testing.TB, bill []byte) *spdx.Document {
	t.Helper()
	doc, err := spdxjson.Read(bytes.NewReader(bill))
	if err != nil {
		t.Fatal(err)
	}
	if err := spdxlib.ValidateDocument(doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestTheSchemasRefuseWhatIsWrong(t *testing.T) {
	product, components := sample()
	i := attribution.New(product, components, texts)
	for _, c := range []struct {
		schema    func() (*jsonschema.Schema, error)
		write     func(*attribution.Inventory) []byte
		good, bad string
	}{
		{schemas.cyclonedx, func(i *attribution.Inventory) []byte { return written(t, i, writers[2].write) }, `"library"`, `"book"`},
		{schemas.spdx, func(i *attribution.Inventory) []byte { return written(t, i, writers[3].write) }, `"CONTAINS"`, `"HOLDS"`},
	} {
		bill := c.write(i)
		validate(t, c.schema, bill)
		s, _ := c.schema()
		doc, _ := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.ReplaceAll(bill, []byte(c.good), []byte(c.bad))))
		if s.Validate(doc) == nil {
			t.Errorf("%s passed for %s", c.bad, c.good)
		}
	}
}

func TestCycloneDXSaysWhatIsKnown(t *testing.T) {
	product, components := sample()
	bill := written(t, attribution.New(product, components, texts), (*attribution.Inventory).CycloneDX)
	validate(t, schemas.cyclonedx, bill)
	bom := loadCycloneDX(t, bill)
	if bom.SpecVersion != cyclonedx.SpecVersion1_6 || bom.Metadata.Timestamp != "2026-11-20T09:30:00Z" || len(*bom.Components) != len(components) {
		t.Errorf("version %s, time %s, %d components", bom.SpecVersion, bom.Metadata.Timestamp, len(*bom.Components))
	}
	byName := map[string]cyclonedx.Component{}
	for _, c := range *bom.Components {
		byName[c.Name] = c
	}
	for name, want := range map[string]cyclonedx.Licenses{
		"react":  {{Expression: "MIT"}},
		"jersey": {{Expression: "EPL-2.0"}},
		"vague":  {{License: &cyclonedx.License{Name: "see <LICENSE> & ask"}}},
	} {
		if got := byName[name].Licenses; got == nil || !same(*got, want) {
			t.Errorf("%s: licences %+v, want %+v", name, got, want)
		}
	}
	for _, name := range []string{"bare", "silent"} {
		if got := byName[name].Licenses; got != nil {
			t.Errorf("%s: licences %+v where nothing is known", name, *got)
		}
	}
	for name, want := range map[string]cyclonedx.Scope{"react": "required", "jersey": "optional", "core": "excluded", "readline": ""} {
		if got := byName[name].Scope; got != want {
			t.Errorf("%s: scope %q, want %q", name, got, want)
		}
	}
	want := []cyclonedx.Dependency{
		{Ref: "product:anvil-cloud", Dependencies: &[]string{"pkg:npm/react@19.0.0", "pkg:npm/%40babel/core@7.0.0", "pkg:maven/org.glassfish/jersey@3.1"}},
		{Ref: "pkg:npm/react@19.0.0", Dependencies: &[]string{"pkg:npm/scheduler@0.25.0"}},
	}
	if !same(*bom.Dependencies, want) {
		t.Errorf("dependencies %+v", *bom.Dependencies)
	}
}

func TestSPDXSaysWhatIsKnown(t *testing.T) {
	product, components := sample()
	bill := written(t, attribution.New(product, components, texts), (*attribution.Inventory).SPDX)
	validate(t, schemas.spdx, bill)
	doc := loadSPDX(t, bill)
	if len(doc.Packages) != len(components)+1 {
		t.Errorf("%d packages", len(doc.Packages))
	}
	type licenses struct{ concluded, declared string }
	want := map[string]licenses{
		"Anvil Cloud": {"Apache-2.0", "Apache-2.0"}, "react": {"MIT", "MIT"}, "elsewhere": {"NOASSERTION", "NOASSERTION"},
		"org.glassfish/jersey": {"EPL-2.0", "EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0"},
		"vague":                {"NOASSERTION", "NOASSERTION"}, "bare": {"NONE", "NONE"}, "acme-codec": {"LicenseRef-acme", "LicenseRef-acme"},
	}
	for _, p := range doc.Packages {
		if w, ok := want[p.PackageName]; ok && w != (licenses{p.PackageLicenseConcluded, p.PackageLicenseDeclared}) {
			t.Errorf("%s: concluded %s, declared %s", p.PackageName, p.PackageLicenseConcluded, p.PackageLicenseDeclared)
		}
		if p.PackageName == "react" && p.PackageExternalReferences[0].Locator != "pkg:npm/react@19.0.0" {
			t.Errorf("react is at %s", p.PackageExternalReferences[0].Locator)
		}
	}
	var refs []string
	for _, l := range doc.OtherLicenses {
		refs = append(refs, l.LicenseIdentifier+"="+l.ExtractedText)
	}
	if got := strings.Join(refs, "; "); got != `LicenseRef-acme=Ask "Acme" & co.; LicenseRef-lost=NOASSERTION` {
		t.Errorf("licences of its own: %s", got)
	}
}

// same compares by what would be written.
func same(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Equal(x, y)
}
