package chart

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// TestSummaries reads what each kind of numbers is said to show.
func TestSummaries(t *testing.T) {
	line := func(s Series) Chart {
		return Chart{Kind: Line, Subject: "Commits", Unit: "commits", Series: []Series{s}}
	}
	adds := func(c Chart) Chart { c.Adds = true; return c }
	aim := func(v float64, lower bool, c Chart) Chart {
		c.Target, c.LowerIsBetter = &Target{Value: v}, lower
		return c
	}
	for name, c := range map[string]struct {
		chart Chart
		want  string
		title string
	}{
		"a rise":         {line(months("", 2026, 8, 3, 5, 9)), "Rises from 3 commits in August 2026 to 9 commits in October 2026.", "Commits: up from 3 to 9 commits since August 2026"},
		"a fall":         {line(months("", 2026, 8, 9, 5, 1)), "Falls from 9 commits in August 2026 to 1 commit in October 2026.", "Commits: down from 9 to 1 commit since August 2026"},
		"as it was":      {line(months("", 2026, 8, 4, 9, 4)), "Begins and ends at 4 commits, in August 2026 and in October 2026, highest in September 2026 with 9.", "Commits: 4 commits, as in August 2026"},
		"level":          {line(months("", 2026, 8, 4, 4, 4)), "Stays at 4 commits from August 2026 to October 2026.", "Commits: 4 commits, as in August 2026"},
		"one point":      {line(months("", 2026, 8, 4)), "Stands at 4 commits in August 2026, the only whole month known.", "Commits: 4 commits in August 2026"},
		"one of three":   {line(months("", 2026, 8, hole, 4, hole)), "Stands at 4 commits in September 2026, the only whole month known. August 2026 and October 2026 are unknown.", "Commits: 4 commits in September 2026"},
		"unfinished":     {line(soFar(months("", 2026, 9, 4, 5, 2))), "Rises from 4 commits in September 2026 to 5 commits in October 2026. November 2026 stands at 2 commits so far and is unfinished.", "Commits: up from 4 to 5 commits since September 2026"},
		"only so far":    {line(soFar(months("", 2026, 11, 2))), "November 2026 stands at 2 commits so far and is unfinished.", "Commits: 2 commits so far in November 2026"},
		"a sum":          {adds(line(soFar(months("", 2026, 9, 1000, 234, 2)))), "Falls from 1,000 commits in September 2026 to 234 commits in October 2026; 1,234 commits in all. November 2026 stands at 2 commits so far and is unfinished.", "Commits: 1,234 in 2 months"},
		"all unknown":    {line(months("", 2026, 9, hole, hole)), "All 2 months are unknown.", "Commits: not known yet"},
		"one unknown":    {line(months("", 2026, 9, hole)), "September 2026 is unknown.", "Commits: not known yet"},
		"nothing":        {Chart{Kind: Line, Subject: "Commits"}, "There is nothing to show yet.", "Commits: not known yet"},
		"many gaps":      {line(months("", 2026, 5, 1, hole, hole, hole, 2)), "Rises from 1 commit in May 2026 to 2 commits in September 2026. The 3 months from June 2026 to August 2026 are unknown.", "Commits: up from 1 to 2 commits since May 2026"},
		"scattered gaps": {line(months("", 2026, 4, 1, hole, hole, 3, hole, 2)), "Rises from 1 commit in April 2026 to 2 commits in September 2026, highest in July 2026 with 3. 3 of the 4 months from May 2026 to August 2026 are unknown.", "Commits: up from 1 to 2 commits since April 2026"},
		"a dip":          {line(months("", 2026, 8, 5, -2, 9)), "Rises from 5 commits in August 2026 to 9 commits in October 2026, lowest in September 2026 with -2.", "Commits: up from 5 to 9 commits since August 2026"},
		"target met":     {aim(4, false, line(months("", 2026, 8, 3, 5, 9))), "Rises from 3 commits in August 2026 to 9 commits in October 2026. The target of 4 commits is met in October 2026, as in every known month since September 2026.", "Commits: up from 3 to 9 commits since August 2026"},
		"target missed":  {aim(4, true, line(months("", 2026, 8, 3, 5, 9))), "Rises from 3 commits in August 2026 to 9 commits in October 2026. The target of 4 commits is not met in October 2026.", "Commits: up from 3 to 9 commits since August 2026"},
		"quarters":       {Chart{Kind: Bars, Subject: "Talks", Series: []Series{things("2026-Q1", 3.0, "2026-Q2", hole, "2026-Q3", 5.0)}}, "Rises from 3 in the first quarter of 2026 to 5 in the third quarter of 2026. The second quarter of 2026 is unknown.", "Talks: up from 3 to 5 since the first quarter of 2026"},
		"things":         {Chart{Kind: Ranked, Subject: "Stars", Unit: "stars", Adds: true, Series: []Series{things("anvil", 7.0, "axe", 3.0, "saw", hole)}}, "Of 2, anvil is highest with 7 stars, and axe lowest with 3; 10 stars in all. saw is unknown.", "Stars: highest is anvil with 7 stars"},
		"equal things":   {Chart{Kind: Ranked, Subject: "Stars", Series: []Series{things("anvil", 7.0, "axe", 7.0)}}, "All 2 have 7.", "Stars"},
		"largest things": {Chart{Kind: Ranked, Subject: "Stars", Unit: "stars", Adds: true, Cut: 5, Series: []Series{things("anvil", 7.0, "axe", 3.0)}}, "The 2 highest of 7 are drawn: from anvil with 7 stars to axe with 3.", "Stars: highest is anvil with 7 stars"},
		"one thing":      {Chart{Kind: Treemap, Subject: "Stars", Unit: "stars", Series: []Series{things("anvil", 1.0)}}, "anvil has 1 star.", "Stars"},
	} {
		t.Run(name, func(t *testing.T) {
			f := drawn(c.chart)
			if f.Summary != c.want {
				t.Errorf("got  %q\nwant %q", f.Summary, c.want)
			}
			if f.Title != c.title {
				t.Errorf("got  %q\nwant %q", f.Title, c.title)
			}
			if !strings.HasSuffix(f.Alt, f.Summary) {
				t.Errorf("the alternative text is %q", f.Alt)
			}
		})
	}
}

