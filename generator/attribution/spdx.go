package attribution

import (
	"cmp"
	"io"
	"slices"
	"strings"
)

// The parts of an SPDX 2.3 document that we write, see https://spdx.github.io/spdx-spec/v2.3/.
type (
	spdxBill struct {
		Version       string             `json:"spdxVersion"`
		DataLicense   string             `json:"dataLicense"`
		ID            string             `json:"SPDXID"`
		Name          string             `json:"name"`
		Namespace     string             `json:"documentNamespace"`
		Creation      spdxCreation       `json:"creationInfo"`
		Packages      []spdxPackage      `json:"packages"`
		Extracted     []spdxExtracted    `json:"hasExtractedLicensingInfos,omitzero"`
		Relationships []spdxRelationship `json:"relationships"`
	}
	spdxCreation struct {
		Created  string   `json:"created"`
		Creators []string `json:"creators"`
		Comment  string   `json:"comment,omitzero"`
	}
	spdxPackage struct {
		ID               string          `json:"SPDXID"`
		Name             string          `json:"name"`
		Version          string          `json:"versionInfo,omitzero"`
		Supplier         string          `json:"supplier"`
		DownloadLocation string          `json:"downloadLocation"`
		FilesAnalyzed    bool            `json:"filesAnalyzed"`
		Homepage         string          `json:"homepage,omitzero"`
		LicenseConcluded string          `json:"licenseConcluded"`
		LicenseDeclared  string          `json:"licenseDeclared"`
		LicenseComments  string          `json:"licenseComments,omitzero"`
		CopyrightText    string          `json:"copyrightText"`
		Purpose          string          `json:"primaryPackagePurpose,omitzero"`
		References       []spdxReference `json:"externalRefs,omitzero"`
		Comment          string          `json:"comment,omitzero"`
	}
	spdxReference struct {
		Category string `json:"referenceCategory"`
		Type     string `json:"referenceType"`
		Locator  string `json:"referenceLocator"`
	}
	spdxExtracted struct {
		ID      string `json:"licenseId"`
		Name    string `json:"name"`
		Text    string `json:"extractedText"`
		Comment string `json:"comment,omitzero"`
	}
	spdxRelationship struct {
		From string `json:"spdxElementId"`
		Type string `json:"relationshipType"`
		To   string `json:"relatedSpdxElement"`
	}
)

const (
	spdxDocument = "SPDXRef-DOCUMENT"
	spdxProduct  = "SPDXRef-Product"
)

// SPDX writes a bill of materials in SPDX 2.3 JSON.
func (i *Inventory) SPDX(w io.Writer) error {
	ids := i.spdxIDs()
	bill := spdxBill{
		Version: "SPDX-2.3", DataLicense: "CC0-1.0", ID: spdxDocument, Name: i.title(), Namespace: i.spdxNamespace(),
		Creation: i.spdxCreation(), Packages: []spdxPackage{i.spdxProduct()}, Extracted: i.spdxExtracted(),
		Relationships: i.spdxRelationships(ids),
	}
	bill.Packages = slices.Grow(bill.Packages, len(i.components))
	for n, c := range i.components {
		bill.Packages = append(bill.Packages, i.spdxPackage(c, ids[n]))
	}
	return writeJSON(w, bill)
}

// title is the product's name with its version.
func (i *Inventory) title() string {
	return strings.TrimSpace(i.product.Name + " " + i.product.Version)
}

// spdxNamespace is an address of its own for each content, as the specification proposes.
func (i *Inventory) spdxNamespace() string {
	base := cmp.Or(i.product.Namespace, "https://spdx.org/spdxdocs")
	return strings.TrimSuffix(base, "/") + "/" + cmp.Or(plain(i.product.ID), "product") + "-" + i.identity
}

func (i *Inventory) spdxCreation() spdxCreation {
	c := spdxCreation{Created: moment(i.product.Created), Creators: []string{"Tool: " + tool}}
	if i.product.Organization != "" {
		c.Creators = append(c.Creators, "Organization: "+i.product.Organization)
	}
	if c.Created == "" { // the field is demanded
		c.Created, c.Comment = "1970-01-01T00:00:00Z", "The date of the data is not known."
	}
	return c
}

func (i *Inventory) spdxIDs() []string {
	given := newNames(spdxDocument, spdxProduct)
	ids := make([]string, len(i.components))
	for n, c := range i.components {
		ids[n] = given.give("SPDXRef-Package-" + cmp.Or(plain(label(c)+"-"+c.Version), "unnamed"))
	}
	return ids
}

func (i *Inventory) spdxProduct() spdxPackage {
	license := i.spdxLicense(i.product.License)
	return spdxPackage{
		ID: spdxProduct, Name: i.product.Name, Version: i.product.Version, Supplier: spdxSupplier(i.product.Organization),
		DownloadLocation: noAssertion, Homepage: i.product.URL, LicenseConcluded: license, LicenseDeclared: license,
		CopyrightText: noAssertion, Purpose: "APPLICATION",
	}
}

