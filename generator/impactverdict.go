package generator

import (
	"maps"
	"slices"
	"strconv"

	"portolan/generator/metrics"
	"portolan/generator/policy"
)

// verdicts compares what is said of every component of every product, of every component over all its uses, and of every
// licence.
func (c *comparison) verdicts() {
	before := map[string]*product{}
	for _, p := range c.old.catalog.products {
		before[p.record.ID] = p
	}
	for _, p := range c.new.catalog.products {
		was := before[p.record.ID]
		if was == nil {
			was = &product{}
		}
		c.productVerdicts(was, p)
		delete(before, p.record.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		for _, one := range before[id].components {
			c.use(before[id], one, false)
		}
	}
	components := byName(c.old.catalog.components)
	for _, one := range c.new.catalog.components {
		if was := components[one.label()]; was != nil {
			c.flip(Flip{Component: one.label(), License: one.reading.Normalised(), Applies: true}, was.verdicts, one.verdicts)
		}
	}
	licenses := map[string]*licence{}
	for _, l := range c.old.catalog.licenses {
		licenses[l.id] = l
	}
	for _, l := range c.new.catalog.licenses {
		if was := licenses[l.id]; was != nil {
			c.flip(Flip{License: l.id}, was.verdicts, l.verdicts)
		}
	}
}

// label names a component as reports do.
func (one *component) label() string {
	if one.purl() != "" {
		return one.purl()
	}
	if one.version() == "" {
		return one.name
	}
	return one.name + " " + one.version()
}

func byName(components []*component) map[string]*component {
	by := map[string]*component{}
	for _, one := range components {
		by[one.label()] = one
	}
	return by
}

func (c *comparison) productVerdicts(was, is *product) {
	before := byName(was.components)
	for _, one := range is.components {
		old := before[one.label()]
		delete(before, one.label())
		if old == nil {
			c.use(is, one, true)
			continue
		}
		c.flip(Flip{Product: is.record.ID, Component: one.label(), License: one.reading.Normalised()}, was.use(old).verdicts, is.use(one).verdicts, is.record.Contexts...)
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		c.use(was, before[name], false)
	}
}

// flip tells of each context in which two verdicts differ; contexts are those of the product, none for all.
func (c *comparison) flip(about Flip, before, now []policy.Verdict, contexts ...string) {
	was := map[string]policy.Verdict{}
	for _, v := range before {
		was[v.Context] = v
	}
	for _, v := range now {
		old, known := was[v.Context]
		if !known || old.Level == v.Level {
			continue
		}
		about.Context, about.From, about.To = v.Context, why(old), why(v)
		if about.Product != "" {
			about.Applies = len(contexts) == 0 || slices.Contains(contexts, v.Context)
		}
		c.out.Flips = append(c.out.Flips, about)
	}
}

func why(v policy.Verdict) Why {
	return Why{Verdict: v.Level.String(), Rule: v.Rule, Exception: v.Exception, Reason: v.Reason}
}

func (c *comparison) use(p *product, one *component, added bool) {
	c.out.Uses = append(c.out.Uses, UseChange{Product: p.record.ID, Component: one.label(), License: one.reading.Normalised(), Verdict: p.worst(one).String(), Added: added})
}

// figures compares objectives and totals.
func (c *comparison) figures() {
	before := map[string]ObjectiveView{}
	for _, o := range c.old.objectives("impact", "") {
		before[o.ID] = o
	}
	state := func(o ObjectiveView) string { return o.Now + " of " + o.Target + ", " + o.Standing }
	for _, o := range c.new.objectives("impact", "") {
		was, there := before[o.ID]
		from := "none"
		if there {
			from = state(was)
		}
		c.shift(&c.out.Objectives, o.ID, o.Title, from, state(o))
		delete(before, o.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		c.shift(&c.out.Objectives, id, before[id].Title, state(before[id]), "none")
	}
	from, to := totals(c.old), totals(c.new)
	seen := map[string]bool{}
	for _, t := range slices.Concat(to, from) {
		if !seen[t.ID] {
			seen[t.ID] = true
			c.shift(&c.out.Totals, t.ID, t.Name, valueOfTotal(from, t.ID), valueOfTotal(to, t.ID))
		}
	}
}

func (c *comparison) shift(list *[]Shift, id, name, from, to string) {
	if from != to {
		*list = append(*list, Shift{ID: id, Name: name, From: from, To: to})
	}
}

func valueOfTotal(list []Shift, id string) string {
	for _, t := range list {
		if t.ID == id {
			return t.To
		}
	}
	return "none"
}

// totals are the sums that readers see: how many of each thing, verdicts by product, and every metric over a year.
func totals(e *edition) []Shift {
	var all []Shift
	add := func(id, name string, n int) { all = append(all, Shift{ID: id, Name: name, To: strconv.Itoa(n)}) }
	add("pages", "pages", len(e.pages))
	add("projects", "projects", len(e.projects.all))
	add("products", "products", len(e.catalog.products))
	add("components", "components", len(e.catalog.components))
	add("licenses", "licences", len(e.catalog.licenses))
	add("decisions", "decisions", len(e.decisions()))
	for _, p := range e.catalog.products {
		for _, level := range policy.Levels() {
			add("products/"+p.record.ID+"/"+level.String(), p.record.Name+": "+level.String(), p.count(level))
		}
	}
	for _, m := range e.figures.metrics() {
		value := e.figures.Reading(m, metrics.Company(), year).Value.Number
		all = append(all, Shift{ID: "metrics/" + m.ID, Name: m.Name(e.say()), To: e.say().Amount(value, m.Unit)})
	}
	return all
}

// emptied gives every list that is empty as a list, so that JSON holds no null where there is nothing.
func emptied(e EditionImpact) EditionImpact {
	e.Opened, e.Lost, e.Flips, e.Uses = orEmpty(e.Opened), orEmpty(e.Lost), orEmpty(e.Flips), orEmpty(e.Uses)
	e.Added, e.Removed, e.Moved, e.Changed = orEmpty(e.Added), orEmpty(e.Removed), orEmpty(e.Moved), orEmpty(e.Changed)
	e.Drawn = Drawn{orEmpty(e.Drawn.Added), orEmpty(e.Drawn.Removed), orEmpty(e.Drawn.Changed)}
	e.Objectives, e.Totals = orEmpty(e.Objectives), orEmpty(e.Totals)
	return e
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
