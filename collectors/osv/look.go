package osv

import (
	"cmp"
	"slices"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// look finds what is known of the components of one inventory. What an earlier run found and is no longer there is kept as
// resolved, so that the time it took can be told.
func (db *database) look(inventory *dataset.Inventory, earlier *dataset.Vulnerabilities, run *source.Run) *dataset.Vulnerabilities {
	today := dataset.Date(run.Now.UTC().Format(time.DateOnly))
	found := &dataset.Vulnerabilities{ID: inventory.ID, Product: inventory.Product, Project: inventory.Project,
		Audience: inventory.Audience, Vulnerabilities: []dataset.Vulnerability{}, Provenance: run.Provenance("osv", "")}
	seen := map[[3]string]bool{}
	for _, c := range inventory.Components {
		complete := db.component(c, func(v dataset.Vulnerability) {
			if at := keyOf(v); !seen[at] {
				seen[at] = true
				v.FirstSeen = &today
				found.Vulnerabilities = append(found.Vulnerabilities, v)
			}
		})
		found.Provenance.Complete = found.Provenance.Complete && complete
	}
	if earlier != nil {
		remember(found, earlier, seen, today)
	}
	slices.SortFunc(found.Vulnerabilities, func(a, b dataset.Vulnerability) int {
		return cmp.Or(cmp.Compare(a.Component, b.Component), cmp.Compare(a.Version, b.Version), cmp.Compare(a.ID, b.ID))
	})
	return found
}

func keyOf(v dataset.Vulnerability) [3]string { return [3]string{v.ID, v.Component, v.Version} }

// component reports what is known of one component; false where that cannot be told.
func (db *database) component(c dataset.Component, each func(dataset.Vulnerability)) (complete bool) {
	p, version, ok := packageOf(c)
	if !ok || version == "" {
		return false
	}
	if db.told != nil {
		return db.componentAsTold(use{p, version}, c, each)
	}
	if !db.covered[p.ecosystem] {
		return false
	}
	complete = true
	for _, e := range db.entries[p] {
		for _, a := range e.Affected {
			if a.pkg() != p {
				continue
			}
			hit, known, fixed := a.hits(version)
			complete = complete && known
			if hit {
				each(e.vulnerability(a, c, version, fixed))
				break
			}
		}
	}
	return complete
}

// componentAsTold reports what the service named for one component; false where it was not asked.
func (db *database) componentAsTold(u use, c dataset.Component, each func(dataset.Vulnerability)) (complete bool) {
	ids, asked := db.told[u]
	for _, e := range db.entries[u.pkg] {
		if !slices.Contains(ids, e.ID) {
			continue
		}
		for _, a := range e.Affected {
			if a.pkg() == u.pkg {
				each(e.vulnerability(a, c, u.version, a.fixedAfter(u.version)))
				break
			}
		}
	}
	return asked
}

func (e *entry) vulnerability(a affected, c dataset.Component, version, fixed string) dataset.Vulnerability {
	v := dataset.Vulnerability{ID: e.ID, Summary: dataset.CleanText(e.Summary), Component: c.PURL, Version: dataset.CleanText(version),
		Severity: e.severityOf(a), FixedIn: dataset.CleanText(fixed)}
	for _, alias := range e.Aliases {
		if alias = dataset.CleanText(alias); alias != "" {
			v.Aliases = append(v.Aliases, alias)
		}
	}
	if published, err := time.Parse(time.RFC3339, e.Published); err == nil {
		v.Published = dataset.AtOrNil(published)
	}
	return v
}

// remember takes over from an earlier record since when a vulnerability has been there, and until when those were that have
// gone.
func remember(found, earlier *dataset.Vulnerabilities, seen map[[3]string]bool, today dataset.Date) {
	before := map[[3]string]dataset.Vulnerability{}
	for _, old := range earlier.Vulnerabilities {
		before[keyOf(old)] = old
		if !seen[keyOf(old)] {
			if old.Resolved == nil {
				old.Resolved = &today
			}
			found.Vulnerabilities = append(found.Vulnerabilities, old)
		}
	}
	for i, v := range found.Vulnerabilities {
		if old, known := before[keyOf(v)]; known && old.FirstSeen != nil {
			found.Vulnerabilities[i].FirstSeen = old.FirstSeen
		}
	}
}
