package expression

import (
	"strings"
	"testing"
)

func TestParseNormalises(t *testing.T) {
	for written, want := range map[string]string{
		"MIT":                                       "MIT",
		" mit\t":                                    "MIT",
		"(MIT)":                                     "MIT",
		"((MIT OR (ISC)))":                          "MIT OR ISC",
		"MIT and (isc or 0bsd)":                     "MIT AND (ISC OR 0BSD)",
		"(MIT AND ISC) OR Zlib":                     "MIT AND ISC OR Zlib",
		"MIT OR (ISC OR Zlib)":                      "MIT OR ISC OR Zlib",
		"GPL-2.0":                                   "GPL-2.0-only",
		"GPL-2.0+":                                  "GPL-2.0-or-later",
		"gpl-2.0-only+":                             "GPL-2.0-or-later",
		"GPL-2.0-or-later+":                         "GPL-2.0-or-later",
		"GFDL-1.2-invariants-only+":                 "GFDL-1.2-invariants-or-later",
		"Apache-2.0+":                               "Apache-2.0+",
		"apache-2.0 with llvm-exception":            "Apache-2.0 WITH LLVM-exception",
		"GPL-2.0+ WITH Bison-exception-2.2":         "GPL-2.0-or-later WITH Bison-exception-2.2",
		"GPL-2.0-with-classpath-exception":          "GPL-2.0-only WITH Classpath-exception-2.0",
		"GPL-2.0-with-classpath-exception+":         "GPL-2.0-or-later WITH Classpath-exception-2.0",
		"wxWindows":                                 "LGPL-2.0-or-later WITH WxWindows-exception-3.1",
		"licenseref-Mine":                           "LicenseRef-Mine",
		"DocumentRef-a.b:LicenseRef-c":              "DocumentRef-a.b:LicenseRef-c",
		"MIT WITH AdditionRef-x":                    "MIT WITH AdditionRef-x",
		"MIT WITH DocumentRef-d:AdditionRef-x":      "MIT WITH DocumentRef-d:AdditionRef-x",
		"LicenseRef-a WITH Classpath-exception-2.0": "LicenseRef-a WITH Classpath-exception-2.0",
		"LGPL-2.1-only WITH Nokia-Qt-exception-1.1": "LGPL-2.1-only WITH Qt-LGPL-exception-1.1",
		"none":                         "NONE",
		"NOASSERTION":                  "NOASSERTION",
		"MIT AND ISC OR Zlib AND 0BSD": "MIT AND ISC OR Zlib AND 0BSD",
		"(MIT OR ISC) AND (Zlib OR 0BSD) AND (X11)": "(MIT OR ISC) AND (Zlib OR 0BSD) AND X11",
		"MIT OR MIT": "MIT OR MIT",
		"EPL-2.0\nOR\nGPL-2.0 WITH Font-exception-2.0": "EPL-2.0 OR GPL-2.0-only WITH Font-exception-2.0",
	} {
		e, err := Parse(written)
		if err != nil {
			t.Errorf("%q: %v", written, err)
			continue
		}
		if e.String() != want {
			t.Errorf("%q: got %s, want %s", written, e, want)
		}
		if again, err := Parse(e.String()); err != nil || again.String() != want {
			t.Errorf("%q: reading it again gives %v, %v", written, again, err)
		}
	}
}

