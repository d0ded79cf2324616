package generator

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"portolan/collectors/dataset"
	"portolan/generator/metrics"
)

// projects are the projects of an edition with their addresses.
type projects struct {
	all    []*project // by name
	live   []*project // all but the archived, vanished and empty ones
	quiet  []*project // those
	facets []*facetList
	byID   map[string]*project
	tasks  taskBook
	// released are the releases of all, the latest first, once someone asks.
	releasedOnce sync.Once
	released     []Change
	// source says who told of all figures, once someone asks.
	sourceOnce sync.Once
	source     string

	// What other records say of a project, by its ID.
	scorecards      map[string]*dataset.Scorecard
	vulnerabilities map[string][]*dataset.Vulnerabilities
	products        map[string][]*product
}

type project struct {
	merged  *metrics.Project
	address string
	quiet   bool
	once    sync.Once
	row     ProjectRow
	people  int // contributors in a year, read with the row; -1 where unknown
}

// newProjects gives each merged project its address.
func newProjects(e *edition) *projects {
	ps := &projects{byID: map[string]*project{}}
	var addresses slugs
	for _, merged := range e.figures.Merged() {
		p := &project{merged: merged, address: addresses.make("/projects/", merged.ID)}
		p.quiet = e.isQuiet(p)
		ps.all = append(ps.all, p)
		ps.byID[merged.ID] = p
	}
	slices.SortStableFunc(ps.all, func(a, b *project) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.merged.Name), strings.ToLower(b.merged.Name)), cmp.Compare(a.merged.ID, b.merged.ID))
	})
	for _, p := range ps.all {
		if p.quiet {
			ps.quiet = append(ps.quiet, p)
		} else {
			ps.live = append(ps.live, p)
		}
	}
	ps.facets = newFacets(e, ps.live)
	ps.relate(e)
	return ps
}

// relate finds what other records say of each project.
func (ps *projects) relate(e *edition) {
	ps.scorecards, ps.vulnerabilities, ps.products = map[string]*dataset.Scorecard{}, map[string][]*dataset.Vulnerabilities{}, map[string][]*product{}
	for _, s := range e.data.Scorecards {
		if ps.scorecards[s.Project] == nil {
			ps.scorecards[s.Project] = s
		}
	}
	builtFrom := map[string]string{}
	for _, p := range e.catalog.products {
		if p.record.Project != "" {
			ps.products[p.record.Project] = append(ps.products[p.record.Project], p)
			builtFrom[p.record.ID] = p.record.Project
		}
	}
	for _, v := range e.data.Vulnerabilities {
		if id := cmpOr(v.Project, builtFrom[v.Product]); id != "" {
			ps.vulnerabilities[id] = append(ps.vulnerabilities[id], v)
		}
	}
}

// language is the one that most of a project is written in; "" where unknown.
func (p *project) language() string {
	best, most := "", 0
	for _, language := range slices.Sorted(maps.Keys(p.merged.Languages)) {
		if n := p.merged.Languages[language]; n > most {
			best, most = language, n
		}
	}
	return best
}

// projectRow is a project in a list. Many lists show the same project, so its row is made once.
func (e *edition) projectRow(p *project) ProjectRow {
	p.once.Do(func() { p.row, p.people = e.makeRow(p) })
	return p.row
}

func (e *edition) makeRow(p *project) (row ProjectRow, people int) {
	m := p.merged
	row = ProjectRow{
		ID: m.ID, Name: m.Name, Description: m.Description, URL: site(p.address), Status: string(e.figures.Status(m.ID)), Language: p.language(),
		License: e.text("unknown"), Organization: m.Organization, Stars: e.orUnknown(m.Stars), Contributors: e.text("unknown"),
		Topics: m.Topics, Archived: m.Archived,
	}
	if m.License.Expression != nil {
		use := e.licenseUse(*m.License.Expression)
		row.License = use.Expression
		for _, v := range use.Verdicts {
			row.Verdict = worseWord(row.Verdict, v.Level)
		}
	}
	people = -1
	if r := e.figures.Reading(metrics.ByID("contributors"), metrics.OfProject(m.ID), year); r.Value.Number != nil {
		people = int(*r.Value.Number)
		row.Contributors = e.number(people)
	}
	if len(m.Tasks) > 0 {
		row.Tasks = e.words.Count("first_issues_n", len(m.Tasks))
	}
	if m.Changed != nil {
		row.Changed = dayOf(m.Changed.Time)
	}
	return row, people
}

// ladder is the order of verdicts.
var ladder = []string{"allowed", "conditional", "review", "unknown", "forbidden"}

func worseWord(a, b string) string {
	if slices.Index(ladder, b) > slices.Index(ladder, a) {
		return b
	}
	return a
}
