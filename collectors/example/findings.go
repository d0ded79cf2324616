package example

import (
	"fmt"
	"math"

	"portolan/collectors/dataset"
)

// finding is an invented vulnerability of an invented component.
type finding struct {
	component, summary, severity, fixed string
	published, seen, resolved           int // days ago; resolved 0: still there
}

var findings = []finding{
	{component: "tide-table", summary: "A crafted port name makes the parser loop without end.", severity: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", fixed: "2.6.2", published: 24, seen: 23},
	{component: "tide-table", summary: "Harbour files outside the data folder can be read.", severity: "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N", fixed: "2.5.0", published: 210, seen: 208, resolved: 181},
	{component: "chart-legends", summary: "A legend text is written to the page unescaped.", severity: "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", fixed: "0.9.5", published: 61, seen: 60},
	{component: "report-engine", summary: "A template can start programs on the machine that prints it.", severity: "CVSS:3.1/AV:L/AC:L/PR:L/UI:R/S:U/C:H/I:H/A:H", fixed: "7.4.0", published: 130, seen: 128, resolved: 117},
	{component: "lantern", summary: "Log lines may hold the session token.", severity: "CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:N/A:N", published: 12, seen: 12},
	{component: "plumbline", summary: "A level of 0 divides by zero and stops the service.", severity: "CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:L", fixed: "1.5.3", published: 95, seen: 80},
	{component: "barcode-pro", summary: "Very wide codes write past the end of a buffer.", severity: "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:H/I:H/A:H", fixed: "12.4", published: 300, seen: 299, resolved: 240},
}

func (w *world) vulnerabilities(o offer, components []dataset.Component) *dataset.Vulnerabilities {
	v := &dataset.Vulnerabilities{ID: o.id, Product: o.id, Audience: dataset.Internal, Vulnerabilities: []dataset.Vulnerability{}, Provenance: w.provenance}
	for i, f := range findings {
		for _, c := range components {
			if short(part{Component: c}) != f.component {
				continue
			}
			published := dataset.At(w.now.AddDate(0, 0, -f.published))
			entry := dataset.Vulnerability{
				ID: fmt.Sprintf("EXAMPLE-%d-%03d", published.Year(), i+1), Summary: f.summary, Component: c.PURL, Version: c.Version,
				Severity: f.severity, Published: &published, FixedIn: f.fixed, FirstSeen: dataset.Of(w.day(-f.seen)),
			}
			if f.resolved > 0 {
				entry.Resolved = dataset.Of(w.day(-f.resolved))
			}
			v.Vulnerabilities = append(v.Vulnerabilities, entry)
		}
	}
	return v
}

// checks are those of OpenSSF Scorecard, each with how well Acme does on the whole, from 0 to 10.
var checks = []struct {
	name  string
	usual float64
}{
	{"Binary-Artifacts", 9.8}, {"Branch-Protection", 6}, {"CI-Tests", 9}, {"CII-Best-Practices", 2.5}, {"Code-Review", 8},
	{"Contributors", 8}, {"Dangerous-Workflow", 10}, {"Dependency-Update-Tool", 9}, {"Fuzzing", 3}, {"License", 10}, {"Maintained", 9},
	{"Packaging", 8}, {"Pinned-Dependencies", 5.5}, {"SAST", 6.5}, {"Security-Policy", 9.5}, {"Signed-Releases", 5}, {"Token-Permissions", 7}, {"Vulnerabilities", 8.5},
}

// verdicts put a check's score in words.
var verdicts = []string{"not in place", "in place for a small part", "in place in part", "in place with gaps", "in place"}

func (w *world) scorecard(s sketch) *dataset.Scorecard {
	r := w.dice("scorecard", s.name)
	card := &dataset.Scorecard{Project: s.id(), Audience: s.audience(), Date: w.day(-int(w.now.Weekday())), Version: "v5.3.0", Provenance: w.provenance}
	sum, known := 0, 0
	for _, check := range checks {
		score := min(10, max(0, int(math.Round(check.usual+r.NormFloat64()*2))))
		entry := dataset.ScorecardCheck{Name: check.name, Score: &score, Reason: verdicts[score*4/10]}
		if check.name == "Packaging" && s.releases < 2 || check.name == "Signed-Releases" && s.releases < 2 {
			entry.Score, entry.Reason = nil, "no recent release to look at"
		}
		if entry.Score != nil {
			sum += score
			known++
		}
		card.Checks = append(card.Checks, entry)
	}
	card.Score = dataset.Of(math.Round(float64(sum)/float64(known)*10) / 10)
	return card
}
