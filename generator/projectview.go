package generator

// The views of projects and of what is to be done in them.

// ProjectRow is a project in a list.
type ProjectRow struct {
	ID, Name, Description string
	URL                   Address
	Status                string
	Language              string
	License               string
	Verdict               string
	Organization          string
	Stars, Contributors   string // "unknown" where unknown
	Tasks                 string
	Changed               string
	Topics                []string
	Archived              bool
}

// ProjectsView is the catalog of projects, or the part of it that a facet selects.
type ProjectsView struct {
	ArticleView
	Projects  ProjectRows
	Values    []Link // of a facet, on the page that lists them instead of projects
	Script    *CatalogScript
	Total     int
	Facets    FacetRows
	Sorts     []Link
	Shown     string // "Language: Go" on a facet's own page
	Quiet     *Link  // archived and empty ones, kept apart
	Pages     *PagesView
	CSV, JSON Address
}

// CatalogScript is what the script of the catalog needs to know of the page that it finds.
type CatalogScript struct {
	Module Address
	// Facet and Value are what the page was narrowed by; "" for the whole list.
	Facet, Value string
	Quiet        int // projects that are kept apart
}

// ProjectView is the page of a project.
type ProjectView struct {
	ArticleView
	Project         ProjectRow
	StatusText      string // what the status means
	StatusWhy       string
	SourceURL       Address
	Homepage        Address
	SecurityURL     Address
	Facts           FactRows
	Health          CriterionRows
	HealthSum       string
	Figures         FigureRows
	Charts          []ChartView
	Periods         *PeriodGroup // the figures over 3, 12 and 36 months; nil where nothing is known
	Releases        ChangeRows
	ReleaseCount    string
	Tasks           ChangeRows
	License         *LicenseUse
	Products        []Link
	Inventory       *InventorySummary
	Scorecard       *ScorecardView
	Vulnerabilities *TableView
	Sources         FactPairs
	Badges          BadgeRows
	Gone            string
	StaleSince      string
	Downloads       []Link
	// StatusURL leads to what the words for a status mean.
	StatusURL Address
	// VulnerabilityText says how many are open and mended, and who looked; "" where nobody did.
	VulnerabilityText string
}

// BadgeView is a small picture to show on other pages, and the Markdown that does.
type BadgeView struct {
	Title    string // "Status: Active"
	URL      Address
	Width    int // in pixels; each is 20 high
	Markdown string
}

// Fact is a labelled value with a small remark.
type Fact struct {
	Label, Value, Note string
	URL                Address
	Verdict            string
}

// CriterionView is a criterion of a project's health.
type CriterionView struct {
	Title, Measure, Asked, Found string
	Standing                     string // met, unmet, unknown, not-asked
	Why                          string
	Points                       string // "1", "0"; "" where it cannot be judged
	Source                       string // who said so, and when
	URL                          Address
}

// InventorySummary counts the components of a project or product.
type InventorySummary struct {
	Components int
	ByVerdict  []Count
	URL        Address
	Source     string
}

// ScorecardView is the result of OpenSSF Scorecard.
type ScorecardView struct {
	Score, Date string
	Checks      CriterionRows
	URL         Address
}

// TasksView lists open tasks for newcomers: all of them, or those with one value of a facet.
type TasksView struct {
	ArticleView
	Tasks    TaskRows
	Total    int
	Projects int
	All      *Link // to all tasks, from a facet's own page
	Facets   []NarrowFacet
	Narrows  bool // whether a script may narrow the list on this page by several values at once
	CSV      Address
	Source   string
}

// TaskRow is an open task and where it is.
type TaskRow struct {
	Title    string
	URL      Address
	Project  Link
	Language string
	Labels   []string
	Opened   string
	Tokens   string // the values of facets that it has, parted by blanks
}

// NarrowFacet is a property that a list is narrowed by. Each value has a page of its own.
type NarrowFacet struct {
	Title  string
	Values []NarrowValue
}

// NarrowValue is a value of a facet; Token names it to the script, which may combine several.
type NarrowValue struct {
	Title   string
	URL     Address
	Token   string
	Count   int
	Current bool
}
