package github

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/package-url/packageurl-go"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
)

// sbomAnswer is the dependency graph as the forge exports it: SPDX 2.3.
type sbomAnswer struct {
	SBOM sbom `json:"sbom"`
}

type sbom struct {
	Version      string `json:"spdxVersion"`
	CreationInfo struct {
		Created string `json:"created"`
	} `json:"creationInfo"`
	Packages      []sbomPackage      `json:"packages"`
	Relationships []sbomRelationship `json:"relationships"`
}

type sbomPackage struct {
	ID        string `json:"SPDXID"`
	Name      string `json:"name"`
	Version   string `json:"versionInfo"`
	Concluded string `json:"licenseConcluded"`
	Declared  string `json:"licenseDeclared"`
	Copyright string `json:"copyrightText"`
	Supplier  string `json:"supplier"`
	External  []struct {
		Type    string `json:"referenceType"`
		Locator string `json:"referenceLocator"`
	} `json:"externalRefs"`
}

type sbomRelationship struct {
	Type    string `json:"relationshipType"`
	From    string `json:"spdxElementId"`
	Related string `json:"relatedSpdxElement"`
}

// mostPackages is past what the forge's dependency graph can hold.
const mostPackages = 200_000

// inventory parses the dependency graph; nil where there is none.
func (s *session) inventory(r *repo, p *dataset.Project) (*dataset.Inventory, error) {
	if r.sbom == nil {
		return nil, nil
	}
	if len(r.sbom.Packages) > mostPackages {
		return nil, fmt.Errorf("packages: %d of them: %w", len(r.sbom.Packages), forge.ErrGarbage)
	}
	inventory := &dataset.Inventory{ID: r.id, Project: r.id, Audience: p.Audience, Provenance: p.Provenance,
		Format: dataset.CleanText(strings.Replace(r.sbom.Version, "-", " ", 1))}
	if created, err := time.Parse(time.RFC3339, r.sbom.CreationInfo.Created); err == nil {
		inventory.Created = dataset.AtOrNil(created)
	}
	packages := r.sbom.dependencies()
	direct := r.sbom.direct()
	byPURL := map[string]int{}
	inventory.Components = []dataset.Component{}
	for _, pkg := range packages {
		c := componentOf(pkg)
		if c.Name == "" {
			inventory.Remarks = append(inventory.Remarks, "a package without a name was left out")
			continue
		}
		if direct != nil {
			c.Direct = dataset.Of(direct[pkg.ID])
		}
		if at, twice := byPURL[c.PURL]; twice && c.PURL != "" {
			inventory.Components[at] = joined(inventory.Components[at], c)
			continue
		}
		byPURL[c.PURL] = len(inventory.Components)
		inventory.Components = append(inventory.Components, c)
	}
	if twice := len(packages) - len(inventory.Components); twice > 0 {
		inventory.Remarks = append(inventory.Remarks, fmt.Sprintf("%d of %d packages were listed more than once", twice, len(packages)))
	}
	slices.SortStableFunc(inventory.Components, func(a, b dataset.Component) int {
		return cmp.Or(cmp.Compare(a.PURL, b.PURL), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version))
	})
	return inventory, nil
}

// dependencies are the packages but for those that the document describes: the repository itself.
func (s *sbom) dependencies() []sbomPackage {
	self := s.described()
	return slices.DeleteFunc(slices.Clone(s.Packages), func(p sbomPackage) bool { return self[p.ID] })
}

func (s *sbom) described() map[string]bool {
	self := map[string]bool{}
	for _, r := range s.Relationships {
		if r.Type == "DESCRIBES" {
			self[r.Related] = true
		}
	}
	return self
}

// direct tells what the repository itself asks for; nil where the graph is flat, so that nothing can be told.
func (s *sbom) direct() map[string]bool {
	self, direct, deep := s.described(), map[string]bool{}, false
	for _, r := range s.Relationships {
		if r.Type != "DEPENDS_ON" {
			continue
		}
		if self[r.From] {
			direct[r.Related] = true
		} else {
			deep = true
		}
	}
	if !deep {
		return nil
	}
	return direct
}

func componentOf(p sbomPackage) dataset.Component {
	c := dataset.Component{Name: dataset.CleanText(p.Name), Version: dataset.CleanText(p.Version), Type: "library",
		PURL: purlOf(p), Copyright: stated(p.Copyright), Supplier: stated(p.Supplier)}
	if license := cmp.Or(stated(p.Concluded), stated(p.Declared), p.Concluded, p.Declared); license != "" {
		c.License = dataset.Of(dataset.CleanText(license))
	}
	return c
}

// purlOf returns the package URL of a package, if it is one.
func purlOf(p sbomPackage) string {
	for _, ref := range p.External {
		if ref.Type != "purl" {
			continue
		}
		if _, err := packageurl.FromString(ref.Locator); err == nil && dataset.CleanText(ref.Locator) == ref.Locator {
			return ref.Locator
		}
	}
	return ""
}

// stated returns what a package says of itself, if it says anything.
func stated(s string) string {
	if s == "NOASSERTION" {
		return ""
	}
	return dataset.CleanText(s)
}

// joined is one component out of two entries for it: where one is silent the other speaks.
func joined(a, b dataset.Component) dataset.Component {
	if a.License == nil || *a.License == "NOASSERTION" {
		a.License = cmp.Or(b.License, a.License)
	}
	a.Copyright, a.Supplier = cmp.Or(a.Copyright, b.Copyright), cmp.Or(a.Supplier, b.Supplier)
	a.Version = cmp.Or(a.Version, b.Version)
	if a.Direct != nil && b.Direct != nil {
		a.Direct = dataset.Of(*a.Direct || *b.Direct)
	}
	return a
}

// components is the number of distinct package URLs; nil where the forge lists none of the components. A repository
// without a commit holds nothing, so that it has none: the forge has no graph of it, and nobody needs one to know.
func (r *repo) components() *int {
	switch {
	case r.graphRefused:
		return nil
	case r.sbom == nil && r.isEmpty():
		return dataset.Of(0)
	case r.sbom == nil:
		return nil
	}
	distinct := map[string]bool{}
	for _, p := range r.sbom.dependencies() {
		if purl := purlOf(p); purl != "" {
			distinct[purl] = true
		}
	}
	return dataset.Of(len(distinct))
}
