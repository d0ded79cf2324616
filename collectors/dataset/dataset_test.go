package dataset

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func provenance(source string) Provenance {
	return Provenance{Source: source, Collected: At(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)), Complete: true}
}

func anvil() *Project {
	return &Project{
		ID: "github.com/acme/anvil", Name: "anvil", Visibility: VisibilityPublic, Audience: Public,
		Stars: Of(12), License: License{Expression: Of("MIT"), Source: "forge"},
		Languages: map[string]int{"Go": 10, "C": 3}, Provenance: provenance("github"),
		Releases: []Release{{Tag: "v1.0.0", Published: At(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))}},
	}
}

func TestARecordComesBackAsItWasWritten(t *testing.T) {
	store := NewStore(t.TempDir())
	if changed, err := store.Put(anvil()); err != nil || !changed {
		t.Fatal(changed, err)
	}
	if changed, err := store.Put(anvil()); err != nil || changed {
		t.Fatalf("the same record was written twice: %v %v", changed, err)
	}
	d, errs := store.Read()
	if len(errs) != 0 || len(d.Projects) != 1 {
		t.Fatal(errs, d)
	}
	first, _ := Encode(anvil())
	second, _ := Encode(d.Projects[0])
	if !bytes.Equal(first, second) {
		t.Errorf("%s\n%s", first, second)
	}
	if d.Projects[0].Forks != nil {
		t.Error("an unknown figure became known")
	}
}

func TestUnknownIsWrittenAsNull(t *testing.T) {
	data, _ := Encode(anvil())
	for _, line := range []string{`"forks": null`, `"stars": 12`, `"languages": {"C": 3, "Go": 10}`} {
		if !strings.Contains(string(data), line) {
			t.Errorf("no %s in\n%s", line, data)
		}
	}
}

func TestAnUnknownListIsNotAnEmptyOne(t *testing.T) {
	through := At(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	data, err := Encode(&Activity{Project: "a", Since: "2026-01", Through: through, Issues: []Issue{}, Provenance: provenance("github")})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Decode("activity", data)
	if err != nil {
		t.Fatal(err)
	}
	if a := r.(*Activity); a.Issues == nil || a.ChangeRequests != nil || a.Commits != nil {
		t.Errorf("none and unknown were confused in\n%s", data)
	}
}

func TestBadRecordsNameTheirLine(t *testing.T) {
	good, _ := Encode(anvil())
	cases := []struct{ name, file, from, to, text, at string }{
		{"a word for a number", "projects/github.com/acme/anvil.json", `"stars": 12`, `"stars": "many"`, "/stars", `"many"`},
		{"an unknown member", "projects/github.com/acme/anvil.json", `"stars": 12`, `"sters": 12`, "/sters", `sters`},
		{"no visibility", "projects/github.com/acme/anvil.json", `"public",`, `"secret",`, "none of public", `"secret"`},
		{"cut off", "projects/github.com/acme/anvil.json", "\n}\n", "\n", "not JSON", ""},
		{"a merge conflict", "projects/github.com/acme/anvil.json", "{\n", "{\n<<<<<<< HEAD\n", "not JSON", "<<<<<<<"},
		{"no id", "projects/github.com/acme/anvil.json", `"id": "github.com/acme/anvil"`, `"id": ""`, `"id" is missing`, ""},
		{"at the wrong place", "projects/github.com/acme/hammer.json", "", "", "belongs in projects/github.com/acme/anvil.json", ""},
		{"of no kind", "things/anvil.json", "", "", "no kind of record", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			bad := strings.Replace(string(good), c.from, c.to, 1)
			_, errs := Read(fstest.MapFS{c.file: {Data: []byte(bad)}})
			if len(errs) != 1 {
				t.Fatalf("%d errors", len(errs))
			}
			e := errs[0]
			if e.File != c.file || e.Line == 0 || !strings.Contains(e.Text, c.text) {
				t.Errorf("%#v", e)
			}
			if c.at != "" && !strings.HasPrefix(strings.TrimLeft(e.Source[e.Column-1:], `"`), strings.TrimLeft(c.at, `"`)) {
				t.Errorf("column %d of %q is not at %s", e.Column, e.Source, c.at)
			}
		})
	}
}

