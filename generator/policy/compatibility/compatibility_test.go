package compatibility

import (
	"strings"
	"testing"

	"portolan/generator/policy/expression"
)

const matrix = `{"timestamp": "2026-01-01", "licenses": [
  {"name": "Apache-2.0", "compatibilities": [
    {"name": "Apache-2.0", "compatibility": "Same", "explanation": ""},
    {"name": "MIT", "compatibility": "Yes", "explanation": "MIT asks for its notice only."},
    {"name": "GPL-2.0-only", "compatibility": "No", "explanation": "Copyleft."},
    {"name": "LGPL-2.1-only", "compatibility": "Check dependency", "explanation": "Depends on linking."},
    {"name": "OpenSSL", "compatibility": "Unknown", "explanation": ""}]},
  {"name": "GPL-3.0-only", "compatibilities": [
    {"name": "MIT", "compatibility": "Yes"}, {"name": "GPL-2.0-only", "compatibility": "No"},
    {"name": "GPL-3.0-only", "compatibility": "Same"}]}]}`

func TestCheck(t *testing.T) {
	m, err := Read(strings.NewReader(matrix))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ project, dependency, want, decides string }{
		{"Apache-2.0", "MIT", "compatible", "MIT"},
		{"Apache-2.0", "Apache-2.0", "compatible", "Apache-2.0"},
		{"Apache-2.0", "GPL-2.0", "incompatible", "GPL-2.0-only"},
		{"Apache-2.0", "LGPL-2.1-only", "depends", "LGPL-2.1-only"},
		{"Apache-2.0", "OpenSSL", "unknown", "OpenSSL"},
		{"Apache-2.0", "Zlib", "unknown", "Zlib"},
		{"Apache-2.0", "MIT OR GPL-2.0-only", "compatible", "MIT"},
		{"Apache-2.0", "MIT AND GPL-2.0-only", "incompatible", "GPL-2.0-only"},
		{"Apache-2.0", "MIT AND LGPL-2.1-only", "depends", "LGPL-2.1-only"},
		{"Apache-2.0 OR GPL-3.0-only", "MIT", "compatible", "MIT"},
		{"Apache-2.0 OR GPL-3.0-only", "GPL-3.0-only", "unknown", "GPL-3.0-only"},
		{"GPL-3.0-only", "GPL-2.0-or-later", "compatible", "GPL-3.0-only"},
		{"GPL-3.0-only", "GPL-2.0-only", "incompatible", "GPL-2.0-only"},
		{"Zlib", "Zlib", "compatible", "Zlib"},
		{"Apache-2.0", "NOASSERTION", "unknown", "NOASSERTION"},
		{"NONE", "NONE", "unknown", "NONE"},
	} {
		project, dependency := expression.Read(c.project).Expression, expression.Read(c.dependency).Expression
		got := m.Check(project, dependency)
		if got.Answer.String() != c.want || got.Dependency != c.decides {
			t.Errorf("%s in %s: %+v, want %s by %s", c.dependency, c.project, got, c.want, c.decides)
		}
	}
	mit, apache := expression.Read("MIT").Expression, expression.Read("Apache-2.0").Expression
	if got := m.Check(apache, mit).Explanation; got != "MIT asks for its notice only." {
		t.Error(got)
	}
}

func TestReadTakesThePlainMap(t *testing.T) {
	m, err := Read(strings.NewReader(`{"timestamp": "x", "timeformat": "y", "MIT": {"MIT": "Same", "GPL-2.0": "No"}}`))
	if err != nil {
		t.Fatal(err)
	}
	got := m.Check(expression.Read("MIT").Expression, expression.Read("GPL-2.0-only").Expression)
	if got.Answer != Incompatible {
		t.Errorf("%+v", got)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, bad := range []string{"", "[]", "{}", `{"licenses": 3}`, `{"licenses": []}`, `{"MIT": "x"}`} {
		if _, err := Read(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is a matrix", bad)
		}
	}
}

// FuzzRead looks for matrices that make the reader or a check panic.
func FuzzRead(f *testing.F) {
	f.Add(matrix)
	f.Add(`{"MIT": {"ISC": "Yes"}, "licenses": null}`)
	mit, list := expression.Read("MIT").Expression, expression.Read("GPL-2.0+ AND (ISC OR x)").Expression
	f.Fuzz(func(t *testing.T, text string) {
		if m, err := Read(strings.NewReader(text)); err == nil {
			m.Check(mit, list)
		}
	})
}
