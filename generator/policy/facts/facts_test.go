package facts

import (
	"slices"
	"strings"
	"testing"

	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"
	"github.com/google/licenseclassifier/v2/assets"
)

func TestLookup(t *testing.T) {
	l, ok := Lookup("mpl-2.0")
	if !ok || l.ID != "MPL-2.0" || l.Name != "Mozilla Public License 2.0" || l.Category != WeakCopyleft || l.Deprecated {
		t.Errorf("%+v", l)
	}
	if l.OSIApproved == nil || !*l.OSIApproved || l.FSFLibre == nil || !*l.FSFLibre {
		t.Errorf("OSI %v, FSF %v", l.OSIApproved, l.FSFLibre)
	}
	if !slices.Contains(l.Conditions, "same-license--file") || !slices.Contains(l.Limitations, "trademark-use") {
		t.Errorf("%+v", l)
	}
	if _, ok := Lookup("no-such-licence"); ok {
		t.Error("there is a licence that there is not")
	}
	if x, ok := LookupException("classpath-EXCEPTION-2.0"); !ok || x.ID != "Classpath-exception-2.0" || !x.Linking {
		t.Errorf("%+v", x)
	}
}

func TestUnknownIsNotNo(t *testing.T) {
	l, _ := Lookup("Glide")
	if l.FSFLibre != nil || l.Conditions != nil || l.Category != "" {
		t.Errorf("%+v", l)
	}
	if l, _ := Lookup("0BSD"); l.Conditions == nil || len(l.Conditions) != 0 {
		t.Errorf("0BSD is known to have no conditions: %v", l.Conditions)
	}
}

func TestCategories(t *testing.T) {
	for id, want := range map[string]Category{
		"CC0-1.0": PublicDomain, "MIT": Permissive, "Apache-2.0": Permissive, "LGPL-3.0-or-later": WeakCopyleft, "EPL-2.0": WeakCopyleft,
		"GPL-1.0-or-later": StrongCopyleft, "CECILL-2.1": StrongCopyleft, "AGPL-3.0-only": NetworkCopyleft, "OSL-3.0": NetworkCopyleft,
		"SSPL-1.0": SourceAvailable, "BUSL-1.1": SourceAvailable, "CC-BY-NC-ND-4.0": NonCommercial, "CC-BY-4.0": Permissive, "CC-BY-ND-4.0": SourceAvailable,
	} {
		if l, _ := Lookup(id); l.Category != want {
			t.Errorf("%s: %q, want %q", id, l.Category, want)
		}
	}
	for _, l := range Licenses() {
		if l.Category != "" && !slices.Contains(Categories(), l.Category) {
			t.Errorf("%s has the odd category %q", l.ID, l.Category)
		}
	}
}

// go-spdx carries a release of the SPDX list of its own: every id in it must be known here, and say the same.
func TestTheListHoldsWhatGoSPDXHas(t *testing.T) {
	for _, id := range spdxlicenses.GetLicenses() {
		if l, ok := Lookup(id); !ok || l.ID != id || l.Deprecated {
			t.Errorf("%s: known %v, deprecated %v", id, ok, l.Deprecated)
		}
	}
	for _, id := range spdxlicenses.GetDeprecated() {
		if l, ok := Lookup(id); !ok || !l.Deprecated {
			t.Errorf("%s: known %v, deprecated %v", id, ok, l.Deprecated)
		}
	}
	for _, id := range spdxlicenses.GetExceptions() {
		if x, ok := LookupException(id); !ok || x.ID != id {
			t.Errorf("%s: %+v", id, x)
		}
	}
}

func TestReplacementsAreCurrent(t *testing.T) {
	for _, l := range Licenses() {
		if l.Replacement == "" {
			continue
		}
		id, exception, _ := strings.Cut(l.Replacement, " WITH ")
		if successor, ok := Lookup(id); !ok || successor.Deprecated || !l.Deprecated {
			t.Errorf("%s is replaced by %s", l.ID, l.Replacement)
		}
		if _, ok := LookupException(exception); exception != "" && !ok {
			t.Errorf("%s is replaced by %s", l.ID, l.Replacement)
		}
	}
}

// Most texts must hold the same words as the ones that licenseclassifier carries.
func TestTexts(t *testing.T) {
	words := func(s string) int { return len(strings.Fields(s)) }
	compared, close := 0, 0
	for _, id := range []string{"Apache-2.0", "MPL-2.0", "GPL-2.0-only", "GPL-3.0-only", "LGPL-2.1-only", "AGPL-3.0-only", "EPL-2.0", "CDDL-1.0", "CC0-1.0", "OFL-1.1"} {
		file := strings.TrimSuffix(id, "-only")
		theirs, err := assets.ReadLicenseFile("License/" + file + "/license.txt")
		if err != nil {
			theirs, err = assets.ReadLicenseFile("License/" + file + "/LICENSE.txt")
		}
		if err != nil {
			continue
		}
		compared++
		ours, ok := Text(strings.ToUpper(id))
		if !ok {
			t.Errorf("%s has no text", id)
		}
		if ratio := float64(words(ours)) / float64(words(string(theirs))); ratio > 0.8 && ratio < 1.25 {
			close++
		} else {
			t.Logf("%s: %d words, licenseclassifier has %d", id, words(ours), words(string(theirs)))
		}
	}
	t.Logf("%d of %d texts are about as long", close, compared)
	if close < compared-1 || compared < 3 {
		t.Errorf("%d of %d texts are about as long", close, compared)
	}
	if text, _ := Text("MIT"); !strings.Contains(text, "Permission is hereby granted, free of charge") {
		t.Errorf("MIT: %q", text)
	}
	if _, ok := Text("no-such-licence"); ok {
		t.Error("there is a text for a licence that there is not")
	}
}

func TestEveryDutyHasWords(t *testing.T) {
	for _, l := range Licenses() {
		for _, tag := range l.Permissions {
			if Permission(english, tag).Text == "" {
				t.Errorf("%s: permission %q has no words", l.ID, tag)
			}
		}
		for _, tag := range l.Conditions {
			if Condition(english, tag).Text == "" {
				t.Errorf("%s: condition %q has no words", l.ID, tag)
			}
		}
		for _, tag := range l.Limitations {
			if Limitation(english, tag).Text == "" {
				t.Errorf("%s: limitation %q has no words", l.ID, tag)
			}
		}
	}
	if got := Condition(english, "new-tag"); got != (Duty{Label: "new-tag"}) {
		t.Errorf("%+v", got)
	}
}

func TestNearest(t *testing.T) {
	for typed, want := range map[string]string{
		"MTI": "MIT", "Apache2.0": "Apache-2.0", "BSD-3-Claus": "BSD-3-Clause", "GPL-2.0-onyl": "GPL-2.0-only",
		"Classpath-exception": "Classpath-exception-2.0", "NONE": "", "Frobnicate-Public-Licence": "", "": "",
	} {
		if got := Nearest(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func BenchmarkFirstLookup(b *testing.B) {
	for b.Loop() {
		decode(licenseTable, func(f []string) (string, string) { return f[0], f[1] })
	}
}