func TestParseTellsTheColumn(t *testing.T) {
	for _, c := range []struct {
		written string
		column  int
		text    string
		hint    string
	}{
		{"", 1, "a licence is missing here", ""},
		{"MIT OR", 7, "a licence is missing here", ""},
		{"MIT OR OR ISC", 8, `expected a licence, found "OR"`, ""},
		{"MIT ISC", 5, `expected AND, OR or the end, found "ISC"`, ""},
		{"(MIT", 5, "a closing parenthesis is missing here", ""},
		{"MIT)", 4, `expected AND, OR or the end, found ")"`, ""},
		{"()", 2, `expected a licence, found ")"`, ""},
		{"MIT WITH", 9, "an exception is missing after WITH", ""},
		{"MIT WITH AND", 10, "an exception is missing after WITH", ""},
		{"(MIT OR ISC) WITH LLVM-exception", 14, `expected AND, OR or the end, found "WITH"`, ""},
		{"MIT WITH Classpath-exception", 10, `"Classpath-exception" is not on the SPDX list of exceptions`, "did you mean Classpath-exception-2.0?"},
		{"GPL-2.0-with-classpath-exception WITH LLVM-exception", 39, "GPL-2.0-only WITH Classpath-exception-2.0 has an exception already", ""},
		{"Apache2.0", 1, `"Apache2.0" is not on the SPDX licence list`, "did you mean Apache-2.0?"},
		{"MIT AND Frobnicate-Public", 9, `"Frobnicate-Public" is not on the SPDX licence list`, "write LicenseRef-Frobnicate-Public for a licence that is not on the list"},
		{"MIT, ISC", 4, `"," cannot stand in a licence expression`, ""},
		{"MIT AND \u00e4", 9, `"ä" cannot stand in a licence expression`, ""},
		{"MIT AND NONE", 9, "NONE can only stand alone", ""},
		{"LicenseRef-", 1, `"LicenseRef-" is not on the SPDX licence list`, "LicenseRef- is followed by letters, digits, dots and hyphens"},
		{"LicenseRef-a+", 1, `"LicenseRef-a+" is not on the SPDX licence list`, "LicenseRef- is followed by letters, digits, dots and hyphens"},
		{"Apache-2.0 +", 12, `expected AND, OR or the end, found "+"`, ""},
		{strings.Repeat("(", 300) + "MIT" + strings.Repeat(")", 300), 201, "more than 200 parentheses inside one another", ""},
	} {
		_, err := Parse(c.written)
		found, _ := err.(*Error)
		if found == nil || found.Column != c.column || found.Text != c.text || found.Hint != c.hint {
			t.Errorf("%.40q: got %+v", c.written, found)
		}
	}
}

func TestWalk(t *testing.T) {
	e, err := Parse("(MIT OR GPL-2.0+) AND MIT AND LicenseRef-x AND GPL-2.0-only WITH Classpath-exception-2.0")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(e.IDs(), " "); got != "MIT GPL-2.0-or-later LicenseRef-x GPL-2.0-only" {
		t.Errorf("ids: %s", got)
	}
	if !e.Contains("MIT") || e.Contains("ISC") || !e.NeedsChoice() || !e.AnyCopyleft() || !e.Valid() {
		t.Errorf("contains %v %v, choice %v, copyleft %v, valid %v", e.Contains("MIT"), e.Contains("ISC"), e.NeedsChoice(), e.AnyCopyleft(), e.Valid())
	}
	for range e.Leaves() {
		break // a walk may be left early
	}
	if plain, _ := Parse("MIT AND ISC"); plain.NeedsChoice() || plain.AnyCopyleft() {
		t.Error("MIT AND ISC needs a choice or is copyleft")
	}
}

func TestKeyKnowsNoOrder(t *testing.T) {
	for _, pair := range [][2]string{
		{"MIT OR ISC", "ISC OR MIT"},
		{"MIT AND (ISC OR Zlib)", "(Zlib OR ISC) AND MIT"},
		{"MIT AND MIT AND ISC", "ISC AND MIT"},
	} {
		a, _ := Parse(pair[0])
		b, _ := Parse(pair[1])
		if a.Key() != b.Key() {
			t.Errorf("%s and %s have the keys %q and %q", pair[0], pair[1], a.Key(), b.Key())
		}
	}
}

func TestVersions(t *testing.T) {
	for written, want := range map[string]string{
		"GPL-2.0-or-later": "GPL-2.0-only GPL-3.0-only",
		"LGPL-2.1+":        "LGPL-2.1-only LGPL-3.0-only",
		"GPL-2.0-or-later WITH Classpath-exception-2.0": "GPL-2.0-only WITH Classpath-exception-2.0 GPL-3.0-only WITH Classpath-exception-2.0",
		"EPL-1.0+":                     "EPL-1.0 EPL-2.0",
		"GFDL-1.2-invariants-or-later": "GFDL-1.2-invariants-only GFDL-1.3-invariants-only",
		"Apache-1.1+":                  "Apache-1.1 Apache-2.0",
		"GPL-2.0-only":                 "",
		"MIT":                          "",
	} {
		e, err := Parse(written)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, version := range Versions(e) {
			got = append(got, version.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v", written, got)
		}
	}
}
