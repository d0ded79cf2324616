package dataset

// Product is something the company runs or ships, made of components.
type Product struct {
	ID          string   `json:"id" schema:"required"`
	Name        string   `json:"name" schema:"required"`
	Description string   `json:"description,omitzero"`
	Audience    Audience `json:"audience"`
	Owner       string   `json:"owner,omitzero"`
	URL         string   `json:"url,omitzero"`
	Version     string   `json:"version,omitzero"`
	// License is the product's own licence; null where unknown or not published.
	License *string `json:"license"`
	// Contexts are those of the licence policy that the product is used in: "service", "distributed". None: all are judged.
	Contexts []string `json:"contexts,omitzero"`
	// Project is the ID of the project that the product is built from.
	Project string `json:"project,omitzero"`

	Provenance Provenance `json:"provenance"`
}

func (p *Product) Kind() string      { return "products" }
func (p *Product) Key() string       { return p.ID }
func (p *Product) From() *Provenance { return &p.Provenance }

// Inventory is a list of the components of a product or project: what an SBOM says.
type Inventory struct {
	// ID names the inventory: the product's ID, with the name of the SBOM where a product has several.
	ID string `json:"id" schema:"required"`
	// Product is the ID of the product; empty where the inventory is a project's.
	Product string `json:"product,omitzero"`
	// Project is the ID of the project; empty where the inventory is a product's.
	Project  string   `json:"project,omitzero"`
	Audience Audience `json:"audience"`
	// Format is the format and version of the SBOM: "CycloneDX 1.6".
	Format string `json:"format,omitzero"`
	// Created is when the SBOM itself was made; null where it does not say.
	Created    *Time       `json:"created"`
	Components []Component `json:"components"`
	// Remarks say what was mended or left out in reading the SBOM.
	Remarks []string `json:"remarks,omitzero"`

	Provenance Provenance `json:"provenance"`
}

func (i *Inventory) Kind() string      { return "inventories" }
func (i *Inventory) Key() string       { return i.ID }
func (i *Inventory) From() *Provenance { return &i.Provenance }

// Component is a piece of software that someone else made.
type Component struct {
	// PURL is the package URL; empty where the SBOM gives none.
	PURL string `json:"purl,omitzero"`
	Name string `json:"name" schema:"required"`
	// Group is the namespace: an npm scope, a Maven group.
	Group   string `json:"group,omitzero"`
	Version string `json:"version,omitzero"`
	// Type is CycloneDX's: "library", "framework", "application", "operating-system"...
	Type string `json:"type,omitzero"`
	// License is the expression as the source gives it, dirty or not; null where the source says nothing.
	License   *string `json:"license"`
	Copyright string  `json:"copyright,omitzero"`
	Supplier  string  `json:"supplier,omitzero"`
	URL       string  `json:"url,omitzero"`
	Scope     Scope   `json:"scope,omitzero"`
	// Direct is true for what the product itself asks for, false for what came with something else; null where unknown.
	Direct *bool `json:"direct,omitzero"`
	// Via is the shortest way from the product to the component: the names between them.
	Via []string `json:"via,omitzero"`
}

// Decisions is a list of licence decisions that people made.
type Decisions struct {
	ID        string     `json:"id" schema:"required"`
	Audience  Audience   `json:"audience"`
	Decisions []Decision `json:"decisions"`

	Provenance Provenance `json:"provenance"`
}

func (d *Decisions) Kind() string      { return "decisions" }
func (d *Decisions) Key() string       { return d.ID }
func (d *Decisions) From() *Provenance { return &d.Provenance }

// Decision is what was decided on the use of a component or a licence, by whom, why and until when.
type Decision struct {
	ID    string `json:"id" schema:"required"`
	Title string `json:"title" schema:"required"`
	// Audience narrows that of the list; empty: the list's.
	Audience Audience `json:"audience,omitzero"`
	// Component is a purl, without version for all versions; empty where the decision is on a licence.
	Component string `json:"component,omitzero"`
	Versions  string `json:"versions,omitzero"`
	// License is the expression as it was written down.
	License  string   `json:"license,omitzero"`
	Product  string   `json:"product,omitzero"`
	Contexts []string `json:"contexts,omitzero"`
	// Verdict is allowed, conditional, review, unknown or forbidden.
	Verdict    string `json:"verdict" schema:"required"`
	Conditions string `json:"conditions,omitzero"`
	Because    string `json:"because,omitzero"`
	DecidedBy  string `json:"decided_by,omitzero"`
	Decided    *Date  `json:"decided"`
	// Expires is the last day on which the decision counts; null: it does not expire.
	Expires *Date  `json:"expires"`
	URL     string `json:"url,omitzero"`
	// Trouble says what of it could not be understood when it was taken over; with any, it is kept and does not count.
	Trouble string `json:"trouble,omitzero"`
}
