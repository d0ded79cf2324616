package metrics

import (
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/moment"
)

// TestThresholdsAtTheirBorders moves each line right onto what the small company has, and right past it.
func TestThresholdsAtTheirBorders(t *testing.T) {
	for _, c := range []struct {
		id          string
		met, missed func(*Thresholds)
	}{
		{"replies", func(t *Thresholds) { t.ResponseHours = 24 }, func(t *Thresholds) { t.ResponseHours = 23.5 }},
		{"issues", func(t *Thresholds) { t.IssueRatio = 50 }, func(t *Thresholds) { t.IssueRatio = 50.1 }},
		{"changes", func(t *Thresholds) { t.ChangeRatio = 50 }, func(t *Thresholds) { t.ChangeRatio = 50.1 }},
		{"releases", func(t *Thresholds) { t.Releases = 2 }, func(t *Thresholds) { t.Releases = 3 }},
		{"several-people", func(t *Thresholds) { t.AbsenceFactor = 1 }, func(t *Thresholds) { t.AbsenceFactor = 2 }},
		{"newcomers", func(t *Thresholds) { t.Newcomers = 2 }, func(t *Thresholds) { t.Newcomers = 3 }},
		{"scorecard", func(t *Thresholds) { t.Scorecard = 7.2 }, func(t *Thresholds) { t.Scorecard = 7.3 }},
	} {
		for want, set := range map[CriterionStanding]func(*Thresholds){CriterionMet: c.met, CriterionUnmet: c.missed} {
			d := lively()
			d.Thresholds = DefaultThresholds
			set(&d.Thresholds)
			for _, one := range with(d).Health("h/acme/anvil").Criteria {
				if one.ID == c.id && one.Standing != want {
					t.Errorf("%s, asked for %q, found %q: %s", one.ID, one.Asked, one.Found, one.Standing)
				}
			}
		}
	}
}

// TestAgesAtTheirBorders: on the very day on which so many months have passed, a change is too old, at whatever hour it was made.
func TestAgesAtTheirBorders(t *testing.T) {
	limits := DefaultThresholds
	limits.ActiveMonths, limits.MaintainedMonths = 3, 12
	for _, c := range []struct {
		changed  time.Time
		status   dataset.Status
		standing CriterionStanding
	}{
		{now.AddDate(0, -3, 1).Truncate(24 * time.Hour), dataset.StatusActive, CriterionMet},
		{now.AddDate(0, -3, 0).Add(time.Hour), dataset.StatusMaintenance, CriterionUnmet},
		{now.AddDate(0, -12, 1).Truncate(24 * time.Hour), dataset.StatusMaintenance, CriterionUnmet},
		{now.AddDate(0, -12, 0).Add(time.Hour), "", CriterionUnmet},
	} {
		p := &dataset.Project{ID: "h/acme/anvil", Changed: dataset.AtOrNil(c.changed)}
		f := with(Data{Projects: []*dataset.Project{p}, Thresholds: limits})
		if l := f.Life(p.ID); l.Status != c.status {
			t.Errorf("changed %v: %q, %s", c.changed, l.Status, l.Why)
		}
		if got := f.Health(p.ID).Criteria[0].Standing; got != c.standing {
			t.Errorf("changed %v: %s", c.changed, got)
		}
	}
}

// TestVulnerabilitiesAtTheBorder: open for exactly as long as it may be is not too long.
func TestVulnerabilitiesAtTheBorder(t *testing.T) {
	for days, want := range map[int]CriterionStanding{30: CriterionMet, 31: CriterionUnmet} {
		d := lively()
		d.Thresholds = DefaultThresholds
		d.Thresholds.VulnerabilityDays = 30
		seen := dataset.Date(now.AddDate(0, 0, -days).Format(time.DateOnly))
		for _, record := range d.Vulnerabilities {
			for i := range record.Vulnerabilities {
				record.Vulnerabilities[i].FirstSeen = &seen
			}
		}
		f := with(d)
		f.data.Now = moment.At(time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC))
		for _, c := range f.Health("h/acme/anvil").Criteria {
			if c.ID == "vulnerabilities" && c.Standing != want {
				t.Errorf("open for %d days: %s, %s", days, c.Standing, c.Found)
			}
		}
	}
}

// TestGermanSentences reads what figures say of themselves in another language.
func TestGermanSentences(t *testing.T) {
	d := lively()
	d.Words, d.Now = german, moment.At(now)
	f := New(d)
	for _, c := range f.Health("h/acme/anvil").Criteria {
		if c.Title == "" || c.Asked == "" || c.Title == "health."+c.ID || c.Asked == "health."+c.ID+".asked" {
			t.Errorf("%s: %q, %q", c.ID, c.Title, c.Asked)
		}
	}
	r := f.Reading(commits, OfProject("h/acme/anvil"), 3)
	if name := r.Metric.Name(german); name != "Commits" || r.Metric.Question(german) != "Wie stark ändert sich der Code?" {
		t.Errorf("%s: %s", name, r.Metric.Question(german))
	}
	for _, c := range []struct{ got, want string }{
		{Value{Known: 37, Of: 40, Parts: "projects"}.Partly(german), "Projekte: 37 von 40 bekannt"},
		{Period{From: startOf(2026 * 12), To: startOf(2026*12 + 10), Months: 10}.Words(german), "Januar 2026 bis Oktober 2026"},
		{f.Assess(Objective{Metric: "stars", Target: 1}, now).Rule, "10 Sterne: Das Ziel (1 Stern) ist erreicht."},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
