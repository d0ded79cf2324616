package content

import (
	"strings"
	"testing"
	"time"
)

func TestHealthIsRead(t *testing.T) {
	site, problems := LoadSite(folder(map[string]string{SiteFile: "health:\n  active_within: 3\n  response_within: 36h\n  vulnerabilities_within: 30d\n  scorecard: 6.5\n"}))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	h := site.Health
	if *h.ActiveWithin != 3 || h.Response != 36*time.Hour || h.Vulnerabilities != 30*24*time.Hour || *h.Scorecard != 6.5 {
		t.Errorf("read %+v", h)
	}
	if h.Releases != nil || h.IssuesClosed != nil {
		t.Errorf("what was left out is %+v", h)
	}
}

// TestLimitsOfHealth tries each limit right at its borders and right beyond them.
func TestLimitsOfHealth(t *testing.T) {
	for key, c := range map[string]struct{ good, bad []string }{
		"active_within":          {[]string{"1", "120"}, []string{"0", "121", "-3"}},
		"maintained_within":      {[]string{"1", "240"}, []string{"0", "241"}},
		"response_within":        {[]string{"1h", "1d", "36h"}, []string{"0d", "30m", "90m", "soon", "4000d"}},
		"issues_closed":          {[]string{"0", "100", "66.6"}, []string{"-1", "100.5", ".nan"}},
		"changes_decided":        {[]string{"0", "100"}, []string{"-0.1", "101"}},
		"releases":               {[]string{"0", "1000"}, []string{"-1", "1001"}},
		"people":                 {[]string{"1", "1000"}, []string{"0"}},
		"newcomers":              {[]string{"0"}, []string{"-1"}},
		"scorecard":              {[]string{"0", "10"}, []string{"10.1"}},
		"vulnerabilities_within": {[]string{"1d", "24h"}, []string{"12h", "36h", "0d"}},
	} {
		for _, v := range c.good {
			if _, problems := LoadSite(folder(map[string]string{SiteFile: "health:\n  " + key + ": " + v + "\n"})); len(problems) > 0 {
				t.Errorf("%s: %s is refused: %v", key, v, problems)
			}
		}
		for _, v := range c.bad {
			_, problems := LoadSite(folder(map[string]string{SiteFile: "title: T\nhealth:\n  releases: 1\n  " + key + ": " + v + "\n"}))
			if key == "releases" {
				_, problems = LoadSite(folder(map[string]string{SiteFile: "title: T\nhealth:\n  people: 1\n  " + key + ": " + v + "\n"}))
			}
			if len(problems) != 1 || problems[0].At() != "site.yaml:4:3" || !strings.Contains(problems[0].Text, key) || problems[0].Hint == "" {
				t.Errorf("%s: %s: %v", key, v, problems)
			}
		}
	}
}

func TestHealthProblemsSayHow(t *testing.T) {
	for text, want := range map[string]string{
		"health:\n  active_within: 12\n  maintained_within: 6\n": "maintained_within: 6 months are fewer than the 12 for which a project is active",
		"health:\n  actve_within: 12\n":                          "unknown field \"actve_within\"",
		"health:\n  releases: many\n":                            "releases",
	} {
		_, problems := LoadSite(folder(map[string]string{SiteFile: text}))
		if len(problems) != 1 || !strings.Contains(problems[0].Text+problems[0].Source, want) || problems[0].Line < 2 {
			t.Errorf("%q: %v", text, problems)
		}
	}
	_, problems := LoadSite(folder(map[string]string{SiteFile: "health:\n  actve_within: 12\n"}))
	if !strings.Contains(problems[0].Hint, "active_within") || strings.Contains(problems[0].Hint, "base_url") {
		t.Errorf("the hint is %q", problems[0].Hint)
	}
}
