package reader

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"portolan/collectors/dataset"
)

// readMending reads as a collector does: leniently where a strict reading stumbles over what can be mended.
func readMending(data []byte, emit Emit) (*Document, error) {
	doc, err := Read(bytes.NewReader(data), emit)
	var p *Problem
	if errors.As(err, &p) && p.Mendable {
		return Mend(bytes.NewReader(data), p, emit)
	}
	return doc, err
}

// lastLine stands for the line on which a text ends.
const lastLine = -1

func TestWhatCannotBeReadIsOneProblemWithItsLine(t *testing.T) {
	small := formatsByExample(t)
	deep := strings.Repeat(`{"components":[`, 20000)
	for name, c := range map[string]struct {
		data string
		line int
		text string
	}{
		"nothing":                  {"", 0, "the file is empty"},
		"white space":              {" \n\t", 0, "the file is empty"},
		"a letter":                 {"Dear Sir,\nyour bill.", 1, `begins with "Dear Sir, your bill."`},
		"a zip file":               {"PK\x03\x04\x14\x00", 1, "begins with"},
		"a web page":               {"<!DOCTYPE html>\n<html><body>404</body></html>", 1, "web page"},
		"other XML":                {"<project><name>a</name></project>", 1, "outermost element is project"},
		"RDF":                      {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>`, 1, "RDF"},
		"other JSON":               {`{"name": "a", "version": "1.0"}`, 1, "no bill of materials"},
		"a package-lock.json":      {`{"name": "a", "lockfileVersion": 3, "packages": {"": {"name": "a"}}}`, 0, ""},
		"JSON that is cut off":     {string(small["small.cdx.json"][:700]), lastLine, "cut off"},
		"SPDX that is cut off":     {string(small["small.spdx.json"][:1400]), lastLine, "cut off"},
		"XML that is cut off":      {string(small["small.cdx.xml"][:900]), lastLine, "cut off"},
		"tags that are cut off":    {"SPDXVersion: SPDX-2.3\nPackageName: a\nPackageCopyrightText: <text>no end\n", 3, "no end"},
		"a comma too many":         {"{\n\"bomFormat\": \"CycloneDX\",\n\"components\": [\n{\"name\": \"a\"},,\n]}", 4, "not JSON"},
		"a comma too few":          {"{\"bomFormat\": \"CycloneDX\"\n\"components\": []}", 2, "not JSON"},
		"a merge conflict":         {"{\n<<<<<<< ours\n\"bomFormat\": \"CycloneDX\"}", 2, "not JSON"},
		"twenty thousand deep":     {deep, 1, "nested too deeply"},
		"XML, ten thousand deep":   {"<bom><components>" + strings.Repeat("<component><components>", 10000), 1, "nested too deeply"},
		"an unknown character set": {"<?xml version=\"1.0\" encoding=\"martian-7\"?><bom/>", 1, "martian-7"},
		"half a packed file":       {"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xab\x56", 0, "cut off"},
		"a damaged packed file":    {"\x28\xb5\x2f\xfd\x00\x01\x02\x03\x04\x05", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readMending([]byte(c.data), drop)
			if name == "a package-lock.json" {
				return // read as SPDX 2 without packages: see the next test
			}
			var p *Problem
			if !errors.As(err, &p) {
				if c.text == "" && err != nil {
					return
				}
				t.Fatalf("no problem, but %v", err)
			}
			if c.line == lastLine {
				c.line = strings.Count(c.data, "\n") + 1
			}
			if c.line > 0 && p.Line != c.line || !strings.Contains(p.Text, c.text) || strings.ContainsAny(p.Text, "\n\x00") {
				t.Errorf("line %d: %s (%s)", p.Line, p.Text, p.Hint)
			}
		})
	}
}

func TestWhatAStrictReaderRefusesIsReadAndSaid(t *testing.T) {
	package3 := `{"spdxVersion":"SPDX-2.3","packages":[{"SPDXID":"a","name":"a","externalRefs":[{"referenceType":"purl","referenceLocator":%q}]}]}`
	for name, c := range map[string]struct {
		data       string
		components int
		remark     string
	}{
		"a member twice":       {"{\"bomFormat\":\"CycloneDX\",\n\"components\":[{\"name\":\"a\",\n\"name\":\"b\"}]}", 1, `line 3: the member "name" occurs twice`},
		"no text at all":       {"{\"bomFormat\":\"CycloneDX\",\n\"components\":[{\"name\":\"\xff\xfe\"}]}", 1, "line 2: the text is not UTF-8"},
		"XML that is no text":  {"<bom>\n<components><component><name>a\xff</name></component></components></bom>", 1, "line 2: the text is not UTF-8"},
		"tags that are none":   {"SPDXVersion: SPDX-2.3\nPackageName: a\xff\n", 1, "line 2: the text is not UTF-8"},
		"an unclosed entity":   {"<bom><components><component><name>a & b</name></component></components></bom>", 1, "not XML"},
		"an entity of no text": {"<bom><components><component/>&\xd9\xd9</components></bom>", 1, "line 1: not XML: invalid character entity & (no semicolon)"},
		"no metadata":          {`{"bomFormat":"CycloneDX","components":[{"name":"a"}]}`, 1, ""},
		"nothing but a format": {`{"bomFormat":"CycloneDX"}`, 0, "lists no components"},
		"no format":            {`{"components":[{"name":"a"}]}`, 1, "bomFormat does not say CycloneDX"},
		"no version":           {`{"packages":[{"name":"a"}]}`, 1, "spdxVersion does not name"},
		"no name":              {`{"bomFormat":"CycloneDX","components":[{"purl":"pkg:npm/a@1"}]}`, 1, "has no name"},
		"nothing in it":        {`{"bomFormat":"CycloneDX","components":[{}]}`, 1, "has no name"},
		"numbers":              {`{"bomFormat":"CycloneDX","components":[{"name":"a","version":1.0}]}`, 1, "a number stands"},
		"a list for a text":    {`{"bomFormat":"CycloneDX","components":[{"name":["a"]}]}`, 1, "a text belongs"},
		"texts for components": {`{"bomFormat":"CycloneDX","components":["a",{"name":"b"}]}`, 2, "an object belongs"},
		"one for many":         {`{"bomFormat":"CycloneDX","components":{"name":"a"}}`, 1, "a list of one"},
		"null":                 {`{"bomFormat":"CycloneDX","components":null,"dependencies":null,"metadata":null}`, 0, "no components"},
		"a circle":             {`{"bomFormat":"CycloneDX","components":[{"bom-ref":"a","name":"a"},{"bom-ref":"b","name":"b"}],"dependencies":[{"ref":"a","dependsOn":["b"]},{"ref":"b","dependsOn":["a"]}]}`, 2, "a -> b -> a"},
		"two of a name":        {`{"bomFormat":"CycloneDX","components":[{"bom-ref":"a","name":"a"},{"bom-ref":"a","name":"b"}]}`, 2, "two components are called"},
		"a lost dependency":    {`{"bomFormat":"CycloneDX","components":[{"bom-ref":"a","name":"a"}],"dependencies":[{"ref":"a","dependsOn":["x"]}]}`, 1, "1 relationships name something"},
		"more than one value":  {`{"bomFormat":"CycloneDX","components":[{"name":"a"}]} {}`, 1, "follows after the end"},
		"a path in a purl":     {fmt.Sprintf(package3, "pkg:npm/../../etc/passwd@1"), 1, "is no package URL"},
		"a path, hidden":       {fmt.Sprintf(package3, "pkg:npm/%2e%2e/%2e%2e/a@1"), 1, "is no package URL"},
		"a line in a purl":     {fmt.Sprintf(package3, "pkg:npm/a\n@1"), 1, "is no package URL"},
		"markup in a purl":     {fmt.Sprintf(package3, "pkg:npm/<script>@1"), 1, "is no package URL"},
		"a byte order mark":    {"\xef\xbb\xbf{\"bomFormat\":\"CycloneDX\",\"components\":[{\"name\":\"a\"}]}", 1, ""},
		"UTF-16":               {wide(`{"bomFormat":"CycloneDX","components":[{"name":"ä"}]}`), 1, ""},
		"Latin-1 XML":          {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><bom><components><component><name>\xe4</name></component></components></bom>", 1, ""},
		"an envelope":          {`{"sbom":{"spdxVersion":"SPDX-2.3","packages":[{"name":"a"}]}}`, 1, ""},
		"a broken relation":    {"SPDXVersion: SPDX-2.3\nPackageName: a\nRelationship: a b\n", 1, "not of the form"},
		"a line without tag":   {"SPDXVersion: SPDX-2.3\nwhat is this\nPackageName: a\n", 1, "line 2: a line without a tag"},
	} {
		t.Run(name, func(t *testing.T) {
			n := 0
			doc, err := readMending([]byte(c.data), func(component dataset.Component) error {
				n++
				if component.Name == "" || !utf8.ValidString(component.Name) || strings.ContainsAny(component.PURL, "\n<") || strings.Contains(component.PURL, "..") {
					t.Errorf("%+v", component)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			remarks := strings.Join(doc.Remarks(), "; ")
			if n != 0 && n < c.components || !strings.Contains(remarks, c.remark) || c.remark == "" && remarks != "" {
				t.Errorf("%d components, remarks %q", n, remarks)
			}
		})
	}
}

func wide(text string) string {
	out := "\xff\xfe"
	for _, unit := range utf16.Encode([]rune(text)) {
		out += string([]byte{byte(unit), byte(unit >> 8)})
	}
	return out
}

func TestTenDeepIsFlat(t *testing.T) {
	data := `{"bomFormat":"CycloneDX","components":[`
	for n := range 10 {
		data += fmt.Sprintf(`{"name":"c%d","components":[`, n)
	}
	data += strings.Repeat("]}", 10) + "]}"
	if _, got := readAll(t, []byte(data)); len(got) != 10 || got[0].Name != "c9" || got[9].Name != "c0" {
		t.Errorf("%d components", len(got))
	}
}

func TestAnEndlessDocumentIsRefused(t *testing.T) {
	data := `{"bomFormat":"CycloneDX","components":[{"name":"a"}` + strings.Repeat(" ", 1<<20)
	p := &parser{doc: &Document{}, emit: drop}
	err := p.parse(&bounded{in: bufio.NewReader(strings.NewReader(data)), read: Largest - 1<<19})
	var problem *Problem
	if !errors.As(err, &problem) || !strings.Contains(problem.Text, "larger than 768 MiB") {
		t.Error(err)
	}
}

func TestTheCallersErrorComesBack(t *testing.T) {
	stop := errors.New("stop")
	for name, data := range formatsByExample(t) {
		if _, err := Read(bytes.NewReader(data), func(dataset.Component) error { return stop }); !errors.Is(err, stop) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Read(io.MultiReader(strings.NewReader(`{"bomFormat":`), broken{}), drop); err == nil {
		t.Error("a broken disk passed unseen")
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the disk is broken") }

// fuzz holds every reader to the same: no panic, no endless run, and what is handed on is fit to be kept.
func fuzz(f *testing.F, pattern string, more ...string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, text := range more {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		doc, err := readMending(data, func(c dataset.Component) error {
			n++
			if c.Name == "" || !utf8.ValidString(c.Name+c.Version+c.PURL+c.Copyright) || strings.ContainsAny(c.Name+c.PURL+c.URL, "\n\x00\x1b") {
				t.Errorf("%+v", c)
			}
			return nil
		})
		if err != nil {
			var p *Problem
			if !errors.As(err, &p) || p.Text == "" {
				t.Errorf("not a problem of the document: %v", err)
			}
			return
		}
		for i := range doc.Components {
			steps := 0
			for at := i; at >= 0; at = doc.Place(at).Above {
				if steps++; steps > doc.Components {
					t.Fatalf("the way to component %d has no end", i)
				}
			}
		}
		for _, remark := range doc.Remarks() {
			if !utf8.ValidString(remark) || strings.Contains(remark, "\n") {
				t.Errorf("remark %q", remark)
			}
		}
	})
}

func FuzzJSON(f *testing.F) {
	fuzz(f, "testdata/small.*json", `{"components":[{"name":1,"name":[],"components":{"purl":"pkg:"}}]}`, `[{"type":"software_Package","name":"a"}]`, `{"sbom":{}}`)
}

func FuzzXML(f *testing.F) {
	fuzz(f, "testdata/small.*xml", `<bom><components><component/>&</components></bom>`)
}

func FuzzTags(f *testing.F) {
	fuzz(f, "testdata/small.spdx", "SPDXVersion: SPDX-2.3\nPackageName:\nRelationship: a DEPENDS_ON a\n")
}

func FuzzPacked(f *testing.F) {
	fuzz(f, "testdata/small.spdx", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00", "\x28\xb5\x2f\xfd\x24\x00\x01\x00\x00")
}
