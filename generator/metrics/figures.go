package metrics

import (
	"slices"
	"strings"
	"sync"
	"time"

	"portolan/collectors/dataset"
)

// Figures are the records of one edition, indexed for every question. It is made once and may be used by several at a time.
type Figures struct {
	data      Data
	merged    []*Project // also those that are gone
	projects  []*Project
	facts     []facts // of the project at the same place
	position  map[string]int
	builtFrom map[string]string  // the project of a product
	groupsOf  map[string][]Scope // of a project
	// scopes holds the places of the projects of each scope but the company's.
	scopes                                              map[Scope][]int
	inventoryScopes, vulnerabilityScopes, productScopes map[Scope][]int

	people    int
	employers []string // by person; empty where no source tells
	inside    []*bool  // by person

	inventories     []*inventory
	vulnerabilities []*vulnerable
	outbound        []*outward
	judgements      []judgement
	listed          map[string]bool // products and projects with an SBOM
	cards           map[string]*card
	past            map[string]map[string][]monthly // by metric and project

	organizationsOnce sync.Once
	organizations     []string

	everyProject []int // their places
	answers      sync.Map
}

// facts are what is known of one project over time.
type facts struct {
	commits  flow
	bots     flow
	people   contributions
	issues   timeline
	requests timeline
	releases flow
	year     *dataset.Year
	through  time.Time // the moment to which year counts

	yearOrigin, nameOrigin, licence, popularity, issueCount, tasks, componentCount *origin
}

// New indexes the records of an edition. Projects that their source says are gone are in no figure.
func New(d Data) *Figures {
	if d.Thresholds == (Thresholds{}) {
		d.Thresholds = DefaultThresholds
	}
	f := &Figures{data: d, position: map[string]int{}, scopes: map[Scope][]int{}, past: map[string]map[string][]monthly{},
		builtFrom: map[string]string{}, groupsOf: map[string][]Scope{}, listed: map[string]bool{}, cards: map[string]*card{},
		inventoryScopes: map[Scope][]int{}, vulnerabilityScopes: map[Scope][]int{}, productScopes: map[Scope][]int{}}
	f.merged = Merge(d.Projects)
	for _, p := range f.merged {
		if p.Provenance.GoneSince == nil {
			f.position[p.ID] = len(f.projects)
			f.everyProject = append(f.everyProject, len(f.projects))
			f.projects = append(f.projects, p)
		}
	}
	f.indexScopes()
	f.indexActivity()
	f.indexInventories()
	f.indexVulnerabilities()
	f.indexScorecards()
	f.indexVerdicts()
	f.indexOutbound()
	f.indexHistory()
	return f
}

// Merged returns all merged projects, also those that their source says are gone, ordered by ID.
func (f *Figures) Merged() []*Project { return f.merged }

// Projects returns the merged projects that figures count, ordered by ID.
func (f *Figures) Projects() []*Project { return f.projects }

// Project returns a project by its ID; nil where there is none.
func (f *Figures) Project(id string) *Project {
	if at, found := f.position[id]; found {
		return f.projects[at]
	}
	return nil
}

// Organizations returns the names of all organisations with a project, in alphabetical order.
func (f *Figures) Organizations() []string {
	f.organizationsOnce.Do(func() { f.organizations = f.findOrganizations() })
	return slices.Clone(f.organizations)
}

