package codejson

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

const second = `{"agency": "ACME", "version": "2.0.0", "releases": [
  {"name": "Anvil", "description": "Heavy.\nVery.", "organization": "Forge", "repositoryURL": "https://GitHub.com/acme/anvil.git",
    "homepageURL": "javascript:alert(1)", "status": "Production", "tags": ["iron", "", "drop\u0007"],
    "contact": {"email": "ada@acme.example", "URL": "https://acme.example/contact"},
    "permissions": {"usageType": "openSource", "licenses": [{"name": "MIT", "URL": "x"}, {"name": "CC0-1.0"}, {"name": null}]},
    "date": {"created": "2024-02-03", "lastModified": "not yet"}},
  {"name": "Anvil tools", "repositoryURL": "https://github.com/acme/anvil", "permissions": {"usageType": "governmentWideReuse", "licenses": null}},
  {"name": "Secret", "repositoryURL": null, "permissions": {"usageType": "exemptByNationalSecurity"}},
  {"name": 7}, {"description": "nameless"}, "a text"
]}`

func TestVersionTwo(t *testing.T) {
	projects, wrong := Config{}.parse([]byte(second), map[string]bool{})
	if len(projects) != 3 || len(wrong) != 3 || !strings.Contains(wrong[0].Error(), "entry 4") {
		t.Fatalf("%d projects, %v", len(projects), wrong)
	}
	p := projects[0]
	if p.ID != "github.com/acme/anvil" || p.Name != "Anvil" || p.Organization != "ACME" || p.Owner != "Forge" || p.Homepage != "" ||
		p.Description != "Heavy. Very." || p.Status != dataset.StatusActive || *p.License.Expression != "MIT AND CC0-1.0" ||
		p.Visibility != dataset.VisibilityPublic || p.Audience != dataset.Internal || len(p.Topics) != 2 || p.Topics[1] != "drop" ||
		p.Contact != "https://acme.example/contact" || p.Created == nil || p.Changed != nil || p.Stars != nil {
		t.Errorf("%+v", p)
	}
	if q := projects[1]; q.ID != "github.com/acme/anvil-2" || q.License.Expression != nil || q.Visibility != dataset.VisibilityInternal {
		t.Errorf("%+v", q)
	}
	if q := projects[2]; q.ID != "code.json/acme/secret" || q.Visibility != dataset.VisibilityPrivate {
		t.Errorf("%+v", q)
	}
}

func TestVersionOne(t *testing.T) {
	projects, wrong := Config{Organization: "Acme", Audience: dataset.Public}.parse([]byte("\xef\xbb\xbf"+`{"agency": "ACME", "version": "1.0.1", "projects": [
		{"name": "anvil", "license": "https://github.com/acme/anvil/blob/master/COPYING", "openSourceProject": 1, "repository": "https://github.com/acme/anvil"},
		{"name": "vault", "license": null, "openSourceProject": 0, "repository": null}]}`), map[string]bool{})
	if wrong != nil || len(projects) != 2 {
		t.Fatal(wrong)
	}
	if p := projects[0]; p.ID != "github.com/acme/anvil" || p.Visibility != dataset.VisibilityPublic || p.Organization != "Acme" ||
		p.License.Expression != nil || p.Audience != dataset.Public {
		t.Errorf("%+v", p)
	}
	if p := projects[1]; p.Visibility != dataset.VisibilityUnknown || p.ID != "code.json/acme/vault" {
		t.Errorf("%+v", p)
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

func collect(t *testing.T, root string, files ...string) *notebook {
	t.Helper()
	n := &notebook{}
	c, err := New(Config{Files: files})
	if err == nil {
		err = c.Collect(t.Context(), &source.Run{Root: root, Results: n, Now: time.Unix(1e9, 0)})
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestFilesAreReadTogether(t *testing.T) {
	root := t.TempDir()
	os.WriteFile(filepath.Join(root, "a.json"), []byte(second), 0o644)
	os.WriteFile(filepath.Join(root, "b.json"), []byte(second), 0o644)
	os.WriteFile(filepath.Join(root, "c.json"), []byte("<html>"), 0o644)
	n := collect(t, root, "*.json")
	ids := map[string]bool{}
	for _, r := range n.records {
		ids[r.Key()] = true
	}
	if len(n.records) != 6 || len(ids) != 6 || len(n.failures) != 7 {
		t.Errorf("%d records with %d IDs, %v", len(n.records), len(ids), n.failures)
	}
	if _, err := New(Config{}); err == nil {
		t.Error("no files are fine")
	}
}

// TestPublishedInventories reads inventories that agencies have published, dirty as they are, from a folder beside the
// checkout.
func TestPublishedInventories(t *testing.T) {
	folder := besideTheCheckout(t, "corpora", "codejson")
	for name, want := range map[string]int{"CFPB.json": 235, "DOE.json": 888, "GSA.json": 1514, "SSA.json": 127} {
		n := collect(t, folder, name)
		if len(n.records) != want || n.failures != nil {
			t.Errorf("%s: %d records of %d, %v", name, len(n.records), want, n.failures)
		}
		for _, r := range n.records {
			data, err := dataset.Encode(r)
			if err == nil {
				_, err = dataset.Decode(r.Kind(), data)
			}
			if err != nil || strings.Contains(string(data), "@") && strings.Contains(string(data), "mailto") {
				t.Errorf("%s: %v", r.Key(), err)
			}
		}
	}
}

func besideTheCheckout(t *testing.T, path ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		folder := filepath.Join(append([]string{filepath.Dir(dir), "shared"}, path...)...)
		if _, err := os.Stat(folder); err == nil {
			return folder
		}
	}
	t.Skip("SKIPPED: no folder shared beside the checkout, so there are no published inventories to read")
	return ""
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(second))
	f.Add([]byte(`{"projects": [{"name": "\u0000", "repository": "https://[::1]/"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		projects, wrong := Config{}.parse(data, map[string]bool{})
		var mistake *source.WrongError
		if !json.Valid([]byte(strings.TrimPrefix(string(data), byteOrderMark))) && (len(wrong) != 1 || !errors.As(wrong[0], &mistake)) {
			t.Fatal("what is no JSON was read")
		}
		for _, p := range projects {
			p.Provenance = dataset.Provenance{Source: "codejson", Collected: dataset.At(time.Unix(1e9, 0))}
			out, err := dataset.Encode(p)
			if err == nil {
				_, err = dataset.Decode("projects", out)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
