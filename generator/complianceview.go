package generator

import "html/template"

// The views of components, licences, products and decisions.

// VerdictView is a verdict and why.
type VerdictView struct {
	Context    string // id
	Label      string // what the context is called
	Level      string // allowed, conditional, review, unknown, forbidden
	Rule       string
	Reason     string
	Branch     string
	Exception  string
	Conditions []string
	Fix        template.HTML
	See        Address
}

// LicenseUse is a licence expression with its verdicts.
type LicenseUse struct {
	Expression string
	Raw        string // as the source gave it, where that differs
	Repairs    []string
	URL        Address // of the licence's page, where it is a single one
	Verdicts   []VerdictView
	Source     string
}

// ComplianceView is the overview of compliance.
type ComplianceView struct {
	ArticleView
	Figures      FigureRows
	Charts       []ChartView
	Products     []ProductRow
	Contexts     []Term
	Unknown      ComponentRows // licences to resolve, the most used first
	UnknownCount int
	Expiring     []DecisionRow
	Links        []Link
	Gathered     GatheredView
}

// ProductRow is a product in a list. Verdicts counts components by the worst verdict over the product's contexts.
type ProductRow struct {
	ID, Name, Description string
	URL                   Address
	Owner, Version        string
	Contexts              []string
	Components            int
	Verdicts              []Count
	Worst                 string
	Collected             string
	Stale                 bool
}

// ProductsView is the list of products.
type ProductsView struct {
	ArticleView
	Products []ProductRow
}

// ProductView is the page of a product.
type ProductView struct {
	ArticleView
	Product     ProductRow
	Charts      []ChartView
	Contexts    []Term
	Components  ComponentRows
	More        *Link
	Obligations []ObligationView
	Attention   ComponentRows // forbidden, unknown and review first
	Downloads   []Link
	License     *LicenseUse
	// Compatibility lists what does not fit with the product's own licence; nil where no matrix is given.
	Compatibility     *TableView
	CompatibilityText string
	Sources           FactPairs
}

// ObligationView is something that a licence asks for, and for which components.
type ObligationView struct {
	Title, Text string
	Licenses    []string
	Components  int
}

// ComponentRow is a component in a list.
type ComponentRow struct {
	PURL, Name, Version string
	URL                 Address
	License             string // normalised; "unknown" where nothing is known
	Raw                 string // as found, where it differs
	Verdicts            []VerdictView
	Worst               string
	Products            []Link
	Scope               string
	Direct              string // "direct", "transitive", ""
	Via                 []string
}

// ComponentsView is a page of the list of components.
type ComponentsView struct {
	ArticleView
	Contexts   []Term
	Components ComponentRows
	Total      int
	Letters    []Link
	Facets     []Facet
	Pages      *PagesView
	CSV, JSON  Address
}

// ComponentView is the page of a component over all its versions.
type ComponentView struct {
	ArticleView
	Name, PURL string
	Contexts   []Term
	Versions   ComponentRows
	Decisions  []DecisionRow
	License    *LicenseUse
}

// LicenseRow is a licence in a list.
type LicenseRow struct {
	ID, Name   string
	URL        Address
	Category   string
	OSI        bool
	Deprecated bool
	Verdicts   []VerdictView
	Components int
	Projects   int
}

// LicensesView is the catalog of licences.
type LicensesView struct {
	ArticleView
	Contexts  []Term
	Licenses  LicenseRows
	Unknown   []LicenseRow // strings that could not be read as a licence
	Groups    []Count
	CSV, JSON Address
}

// LicenseView is the page of a licence.
type LicenseView struct {
	ArticleView
	License     LicenseRow
	Summary     string
	Permissions []Term
	Conditions  []Term
	Limitations []Term
	Reference   Address
	Policy      Link // the page that decides
	Contexts    []Term
	Components  ComponentRows
	More        *Link
	Projects    ProjectRows
	Text        string // the full licence text; "" where not held
}

// DecisionRow is a licence decision or an exception of the policy.
type DecisionRow struct {
	ID, Title string
	URL       Address
	Component string
	Versions  string
	License   string // normalised; "unknown" where it cannot be understood
	Raw       string // as written, where it differs
	Product   string
	Contexts  []string
	Verdict   string
	// Conditions is what the verdict asks for.
	Conditions string
	Because    string
	DecidedBy  string
	Decided    string
	Expires    string
	Due        string // "", "soon", "expired"
	Source     string
	// Counts tells whether verdicts follow it. Trouble says why it cannot count, other than that it has expired.
	Counts  bool
	Trouble string
}

// DecisionsView is the register of decisions and exceptions.
type DecisionsView struct {
	ArticleView
	Decisions []DecisionRow
	CSV, JSON Address
}

// MayIUseItView is the page that answers "may I use it?" for each licence and context.
type MayIUseItView struct {
	ArticleView
	Contexts []Term
	Licenses LicenseRows
	Policy   Link
}