func (i *Inventory) spdxPackage(c Component, id string) spdxPackage {
	p := spdxPackage{
		ID: id, Name: label(c), Version: c.Version, Supplier: spdxSupplier(c.Supplier), DownloadLocation: noAssertion,
		Homepage: c.URL, LicenseDeclared: i.spdxLicense(c.Expression), CopyrightText: cmp.Or(c.Copyright, noAssertion),
		Purpose: spdxPurpose(c.Type),
	}
	p.LicenseConcluded = p.LicenseDeclared
	if i.terms[c.Chosen].valid {
		p.LicenseConcluded = i.spdxLicense(c.Chosen)
	}
	if c.Found != "" && c.Found != p.LicenseDeclared {
		p.LicenseComments = "The source says: " + c.Found
	}
	if c.PURL != "" {
		p.References = []spdxReference{{"PACKAGE-MANAGER", "purl", c.PURL}}
	}
	var verdicts []string
	for _, v := range c.Verdicts {
		verdicts = append(verdicts, v.Context+": "+v.String())
	}
	if len(verdicts) > 0 {
		p.Comment = "Verdicts of the licence policy: " + strings.Join(verdicts, "; ")
	}
	return p
}

// spdxLicense is the expression where the document can carry it.
func (i *Inventory) spdxLicense(expression string) string {
	if expression == none {
		return none
	}
	if t := i.terms[expression]; !t.valid || t.foreign {
		return noAssertion
	}
	return expression
}

func spdxSupplier(name string) string {
	if name == "" || name == noAssertion {
		return noAssertion
	}
	return "Organization: " + name
}

func spdxPurpose(kind string) string {
	switch kind {
	case "application", "framework", "library", "container", "device", "firmware", "file":
		return strings.ToUpper(kind)
	case "operating-system":
		return "OPERATING_SYSTEM"
	case "":
		return ""
	}
	return "OTHER"
}

// spdxExtracted declares every LicenseRef that a package names, with its text where there is one.
func (i *Inventory) spdxExtracted() []spdxExtracted {
	var list []spdxExtracted
	seen := map[string]bool{}
	declare := func(expression string) {
		if i.spdxLicense(expression) == noAssertion {
			return
		}
		for _, id := range i.terms[expression].licenses {
			if strings.HasPrefix(id, "LicenseRef-") && !seen[id] {
				seen[id] = true
				list = append(list, i.extracted(id))
			}
		}
	}
	declare(i.product.License)
	for _, c := range i.components {
		declare(c.Expression)
		declare(c.Chosen)
	}
	slices.SortFunc(list, func(a, b spdxExtracted) int { return strings.Compare(a.ID, b.ID) })
	return list
}

func (i *Inventory) extracted(id string) spdxExtracted {
	e := spdxExtracted{ID: id, Name: strings.TrimPrefix(id, "LicenseRef-")}
	if text, ok := i.licenseText(id); ok {
		e.Text = text
		return e
	}
	e.Text, e.Comment = noAssertion, "The text of this licence was not recorded."
	return e
}

// licenseText asks for a text and cleans it.
func (i *Inventory) licenseText(id string) (string, bool) {
	if i.text == nil {
		return "", false
	}
	text, ok := i.text(id)
	text = block(text)
	return text, ok && text != ""
}

// spdxRelationships tie every package to the product: by the dependency that is known, else by being contained.
func (i *Inventory) spdxRelationships(ids []string) []spdxRelationship {
	list := []spdxRelationship{{spdxDocument, "DESCRIBES", spdxProduct}}
	tied := make([]bool, len(ids))
	for _, e := range i.edges() {
		tied[e.to] = true
		switch from := spdxProduct; {
		case e.from != theProduct:
			list = append(list, spdxRelationship{ids[e.from], "DEPENDS_ON", ids[e.to]})
		case i.components[e.to].Scope == Development:
			list = append(list, spdxRelationship{ids[e.to], "DEV_DEPENDENCY_OF", from})
		case i.components[e.to].Scope == Optional:
			list = append(list, spdxRelationship{ids[e.to], "OPTIONAL_DEPENDENCY_OF", from})
		default:
			list = append(list, spdxRelationship{from, "DEPENDS_ON", ids[e.to]})
		}
	}
	for n, id := range ids {
		switch {
		case tied[n]:
		case i.components[n].Scope == Development:
			list = append(list, spdxRelationship{id, "DEV_DEPENDENCY_OF", spdxProduct})
		default:
			list = append(list, spdxRelationship{spdxProduct, "CONTAINS", id})
		}
	}
	return list
}
