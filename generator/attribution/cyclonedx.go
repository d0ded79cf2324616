package attribution

import (
	"io"
	"strings"
	"time"
)

// The parts of a CycloneDX 1.6 document that we write, see https://cyclonedx.org/docs/1.6/json/.
type (
	cdxBill struct {
		Schema       string           `json:"$schema"`
		Format       string           `json:"bomFormat"`
		SpecVersion  string           `json:"specVersion"`
		SerialNumber string           `json:"serialNumber"`
		Version      int              `json:"version"`
		Metadata     cdxMetadata      `json:"metadata"`
		Components   []cdxComponent   `json:"components"`
		Dependencies []*cdxDependency `json:"dependencies"`
		Compositions []cdxComposition `json:"compositions"`
	}
	cdxMetadata struct {
		Timestamp string       `json:"timestamp,omitzero"`
		Tools     cdxTools     `json:"tools"`
		Component cdxComponent `json:"component"`
		Supplier  *cdxEntity   `json:"supplier,omitzero"`
	}
	cdxTools struct {
		Components []cdxComponent `json:"components"`
	}
	cdxEntity struct {
		Name string `json:"name"`
	}
	cdxComponent struct {
		Type       string         `json:"type"`
		Ref        string         `json:"bom-ref,omitzero"`
		Supplier   *cdxEntity     `json:"supplier,omitzero"`
		Group      string         `json:"group,omitzero"`
		Name       string         `json:"name"`
		Version    string         `json:"version,omitzero"`
		Scope      string         `json:"scope,omitzero"`
		Licenses   []cdxLicense   `json:"licenses,omitzero"`
		Copyright  string         `json:"copyright,omitzero"`
		PURL       string         `json:"purl,omitzero"`
		References []cdxReference `json:"externalReferences,omitzero"`
		Properties []cdxProperty  `json:"properties,omitzero"`
	}
	cdxLicense struct {
		Expression string    `json:"expression,omitzero"`
		License    *cdxNamed `json:"license,omitzero"`
	}
	cdxNamed struct {
		Name string `json:"name"`
	}
	cdxReference struct {
		Type string `json:"type"`
		URL  string `json:"url"`
	}
	cdxProperty struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	cdxDependency struct {
		Ref       string   `json:"ref"`
		DependsOn []string `json:"dependsOn"`
	}
	cdxComposition struct {
		Aggregate    string   `json:"aggregate"`
		Dependencies []string `json:"dependencies"`
	}
)

// CycloneDX writes a bill of materials in CycloneDX 1.6 JSON.
func (i *Inventory) CycloneDX(w io.Writer) error {
	root := "product:" + i.product.ID
	refs := i.cdxRefs(root)
	bill := cdxBill{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", SpecVersion: "1.6",
		SerialNumber: "urn:uuid:" + i.identity, Version: 1,
		Metadata: cdxMetadata{
			Timestamp: moment(i.product.Created), Supplier: cdxSupplier(i.product.Organization),
			Tools:     cdxTools{Components: []cdxComponent{{Type: "application", Name: tool}}},
			Component: i.cdxProduct(root),
		},
		Components: make([]cdxComponent, len(i.components)),
	}
	for n, c := range i.components {
		bill.Components[n] = i.cdxComponent(c, refs[n])
	}
	bill.Dependencies = i.cdxDependencies(root, refs)
	asking := make([]string, len(bill.Dependencies))
	for n, d := range bill.Dependencies {
		asking[n] = d.Ref
	}
	// Only the shortest ways are known, so no list of dependencies claims to be whole.
	bill.Compositions = []cdxComposition{{Aggregate: "incomplete", Dependencies: asking}}
	return writeJSON(w, bill)
}

// moment writes a time to the second, "" where it is unknown.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// cdxRefs names the components: by package URL, or by name and version where there is none.
func (i *Inventory) cdxRefs(root string) []string {
	given := newNames(root)
	refs := make([]string, len(i.components))
	for n, c := range i.components {
		ref := c.PURL
		if ref == "" {
			ref = "component:" + plain(label(c)+"-"+c.Version)
		}
		refs[n] = given.give(ref)
	}
	return refs
}

func (i *Inventory) cdxProduct(ref string) cdxComponent {
	p := i.product
	return cdxComponent{
		Type: "application", Ref: ref, Name: p.Name, Version: cdxVersion(p.Version), Supplier: cdxSupplier(p.Organization),
		Licenses: i.cdxLicenses(p.License, ""), References: cdxWebsite(p.URL),
	}
}

func (i *Inventory) cdxComponent(c Component, ref string) cdxComponent {
	out := cdxComponent{
		Type: cdxType(c.Type), Ref: ref, Group: c.Group, Name: c.Name, Version: cdxVersion(c.Version), Scope: cdxScope(c.Scope),
		Supplier: cdxSupplier(c.Supplier), Licenses: i.cdxLicenses(i.license(c), c.Found), Copyright: c.Copyright, PURL: c.PURL,
		References: cdxWebsite(c.URL),
	}
	property := func(name, value string) {
		out.Properties = append(out.Properties, cdxProperty{"portolan:" + name, value})
	}
	if under := i.license(c); c.Expression != "" && under != c.Expression {
		property("license:expression", c.Expression)
	}
	if c.Found != "" && c.Found != c.Expression {
		property("license:found", c.Found)
	}
	for _, v := range c.Verdicts {
		property("verdict:"+v.Context, v.String())
	}
	return out
}

// String is the word and, where one decided, the rule.
func (v Verdict) String() string {
	if v.Rule == "" {
		return v.Word
	}
	return v.Word + " (" + v.Rule + ")"
}

// cdxLicenses writes an expression, not an id: the ids that the schema knows are those of its year.
func (i *Inventory) cdxLicenses(expression, found string) []cdxLicense {
	switch {
	case i.known(expression) != "":
		return []cdxLicense{{Expression: expression}}
	case found != "" && found != none && found != noAssertion:
		return []cdxLicense{{License: &cdxNamed{Name: found}}}
	}
	return nil
}

func cdxSupplier(name string) *cdxEntity {
	if name == "" {
		return nil
	}
	return &cdxEntity{Name: name}
}

func cdxWebsite(url string) []cdxReference {
	if url == "" {
		return nil
	}
	return []cdxReference{{Type: "website", URL: url}}
}

// cdxVersion keeps to the length that the schema allows.
func cdxVersion(version string) string {
	const longest = 1024
	if len(version) <= longest {
		return version
	}
	return strings.ToValidUTF8(version[:longest], "")
}

func cdxType(kind string) string {
	switch kind {
	case "application", "framework", "library", "container", "platform", "operating-system", "device", "device-driver",
		"firmware", "file", "machine-learning-model", "data", "cryptographic-asset":
		return kind
	}
	return "library"
}

func cdxScope(s Scope) string {
	switch s {
	case Required, Optional:
		return string(s)
	case Development:
		return "excluded"
	}
	return ""
}

// cdxDependencies lists what the product asks for, then what the components do, as far as it is known.
func (i *Inventory) cdxDependencies(root string, refs []string) []*cdxDependency {
	list := []*cdxDependency{{Ref: root, DependsOn: []string{}}}
	of := map[int]*cdxDependency{theProduct: list[0]}
	for _, e := range i.edges() {
		d := of[e.from]
		if d == nil {
			d = &cdxDependency{Ref: refs[e.from]}
			of[e.from] = d
			list = append(list, d)
		}
		d.DependsOn = append(d.DependsOn, refs[e.to])
	}
	return list
}
