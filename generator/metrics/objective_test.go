package metrics

import (
	"strings"
	"testing"

	"portolan/collectors/dataset"
)

func hand(id string, adds bool, s string) *dataset.Figure {
	f := &dataset.Figure{ID: id, Title: id, Unit: "people", Adds: adds, Values: map[dataset.Month]*float64{}, Provenance: from("hand")}
	for month, n := range counts(s) {
		f.Values[month] = dataset.Of(float64(n))
	}
	return f
}

// TestObjectives holds every standing and the rule that decides it. The build is on 22 November 2026.
func TestObjectives(t *testing.T) {
	standing := hand("heads", false, "2026-06=30 2026-07=33 2026-08=31 2026-09=36 2026-10=40")
	waiting := hand("waiting", false, "2026-06=44 2026-07=40 2026-08=38 2026-09=36 2026-10=34")
	trained := hand("trained", true, "2025-11=5 2025-12=5 2026-01=5 2026-02=5 2026-03=5 2026-04=5 2026-05=5 2026-06=5 2026-07=5 2026-08=5 2026-09=5 2026-10=5 2026-11=99")
	holed := hand("holed", true, "2025-11=5 2026-10=5")
	d := Data{Figures: []*dataset.Figure{standing, waiting, trained, holed}, Projects: P{project("h/a/b", released("2025-12-30", "2026-01-02", "2026-02-02", "2026-10-10"))}}
	base := dataset.Of[float64]
	for _, c := range []struct {
		name      string
		objective Objective
		value     string
		want      ObjectiveStanding
		progress  string
		rule      string
	}{
		{"met", Objective{Figure: "heads", Target: 40, Baseline: base(20)}, "40", Met, "100", "reaches the target of 40"},
		{"on track by pace", Objective{Figure: "heads", Target: 60, Baseline: base(20), Begins: "2026-01-01", Due: "2027-12-31"}, "40", OnTrack, "50", "50% of the way is done in 44% of the time"},
		{"ten points behind is on track", Objective{Figure: "heads", Target: 60, Baseline: base(25), Begins: "2026-01-01", Due: "2027-12-31"}, "40", OnTrack, "42", "42% of the way"},
		{"at risk by pace", Objective{Figure: "heads", Target: 90, Baseline: base(25), Begins: "2026-01-01", Due: "2026-12-31"}, "40", AtRisk, "23", "more than 10 points behind"},
		{"missed when the day is past", Objective{Figure: "heads", Target: 35, Baseline: base(20), Due: "2026-08-31"}, "31", Missed, "73", "did not reach the target of 35 people by 31 August 2026"},
		{"judged by the figure of its day, not by a later one", Objective{Figure: "heads", Target: 33, Due: "2026-08-31"}, "31", Missed, "93", "31 people"},
		{"met on its day, though it fell later", Objective{Figure: "heads", Target: 33, Due: "2026-07-31"}, "33", Met, "100", "33 people reaches"},
		{"lower is better from a baseline above", Objective{Figure: "waiting", Target: 24, Baseline: base(44), Begins: "2026-01-01", Due: "2027-12-31"}, "34", OnTrack, "50", "50% of the way"},
		{"lower without a baseline goes by trend", Objective{Figure: "waiting", Target: 24, Better: Lower}, "34", OnTrack, "", "from 40 people in July 2026 to 34 people in October 2026, towards"},
		{"a trend away is at risk", Objective{Figure: "waiting", Target: 50, Better: Higher}, "34", AtRisk, "68", "not towards the target"},
		{"a sum leaves the unfinished month out", Objective{Figure: "trained", Target: 60}, "60", Met, "100", "60 people reaches"},
		{"a sum with a hole is unknown", Objective{Figure: "holed", Target: 60}, "unknown from 2 of 12 months", Unknown, "", "not known from November 2025 to October 2026"},
		{"a metric", Objective{Metric: "releases", Target: 4}, "4", Met, "100", "4 releases reaches"},
		{"a metric up to its day", Objective{Metric: "releases", Target: 4, Due: "2026-03-31"}, "3", Missed, "75", "3 releases did not reach"},
		{"an unknown metric", Objective{Metric: "commits", Target: 4}, "unknown from 0 of 1 project", Unknown, "", "not known"},
		{"a word that names nothing", Objective{Metric: "nonsense", Target: 4}, "unknown", Unknown, "", "is not there"},
		{"baseline is target", Objective{Figure: "heads", Target: 50, Baseline: base(50), Begins: "2026-01-01", Due: "2027-12-31"}, "40", OnTrack, "", "towards the target"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := with(d).Assess(c.objective, now)
			if got := written(a.Value); got != c.value {
				t.Errorf("value: got %s, want %s", got, c.value)
			}
			progress := ""
			if a.Progress != nil {
				progress = strings.TrimSuffix(percent(*a.Progress), "%")
			}
			if a.Standing != c.want || progress != c.progress {
				t.Errorf("got %s at %s, want %s at %s", a.Standing, progress, c.want, c.progress)
			}
			if !strings.Contains(a.Rule, c.rule) {
				t.Errorf("%q does not say %q", a.Rule, c.rule)
			}
		})
	}
}

func TestAHandKeptFigureShowsItsGaps(t *testing.T) {
	f := with(Data{Figures: []*dataset.Figure{hand("holed", false, "2026-08=5 2026-10=7 2026-11=8")}})
	h := f.HandKept("holed", 12)
	if got, want := line(h.Points), "2026-08=5 2026-09=? 2026-10=7 2026-11=8*"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if h.Sentence(english) != "What it was at the end of October 2025 is unknown." {
		t.Error(h.Sentence(english))
	}
	if written(h.Value) != "7" || h.Period.Words(english) != "October 2026" || h.Basis.Sources[0] != "hand" {
		t.Errorf("%+v", h)
	}
	if f.HandKept("nothing", 12) != nil {
		t.Error("a figure that is not there was read")
	}
	if h := with(Data{Figures: []*dataset.Figure{hand("empty", true, "")}}).HandKept("empty", 12); h.Value.Number != nil || len(h.Points) != 0 {
		t.Errorf("%+v", h)
	}
}

func TestAHandKeptFigureIsComparedWithTheWindowBefore(t *testing.T) {
	f := with(Data{Figures: []*dataset.Figure{
		hand("sum", true, "2026-05=3 2026-06=3 2026-07=3 2026-08=2 2026-09=2 2026-10=2 2026-11=50"),
		hand("level", false, "2026-07=3 2026-08=2 2026-09=2 2026-10=4"),
	}})
	for id, want := range map[string]string{"sum": "6: Down from 9 people in the three months before.", "level": "4: Up from 3 people at the end of July 2026."} {
		if h := f.HandKept(id, 3); written(h.Value)+": "+h.Sentence(english) != want {
			t.Errorf("%s: got %s: %s, want %s", id, written(h.Value), h.Sentence(english), want)
		}
	}
}
