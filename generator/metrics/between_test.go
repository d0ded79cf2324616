package metrics

import (
	"testing"

	"portolan/collectors/dataset"
)

// TestSpansCalculatedByHand reads figures over months of the calendar. The build is on 22 November 2026.
func TestSpansCalculatedByHand(t *testing.T) {
	anvil := project("h/acme/anvil")
	year, october := Span{"2026-01", 10}, MonthSpan("2026-10")
	only := func(change ...func(*dataset.Activity)) Data {
		return Data{Projects: P{anvil}, Activity: A{activity(anvil.ID, change...)}}
	}
	stars := Data{Projects: P{project("h/acme/anvil", starred(50))}, History: []*dataset.History{history("2025-12", "2025-12-31", "h/acme/anvil", "stars", 30),
		history("2026-09", "2026-09-30", "h/acme/anvil", "stars", 41), history("2026-10", "2026-10-02", "h/acme/anvil", "stars", 44), history("2026-10", "2026-10-30", "h/acme/anvil", "stars", 39)}}
	for _, c := range []struct {
		name, metric string
		data         Data
		now, before  Span
		want, then   string
		sentence     string
	}{
		// 3 + 4 in the ten months, 5 in the same ten of the year before; 90 in November and December 2025 count in neither.
		{"the year so far beside the same months", "commits", only(commitsBy("2025-02=5 2025-11=60 2025-12=30 2026-01=3 2026-10=4 2026-11=50")), year, year.YearBefore(), "7", "5",
			"Up from 5 commits in the same months of 2025."},
		// 5 + 60 + 30 = 95 in 2025, 8 in 2024.
		{"a whole year beside the one before", "commits", only(commitsBy("2024-03=8 2025-02=5 2025-11=60 2025-12=30")), Span{"2025-01", 12}, Span{"2024-01", 12}, "95", "8",
			"Up from 8 commits in 2024."},
		{"a month beside the one before", "commits", only(commitsBy("2026-09=9 2026-10=4")), october, october.Before(), "4", "9", "Down from 9 commits in the month before."},
		{"the month that still runs is unknown", "commits", only(commitsBy("2026-10=4 2026-11=9")), MonthSpan("2026-11"), october, "unknown from 0 of 1 project", "4",
			"No source tells it in November 2026."},
		{"a month in which nothing happened is zero", "commits", only(commitsBy("2026-09=9")), october, october.Before(), "0", "9", "Down from 9 commits in the month before."},
		{"a month before the record is unknown", "commits", only(since("2026-10"), commitsBy("2026-10=4")), october, october.Before(), "4", "unknown from 0 of 1 project",
			"What it was in the month before is unknown."},
		// The last day of October that history knows says 39; what stands today, 50, is of no month yet.
		{"a standing is that of the end of the month", "stars", stars, october, october.Before(), "39", "41", "Down from 41 stars at the end of September 2026."},
		{"a standing of a month without history is unknown", "stars", stars, MonthSpan("2026-08"), MonthSpan("2026-07"), "unknown from 0 of 1 project", "unknown from 0 of 1 project", "No source tells it."},
		// Ann and Bob in the year to October, Ann alone in the year to September.
		{"a metric of twelve months is read over twelve months", "occasional-contributors", only(people("ann 2026-08=1", "bob 2026-10=1")), october, october.Before(), "2", "1",
			"Up from 1 person in the twelve months to September 2026."},
		{"a leap day is in February 2024 alone", "issues-new", only(since("2024-01"), issues("2024-02-29T23:59:59Z", "2024-03-01T00:00:00Z")), MonthSpan("2024-02"), MonthSpan("2024-01"), "1", "0",
			"Up from 0 issues in the month before."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := with(c.data).Between(metric(t, c.metric), Company(), c.now, c.before)
			if written(r.Value) != c.want || written(r.Previous) != c.then {
				t.Errorf("got %s after %s, want %s after %s", written(r.Value), written(r.Previous), c.want, c.then)
			}
			if r.Sentence(english) != c.sentence {
				t.Errorf("got  %q\nwant %q", r.Sentence(english), c.sentence)
			}
		})
	}
}

