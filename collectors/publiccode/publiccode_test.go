package publiccode

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

const anvil = `publiccodeYmlVersion: "0.4"
name: Anvil
url: https://GitHub.com/acme/anvil.git
landingURL: "https://anvil.acme.example"
softwareVersion: "1.2"
releaseDate: 2026-03-01
developmentStatus: stable
softwareType: standalone/web
categories: [document-management, "drop\a"]
description:
  it:
    shortDescription: Pesante.
  en-GB:
    shortDescription: Heavy.
legal:
  license: EUPL-1.2
  repoOwner: Acme
maintenance:
  type: internal
  contacts:
    - {name: Ada, email: ada@acme.example}
`

func TestAFileIsAProject(t *testing.T) {
	p, err := Config{Language: "en"}.parse([]byte(anvil))
	if err != nil {
		t.Fatal(err)
	}
	if p.ID != "github.com/acme/anvil" || p.Name != "Anvil" || p.Organization != "Acme" || p.Description != "Heavy." ||
		p.Status != dataset.StatusActive || *p.License.Expression != "EUPL-1.2" || p.License.Source != "declared" ||
		p.Homepage != "https://anvil.acme.example" || p.Audience != dataset.Internal || p.Visibility != dataset.VisibilityUnknown ||
		len(p.Topics) != 2 || p.Topics[1] != "drop" || p.Changed == nil {
		t.Errorf("%+v", p)
	}
	data, err := dataset.Encode(p)
	if err != nil || strings.Contains(string(data), "ada") {
		t.Errorf("people are in the record: %s %v", data, err)
	}
}

func TestADescriptionIsFoundInSomeLanguage(t *testing.T) {
	for language, want := range map[string]string{"it": "Pesante.", "en": "Heavy.", "fr": "Heavy."} {
		if p, err := (Config{Language: language}).parse([]byte(anvil)); err != nil || p.Description != want {
			t.Errorf("%s: %v, %v", language, p, err)
		}
	}
}

func TestWhatIsNoPubliccodeIsSaidWithItsPlace(t *testing.T) {
	for name, c := range map[string]struct {
		yaml string
		line int
	}{
		"no YAML":      {"name: Anvil\nurl: [", 2},
		"a list":       {"name: Anvil\nurl: https://github.com/acme/anvil\ndescription: [a]", 3},
		"no url":       {"name: Anvil\n", 1},
		"no name":      {"url: https://github.com/acme/anvil\n", 1},
		"no real url":  {"name: Anvil\nurl: javascript:alert(1)\n", 1},
		"nothing":      {"", 1},
		"a plain text": {"hello", 1},
	} {
		_, err := Config{}.parse([]byte(c.yaml))
		var wrong *source.WrongError
		if !errors.As(err, &wrong) || wrong.Line != c.line {
			t.Errorf("%s: %+v", name, err)
		}
	}
}

// notebook keeps what a run found.
type notebook struct {
	records  []dataset.Record
	failures []error
}

func (n *notebook) Put(r dataset.Record) error { n.records = append(n.records, r); return nil }
func (n *notebook) Keep(string, string, error) {}
func (n *notebook) Gone(string, string)        {}
func (n *notebook) Fail(why error)             { n.failures = append(n.failures, why) }
func (n *notebook) Progress(int, int, string)  {}

func TestFilesAreReadTogether(t *testing.T) {
	root, n := t.TempDir(), &notebook{}
	os.WriteFile(filepath.Join(root, "good.yml"), []byte(anvil), 0o644)
	os.WriteFile(filepath.Join(root, "bad.yml"), []byte("name: ["), 0o644)
	c, err := New(Config{Files: []string{"*.yml", "missing.yml"}})
	if err == nil {
		err = c.Collect(t.Context(), &source.Run{Root: root, Results: n, Now: time.Unix(1e9, 0)})
	}
	if err != nil || len(n.records) != 1 || len(n.failures) != 2 {
		t.Errorf("%v, %d records, %v", err, len(n.records), n.failures)
	}
	for _, failure := range n.failures {
		var wrong *source.WrongError
		if !errors.As(failure, &wrong) || wrong.File == "" {
			t.Errorf("%+v", failure)
		}
	}
	if _, err := New(Config{}); err == nil {
		t.Error("no files are fine")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(anvil))
	f.Add([]byte("name: a\nurl: https://b.c/d\ncategories: [\"\\x00\"]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Config{}.parse(data)
		if err != nil {
			return
		}
		p.Provenance = dataset.Provenance{Source: "publiccode", Collected: dataset.At(time.Unix(1e9, 0))}
		out, err := dataset.Encode(p)
		if err == nil {
			_, err = dataset.Decode("projects", out)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}
