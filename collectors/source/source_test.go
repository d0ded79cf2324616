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

func TestARunWantsWhatItsPatternsName(t *testing.T) {
	for _, c := range []struct {
		only []string
		want bool
	}{
		{nil, true},
		{[]string{"github.com/acme/anvil"}, true},
		{[]string{"Acme/Anvil"}, true},
		{[]string{"anvil"}, true},
		{[]string{"acme/*"}, true},
		{[]string{"other", "an?il"}, true},
		{[]string{"acme"}, false},
		{[]string{"vil"}, false},
		{[]string{"["}, false},
	} {
		if got := (&Run{Only: c.only}).Wants("github.com/acme/anvil"); got != c.want {
			t.Errorf("%v: %v", c.only, got)
		}
	}
}
