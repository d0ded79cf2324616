package expression

import (
	"strings"
	"testing"
)

func TestReadRepairs(t *testing.T) {
	for written, want := range map[string]string{
		"GPLv2+":                    "GPL-2.0-or-later",
		"GPL (>= 2)":                "GPL-2.0-or-later",
		"GPL (>= 2) | BSD_3_clause": "GPL-2.0-or-later OR BSD-3-Clause",
		"License :: OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
		"License :: OSI Approved :: MIT License":                                             "MIT",
		"ISC License (ISCL)":                                                                 "ISC",
		"MIT license (http://opensource.org/licenses/MIT)":                                   "MIT",
		"CC0 1.0 Universal":                                                                  "CC0-1.0",
		"Creative Commons Attribution 4.0":                                                   "CC-BY-4.0",
		"Apache-2.0 + MIT":                                                                   "Apache-2.0 AND MIT",
		"MIT ISC":                                                                            "MIT AND ISC",
		"GPL v2":                                                                             "GPL-2.0-only",
		"GPL v3 or any later version":                                                        "GPL-3.0-or-later",
		"GNU General Public License v2.0 only":                                               "GPL-2.0-only",
		"GNU General Public License (GPL), version 2, with the Classpath exception":  "GPL-2.0-only WITH Classpath-exception-2.0",
		"GNU General Public License, version 2 (GPL2), with the classpath exception": "GPL-2.0-only WITH Classpath-exception-2.0",
		"GPL-2.0 w/ CPE":                                      "GPL-2.0-only WITH Classpath-exception-2.0",
		"Apache 2 with LLVM exceptions":                       "Apache-2.0 WITH LLVM-exception",
		"Lesser General Public License, version 3 or greater": "LGPL-3.0-or-later",
		"lgpl_v2_1":                            "LGPL-2.1-only",
		"gpl":                                  "GPL-1.0-or-later",
		"AGPLv3":                               "AGPL-3.0-only",
		"Apache 2.0":                           "Apache-2.0",
		"Apache2":                              "Apache-2.0",
		"apache license, version 2.0":          "Apache-2.0",
		"ASL 2.0":                              "Apache-2.0",
		"ALv2":                                 "Apache-2.0",
		"The MIT License (MIT)":                "MIT",
		"MIT/X11":                              "MIT",
		"MIT*":                                 "MIT",
		"Expat":                                "MIT",
		"BSD":                                  "BSD-3-Clause",
		"New BSD License":                      "BSD-3-Clause",
		"BSD 2-Clause":                         "BSD-2-Clause",
		"Simplified BSD":                       "BSD-2-Clause",
		"EDL 1.0":                              "BSD-3-Clause",
		"Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
		"CC-BY-SA 4.0":                         "CC-BY-SA-4.0",
		"CC0":                                  "CC0-1.0",
		"Public Domain":                        "LicenseRef-Public-Domain",
		"MIT or GPL-2.0":                       "MIT OR GPL-2.0-only",
		"MPL 2.0 or EPL 1.0":                   "MPL-2.0 OR EPL-1.0",
		"MIT/Apache-2.0":                       "MIT OR Apache-2.0",
		"MIT / Apache-2.0 AND ISC":             "(MIT OR Apache-2.0) AND ISC",
		"MIT, ISC":                             "MIT AND ISC",
		"MIT, ISC, or Zlib":                    "MIT OR ISC OR Zlib",
		"MIT, ISC and Zlib":                    "MIT AND ISC AND Zlib",
		"MIT and/or ISC":                       "MIT AND ISC",
		"MIT; ISC":                             "MIT AND ISC",
		"MIT | ISC":                            "MIT OR ISC",
		"MIT || ISC && Zlib":                   "MIT OR ISC AND Zlib",
		"MIT & [ISC or Zlib]":                  "MIT AND (ISC OR Zlib)",
		"MIT,":                                 "MIT",
		"GPL-2.0-only, GPL-2.0-or-later":       "GPL-2.0-only AND GPL-2.0-or-later",
		"Apache License, Version 2.0 and Common Development And Distribution License (CDDL) Version 1.0": "Apache-2.0 AND CDDL-1.0",
		"https://opensource.org/licenses/MIT":               "MIT",
		"https://opensource.org/license/mit/":               "MIT",
		"http://www.apache.org/licenses/LICENSE-2.0.txt":    "Apache-2.0",
		"https://www.gnu.org/licenses/gpl-3.0.en.html":      "GPL-3.0-only",
		"https://spdx.org/licenses/MPL-2.0.html":            "MPL-2.0",
		"https://opensource.org/licenses/BSD-3-Clause, MIT": "BSD-3-Clause AND MIT",
		"http://www.eclipse.org/legal/epl-v10.html":         "EPL-1.0",
		"https://creativecommons.org/licenses/by/4.0/":      "CC-BY-4.0",
		"N/A":         "NOASSERTION",
		"unknown":     "NOASSERTION",
		"noassertion": "NOASSERTION",
		"  ":          "NOASSERTION",
	} {
		r := Read(written)
		if r.Normalised() != want || r.Unknown != "" {
			t.Errorf("%q: got %s, unknown %q, want %s", written, r.Expression, r.Unknown, want)
		}
	}
}