func (f *Figures) findOrganizations() []string {
	var names []string
	for _, p := range f.projects {
		if p.Organization != "" {
			names = append(names, p.Organization)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (f *Figures) indexScopes() {
	for i, p := range f.projects {
		f.scopes[OfProject(p.ID)] = []int{i}
		if p.Organization != "" {
			scope := Organization(p.Organization)
			f.scopes[scope] = append(f.scopes[scope], i)
		}
	}
	for _, g := range f.data.Groups {
		for _, id := range g.Projects {
			if at, found := f.position[id]; found && !slices.Contains(f.groupsOf[id], OfGroup(g.ID)) {
				f.scopes[OfGroup(g.ID)] = append(f.scopes[OfGroup(g.ID)], at)
				f.groupsOf[id] = append(f.groupsOf[id], OfGroup(g.ID))
			}
		}
		slices.Sort(f.scopes[OfGroup(g.ID)])
	}
	for _, p := range f.data.Products {
		f.builtFrom[p.ID] = p.Project
		if at, found := f.position[p.Project]; found {
			f.scopes[OfProduct(p.ID)] = []int{at}
		}
	}
}

// projectsOf returns the places of a scope's projects.
func (f *Figures) projectsOf(s Scope) []int {
	if s.kind() != KindCompany {
		return f.scopes[s]
	}
	return f.everyProject
}

// indexActivity takes each part of a project's activity from the first source that knows it.
func (f *Figures) indexActivity() {
	byProject := map[string][]*dataset.Activity{}
	for _, a := range f.data.Activity {
		byProject[a.Project] = append(byProject[a.Project], a)
	}
	crowd := newCrowd()
	f.facts = make([]facts, len(f.projects))
	for i, p := range f.projects {
		records := byProject[p.ID]
		byPrecedence(records)
		f.facts[i] = f.factsOf(p, records, crowd)
	}
	f.people, f.employers, f.inside = len(crowd.numbers), crowd.employers, crowd.inside
}

func (f *Figures) factsOf(p *Project, records []*dataset.Activity, crowd *crowd) facts {
	name := f.fieldOrigin(p, "name", nil)
	t := facts{
		commits: flow{reach: nowhere}, bots: flow{reach: nowhere}, people: contributions{reach: nowhere},
		issues: timeline{reach: nowhere}, requests: timeline{reach: nowhere},
		releases: f.releaseFlow(p, name), nameOrigin: name, licence: f.fieldOrigin(p, "licence", name),
		popularity: f.fieldOrigin(p, "popularity", name), issueCount: f.fieldOrigin(p, "issues", name), tasks: f.fieldOrigin(p, "tasks", name),
		componentCount: f.fieldOrigin(p, "components", name),
	}
	for _, a := range records {
		if a.Provenance.GoneSince != nil {
			continue
		}
		from, known := f.originOf(&a.Provenance), reachOf(a.Since, a.Through.Time)
		if t.commits.origin == nil && a.Commits != nil {
			t.commits = newFlow(a.Commits, known, from)
			t.commits.reach = known.fromBirth(p, earliest(a.Commits))
		}
		if t.bots.origin == nil && a.BotCommits != nil {
			t.bots = newFlow(a.BotCommits, known, from)
			t.bots.reach = known.fromBirth(p, earliest(a.BotCommits))
		}
		if t.people.origin == nil && a.Contributors != nil {
			t.people = crowd.contributions(a.Contributors, known, from)
			t.people.reach = known.fromBirth(p, earliestOf(a.Contributors))
		}
		if t.issues.origin == nil && a.Issues != nil {
			t.issues = issueTimeline(p, a, known, from)
		}
		if t.requests.origin == nil && a.ChangeRequests != nil {
			t.requests = requestTimeline(p, a, known, from)
		}
		if t.year == nil && a.Year != nil {
			t.year, t.through, t.yearOrigin = a.Year, a.Through.Time, from
		}
	}
	return t
}

// fieldOrigin is who gave a group of a project's fields; the source of the project where none is named. Most often that is
// one that is known from another group.
func (f *Figures) fieldOrigin(p *Project, fields string, known *origin) *origin {
	from := &p.Provenance
	if s := p.Source(fields); s != nil {
		from = s.Provenance
	}
	return f.sameOrigin(from, known)
}

func (f *Figures) sameOrigin(p *dataset.Provenance, known *origin) *origin {
	if known != nil && known.of == p {
		return known
	}
	return f.originOf(p)
}

// CommitsByMonth returns the commits of a project in the months in which it had any; nil where they are not known.
func (f *Figures) CommitsByMonth(project string) map[dataset.Month]int {
	at, found := f.position[project]
	if !found || f.facts[at].commits.origin == nil {
		return nil
	}
	months := map[dataset.Month]int{}
	for i, n := range f.facts[at].commits.counts {
		if n > 0 {
			months[monthOf(f.facts[at].commits.first+i)] = int(n)
		}
	}
	return months
}

// Year returns what a source counted of a project over the twelve months before collection; nil where none did.
func (f *Figures) Year(project string) *dataset.Year {
	if at, found := f.position[project]; found {
		return f.facts[at].year
	}
	return nil
}

// ScopeTitle names a scope for people: "anvil", "acme", the title of a group; empty for the company.
func (f *Figures) ScopeTitle(s Scope) string {
	switch s.kind() {
	case KindCompany:
		return ""
	case KindGroup:
		for _, g := range f.data.Groups {
			if g.ID == s.ID && g.Title != "" {
				return g.Title
			}
		}
	case KindProject, KindProduct:
		return f.titleOf(s.ID)
	}
	return s.ID
}

// titleOf is the name of a project or product for a label.
func (f *Figures) titleOf(id string) string {
	if p := f.Project(id); p != nil && p.Name != "" {
		return p.Name
	}
	if _, product := f.builtFrom[id]; product {
		for _, p := range f.data.Products {
			if p.ID == id {
				return p.Name
			}
		}
	}
	return id[strings.LastIndexByte(id, '/')+1:]
}
