package metrics

import (
	"cmp"
	"slices"
	"strings"

	"portolan/collectors/dataset"
)

// Project is one project as all its sources together describe it.
type Project struct {
	dataset.Project
	// Sources says which source gave which group of fields.
	Sources []FieldSource
}

// FieldSource says who gave a group of a project's fields, and when.
type FieldSource struct {
	// Fields names the group: "description", "licence", "popularity", "issues", "change requests", "components",
	// "releases", "tasks", "community", "languages", "status".
	Fields     string
	Provenance *dataset.Provenance
}

// Source returns who gave a group of fields; nil where nobody did.
func (p *Project) Source(fields string) *FieldSource {
	for i := range p.Sources {
		if p.Sources[i].Fields == fields {
			return &p.Sources[i]
		}
	}
	return nil
}

// precedence ranks sources: a forge knows best what it hosts, then the clone, then what people wrote into files.
var precedence = map[string]int{"github": 0, "gitlab": 0, "gitea": 0, "bitbucket": 0, "git": 2, "publiccode": 3, "codejson": 4, "warehouse": 5}

func rank(source string) int {
	if r, known := precedence[source]; known {
		return r
	}
	return 1
}

// byPrecedence orders records of one thing: the one to believe first.
func byPrecedence[R dataset.Record](records []R) {
	slices.SortStableFunc(records, func(a, b R) int {
		return cmp.Or(
			cmp.Compare(rank(a.From().Source), rank(b.From().Source)),
			b.From().Collected.Compare(a.From().Collected.Time),
			strings.Compare(a.From().Source, b.From().Source))
	})
}

// Merge joins the records on each project into one, ordered by ID. Fields come in groups, such as the numbers of issues:
// a group is taken whole from the first source that knows anything of it, so that its parts fit each other.
func Merge(records []*dataset.Project) []*Project {
	byID := map[string][]*dataset.Project{}
	for _, r := range records {
		byID[r.ID] = append(byID[r.ID], r)
	}
	merged := make([]*Project, 0, len(byID))
	for _, same := range byID {
		byPrecedence(same)
		merged = append(merged, mergeOne(same))
	}
	slices.SortFunc(merged, func(a, b *Project) int { return strings.Compare(a.ID, b.ID) })
	return merged
}

// group is a set of fields that one source gives together.
type group struct {
	name  string
	knows func(*dataset.Project) bool
	take  func(to, from *dataset.Project)
}

var groups = []group{
	{"description", func(p *dataset.Project) bool { return p.Description != "" || p.Homepage != "" || len(p.Topics) > 0 },
		func(to, from *dataset.Project) {
			to.Description, to.Homepage, to.Topics = from.Description, from.Homepage, from.Topics
		}},
	{"status", func(p *dataset.Project) bool { return p.Status != "" }, func(to, from *dataset.Project) { to.Status = from.Status }},
	{"owner", func(p *dataset.Project) bool { return p.Owner != "" || p.Contact != "" },
		func(to, from *dataset.Project) { to.Owner, to.Contact = from.Owner, from.Contact }},
	{"dates", func(p *dataset.Project) bool { return p.Created != nil || p.Changed != nil },
		func(to, from *dataset.Project) { to.Created, to.Changed = from.Created, from.Changed }},
	{"licence", func(p *dataset.Project) bool { return stated(p.License.Expression) },
		func(to, from *dataset.Project) { to.License = from.License }},
	{"languages", func(p *dataset.Project) bool { return p.Languages != nil },
		func(to, from *dataset.Project) { to.Languages = from.Languages }},
	{"popularity", func(p *dataset.Project) bool { return p.Stars != nil || p.Forks != nil || p.Watchers != nil },
		func(to, from *dataset.Project) {
			to.Stars, to.Forks, to.Watchers = from.Stars, from.Forks, from.Watchers
		}},
	{"issues", func(p *dataset.Project) bool { return p.OpenIssues != nil || p.ClosedIssues != nil },
		func(to, from *dataset.Project) { to.OpenIssues, to.ClosedIssues = from.OpenIssues, from.ClosedIssues }},
	{"change requests", func(p *dataset.Project) bool {
		return p.OpenChangeRequests != nil || p.MergedChangeRequests != nil || p.DeclinedChangeRequests != nil
	}, func(to, from *dataset.Project) {
		to.OpenChangeRequests, to.MergedChangeRequests = from.OpenChangeRequests, from.MergedChangeRequests
		to.DeclinedChangeRequests = from.DeclinedChangeRequests
	}},
	{"components", func(p *dataset.Project) bool { return p.Components != nil },
		func(to, from *dataset.Project) { to.Components = from.Components }},
	{"releases", func(p *dataset.Project) bool { return p.Releases != nil }, func(to, from *dataset.Project) { to.Releases = from.Releases }},
	{"tasks", func(p *dataset.Project) bool { return p.Tasks != nil }, func(to, from *dataset.Project) { to.Tasks = from.Tasks }},
	{"inventory", func(p *dataset.Project) bool { return p.CodeJSON != nil }, func(to, from *dataset.Project) { to.CodeJSON = from.CodeJSON }},
	{"community", func(p *dataset.Project) bool { return p.Community != dataset.Community{} },
		func(to, from *dataset.Project) { to.Community = from.Community }},
}

// mergeOne joins records that are ordered by precedence. What names the project and says who may see it comes from the
// first; a project is archived or gone when the first says so.
func mergeOne(same []*dataset.Project) *Project {
	p := &Project{Project: *same[0]}
	p.Sources = make([]FieldSource, 1, 1+len(groups))
	p.Sources[0] = FieldSource{"name", &same[0].Provenance}
	for _, r := range same[1:] {
		p.Organization = cmp.Or(p.Organization, r.Organization)
		p.URL = cmp.Or(p.URL, r.URL)
		p.DefaultBranch = cmp.Or(p.DefaultBranch, r.DefaultBranch)
		p.Upstream = cmp.Or(p.Upstream, r.Upstream)
	}
	for _, g := range groups {
		for _, r := range same {
			if g.knows(r) {
				g.take(&p.Project, r)
				p.Sources = append(p.Sources, FieldSource{g.name, &r.Provenance})
				break
			}
		}
	}
	return p
}

// stated says whether a licence expression says anything.
func stated(expression *string) bool {
	return expression != nil && *expression != "" && *expression != "NOASSERTION"
}
