package osv

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// The entries below have the form of the database and invented content.
const (
	pad = `{"id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2026-0001", ""], "summary": "Pads\ntoo much", "published": "2026-02-03T04:05:06.789Z",
	  "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N"}, {"type": "CVSS_V4", "score": "CVSS:4.0/AV:N"}],
	  "affected": [{"package": {"ecosystem": "npm", "name": "@acme/pad"}, "ranges": [{"type": "SEMVER",
	    "events": [{"introduced": "2.0.0"}, {"fixed": "2.1.0"}, {"introduced": "0"}, {"fixed": "1.3.1"}]}]}]}`
	flask = `{"id": "PYSEC-2026-1", "published": "2026-01-01T00:00:00Z", "database_specific": {"severity": "HIGH"},
	  "affected": [{"package": {"ecosystem": "PyPI", "name": "Flask-Login"}, "versions": ["0.1", "0.2"],
	    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "0.3"}]}]}]}`
	module = `{"id": "GO-2026-0001", "affected": [{"package": {"ecosystem": "Go", "name": "acme.example/anvil"},
	    "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"last_affected": "1.2.0"}]}, {"type": "GIT", "events": [{"introduced": "abc"}]}]}]}`
	withdrawn = `{"id": "GHSA-with-draw-nnnn", "withdrawn": "2026-01-01T00:00:00Z",
	  "affected": [{"package": {"ecosystem": "npm", "name": "@acme/pad"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}`
)

func TestVersionsAreComparedAsTheSchemaSaysSo(t *testing.T) {
	for _, c := range []struct {
		entry, purl, version string
		ids, fixed           string
		complete             bool
	}{
		{pad, "pkg:npm/%40acme/pad@1.3.0", "", "GHSA-aaaa-bbbb-cccc", "1.3.1", true},
		{pad, "pkg:npm/%40acme/pad@1.3.1", "", "", "", true},
		{pad, "pkg:npm/%40acme/pad@2.0.0", "", "GHSA-aaaa-bbbb-cccc", "2.1.0", true},
		{pad, "pkg:npm/%40acme/pad@2.1.0", "", "", "", true},
		{pad, "pkg:npm/%40acme/pad@2.1.0-rc.1", "", "GHSA-aaaa-bbbb-cccc", "2.1.0", true},
		{pad, "pkg:npm/%40acme/pad", "1.0.0", "GHSA-aaaa-bbbb-cccc", "1.3.1", true},
		{pad, "pkg:npm/%40acme/pad", "", "", "", false},
		{pad, "pkg:npm/%40acme/pad@4.%2A.%2A", "", "", "", false},
		{pad, "pkg:npm/pad@1.0.0", "", "", "", true},
		{pad, "pkg:pypi/pad@1.0.0", "", "", "", false},
		{pad, "pkg:deb/debian/pad@1.0.0", "", "", "", false},
		{pad, "", "1.0.0", "", "", false},
		{withdrawn, "pkg:npm/%40acme/pad@1.0.0", "", "", "", true},
		{flask, "pkg:pypi/flask_login@0.2", "", "PYSEC-2026-1", "0.3", true},
		{flask, "pkg:pypi/flask-login@0.3", "", "", "", true},
		{module, "pkg:golang/acme.example/anvil@v1.2.0", "", "GO-2026-0001", "", true},
		{module, "pkg:golang/acme.example/anvil@v1.2.1", "", "", "", true},
		{module, "pkg:golang/acme.example/anvil@v0.9.0", "", "", "", true},
	} {
		component := dataset.Component{Name: "x", PURL: c.purl, Version: c.version}
		inventory := &dataset.Inventory{ID: "anvil", Components: []dataset.Component{component}}
		db := newDatabase([]*dataset.Inventory{inventory})
		if err := db.read([]byte(c.entry)); err != nil {
			t.Fatal(err)
		}
		found := db.look(inventory, nil, &source.Run{Now: time.Unix(1e9, 0)})
		var ids, fixed string
		for _, v := range found.Vulnerabilities {
			ids, fixed = ids+v.ID, fixed+v.FixedIn
		}
		if ids != c.ids || fixed != c.fixed || found.Provenance.Complete != c.complete {
			t.Errorf("%s %s: %q fixed in %q, complete %v", c.purl, c.version, ids, fixed, found.Provenance.Complete)
		}
	}
}

func TestAVulnerabilitySaysWhatTheEntrySays(t *testing.T) {
	inventory := &dataset.Inventory{ID: "anvil", Product: "anvil", Audience: dataset.Internal, Components: []dataset.Component{
		{Name: "pad", PURL: "pkg:npm/%40acme/pad@1.3.0"}, {Name: "flask-login", PURL: "pkg:pypi/flask-login@0.1"}}}
	db := newDatabase([]*dataset.Inventory{inventory})
	for _, e := range []string{pad, flask} {
		if err := db.read([]byte(e)); err != nil {
			t.Fatal(err)
		}
	}
	found := db.look(inventory, nil, &source.Run{Now: time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)})
	published := dataset.At(time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC))
	want := dataset.Vulnerability{ID: "GHSA-aaaa-bbbb-cccc", Aliases: []string{"CVE-2026-0001"}, Summary: "Pads too much",
		Component: "pkg:npm/%40acme/pad@1.3.0", Version: "1.3.0", Severity: "CVSS:4.0/AV:N", Published: &published, FixedIn: "1.3.1",
		FirstSeen: dataset.Of(dataset.Date("2026-11-01"))}
	if !reflect.DeepEqual(found.Vulnerabilities[0], want) || found.Vulnerabilities[1].Severity != "high" || found.Product != "anvil" {
		t.Errorf("%+v", found)
	}
}

