package metrics

import (
	"strings"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/moment"
	"portolan/generator/words"
)

// Data is what figures are made of: the records of one edition, already without what its readers may not see.
type Data struct {
	// Projects are the records of all sources; [New] merges those on the same project.
	Projects        []*dataset.Project
	Activity        []*dataset.Activity
	Products        []*dataset.Product
	Inventories     []*dataset.Inventory
	Figures         []*dataset.Figure
	Scorecards      []*dataset.Scorecard
	Vulnerabilities []*dataset.Vulnerabilities
	Outbound        []*dataset.Outbound
	// History gives the past of what can only be asked for now. Only its entries by project are read: an entry for the
	// company may hold more than an edition's readers may see.
	History []*dataset.History
	// Groups are sets of projects that have a name of their own: a team, a programme.
	Groups []Group
	// LicenseKnown says of a component's licence, as the record gives it, whether the policy could read it. Where an
	// expression is missing here, only an empty one and NOASSERTION count as unknown.
	LicenseKnown map[string]bool
	// Verdicts counts distinct components by verdict, as the policy judged them, for each scope that was judged.
	Verdicts map[Scope]map[string]int

	// Words make the sentences, in the language of their readers. Required.
	Words *words.Words
	// Thresholds are where the criteria of health draw the line; the zero value stands for DefaultThresholds.
	Thresholds Thresholds
	// Now is the moment of the build. Required.
	Now *moment.Moment
	// StaleAfter is the age past which a record is stale; zero: nothing is.
	StaleAfter time.Duration
}

// Group is a set of projects.
type Group struct {
	ID       string
	Title    string
	Projects []string
}

// ScopeKind says what a scope is.
type ScopeKind string

// The kinds of scopes.
const (
	KindCompany      ScopeKind = "company"
	KindOrganization ScopeKind = "organization"
	KindGroup        ScopeKind = "group"
	KindProject      ScopeKind = "project"
	KindProduct      ScopeKind = "product"
)

// Scope says of whom a figure is. The zero Scope is the company: everything in the edition.
type Scope struct {
	Kind ScopeKind
	// ID is the organisation's name, or the ID of the group, project or product; empty for the company.
	ID string
}

// Company is everything in the edition.
func Company() Scope { return Scope{} }

// Organization is the projects of one organisation.
func Organization(name string) Scope { return Scope{KindOrganization, name} }

// OfGroup is the projects of one group.
func OfGroup(id string) Scope { return Scope{KindGroup, id} }

// OfProject is one project.
func OfProject(id string) Scope { return Scope{KindProject, id} }

// OfProduct is one product with the project that it is built from.
func OfProduct(id string) Scope { return Scope{KindProduct, id} }

// ParseScope reads a scope as pages write it: "company", "organization/acme", "group/tools", "product/forge" or
// "project/github.com/acme/anvil". Empty is the company.
func ParseScope(s string) (scope Scope, ok bool) {
	kind, id, _ := strings.Cut(s, "/")
	switch k := ScopeKind(kind); k {
	case "", KindCompany:
		return Company(), id == ""
	case KindOrganization, KindGroup, KindProject, KindProduct:
		return Scope{k, id}, id != ""
	}
	return Scope{}, false
}

// String writes a scope as ParseScope reads it.
func (s Scope) String() string {
	if s.ID == "" {
		return string(s.kind())
	}
	return string(s.kind()) + "/" + s.ID
}

// Has says whether there is anything in a scope: a project, a product, or the company, which always is.
func (f *Figures) Has(s Scope) bool {
	_, product := f.builtFrom[s.ID]
	return s.kind() == KindCompany || len(f.scopes[s]) > 0 || s.Kind == KindProduct && product
}

// kind is the scope's kind; that of the zero scope is the company.
func (s Scope) kind() ScopeKind {
	if s.Kind == "" {
		return KindCompany
	}
	return s.Kind
}

// plain is the scope as the indexes have it: the company is the zero scope.
func (s Scope) plain() Scope {
	if s.kind() == KindCompany {
		return Company()
	}
	return s
}
