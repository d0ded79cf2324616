package dataset

import (
	"maps"
	"slices"
)

// For returns the part of the dataset that some readers may see. What belongs to a project or product that they may not
// see is left out with it, whatever its own audience says, and so is every mention of it.
func (d *Dataset) For(shows func(Audience) bool) *Dataset {
	f := filter{shows: shows, projects: map[string]bool{}, products: map[string]bool{}}
	for _, p := range d.Projects {
		// A forge that hides a repository overrules a second source that does not.
		if !shows(p.Audience) && !secondary[p.Provenance.Source] {
			f.projects[p.ID] = true
		}
	}
	for _, p := range d.Products {
		if !shows(p.Audience) {
			f.products[p.ID] = true
		}
	}
	out := &Dataset{
		Projects:        keep(d.Projects, func(p *Project) bool { return f.sees(p.Audience, p.ID, "") }),
		Activity:        keep(d.Activity, func(a *Activity) bool { return f.sees(a.Audience, a.Project, "") }),
		Products:        keep(d.Products, func(p *Product) bool { return shows(p.Audience) }),
		Inventories:     keep(d.Inventories, func(i *Inventory) bool { return f.sees(i.Audience, i.Project, i.Product) }),
		Figures:         keep(d.Figures, func(x *Figure) bool { return shows(x.Audience) }),
		Events:          keep(d.Events, func(e *Events) bool { return shows(e.Audience) }),
		Outbound:        keep(d.Outbound, func(o *Outbound) bool { return f.sees(o.Audience, o.Project, "") }),
		Scorecards:      keep(d.Scorecards, func(s *Scorecard) bool { return f.sees(s.Audience, s.Project, "") }),
		Vulnerabilities: keep(d.Vulnerabilities, func(v *Vulnerabilities) bool { return f.sees(v.Audience, v.Project, v.Product) }),
		Traffic:         keep(d.Traffic, func(t *Traffic) bool { return f.sees(Internal, t.Project, "") }),
	}
	for i, p := range out.Projects {
		if f.projects[p.Upstream] {
			out.Projects[i] = edited(p, func(p *Project) { p.Upstream = "" })
		}
	}
	for i, p := range out.Products {
		if f.projects[p.Project] {
			out.Products[i] = edited(p, func(p *Product) { p.Project = "" })
		}
	}
	for _, list := range d.Decisions {
		if shows(list.Audience) {
			out.Decisions = append(out.Decisions, f.decisions(list))
		}
	}
	for _, h := range d.History {
		out.History = append(out.History, f.history(h, out.Projects))
	}
	out.Sources = f.sources(d.Sources)
	return out
}

type filter struct {
	shows    func(Audience) bool
	projects map[string]bool // hidden ones
	products map[string]bool
}

func (f *filter) sees(a Audience, project, product string) bool {
	return f.shows(a) && !f.projects[project] && !f.products[product]
}

// keep is a filter that makes a new slice: the records themselves are shared and never changed.
func keep[R Record](records []R, sees func(R) bool) []R {
	var out []R
	for _, r := range records {
		if sees(r) {
			out = append(out, r)
		}
	}
	return out
}

func edited[T any](from *T, edit func(*T)) *T {
	c := *from
	edit(&c)
	return &c
}

func (f *filter) decisions(list *Decisions) *Decisions {
	return edited(list, func(l *Decisions) {
		l.Decisions = slices.DeleteFunc(slices.Clone(l.Decisions), func(d Decision) bool {
			return f.products[d.Product] || (d.Audience != "" && !f.shows(d.Audience))
		})
	})
}

// history keeps the days of the projects that are shown. The company's own figures count hidden projects too, so only
// those who may see all of it get them.
func (f *filter) history(h *History, shown []*Project) *History {
	visible := map[string]bool{"company": f.shows(Internal)}
	for _, p := range shown {
		visible[p.ID] = true
	}
	return edited(h, func(h *History) {
		days := map[Date]map[string]map[string]*float64{}
		for day, things := range h.Days {
			things = maps.Clone(things)
			maps.DeleteFunc(things, func(thing string, _ map[string]*float64) bool { return !visible[thing] })
			days[day] = things
		}
		h.Days = days
	})
}

func (f *filter) sources(s *Sources) *Sources {
	if s == nil {
		return nil
	}
	return edited(s, func(s *Sources) {
		s.Sources = slices.DeleteFunc(slices.Clone(s.Sources), func(one SourceStatus) bool { return !f.shows(one.Audience) })
		for i := range s.Sources {
			if !f.shows(Internal) { // a failure names what could not be had, hidden or not
				s.Sources[i].Failures = nil
			}
		}
	})
}