// TestHandKeptSpans sums what adds up and takes the last month of what stands.
func TestHandKeptSpans(t *testing.T) {
	f := with(Data{Figures: []*dataset.Figure{hand("trained", true, "2025-09=2 2025-10=3 2026-09=4 2026-10=5 2026-11=99"), hand("heads", false, "2025-10=30 2026-09=36 2026-10=33")}})
	for _, c := range []struct {
		figure         string
		now            Span
		want, sentence string
	}{
		{"trained", Span{"2026-09", 2}, "9", "Up from 5 people in the same months of 2025."},
		{"trained", Span{"2026-08", 3}, "unknown from 2 of 3 months", "No source tells it from August 2026 to October 2026."},
		{"trained", Span{"2026-11", 1}, "unknown", "No source tells it in November 2026."},
		{"heads", Span{"2026-01", 10}, "33", "Up from 30 people at the end of October 2025."},
	} {
		h := f.HandKeptBetween(c.figure, c.now, c.now.YearBefore())
		if written(h.Value) != c.want || h.Sentence(english) != c.sentence {
			t.Errorf("%s %v: got %s, %q", c.figure, c.now, written(h.Value), h.Sentence(english))
		}
	}
	if f.HandKeptBetween("nothing", Span{"2026-01", 1}, Span{"2025-01", 1}) != nil {
		t.Error("a figure that is not there was read")
	}
	if first, last, ok := f.KnownMonths(); !ok || first != "2025-09" || last != "2026-10" {
		t.Error(first, last, ok)
	}
	if _, _, ok := with(Data{Figures: []*dataset.Figure{hand("trained", true, "2026-11=9")}}).KnownMonths(); ok {
		t.Error("a month that still runs is known")
	}
}

// TestObjectivesAsTheyStood judges the same objective at the ends of three months.
func TestObjectivesAsTheyStood(t *testing.T) {
	f := with(Data{
		Projects: P{project("h/a/b", starred(90), released("2026-08-30", "2026-09-02", "2026-10-10"))},
		History:  []*dataset.History{history("2026-09", "2026-09-30", "h/a/b", "stars", 41)},
		Figures:  []*dataset.Figure{hand("heads", false, "2026-06=30 2026-07=33 2026-08=31 2026-09=36 2026-10=40")},
	})
	ends := []string{"2026-09-01", "2026-10-01", "2026-11-01"}
	for _, c := range []struct {
		objective Objective
		want      [3]ObjectiveStanding
	}{
		// 31, 36 and 40 people against a target of 36.
		{Objective{Figure: "heads", Target: 36, Baseline: dataset.Of(30.0), Begins: "2026-06-01", Due: "2026-12-31"}, [3]ObjectiveStanding{AtRisk, Met, Met}},
		// The day was the last of September: 31 so far is behind, then 36 of 38 is missed and stays so, though 40 came later.
		{Objective{Figure: "heads", Target: 38, Baseline: dataset.Of(30.0), Begins: "2026-06-01", Due: "2026-09-30"}, [3]ObjectiveStanding{AtRisk, Missed, Missed}},
		{Objective{Metric: "releases", Target: 2}, [3]ObjectiveStanding{OnTrack, Met, Met}},
		// History knows the end of September alone. What stands today says nothing of the months before.
		{Objective{Metric: "stars", Target: 40}, [3]ObjectiveStanding{Unknown, Met, Unknown}},
	} {
		for i, end := range ends {
			if a := f.AssessAt(c.objective, at(end+"T00:00:00Z")); a.Standing != c.want[i] {
				t.Errorf("%s%s by %s: got %s (%s), want %s", c.objective.Metric, c.objective.Figure, end, a.Standing, a.Rule, c.want[i])
			}
		}
	}
}
