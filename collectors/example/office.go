package example

import (
	"fmt"
	"math"
	"slices"

	"portolan/collectors/dataset"
)

// series is a figure that Acme's office keeps by hand, with its usual month and how that grows over the three years.
type series struct {
	id, title, description, concern, unit string
	usual, growth, step                   float64
}

var handKept = []series{
	{"training-completed", "Trainings completed", "People who finished one of the office's courses, from the learning platform's monthly list.", "community", "people", 24, 1.2, 1},
	{"events-held", "Events held", "Meet-ups, courses and hackathons that the office held or helped to hold.", "community", "events", 2.2, 0.8, 1},
	{"savings-eur", "Savings", "Licence fees and contracts that ended because something open took their place, less what the replacement costs, as finance confirmed them.", "value", "EUR", 31000, 0.9, 500},
}

// unreported is the month, counted back from now, whose reports were lost.
const unreported = 17

func (w *world) figures() []dataset.Record {
	var all []dataset.Record
	for _, s := range handKept {
		f := &dataset.Figure{
			ID: s.id, Title: s.title, Description: s.description, Audience: dataset.Public, Concern: s.concern, Unit: s.unit, Adds: true,
			Values: map[dataset.Month]*float64{}, Provenance: w.provenance,
		}
		for i := range months {
			m := w.firstMonth().Add(i)
			r := w.dice("figure", s.id, string(m))
			mean := s.usual * (1 + s.growth*float64(i)/months)
			value := math.Max(0, math.Round((mean+r.NormFloat64()*mean/3)/s.step)*s.step)
			f.Values[m] = &value
		}
		f.Values[w.thisMonth().Add(-unreported)] = nil
		f.Values[w.thisMonth()] = nil // reported when the month is over
		all = append(all, f)
	}
	return all
}

var gatherings = []struct{ title, kind, place string }{
	{"Open source for engineers", "course", "Online"},
	{"Maintainers' round table", "meet-up", "Lowmoor office"},
	{"First contribution evening", "hackathon", "Online"},
	{"What three years of anvil taught us", "talk", "Northern Batch Days, Lowmoor"},
	{"Licences without fear", "course", "Online"},
	{"Filigree and screen readers", "talk", "Inclusive Web Forum, online"},
	{"Upstream week", "hackathon", "All offices"},
}

func (w *world) events() *dataset.Events {
	list := &dataset.Events{ID: "acme", Audience: dataset.Public, Provenance: w.provenance}
	for i, ahead := 0, -350; ahead <= 60; i, ahead = i+1, ahead+15 {
		g := gatherings[i%len(gatherings)]
		e := dataset.Event{Date: w.day(ahead), Title: g.title, Type: g.kind, Place: g.place, URL: fmt.Sprintf("https://events.acme.example/%d", 100+i)}
		if ahead <= 0 && i%9 != 4 {
			e.People = dataset.Of(8 + about(w.dice("event", fmt.Sprint(i)), 22))
		}
		list.Events = append(list.Events, e)
	}
	return list
}

// upstream is a project of others that Acme's people give to.
type upstream struct {
	id     string
	pace   float64 // change requests in a usual month
	people int
}

var upstreams = []upstream{
	{"code.example.org/borealis/aurora-db", 5, 9}, {"code.example.org/fennel/fennel-ui", 7, 14}, {"code.example.org/harbour/tide-table", 2, 3},
	{"code.example.org/lowmoor/plumbline", 1.5, 4}, {"code.example.org/open-batch/specification", 3, 6}, {"code.example.org/quarry/chart-legends", 1, 2},
	{"code.example.net/kestrel/kestrel", 9, 17}, {"code.example.net/sandpiper/build", 4, 8},
}

func (w *world) outbound() []dataset.Record {
	var all []dataset.Record
	for _, u := range upstreams {
		o := &dataset.Outbound{
			Project: u.id, URL: "https://" + u.id, Audience: dataset.Public, ChangeRequests: map[dataset.Month]int{},
			MergedChangeRequests: map[dataset.Month]int{}, Commits: map[dataset.Month]int{}, People: &u.people, Provenance: w.provenance,
		}
		for i := range months {
			m := w.firstMonth().Add(i)
			r := w.dice("outbound", u.id, string(m))
			opened := about(r, u.pace*(0.5+float64(i)/months)*w.elapsed(m))
			merged := 0
			for range opened {
				if r.Float64() < 0.82 {
					merged++
				}
			}
			o.ChangeRequests[m], o.MergedChangeRequests[m], o.Commits[m] = opened, merged, merged+about(r, float64(merged))
		}
		all = append(all, o)
	}
	return all
}

// elapsed is the share of a month that has passed.
func (w *world) elapsed(m dataset.Month) float64 {
	length := m.Add(1).Start().Sub(m.Start())
	return math.Min(1, float64(w.now.Sub(m.Start()))/float64(length))
}

// history is the standing of the projects on each Monday of a year, and today.
func (w *world) history(projects []*work) []dataset.Record {
	var all []dataset.Record
	for back := 11; back >= 0; back-- {
		m := w.thisMonth().Add(-back)
		h := &dataset.History{Month: m, Days: map[dataset.Date]map[string]map[string]*float64{}, Provenance: w.provenance}
		for day := m.Start(); day.Before(m.Add(1).Start()) && !day.After(w.now.Time); day = day.AddDate(0, 0, 1) {
			today := day.AddDate(0, 0, 1).After(w.now.Time)
			if day.Weekday() == 1 || today {
				date := dataset.Date(day.Format("2006-01-02"))
				h.Days[date] = w.standing(projects, date)
			}
		}
		all = append(all, h)
	}
	return slices.DeleteFunc(all, func(r dataset.Record) bool { return len(r.(*dataset.History).Days) == 0 })
}

// standing counts what every project had at the end of a day, and the company's sums over what is known.
func (w *world) standing(projects []*work, date dataset.Date) map[string]map[string]*float64 {
	day := map[string]map[string]*float64{}
	company := map[string]*float64{"projects": dataset.Of(float64(0))}
	end := date.Time().AddDate(0, 0, 1)
	for _, p := range projects {
		if p.unwatched || date.Time().Before(w.thisMonth().Add(-p.born).Start()) {
			continue
		}
		figures := map[string]*float64{"change-requests-open": dataset.Of(openChanges(p, end))}
		if p.audience() == dataset.Public {
			age := w.now.Sub(end).Hours() / 24 / 365
			figures["stars"] = dataset.Of(math.Floor(float64(p.stars) * (1 - 0.2*math.Max(0, age))))
		}
		if !p.unfiled {
			figures["issues-open"] = dataset.Of(openIssues(p, end))
		}
		for name, value := range figures {
			if company[name] == nil {
				company[name] = dataset.Of(float64(0))
			}
			*company[name] += *value
		}
		*company["projects"]++
		day[p.id()] = figures
	}
	day["company"] = company
	return day
}
