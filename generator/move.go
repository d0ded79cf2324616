package generator

import (
	"slices"
	"sort"
	"strings"

	"portolan/collectors/dataset"
	"portolan/generator/metrics"
)

// moveRow says how a reading moved from one period to another.
func (e *edition) moveRow(r metrics.Reading) MoveRow {
	unit := bare(r.Metric.Unit)
	head := e.figures.column(r.Metric)
	row := MoveRow{ID: r.Metric.ID, Title: head.title, URL: head.url, Now: e.written(r.Value, unit), Before: e.written(r.Previous, unit), Note: r.Value.Partly(e.say())}
	if r.Change == nil {
		return row
	}
	row.Change, row.Sign = e.signed(*r.Change, r.Metric.Unit)
	if r.Better != nil && row.Sign != "same" {
		row.Better = map[bool]string{true: "better", false: "worse"}[*r.Better]
	}
	if r.Compared < r.Value.Known || r.Compared < r.Previous.Known {
		row.Note = r.Sentence(e.say()) // the two figures beside each other are not of the same parts
	}
	return row
}

// signed writes a change with its sign: "+12", "-3", "+2.5 points"; one that is nothing when written is the same.
func (e *edition) signed(by float64, unit string) (words, sign string) {
	words = e.say().Amount(&by, "")
	if words == "0" {
		return words, "same"
	}
	sign = "down"
	if by > 0 {
		words, sign = "+"+words, "up"
	}
	if unit == "%" {
		words = e.text("points", words)
	}
	return words, sign
}

// change says by how much a figure rose or fell; "" where one of the two is not known.
func (e *edition) change(now, before metrics.Value) (words, sign string) {
	if now.Number == nil || before.Number == nil {
		return "", ""
	}
	return e.signed(*now.Number-*before.Number, "")
}

// movesOf reads every metric and hand-kept figure of the edition over a span and one to compare with, by groups. Where the
// span ends with the last whole month, a standing that nobody wrote down then may be told as it is today.
func (e *edition) movesOf(now, before metrics.Span, today bool) []MoveGroup {
	var groups []MoveGroup
	known := map[string]*metrics.Metric{}
	for _, m := range e.figures.metrics() {
		known[m.ID] = m
	}
	for _, group := range metricGroups {
		g := MoveGroup{Title: e.text("metrics_" + group.key)}
		for _, id := range group.ids {
			if m := known[id]; m != nil {
				r := e.figures.Between(m, metrics.Company(), now, before)
				if today && m.Standing && r.Value.Number == nil {
					r = e.figures.Reading(m, metrics.Company(), year)
				}
				row := e.moveRow(r)
				if day := dayOf(r.Period.End()); m.Standing && r.Value.Number != nil && day > dayOf(now.End()) {
					row.Note = strings.TrimSpace(e.text("stands_on", e.words.Date(day)) + " " + row.Note)
				}
				g.Rows = append(g.Rows, row)
			}
		}
		if len(g.Rows) > 0 {
			groups = append(groups, g)
		}
	}
	kept := MoveGroup{Title: e.text("metrics_kept")}
	for _, f := range e.data.Figures {
		kept.Rows = append(kept.Rows, e.moveRow(e.figures.HandKeptBetween(f.ID, now, before).Reading))
	}
	if len(kept.Rows) > 0 {
		groups = append(groups, kept)
	}
	return groups
}

// isKnown tells whether a row says anything of the period.
func (r MoveRow) isKnown(e *edition) bool { return r.Now != e.text("unknown") }

// standingMoves are the objectives that stood otherwise at the end of a span than at its beginning.
func (e *edition) standingMoves(s metrics.Span) []StandingMove {
	var moves []StandingMove
	for _, o := range e.statedObjectives() {
		if begins := o.objective.Begins; begins != "" && begins.Time().After(s.Start()) {
			continue // it was not an objective yet
		}
		before, now := e.figures.AssessAt(o.objective, s.Start()), e.figures.AssessAt(o.objective, s.End())
		if before.Standing != now.Standing {
			moves = append(moves, StandingMove{Title: o.objective.Title, URL: site(o.page.Address), Before: standing(before.Standing), Now: standing(now.Standing), Why: now.Rule})
		}
	}
	return moves
}

// inSpan are those of some changes, the latest first, that lie in a span.
func inSpan(list []Change, s metrics.Span) []Change {
	before := func(day string) int {
		return sort.Search(len(list), func(i int) bool { return list[i].Date < day })
	}
	return slices.Clip(list[before(dayOf(s.End())):before(dayOf(s.Start()))])
}

// newProjects are the projects that were created in a span.
func (e *edition) newProjects(s metrics.Span) []Change {
	var list []Change
	for _, p := range e.projects.all {
		created := p.merged.Created
		if created != nil && p.merged.Provenance.GoneSince == nil && !created.Before(s.Start()) && created.Before(s.End()) {
			list = append(list, Change{Date: dayOf(created.Time), Title: p.merged.Name, URL: site(p.address), Text: p.merged.Description, Kind: "project"})
		}
	}
	return latest(list, 0)
}

// unmoved names the rows that stayed the same, and those of which nothing is known.
func (e *edition) unmoved(groups []MoveGroup) (same, unknown string) {
	var still, dark []string
	for _, g := range groups {
		for _, row := range g.Rows {
			switch {
			case !row.isKnown(e):
				dark = append(dark, row.Title)
			case row.Sign == "same":
				still = append(still, row.Title)
			}
		}
	}
	return strings.Join(still, ", "), strings.Join(dark, ", ")
}

// withoutUnknown leaves out the rows of which nothing is known in either period, and the groups that have no others.
func (e *edition) withoutUnknown(groups []MoveGroup) (some []MoveGroup) {
	for _, g := range groups {
		g.Rows = slices.DeleteFunc(g.Rows, func(r MoveRow) bool { return !r.isKnown(e) && r.Before == e.text("unknown") })
		if len(g.Rows) > 0 {
			some = append(some, g)
		}
	}
	return some
}

// reportSource says who told of all figures, and when the oldest was collected.
func (e *edition) reportSource() string {
	e.projects.sourceOnce.Do(func() { e.projects.source = e.allSources() })
	return e.projects.source
}

func (e *edition) allSources() string {
	var list []dataset.Provenance
	for _, a := range e.data.Activity {
		list = append(list, a.Provenance)
	}
	for _, f := range e.data.Figures {
		list = append(list, f.Provenance)
	}
	for _, o := range e.data.Outbound {
		list = append(list, o.Provenance)
	}
	for _, p := range e.data.Projects {
		list = append(list, p.Provenance)
	}
	return e.sourceLine(list)
}
