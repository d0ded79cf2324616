package content

import (
	"fmt"
	"time"
)

// Health says where the criteria of a project's health draw the line. What is left out is as the program has it.
type Health struct {
	// ActiveWithin is for how many months after its last change a project is active. Optional; 6.
	ActiveWithin *int `yaml:"active_within"`
	// MaintainedWithin is for how many months after its last change it counts as maintained. Optional; 24.
	MaintainedWithin *int `yaml:"maintained_within"`
	// ResponseWithin is the longest median time to a first response: "7d", "36h". Optional; 7 days.
	ResponseWithin string `yaml:"response_within"`
	// IssuesClosed is the smallest share of issues closed to opened in twelve months, in percent. Optional; 80.
	IssuesClosed *float64 `yaml:"issues_closed"`
	// ChangesDecided is the smallest share of change requests merged or declined, in percent. Optional; 80.
	ChangesDecided *float64 `yaml:"changes_decided"`
	// Releases is the fewest releases in twelve months. Optional; 2.
	Releases *int `yaml:"releases"`
	// People is the fewest people who together make half of the commits. Optional; 2.
	People *int `yaml:"people"`
	// Newcomers is the fewest new contributors in twelve months. Optional; 1.
	Newcomers *int `yaml:"newcomers"`
	// Scorecard is the lowest OpenSSF Scorecard, of 10 points. Optional; 5.
	Scorecard *float64 `yaml:"scorecard"`
	// VulnerabilitiesWithin is the longest time for which a known vulnerability may stay open: "90d". Optional; 90 days.
	VulnerabilitiesWithin string `yaml:"vulnerabilities_within"`

	// Response and Vulnerabilities are ResponseWithin and VulnerabilitiesWithin understood; zero where left out.
	Response, Vulnerabilities time.Duration `yaml:"-"`
}

// checkHealth refuses limits that no project could be judged by.
func (c *siteCheck) checkHealth() {
	h := &c.site.Health
	whole := func(key string, v *int, least, most int) {
		if v != nil && (*v < least || *v > most) {
			c.wrongLimit(key, fmt.Sprintf("%d is not from %d to %d", *v, least, most))
		}
	}
	share := func(key string, v *float64, most float64) {
		if v != nil && !(*v >= 0 && *v <= most) {
			c.wrongLimit(key, fmt.Sprintf("%v is not from 0 to %v", *v, most))
		}
	}
	whole("active_within", h.ActiveWithin, 1, 120)
	whole("maintained_within", h.MaintainedWithin, 1, 240)
	share("issues_closed", h.IssuesClosed, 100)
	share("changes_decided", h.ChangesDecided, 100)
	whole("releases", h.Releases, 0, 1000)
	whole("people", h.People, 1, 1000)
	whole("newcomers", h.Newcomers, 0, 1000)
	share("scorecard", h.Scorecard, 10)
	h.Response = c.limitOfAge("response_within", h.ResponseWithin, time.Hour)
	h.Vulnerabilities = c.limitOfAge("vulnerabilities_within", h.VulnerabilitiesWithin, 24*time.Hour)
	if h.ActiveWithin != nil && h.MaintainedWithin != nil && *h.MaintainedWithin < *h.ActiveWithin {
		c.wrongLimit("maintained_within", fmt.Sprintf("%d months are fewer than the %d for which a project is active", *h.MaintainedWithin, *h.ActiveWithin))
	}
}

// limitOfAge reads an age that is whole hours or whole days.
func (c *siteCheck) limitOfAge(key, text string, unit time.Duration) time.Duration {
	if text == "" {
		return 0
	}
	age, err := parseAge(text)
	switch {
	case err != nil:
		c.wrongLimit(key, err.Error())
	case age < unit || age%unit != 0 || age > 10*365*24*time.Hour:
		c.wrongLimit(key, fmt.Sprintf("%q is not a whole number of %s", text, map[time.Duration]string{time.Hour: "hours", 24 * time.Hour: "days"}[unit]))
	}
	return age
}

func (c *siteCheck) wrongLimit(key, text string) {
	c.wrong("health", key+": "+text, healthHints[key])
	c.pointAt(key)
}

// healthHints say how each limit is written.
var healthHints = map[string]string{
	"active_within": "write months, as in active_within: 6", "maintained_within": "write months, no fewer than active_within, as in maintained_within: 24",
	"response_within": "write it as 7d or 36h", "vulnerabilities_within": "write it as 90d",
	"issues_closed": "write a share in percent, as in issues_closed: 80", "changes_decided": "write a share in percent, as in changes_decided: 80",
	"releases": "write how many in twelve months, as in releases: 2", "people": "write how many make half of the commits, as in people: 2",
	"newcomers": "write how many in twelve months, as in newcomers: 1", "scorecard": "write points of 10, as in scorecard: 5",
}
