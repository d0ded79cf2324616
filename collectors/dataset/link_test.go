package dataset

import (
	"strings"
	"testing"
)

func TestOnlyAddressesThatReadersExpectAreLinked(t *testing.T) {
	for in, want := range map[string]string{
		"https://acme.example/x?y#z": "https://acme.example/x?y#z", "http://acme.example": "http://acme.example",
		" https://acme.example ": "https://acme.example", "https://localhost/": "https://localhost/",
		"javascript:alert(1)": "", "data:text/html,x": "", "//acme.example": "", "https://": "", "anvil": "", "": "",
		"https://u:p@acme.example": "", "https://acme.example/\u202e": "", "mailto:a@acme.example": "",
		"https://acme.example/" + strings.Repeat("x", longestLink): "", "https://[::1": "",
	} {
		if got := CleanLink(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestAProjectIsNamedByItsAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://GitHub.com/acme/Anvil.git": "github.com/acme/Anvil", "https://gitlab.example/a/b/c/": "gitlab.example/a/b/c",
		"https://acme.example/": "", "git@github.com:acme/anvil": "", "": "", "https://x.example/.git": "",
	} {
		if got := ProjectID(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
