package source

import "testing"

func TestKeysTellPeopleApartAndNothingElse(t *testing.T) {
	acme, other := People{Secret: []byte("a")}, People{Secret: []byte("b")}
	if acme.Key("Ada@example.com ") != acme.Key("ada@example.com") {
		t.Error("one person has two keys")
	}
	if acme.Key("ada@example.com") == acme.Key("bob@example.com") {
		t.Error("two people share a key")
	}
	if acme.Key("ada@example.com") == other.Key("ada@example.com") {
		t.Error("the secret does not matter")
	}
}

func TestNamesAreKeptOnlyWhereAskedFor(t *testing.T) {
	if got := (People{}).Name("Ada"); got != "" {
		t.Errorf("kept %q", got)
	}
	if got := (People{Named: true}).Name("Ada"); got != "Ada" {
		t.Errorf("lost the name: %q", got)
	}
}
