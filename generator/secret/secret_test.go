package secret

import (
	"strings"
	"testing"
)

// letters makes the unforeseeable part of a key: the tests hold no key as a whole, so that nobody takes them for a leak.
func letters(n int) string {
	return strings.Repeat("aB3dE5fG7hJ9kL2mN4pQ6rS8tU", 6)[:n]
}

func TestKeysAreFoundAndMasked(t *testing.T) {
	for kind, key := range map[string]string{
		"a GitHub token":           "gh" + "p_" + letters(36),
		"a GitLab token":           "glpat" + "-" + letters(20),
		"an AWS access key":        "AK" + "IA" + "QWERTZUIOPASDFGH",
		"a Google API key":         "AI" + "za" + letters(35),
		"a Slack token":            "xo" + "xb-" + letters(24),
		"a Stripe key":             "sk_" + "live_" + letters(24),
		"an npm token":             "np" + "m_" + letters(36),
		"a signed web token":       "ey" + "J" + letters(20) + ".ey" + "J" + letters(20) + "." + letters(30),
		"a password in an address": "https://bob:" + letters(12) + "@db.example.org/x",
	} {
		found := Find([]byte("First line.\nThe key is " + key + " and no other.\n"))
		if len(found) != 1 || found[0].Kind != kind || found[0].Line != 2 || found[0].Column < 12 {
			t.Errorf("%s: %+v", kind, found)
			continue
		}
		if strings.Contains(found[0].Shown+found[0].Masked, letters(10)) || strings.Contains(found[0].Shown, "QWERTZ") {
			t.Errorf("%s is shown: %+v", kind, found[0])
		}
	}
	if found := Find([]byte("-----BEGIN RSA " + "PRIVATE KEY-----\n")); len(found) != 1 {
		t.Errorf("%+v", found)
	}
}

func TestTwoKeysOnALineShowNeither(t *testing.T) {
	found := Find([]byte("gh" + "p_" + letters(36) + " gh" + "p_" + letters(40)))
	for _, f := range found {
		if strings.Contains(f.Shown, letters(10)) {
			t.Errorf("%+v", f)
		}
	}
	if len(found) != 2 {
		t.Errorf("%+v", found)
	}
}

func TestWordsAreNoKeys(t *testing.T) {
	for _, text := range []string{
		"", "AKIAIOSFODNN7EXAMPLE", "https://user:password@host/", "https://user:$TOKEN@host/", "ghp_short", "token_env: GITHUB_TOKEN", "sk_live_ is the prefix",
		"a sha256 of " + strings.Repeat("0123456789abcdef", 4), "postgres://user:YOUR-PASSWORD@host/db", "hf_hub_download", "npm_config_registry",
	} {
		if found := Find([]byte(text)); len(found) > 0 {
			t.Errorf("%q: %+v", text, found)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add([]byte("https://a:bcdefgh@c gh" + "p_" + letters(36) + "\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, found := range Find(text) {
			if found.Line < 1 || found.Column < 1 || found.Kind == "" {
				t.Errorf("%+v", found)
			}
		}
	})
}