// TestTablesHoldEveryNumberInFull reads the table of a chart with a gap and an unfinished month.
func TestTablesHoldEveryNumberInFull(t *testing.T) {
	c := Chart{ID: "x", Kind: Line, Subject: "Commits", Unit: "commits", Series: []Series{soFar(months("people", 2026, 9, 12345, hole, 1.5)), soFar(months("=machines", 2026, 9, 1, 2, 3))}}
	c.Series[0].Points[0].Note = "from 2 of 3 projects"
	table := drawn(c).Table
	var rows []string
	for _, r := range table.Rows {
		rows = append(rows, r.Label+"|"+strings.Join(r.Cells, "|"))
	}
	want := []string{"September 2026|12,345|1|from 2 of 3 projects", "October 2026|unknown|2|", "November 2026|1.5 so far|3 so far|"}
	if !slices.Equal(rows, want) || !slices.Equal(table.Head, []string{"Month", "people", "=machines", "Remark"}) {
		t.Errorf("%v\n%q", table.Head, rows)
	}
}

// TestScales checks that ticks are round, hold every value and zero, and are few.
func TestScales(t *testing.T) {
	for _, c := range []struct {
		values []float64
		unit   string
		ticks  []float64
	}{
		{[]float64{0}, "", []float64{0, 1}},
		{[]float64{1, 2, 3}, "", []float64{0, 1, 2, 3}},
		{[]float64{26}, "", []float64{0, 10, 20, 30}},
		{[]float64{66, 31}, "", []float64{0, 20, 40, 60, 80}},
		{[]float64{97}, "%", []float64{0, 25, 50, 75, 100}},
		{[]float64{-7, 6}, "", []float64{-10, -5, 0, 5, 10}},
		{[]float64{-3, -1}, "", []float64{-3, -2, -1, 0}},
		{[]float64{0.3}, "", []float64{0, 0.1, 0.2, 0.3}},
	} {
		s := newScale(c.values, c.unit, 200, 26)
		if len(s.ticks) != len(c.ticks) {
			t.Errorf("%v: got %v, want %v", c.values, s.ticks, c.ticks)
			continue
		}
		for i := range s.ticks {
			if math.Abs(s.ticks[i]-c.ticks[i]) > 1e-9 {
				t.Errorf("%v: got %v, want %v", c.values, s.ticks, c.ticks)
			}
		}
	}
}

