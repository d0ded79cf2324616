package generator

import (
	"portolan/generator/content"
	"portolan/generator/metrics"
)

// thresholds are where the portal draws the line for healthy projects: as site.yaml says, else as the program has it.
func thresholds(h content.Health) metrics.Thresholds {
	t := metrics.DefaultThresholds
	whole := func(given *int, set func(int)) {
		if given != nil {
			set(*given)
		}
	}
	share := func(given, limit *float64) {
		if given != nil {
			*limit = *given
		}
	}
	whole(h.ActiveWithin, func(n int) { t.ActiveMonths = n })
	whole(h.MaintainedWithin, func(n int) { t.MaintainedMonths = n })
	whole(h.Releases, func(n int) { t.Releases = float64(n) })
	whole(h.People, func(n int) { t.AbsenceFactor = float64(n) })
	whole(h.Newcomers, func(n int) { t.Newcomers = float64(n) })
	share(h.IssuesClosed, &t.IssueRatio)
	share(h.ChangesDecided, &t.ChangeRatio)
	share(h.Scorecard, &t.Scorecard)
	if h.Response > 0 {
		t.ResponseHours = h.Response.Hours()
	}
	if h.Vulnerabilities > 0 {
		t.VulnerabilityDays = int(h.Vulnerabilities.Hours() / 24)
	}
	t.MaintainedMonths = max(t.MaintainedMonths, t.ActiveMonths)
	return t
}

// limit writes a number of months.
func (e *edition) limit(months int) string {
	return e.say().With(e.say().Number(months), "months")
}
