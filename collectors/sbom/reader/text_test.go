package reader

import "testing"

func TestLicencesThatHoldTogetherKeepTheirChoicesApart(t *testing.T) {
	for want, licenses := range map[string][]string{
		"MIT":                             {"MIT"},
		"MIT AND ISC":                     {"MIT", "ISC"},
		"(MIT OR ISC) AND Zlib":           {"MIT OR ISC", "Zlib"},
		"(MIT OR (ISC)) AND Zlib":         {"(MIT OR (ISC))", "Zlib"},
		"((MIT) OR (ISC)) AND Zlib":       {"(MIT) OR (ISC)", "Zlib"},
		"(Apache License) AND MIT":        {"Apache License", "MIT"},
		"Zlib AND ((MIT OR ISC) OR Zlib)": {"Zlib", "(MIT OR ISC) OR Zlib"},
	} {
		if got := All(licenses); got == nil || *got != want {
			t.Errorf("%q: %v, want %s", licenses, got, want)
		}
	}
	if All(nil) != nil {
		t.Error("nothing is something")
	}
}
