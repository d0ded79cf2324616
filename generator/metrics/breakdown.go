package metrics

import (
	"cmp"
	"slices"
	"strings"
)

// By names the property that a figure is broken down by.
type By string

// The properties that every metric on projects can be broken down by, and the metric's own.
const (
	ByProject      By = "project"
	ByOrganization By = "organization"
	ByLanguage     By = "language"
	ByLicense      By = "license"
	ByStatus       By = "status"
	ByCategory     By = "category" // the metric's own parts: merged and declined, people and machines
)

// Part is one part of a figure.
type Part struct {
	// ID names the part: the ID of a project or product, or the same as Label.
	ID    string
	Label string
	Value Value
}

// Breakdown is a figure in parts.
type Breakdown struct {
	Metric *Metric
	Scope  Scope
	By     By
	Period Period
	// Whole is the figure itself. The parts sum to it only where Adds is true: people who work on two projects are in both.
	Whole Value
	Adds  bool
	// Parts are ordered by value, the unknown last.
	Parts []Part
	Basis Basis
}

// Breakdown splits a metric in a scope over the last so many whole months. By a category that the metric does not have,
// there are no parts.
func (f *Figures) Breakdown(m *Metric, s Scope, by By, months int) Breakdown {
	subjects := m.count.subjects(f, s)
	running, _ := f.running(m, subjects)
	w, _ := windows(m, running, months)
	basis := f.basisIn(m, s, subjects)
	b := Breakdown{Metric: m, Scope: s, By: by, Period: f.periodIn(m, basis, w), Whole: f.valueIn(m, s, subjects, w),
		Adds: m.Adds, Basis: basis}
	if by == ByCategory {
		if m.count.categories != nil {
			b.Parts = m.count.categories(f, f.known(m, subjects, w), w)
			for i := range b.Parts {
				b.Parts[i].Value.Of = len(subjects) // those of which nothing is known are in no part, and are told of
			}
			b.Adds = sumsTo(b.Parts, b.Whole)
		}
		return b
	}
	groups := f.grouped(m, subjects, by)
	b.Parts = make([]Part, 0, len(groups))
	for _, g := range groups {
		b.Parts = append(b.Parts, Part{g.id, g.label, f.value(m, g.subjects, w)})
	}
	sortParts(b.Parts)
	return b
}

// partName is what a part of a metric's own is called.
func (f *Figures) partName(id string) string { return f.data.Words.Text("part." + id) }

// sumsTo says whether known parts sum to a known whole.
func sumsTo(parts []Part, whole Value) bool {
	sum := 0.0
	for _, p := range parts {
		if p.Value.Number == nil {
			return false
		}
		sum += *p.Value.Number
	}
	return whole.Number != nil && sum == *whole.Number
}

// SeriesBy computes a series for each part of a scope, those with the highest figure over all the months first. All have the months
// of the whole, and points of so many months each. At most so many series are returned; zero: all.
func (f *Figures) SeriesBy(m *Metric, s Scope, by By, every, months, most int) []Series {
	subjects := m.count.subjects(f, s)
	running, partial := f.running(m, subjects)
	b := f.Breakdown(m, s, by, max(months, 1))
	groups := f.grouped(m, subjects, by)
	var all []Series
	for _, part := range b.Parts {
		if most > 0 && len(all) == most {
			break
		}
		at := slices.IndexFunc(groups, func(g parts) bool { return g.id == part.ID })
		if at < 0 {
			continue
		}
		g := groups[at]
		all = append(all, Series{Metric: m, Scope: s, Label: g.label, Points: f.points(nil, m, nil, g.subjects, every, running-months, running, partial),
			Basis: f.basisOf(m.count, g.subjects)})
	}
	return all
}

// parts are subjects that share a property.
type parts struct {
	id, label string
	subjects  []int
}

// grouped sorts subjects by a property of the project that they belong to.
func (f *Figures) grouped(m *Metric, subjects []int, by By) []parts {
	if by == ByProject {
		if all, alone := f.eachAlone(m, subjects); alone {
			return all
		}
	}
	byID := map[string]*parts{}
	var ids []string
	for _, i := range subjects {
		id, label := f.property(m.count.owner(f, i), by)
		if byID[id] == nil {
			byID[id] = &parts{id: id, label: label}
			ids = append(ids, id)
		}
		byID[id].subjects = append(byID[id].subjects, i)
	}
	slices.Sort(ids)
	var all []parts
	for _, id := range ids {
		all = append(all, *byID[id])
	}
	return all
}

// eachAlone makes each subject a part of its own, where no project has two of them. The subjects of most metrics are the
// projects themselves, in the order of their IDs.
func (f *Figures) eachAlone(m *Metric, subjects []int) (all []parts, alone bool) {
	all = make([]parts, 0, len(subjects))
	for at, i := range subjects {
		id, label := f.property(m.count.owner(f, i), ByProject)
		if at > 0 && id <= all[at-1].id {
			return nil, false
		}
		all = append(all, parts{id, label, subjects[at : at+1 : at+1]})
	}
	return all, true
}

// property returns what a project or product is grouped under.
func (f *Figures) property(owner string, by By) (id, label string) {
	p := f.Project(owner)
	word := ""
	switch {
	case by == ByProject:
		return owner, f.titleOf(owner)
	case p == nil:
	case by == ByOrganization:
		word = p.Organization
	case by == ByLanguage:
		word = mainLanguage(p.Languages)
	case by == ByLicense && stated(p.License.Expression):
		word = *p.License.Expression
	case by == ByStatus:
		word = string(f.Status(owner))
	}
	if word == "" {
		word = "unknown"
	}
	return word, word
}

// mainLanguage is the language with most bytes, the first by name of equals; empty where none is known.
func mainLanguage(languages map[string]int) (main string) {
	for name, bytes := range languages {
		if main == "" || bytes > languages[main] || bytes == languages[main] && name < main {
			main = name
		}
	}
	return main
}

// sortParts orders parts by value, the highest first and those without one last.
func sortParts(all []Part) {
	slices.SortFunc(all, func(a, b Part) int { // no two have the same ID
		switch {
		case a.Value.Number != nil && b.Value.Number != nil && *a.Value.Number != *b.Value.Number:
			return cmp.Compare(*b.Value.Number, *a.Value.Number)
		case (a.Value.Number == nil) != (b.Value.Number == nil):
			if a.Value.Number == nil {
				return 1
			}
			return -1
		}
		return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.ID, b.ID))
	})
}
