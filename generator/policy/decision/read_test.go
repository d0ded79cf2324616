package decision

import (
	"reflect"
	"strings"
	"testing"

	"portolan/generator/policy"
)

func TestJSON(t *testing.T) {
	rows, err := JSON(strings.NewReader(`{"a": {"b": [{"id": 7, "ok": true, "tags": ["x", "y", 3], "deep": {"c": 1}, "none": null, "s": "t"}]}}`), "a.b")
	want := []Row{{"id": "7", "ok": "true", "tags": "x, y", "s": "t"}}
	if err != nil || !reflect.DeepEqual(rows, want) {
		t.Errorf("%v, %v", rows, err)
	}
	for _, bad := range []struct{ text, list string }{
		{"", ""}, {"{}", ""}, {"[]", "a"}, {`{"a": []}`, "b"}, {`[1]`, ""}, {`{"a": 1}`, "a"},
	} {
		if rows, err := JSON(strings.NewReader(bad.text), bad.list); err == nil {
			t.Errorf("%q gives %v", bad.text, rows)
		}
	}
}

func TestCSV(t *testing.T) {
	for _, text := range []string{
		"id,license,note\n1,\"MIT, ISC\",a\n2,BSD\n",
		"\uFEFFid;license;note\n1;MIT, ISC;a\n2;BSD\n",
		"id\t license \tnote\r\n1\tMIT, ISC\ta\r\n2\tBSD\r\n",
	} {
		rows, err := CSV(strings.NewReader(text))
		want := []Row{{"id": "1", "license": "MIT, ISC", "note": "a"}, {"id": "2", "license": "BSD"}}
		if err != nil || !reflect.DeepEqual(rows, want) {
			t.Errorf("%q: %v, %v", text, rows, err)
		}
	}
	if _, err := CSV(strings.NewReader("")); err == nil {
		t.Error("nothing is a table")
	}
}

func TestImportKeepsEveryRow(t *testing.T) {
	m := Mapping{ID: "id", Component: "what", License: "license", Verdict: "status", Expires: "until", Product: "for",
		Everywhere: []string{"all"}, Verdicts: map[string]string{"yes": "allowed", "no": "forbidden"}, Otherwise: "review"}
	decisions := Import([]Row{
		{"id": "A", "what": "pkg:npm/a", "license": "Apache 2.0", "status": "yes", "for": "all"},
		{"id": "B", "what": "b", "license": "MIT", "status": "no", "for": "anvil", "until": "2030-01-01"},
		{"what": "c", "license": "MIT"},
		{"id": "A", "what": "d", "license": "MIT", "status": "yes"},
		{"id": "E", "what": "e", "license": "MIT", "status": "perhaps"},
		{"id": "F", "what": "f", "license": "Frobnicate", "status": "yes"},
		{"id": "G", "what": "g", "license": "", "status": "yes"},
		{"id": "H", "what": "h", "license": "MIT", "status": "yes", "until": "soon"},
		{"id": "I", "status": "yes"},
	}, m)
	for i, want := range []struct{ id, trouble, license string }{
		{"A", "", "Apache-2.0"}, {"B", "", "MIT"}, {"row 3", "", "MIT"}, {"A", "its id is that of row 1", "MIT"},
		{"E", `"perhaps" is not a verdict`, "MIT"}, {"F", `its licence is unknown: "Frobnicate" names no known licence`, ""},
		{"G", "it does not say which licence holds", "NOASSERTION"}, {"H", `"soon" is not a date`, "MIT"},
		{"I", "it names no component, product or licence", "NOASSERTION"},
	} {
		d := decisions[i]
		if d.Number != i+1 || d.ID != want.id || d.Trouble != want.trouble || d.License.Normalised() != want.license {
			t.Errorf("row %d: %+v", i+1, d)
		}
	}
	if decisions[0].Product != "" || decisions[1].Product != "anvil" || decisions[2].Verdict != policy.Review {
		t.Errorf("%+v", decisions[:3])
	}
}

// FuzzImport looks for registers that make a reader panic, or decisions that the compiler does not take.
func FuzzImport(f *testing.F) {
	f.Add(`[{"id": "A", "what": "pkg:npm/a", "license": "Apache 2.0", "status": "allowed"}]`)
	f.Add("id;what;license;status\nA;b c@1;MIT/X11;forbidden\n")
	m := Mapping{ID: "id", Component: "what", License: "license", Verdict: "status", Otherwise: "review"}
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := JSON(strings.NewReader(text), "")
		if err != nil {
			if rows, err = CSV(strings.NewReader(text)); err != nil {
				return
			}
		}
		decisions := Import(rows, m)
		if len(decisions) != len(rows) {
			t.Errorf("%d decisions from %d rows", len(decisions), len(rows))
		}
		source, err := Source("register", "", decisions)
		if err != nil {
			t.Fatal(err)
		}
		_, problems := policy.Compile([]policy.Source{source}, day)
		for _, found := range problems {
			if found.Rule == "policy/yaml" || found.Rule == "policy/license" || found.Rule == "policy/date" {
				t.Errorf("%v", found)
			}
		}
	})
}