func TestSinceWhenAndUntilWhenIsRemembered(t *testing.T) {
	day := func(n int) *source.Run { return &source.Run{Now: time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC)} }
	with := &dataset.Inventory{ID: "anvil", Components: []dataset.Component{{Name: "pad", PURL: "pkg:npm/%40acme/pad@1.3.0"}}}
	without := &dataset.Inventory{ID: "anvil", Components: []dataset.Component{{Name: "pad", PURL: "pkg:npm/%40acme/pad@1.3.1"}}}
	db := newDatabase([]*dataset.Inventory{with})
	db.read([]byte(pad))
	first := db.look(with, nil, day(1))
	second := db.look(with, first, day(2))
	third := db.look(without, second, day(3))
	fourth := db.look(without, third, day(4))
	back := db.look(with, fourth, day(5))
	for i, c := range []struct {
		found           *dataset.Vulnerabilities
		since, resolved string
	}{{first, "2026-11-01", ""}, {second, "2026-11-01", ""}, {third, "2026-11-01", "2026-11-03"}, {fourth, "2026-11-01", "2026-11-03"}, {back, "2026-11-01", ""}} {
		if len(c.found.Vulnerabilities) != 1 {
			t.Fatalf("%d: %+v", i, c.found.Vulnerabilities)
		}
		v := c.found.Vulnerabilities[0]
		resolved := ""
		if v.Resolved != nil {
			resolved = string(*v.Resolved)
		}
		if string(*v.FirstSeen) != c.since || resolved != c.resolved {
			t.Errorf("%d: since %s, resolved %q", i, *v.FirstSeen, resolved)
		}
	}
}

// notebook keeps what a run found.
type notebook struct{ records []dataset.Record }

func (n *notebook) Put(r dataset.Record) error { n.records = append(n.records, r); return nil }
func (n *notebook) Keep(string, string, error) {}
func (n *notebook) Gone(string, string)        {}
func (n *notebook) Fail(error)                 {}
func (n *notebook) Progress(int, int, string)  {}

func dump(t *testing.T, entries map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, data := range entries {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(data))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestADumpIsLookedUpForEveryInventory(t *testing.T) {
	root := t.TempDir()
	os.WriteFile(filepath.Join(root, "npm.zip"), dump(t, map[string]string{"a.json": pad, "b.json": withdrawn, "README": "not JSON"}), 0o644)
	os.WriteFile(filepath.Join(root, "bad.zip"), dump(t, map[string]string{"a.json": `{"id": 7}`}), 0o644)
	os.WriteFile(filepath.Join(root, "torn.zip"), []byte("PK torn"), 0o644)
	gone := dataset.At(time.Unix(1, 0))
	inventories := []dataset.Record{
		&dataset.Inventory{ID: "a", Components: []dataset.Component{{Name: "pad", PURL: "pkg:npm/%40acme/pad@1.3.0"}}},
		&dataset.Inventory{ID: "b", Components: []dataset.Component{}},
		&dataset.Inventory{ID: "c", Provenance: dataset.Provenance{GoneSince: &gone}},
		&dataset.Inventory{ID: "d", Provenance: dataset.Provenance{Example: true}},
	}
	for file, want := range map[string]int{"npm.zip": 2, "bad.zip": 0, "torn.zip": 0, "missing.zip": 0} {
		n := &notebook{}
		c, err := New(Config{Files: []string{file}})
		if err != nil {
			t.Fatal(err)
		}
		err = c.Collect(t.Context(), &source.Run{Root: root, Results: n, Now: time.Unix(1e9, 0),
			Records: func(kind string) []dataset.Record { return inventories }})
		if (err == nil) != (want > 0) || len(n.records) != want {
			t.Errorf("%s: %v, %d records", file, err, len(n.records))
		}
		if err != nil && !strings.Contains(err.Error(), file) {
			t.Errorf("the file is not named: %v", err)
		}
	}
	if _, err := New(Config{}); err == nil {
		t.Error("no files are fine")
	}
}

func FuzzEntry(f *testing.F) {
	for _, seed := range []string{pad, flask, module, withdrawn} {
		f.Add([]byte(seed), "pkg:npm/%40acme/pad@1.3.0")
	}
	f.Add([]byte(`{"id": "a", "affected": [{"package": {"ecosystem": "Go", "name": ""}, "versions": [""]}]}`), "pkg:golang/x@\x00")
	f.Fuzz(func(t *testing.T, data []byte, purl string) {
		if strings.HasPrefix(string(data), "PK") {
			return
		}
		inventory := &dataset.Inventory{ID: "anvil", Components: []dataset.Component{{Name: "x", PURL: purl}}}
		db := newDatabase([]*dataset.Inventory{inventory})
		if db.read(data) != nil {
			return
		}
		found := db.look(inventory, nil, &source.Run{Now: time.Unix(1e9, 0)})
		out, err := dataset.Encode(found)
		if err == nil {
			_, err = dataset.Decode("vulnerabilities", out)
		}
		if err != nil && strings.ToValidUTF8(purl, "") == purl {
			t.Fatal(err)
		}
	})
}