func TestReadShowsItsRepairs(t *testing.T) {
	r := Read("Apache 2.0 or GPLv2+, see below")
	want := []Repair{
		{"Apache 2.0", "Apache-2.0", "a common way to write it"},
		{"GPLv2+", "GPL-2.0-or-later", "a common way to write it"},
		{",", "AND", "all parts of a list are taken to hold"},
	}
	if len(r.Repairs) != len(want) {
		t.Fatalf("%+v", r.Repairs)
	}
	for i, repair := range r.Repairs {
		if repair != want[i] {
			t.Errorf("repair %d: %+v, want %+v", i, repair, want[i])
		}
	}
	if r.Unknown != `"see below" names no known licence` {
		t.Errorf("unknown: %s", r.Unknown)
	}
	for _, fine := range []string{"MIT", "mit OR isc", "(MIT)"} {
		if r := Read(fine); len(r.Repairs) > 0 {
			t.Errorf("%s: %+v", fine, r.Repairs)
		}
	}
}

func TestReadLeavesUnknownWhatItMustNotGuess(t *testing.T) {
	for written, why := range map[string]string{
		"Frobnicate":                 `"Frobnicate" names no known licence`,
		"MIT OR foo bar":             `"foo bar" names no known licence`,
		"CDDL":                       `"CDDL": which version is meant is not said`,
		"CDDL+GPL":                   `"CDDL+GPL": which version is meant is not said`,
		"Functional Source License":  `"Functional Source License": which version is meant is not said`,
		"MIT AND":                    "a licence is missing",
		"MIT OR":                     "a licence is missing",
		"OR MIT":                     "a licence is missing",
		"MIT OR (ISC AND )":          "a licence is missing",
		"MIT OR OR ISC":              "a licence is missing between two operators",
		"MIT AND || ISC":             "a licence is missing between two operators",
		"(MIT or ISC":                "a closing parenthesis is missing",
		"(MIT AND (GPL-2.0 OR ISC)":  "a closing parenthesis is missing",
		"MIT (see LICENSE)":          `"see LICENSE" names no known licence`,
		"UNLICENSED":                 "npm's UNLICENSED means that no right to use it is granted; it is not the Unlicense",
		"SEE LICENSE IN LICENSE.md":  `"SEE LICENSE IN LICENSE.md": the licence is in a file that only the package holds`,
		"MIT)":                       "the parentheses do not match",
		"GPL v2 with FOSS exception": `"with FOSS exception" names no known exception`,
		"<script>":                   `"<script>" names no known licence`,
		"https://example.com/eula":   `"https://example.com/eula" names no known licence`,
		strings.Repeat("x ", 3000):   "it is 5999 bytes long: a licence text, not an expression",
	} {
		r := Read(written)
		if r.Unknown != why || r.Normalised() != "" {
			t.Errorf("%.60q: normalised %q, unknown %q, want %q", written, r.Normalised(), r.Unknown, why)
		}
	}
}

func TestReadTakesNoAssertionWithinExpressions(t *testing.T) {
	r := Read("MIT AND noassertion OR NONE")
	if r.Expression.String() != "MIT AND NOASSERTION OR NONE" || r.Unknown != "" || r.Normalised() != "" || len(r.Repairs) > 0 {
		t.Errorf("%s, unknown %q, normalised %q, repairs %v", r.Expression, r.Unknown, r.Normalised(), r.Repairs)
	}
}

// FuzzRead looks for strings that make a reader panic, disagree with the other, or give what it cannot read itself.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"(MIT OR GPL-2.0+) AND LGPL-2.1-only WITH Classpath-exception-2.0", "MIT/X11, BSD; (x and/or y", "GPL v2 w/ CPE or later",
		"http://www.apache.org/licenses/LICENSE-2.0 | [", "()", ",,,", "or", "with with", "\xff(\x00", "DocumentRef-a:LicenseRef-b",
		"(((((((((((((((((((((((((((MIT, ", "GNU General Public License (GPL), version 2, with the Classpath exception",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := Read(s)
		if r.Expression == nil {
			t.Fatal("no expression")
		}
		if strict, err := Parse(s); err == nil && strict.String() != r.Expression.String() {
			t.Errorf("strictly %s, leniently %s", strict, r.Expression)
		}
		normalised := r.Normalised()
		if normalised == "" {
			if r.Unknown == "" && !strings.Contains(r.Expression.String(), "NONE") && !strings.Contains(r.Expression.String(), "NOASSERTION") {
				t.Error("unknown without a reason")
			}
			return
		}
		again, err := Parse(normalised)
		if err != nil || again.String() != normalised || again.Key() != r.Expression.Key() {
			t.Errorf("%s is read as %v, %v", normalised, again, err)
		}
	})
}

// The costliest string: as many short names and commas as are read at all.
func BenchmarkReadWorst(b *testing.B) {
	worst := strings.Repeat("x,", longest/2)
	for b.Loop() {
		Read(worst)
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		Read("GNU General Public License (GPL), version 2, with the Classpath exception")
	}
}
