package generator

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"portolan/collectors/dataset"
)

// mostNamed is how many names stand in a sentence.
const mostNamed = 3

// licenses reports what has no licence that is known: one problem for each product, one for all public projects.
func (l *lint) licenses(e *edition) {
	for _, p := range e.catalog.products {
		var unknown []string
		for _, c := range p.components {
			if c.reading != nil && c.reading.Unknown != "" || c.raw == "" {
				unknown = append(unknown, strings.TrimSpace(c.name+" "+c.version()))
			}
		}
		if len(unknown) > 0 {
			l.report("license/unknown", path.Join("data", "products", p.record.ID+".json"), 1, 1,
				fmt.Sprintf("the licences of %d of %d components of %s are not known: %s", len(unknown), len(p.components), p.record.Name, named(unknown)), "")
		}
	}
	l.disputed(e)
	var none []string
	for _, p := range e.projects.all {
		if p.merged.Visibility == dataset.VisibilityPublic && p.merged.License.Expression == nil {
			none = append(none, p.merged.Name)
		}
	}
	if len(none) > 0 {
		l.report("license/none", "", 0, 0, fmt.Sprintf("%d public %s no licence that is known: %s", len(none), plural(len(none), "project has", "projects have"), named(none)), "")
	}
}

// disputed reports the components of which inventories name different licences.
func (l *lint) disputed(e *edition) {
	var names []string
	for _, c := range e.catalog.disputed {
		names = append(names, strings.TrimSpace(c.name+" "+c.version())+" ("+c.raw+")")
	}
	if len(names) > 0 {
		l.report("license/disputed", "", 0, 0,
			fmt.Sprintf("inventories name different licences of %d %s, so all of them are taken to hold: %s", len(names), plural(len(names), "component", "components"), named(names)), "")
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// named lists the first of some names.
func named(names []string) string {
	slices.Sort(names)
	if more := len(names) - mostNamed; more > 0 {
		return strings.Join(names[:mostNamed], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(names, ", ")
}

// sources reports the sources that have not answered for too long.
func (l *lint) sources(e *edition) {
	if e.data.Sources == nil || e.now.Itself().IsZero() {
		return
	}
	for _, s := range e.data.Sources.Sources {
		switch {
		case s.Succeeded == nil:
			l.report("data/stale", "data/sources.json", 1, 1, fmt.Sprintf("the source %s has never answered in full", s.ID), "")
		case e.now.Past(s.Succeeded.Add(l.portal.site.Stale)):
			l.report("data/stale", "data/sources.json", 1, 1, fmt.Sprintf("the source %s last answered in full on %s", s.ID, dayOf(s.Succeeded.Time)), "")
		}
	}
}