func TestPeriods(t *testing.T) {
	say := speech{english}
	for label, want := range map[string][3]string{
		"2026-10": {"October 2026", "Oct", "2026"}, "2026-Q4": {"the fourth quarter of 2026", "Q4", "2026"}, "2026": {"2026", "2026", ""},
		"2024-02-29": {"29 February 2024", "29 Feb", "2024"}, "2023-02-29": {"2023-02-29", "2023-02-29", ""}, "2026-13": {"2026-13", "2026-13", ""},
		"anvil": {"anvil", "anvil", ""}, "2026-Q5": {"2026-Q5", "2026-Q5", ""}, "": {"", "", ""},
	} {
		if got := [3]string{say.written(label), say.brief(label), yearOf(label)}; got != want {
			t.Errorf("%q: got %q, want %q", label, got, want)
		}
	}
}

// FuzzDraw draws whatever comes: it must end, be well-formed, and hold no number that is none.
func FuzzDraw(f *testing.F) {
	f.Add("line", "2026-10", 3.0, 4.0, true, "commits")
	f.Add("heat", "anvil", -1e300, 1e300, false, "%")
	f.Add("treemap", "a", 0.0, 1e-300, false, "")
	f.Add("gauge", "2026-Q1", math.MaxFloat64, -math.MaxFloat64, true, "x\x00")
	f.Fuzz(func(t *testing.T, kind, label string, a, b float64, unfinished bool, unit string) {
		if math.IsNaN(a) || math.IsInf(a, 0) || math.IsNaN(b) || math.IsInf(b, 0) {
			t.Skip("records hold no such number")
		}
		s := Series{Name: label, Points: []Point{{Label: label, Value: &a}, {Label: label}, {Label: label, Value: &b, Unfinished: unfinished}}}
		c := Chart{ID: "f", Kind: Kind(kind), Unit: unit, Adds: true, Target: &Target{Value: b}, Baseline: &a, Series: []Series{s, s}}
		svg := drawn(c).SVG
		elements(t, svg)
		if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
			t.Errorf("%s", svg)
		}
	})
}

// TestGermanSummaries reads the same in another language: the order of words, the decimal sign and the cases are its own.
func TestGermanSummaries(t *testing.T) {
	line := func(unit string, s Series) Chart {
		return Chart{Kind: Line, Subject: "Alter", Unit: unit, Words: german, Series: []Series{s}}
	}
	for name, c := range map[string]struct {
		chart          Chart
		summary, title string
	}{
		"a rise":      {line("days", months("", 2026, 8, 3, 5, 9.5)), "Steigt von 3 im August 2026 auf 9,5 Tage im Oktober 2026.", "Alter: seit August 2026 von 3 auf 9,5 Tage gestiegen"},
		"a fall":      {line("%", months("", 2026, 8, 90, 50.5)), "Fällt von 90 % im August 2026 auf 50,5 % im September 2026.", "Alter: seit August 2026 von 90 auf 50,5 % gefallen"},
		"a gap":       {line("days", months("", 2026, 8, 1, hole, 1)), "Unverändert 1 Tag von August 2026 bis Oktober 2026. September 2026 ist unbekannt.", "Alter: 1 Tag, wie im August 2026"},
		"unfinished":  {line("commits", soFar(months("", 2026, 11, 1234))), "November 2026: bisher 1.234 Commits, noch nicht zu Ende.", "Alter: bisher 1.234 Commits im November 2026"},
		"things":      {Chart{Kind: Ranked, Subject: "Sterne", Unit: "stars", Words: german, Series: []Series{things("anvil", 7.0, "axe", 3.0)}}, "Von 2 hat anvil den höchsten Wert (7 Sterne), axe den niedrigsten (3).", "Sterne: Höchstwert bei anvil (7 Sterne)"},
		"all unknown": {line("days", months("", 2026, 8, hole, hole)), "Alle 2 Monate sind unbekannt.", "Alter: noch nicht bekannt"},
	} {
		if f := Draw(c.chart); f.Summary != c.summary || f.Title != c.title {
			t.Errorf("%s:\ngot  %q, %q\nwant %q, %q", name, f.Summary, f.Title, c.summary, c.title)
		}
	}
}
