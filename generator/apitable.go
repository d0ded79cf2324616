package generator

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"portolan/generator/policy"
)

// projectsCSV lists projects.
func (e *edition) projectsCSV(list []*project) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		if !yield([]string{"id", "name", "status", "license", "language", "stars", "forks", "open_issues", "contributors_12m", "releases", "changed"}) {
			return
		}
		for _, p := range list {
			if !yield(projectLine(e.apiFiguresOf(p), p)) {
				return
			}
		}
	}
}

func projectLine(a *apiProject, p *project) []string {
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	changed := ""
	if p.merged.Changed != nil {
		changed = dayOf(p.merged.Changed.Time)
	}
	return []string{a.ID, a.Name, text(a.Status), text(a.License), p.language(), number(a.Stars), number(a.Forks), number(a.OpenIssues), number(a.Contributors12m), number(a.Releases), changed}
}

func (e *edition) licensesCSV() [][]string {
	rows := [][]string{{"id", "name", "category", "components", "projects"}}
	for _, c := range e.catalog.contexts {
		rows[0] = append(rows[0], c.ID)
	}
	for _, l := range e.catalog.licenses {
		row := []string{l.id, l.facts.Name, string(l.facts.Category), strconv.Itoa(len(l.components)), strconv.Itoa(len(l.projects))}
		rows = append(rows, append(row, levels(l.verdicts)...))
	}
	return rows
}

func levels(list []policy.Verdict) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.Level.String())
	}
	return out
}

// componentsCSV lists components; those of a product with how it uses them.
func (e *edition) componentsCSV(list []*component, of *product) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		head := []string{"purl", "name", "version", "license", "license_found", "products"}
		for _, c := range e.catalog.contexts {
			head = append(head, c.ID)
		}
		if !yield(head) {
			return
		}
		for _, one := range list {
			if !yield(componentLine(one, of)) {
				return
			}
		}
	}
}

func componentLine(one *component, of *product) []string {
	verdicts, products := one.verdicts, []string{}
	for _, u := range one.uses {
		if u.product != nil && (of == nil || u.product == of) {
			products = append(products, u.product.record.ID)
		}
	}
	if of != nil {
		verdicts = of.use(one).verdicts
	}
	slices.Sort(products)
	line := []string{one.purl(), one.name, one.version(), one.reading.Normalised(), one.raw, strings.Join(products, " ")}
	return append(line, levels(verdicts)...)
}

// productsCSV lists products with their components by verdict.
func (e *edition) productsCSV() [][]string {
	rows := [][]string{{"id", "name", "contexts", "components"}}
	for _, level := range policy.Levels() {
		rows[0] = append(rows[0], level.String())
	}
	for _, p := range e.catalog.products {
		row := []string{p.record.ID, p.record.Name, strings.Join(p.record.Contexts, " "), strconv.Itoa(len(p.components))}
		for _, level := range policy.Levels() {
			row = append(row, strconv.Itoa(p.count(level)))
		}
		rows = append(rows, row)
	}
	return rows
}

// metricsCSV lists metrics with their value over twelve months.
func (e *edition) metricsCSV() [][]string {
	rows := [][]string{{"id", "title", "chaoss", "unit", "value_12m", "known", "of"}}
	for _, m := range e.apiMetrics() {
		value := ""
		if m.Value12m != nil {
			value = strconv.FormatFloat(*m.Value12m, 'g', -1, 64)
		}
		rows = append(rows, []string{m.ID, m.Title, m.Standard, m.Unit, value, strconv.Itoa(m.Known), strconv.Itoa(m.Of)})
	}
	return rows
}

func (e *edition) policiesCSV() [][]string {
	rows := [][]string{{"title", "status", "version", "owner", "approver", "effective", "review_by"}}
	for _, p := range e.policies() {
		rows = append(rows, []string{p.Title, p.Status, p.Version, p.Owner, p.Approver, p.Effective, p.ReviewBy})
	}
	return rows
}

func (e *edition) decisionsCSV() [][]string {
	rows := [][]string{{"id", "component", "versions", "license", "license_found", "product", "contexts", "verdict", "conditions", "because", "decided_by",
		"decided", "expires", "counts", "trouble"}}
	for _, d := range e.decisions() {
		rows = append(rows, []string{d.ID, d.Component, d.Versions, d.License, d.Raw, d.Product, strings.Join(d.Contexts, " "), d.Verdict, d.Conditions, d.Because,
			d.DecidedBy, d.Decided, d.Expires, strconv.FormatBool(d.Counts), d.Trouble})
	}
	return rows
}