func TestPathsStayInsideAndApart(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{
		"github.com/acme/anvil", "github.com/acme/.github", "github.com/acme/null", "a/../../etc/passwd", "a/..", "a//b", "a/./b",
		"a/con", "a/CON.txt", "a/b\x00c", "a/b\\c", "a/b:c", "a/b@git", "a/b", "a/" + strings.Repeat("x", 300), "a/" + strings.Repeat("x", 301),
		"a/b.", "a/b%2E", "a/\u202ecod", "/a", "a/com1",
	} {
		p := Path(&Project{ID: id, Provenance: provenance("github")})
		if !filepath.IsLocal(p) || strings.Contains(p, "..") || strings.ContainsAny(p, "\x00\\:") {
			t.Errorf("%q lies at %q", id, p)
		}
		if other, twice := seen[p]; twice {
			t.Errorf("%q and %q share %q", id, other, p)
		}
		seen[p] = id
	}
	if p := Path(&Project{ID: "a/b", Provenance: provenance("git")}); p != "projects/a/b@git.json" {
		t.Errorf("got %q", p)
	}
}

func TestSchemasAcceptWhatIsWrittenAndRefuseWhatIsRefused(t *testing.T) {
	for _, kind := range Kinds() {
		compile(t, kind)
	}
	schema := compile(t, "projects")
	data, _ := Encode(anvil())
	if err := validate(t, schema, string(data)); err != nil {
		t.Error(err)
	}
	for from, to := range map[string]string{
		`"stars": 12`:                   `"stars": "12"`,
		`"public",`:                     `"secret",`,
		`"id": "github.com/acme/anvil"`: `"ident": "github.com/acme/anvil"`,
	} {
		if err := validate(t, schema, strings.Replace(string(data), from, to, 1)); err == nil {
			t.Errorf("%s was accepted", to)
		}
	}
}

func compile(t *testing.T, kind string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema(kind)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(kind, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(kind)
	if err != nil {
		t.Fatal(kind, err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, data string) error {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(data), &v); err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

func TestNothingHalfWrittenIsRead(t *testing.T) {
	dir := t.TempDir()
	store := NewStore(dir)
	store.Put(anvil())
	os.WriteFile(filepath.Join(dir, "projects", "github.com", "acme", ".writing-1"), []byte("{"), 0o644)
	if d, errs := store.Read(); len(errs) != 0 || len(d.Projects) != 1 {
		t.Error(errs)
	}
	store.Tidy()
	left, err := os.ReadDir(filepath.Join(dir, "projects", "github.com", "acme"))
	if err != nil || len(left) != 1 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}

func TestOnlyTheKindsThatAreNamedAreRead(t *testing.T) {
	fsys := fstest.MapFS{
		"decisions/a.json": {Data: []byte(`{"id": "a", "provenance": {"source": "hand", "collected": "2026-01-01T00:00:00Z"}}`)},
		"figures/b.json":   {Data: []byte("not read")},
		"sources.json":     {Data: []byte("not read")},
	}
	d, wrong := Read(fsys, "decisions", "products")
	if wrong != nil || len(d.Decisions) != 1 {
		t.Errorf("%+v, %v", d, wrong)
	}
	if _, wrong := Read(fsys); len(wrong) != 2 {
		t.Errorf("%v", wrong)
	}
}

func TestCleanText(t *testing.T) {
	for in, want := range map[string]string{
		" a\nb ": "a b", "a\x1b[2Jb": "a[2Jb", "a\u202eb": "ab", "a\xffb": "ab", "שלום": "שלום",
	} {
		if got := CleanText(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	if got := CleanText(strings.Repeat("ä", 1<<20)); len(got) > longest+4 {
		t.Errorf("not cut: %d bytes", len(got))
	}
}

func FuzzDecode(f *testing.F) {
	good, _ := Encode(anvil())
	f.Add("projects", good)
	f.Add("activity", []byte(`{"project":"a","since":"2026-13","through":"x"}`))
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		r, err := Decode(kind, data)
		if err != nil {
			return
		}
		if !filepath.IsLocal(Path(r)) {
			t.Errorf("%q lies at %q", r.Key(), Path(r))
		}
		if _, err := Encode(r); err != nil {
			t.Error(err)
		}
	})
}
