package content

import (
	"strings"
	"testing"
	"testing/fstest"
)

// mistakes returns what is wrong with a site.yaml, a line each: place, words and hint.
func mistakes(t *testing.T, text string) string {
	t.Helper()
	_, problems := LoadSite(fstest.MapFS{SiteFile: {Data: []byte(text)}})
	var lines []string
	for _, p := range problems {
		lines = append(lines, strings.TrimSuffix(p.At()+": "+p.Text+"; "+p.Hint, "; "))
	}
	return strings.Join(lines, "\n")
}

func TestAllMistakesOfTheSettingsAreTold(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing wrong", "title: A\nsearch: {synonyms: [[a, b]]}\n", ""},
		{"keys that cannot be read", "title: A\nmenu: none\ncontact: us\n",
			"site.yaml:2:7: string was used where sequence is expected\n" +
				"site.yaml:3:10: string was used where mapping is expected"},
		{"unknown keys within keys", "groups:\n  a: {titel: x}\ncontact: {mail: x}\nhealth: {peeple: 2}\n",
			"site.yaml:2:7: unknown field \"titel\"; the keys of a group are title, projects, topics\n" +
				"site.yaml:3:11: unknown field \"mail\"; the keys of contact are name, email, url, chat\n" +
				"site.yaml:4:10: unknown field \"peeple\"; the keys of health are active_within, changes_decided, issues_closed, maintained_within, newcomers, people, releases, response_within, scorecard, vulnerabilities_within"},
		{"a key twice", "title: A\ntitle: B\n", "site.yaml:2:1: mapping key \"title\" already defined at [1:1]"},
		{"editions", "editions:\n  public: {audiences: [public]}\n  secret: {base_url: \"ftp://x\"}\n",
			"site.yaml:3:23: \"ftp://x\" is not a web address; write it as https://opensource.example.com/\n" +
				"site.yaml:3:3: edition \"secret\" has no audience; give it audiences: [public]"},
		{"an edit_url of the portal is told of once", "editions:\n  public: {audiences: [public]}\nedit_url: git.example\n",
			"site.yaml:3:11: edit_url does not say where the page's path goes; put {path} into it\n" +
				"site.yaml:3:11: \"git.example\" is not a web address; write it as https://opensource.example.com/"},
	} {
		if got := mistakes(t, c.text); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
}

func TestAddressesOfSitesAreASCII(t *testing.T) {
	for given, want := range map[string]string{
		"":                             "",
		"https://example.org":          "https://example.org",
		"https://Example.org:8443/a/":  "https://Example.org:8443/a/",
		"https://example.org/büro/":    "https://example.org/b%C3%BCro/",
		"https://example.org/our open": "https://example.org/our%20open",
		"https://example.org/b%C3%BC/": "https://example.org/b%C3%BC/",
		"https://example.org/a%2Fb/":   "https://example.org/a%2Fb/",
		"https://büro.example:8443/":   "https://xn--bro-hoa.example:8443/",
	} {
		site, problems := LoadSite(fstest.MapFS{SiteFile: {Data: []byte("base_url: \"" + given + "\"\n")}})
		if site.BaseURL != want || len(problems) > 0 {
			t.Errorf("%s is %s: %v", given, site.BaseURL, problems)
		}
		site, _ = LoadSite(fstest.MapFS{SiteFile: {Data: []byte("editions: {a: {audiences: [public], base_url: \"" + given + "\"}}\n")}})
		if site.Editions["a"].BaseURL != want {
			t.Errorf("%s is %s in an edition", given, site.Editions["a"].BaseURL)
		}
	}
}

func TestAnchorsHoldBetweenKeysThatAreReadAlone(t *testing.T) {
	got := mistakes(t, "contact: &who {name: Ann}\nmenu: none\neditions:\n  public: {audiences: &all [public]}\n  other: {audiences: *all}\n")
	if got != "site.yaml:2:7: string was used where sequence is expected" {
		t.Error(got)
	}
}
