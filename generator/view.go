package generator

import (
	"html/template"

	"portolan/generator/render"
)

// The types below are all that a theme's templates may see. A view holds only what its edition's readers may see, and
// every text in it is plain unless its type is template.HTML, which is made by us and safe.
//
// An Address is plain text too, so that the templates let no scheme into a link that could run or disguise anything. It
// is written "~site/policies/use/": the mark stands for the way from the page to the root of the site and is
// replaced when the page is put together, so that one piece of HTML serves pages at any depth, a site serves from any
// sub-path, and a folder of files can be read without a server.

// Address is an address within the site, or a full one.
type Address = render.Address

// SiteView is what all pages of an edition share.
type SiteView struct {
	Title        string
	Organization string
	Description  string
	Language     string
	Home         Address // of the front page in the readers' language
	Search       Address // of the search page in the readers' language
	Readers      string  // the language whose readers the pages are for, in a portal of several; "" in others
	Edition      string  // "" where the portal has a single one
	BaseURL      string  // "" where none is configured
	Accent       string  // CSS colour; "" is the theme's own
	Contact      string
	ContactURL   Address
	Banner       template.HTML
	Revision     string // of the portal's git repository; "" outside git
	DataThrough  string // latest day on which data was collected, "2026-11-22"; "" without data
	Example      bool   // some of the data is invented
	Handbook     []Link // the first half of the masthead
	Charts       []Link // the second half
	Footer       []Link
	Stylesheet   Address
	Script       Address
	Comfort      Address // of the script that pages with charts or long lists fetch; "" for none
	Icon         Address
	Feed         Address // of the changes; "" for none
	OpenSearch   Address // "" for none
	HasSearch    bool
	NoIndex      bool
	Policy       string // the content security policy, as far as a page can state it
	Referrer     string // what other sites hear of their readers' way
}

// ShellView is what stands around all pages of a section in one language: masthead, menu, footer.
type ShellView struct {
	Site      *SiteView
	MenuTitle string // the section, as it names the menu
	Menu      []MenuGroup
}

// Link is a title with its address.
type Link struct {
	Title   string
	URL     Address
	Current bool
	Note    string // a few words beside it
	Count   int    // how many things stand behind it; 0 where that means nothing
	Value   string // what it stands for in the data, where a script asks
}

// MenuEntry is a line of a menu. Which one is current, and which are open, is known only when a page is put together.
type MenuEntry struct {
	Title    string
	URL      Address
	Mark     template.HTMLAttr
	Open     bool
	Children []MenuEntry
	More     *Link // "all 240 pages" where not all children are listed
}

// MenuGroup is a titled part of a menu.
type MenuGroup struct {
	Title   string
	Entries []MenuEntry
}

// PageView is what the shell around every page needs; every other view of a page embeds it.
type PageView struct {
	Site         *SiteView
	Address      Address
	Kind         string // "article", "policy", "project"...
	Title        string
	Description  string
	Language     string
	Direction    string // "ltr" or "rtl"
	Canonical    string
	Section      string // title of the half's entry that is current
	Crumbs       []Link
	Toc          []TocEntry
	Previous     *Link
	Next         *Link
	Edit         Address
	NoIndex      bool    // search engines are asked to pass over this page
	Feed         Address // of the part of the site that the page is in; "" for none
	Changed      string  // day of the last change in git, "2026-11-17"
	Revision     string
	Tags         []Link
	Example      bool // this page shows invented data
	JSONLD       template.JS
	Card         Address // full address of a picture for social media; "" for none
	Draft        bool
	Audience     string // "" where all who read the edition may see it; else the narrower audience, said aloud
	Banner       template.HTML
	Translations []Translation
	Outdated     *Outdated // nil where the page is an original, or up to date with it
}

// Translation is a language that a page is in, its own among them.
type Translation struct {
	Name, Language string // "Deutsch", "de"
	URL            Address
	Full           string // full address; "" where no base address is configured
	Current        bool
}

// Outdated says that the original of a translation changed after it.
type Outdated struct {
	Original Address
	Language string
	Changed  string // day; "" unknown
}

// TocEntry is a heading in a table of contents.
type TocEntry struct {
	Title    string
	ID       string
	Children []TocEntry
}

// ArticleView is a page of the handbook.
type ArticleView struct {
	PageView
	HTML     template.HTML
	Children []Link // of a folder's own page
	Print    *Link  // the folder and all below it as one document; nil where there is none
	Owner    string
	Contact  string
	Minutes  int // reading time; 0 for very short ones
	// TocBehind joins the table of contents behind the headings of the text.
	TocBehind []TocEntry
}

// PrintView is a section of the handbook as one document. HTML is the text of the folder's own page.
type PrintView struct {
	ArticleView
	Kept  Address // the folder's page
	Parts []PrintPart
}

// PrintPart is a page within it. Its ids begin with its own.
type PrintPart struct {
	ID, Title, Description string
	Owner, Contact         string
	Changed                string
	From                   string // full address of the page; "" where no base address is configured
	Policy                 *PolicyRow
	HTML                   template.HTML
}

// PolicyView is a policy page: an article with particulars, rules and history.
type PolicyView struct {
	ArticleView
	Policy  PolicyRow
	History []PolicyVersion
	// Rules is the table of verdicts by category and context; nil where the page holds no license_policy.
	Rules *RulesView
}

// PolicyVersion is a line of a policy's history.
type PolicyVersion struct {
	Version, Date, Summary, ApprovedBy string
	URL                                Address // of the version's own page; "" where its text is not known
}

// VersionView is the page of one version of a policy: what came with it, and how it read.
type VersionView struct {
	ArticleView
	Policy Link   // the policy as it is now
	Name   string // "2.0"; "" where it gave itself none
	From   string // "2026-11-17"
	Until  string // "" for the text that stands
	Before string // the day of the version before; "" for the first
	Older  *Link
	Newer  *Link
	DifferenceView
}

// DifferenceView is what changed between two texts.
type DifferenceView struct {
	// Rules are sentences on the licence rules.
	Rules    []string
	Passages []PassageView
}

// PassageView is a block of the text: words that stayed, came or went, or a number of unchanged blocks that are left out.
type PassageView struct {
	Kind    string // "h", "p", "li", "tr", "pre"
	Pieces  []PieceView
	Skipped int
}

// PieceView is a run of words.
type PieceView struct {
	Op   string // "ins", "del" or ""
	Text string
}

// PolicyRow is a policy in the register, and the particulars at its head.
type PolicyRow struct {
	Title, Description  string
	URL                 Address
	Status              string // draft, in-force, superseded, retired
	Version             string
	Owner, Approver     string
	Contact             string
	Effective, ReviewBy string // "2026-11-17"
	Due                 string // "", "soon" (within 60 days), "overdue"
	DueIn               string // "in 11 months", "3 days ago"
	Changed             string
}

// RulesView is the licence policy as a table.
type RulesView struct {
	Contexts []Term
	Rows     []RuleRow
	Default  string
}

// RuleRow is one category or rule with its verdict in each context, in the order of RulesView.Contexts.
type RuleRow struct {
	Title    string
	Licenses []string
	Verdicts []VerdictView
	Why      Address
}

// Term is a word and what it means.
type Term struct{ ID, Text string }

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

// RegisterView is the register of policies.
type RegisterView struct {
	ArticleView
	Policies []PolicyRow
	Reviews  []PolicyRow // due next
	Changes  ChangeRows
}

// Change is a policy change or a release, dated.
type Change struct {
	Date  string
	Title string
	URL   Address
	Text  string
	Kind  string
	// Compare is where the difference is shown, Difference the difference itself; only the latest carry it.
	Compare    Address
	Difference *DifferenceView
}

// HomeView is the front page of an edition.
type HomeView struct {
	ArticleView
	Lede         string
	Asks         []Link
	Figures      []FigureView
	FiguresNote  string
	FigureTable  *TableView // the key figures month by month; nil without any
	Projects     ProjectRows
	ProjectCount int
	Changes      ChangeRows
	Concerns     []ConcernRow
	Objectives   Address // of their register; "" without any
}

// ConcernRow is one of the five concerns of an office, and how its objectives stand.
type ConcernRow struct {
	Title, Text string
	URL         Address
	Standings   []Count // objectives by standing
	Policies    int
}

// GatheredView is what belongs to a concern.
type GatheredView struct {
	Standings  []Count // objectives by standing
	Objectives []ObjectiveView
	Figures    []FigureGroup
	Policies   []PolicyRow
	Pages      []Link // from elsewhere in the handbook
}

// FigureGroup is some figures under a title; "" for none.
type FigureGroup struct {
	Title   string
	Figures []FigureView
}

// ConcernView is the page of a concern: its words, then what belongs to it.
type ConcernView struct {
	ArticleView
	GatheredView
	Charts []ChartView
	Links  []Link // to its pages drawn from data
}

// FigureView is one key figure with its line.
type FigureView struct {
	ID       string
	Title    string
	Value    string // "19", "unknown"
	Unit     string
	Spark    template.HTML
	Sentence string
	Source   string
	URL      Address
	Stale    bool
}

// ChartView is a drawn chart with everything that must stand beside it.
type ChartView struct {
	ID      string
	Title   string // the finding, as a sentence
	Measure string // what is counted, its unit and period
	SVG     template.HTML
	Summary string
	Note    string
	Table   TableView
	CSV     Address
	Source  string
	Date    string
	Stale   bool
	Example bool
	Heading int // level of the title: 3 in most places
}

// TableView is a table of plain cells; figures are right-aligned.
type TableView struct {
	Caption string
	Head    []Cell
	Rows    TableRows
	Foot    []Cell
}

// Cell is a cell of a table.
type Cell struct {
	Text    string
	Number  bool
	URL     Address
	Verdict string
}

// Facet is a set of links that narrow a list; the counts of one facet add up to the list.
type Facet struct {
	Key    string // what addresses call it; "" where no script reads it
	Title  string
	Values []Link
	Total  int     // how many values there are; 0 where all are listed
	More   Address // of the page with all values; "" where all are listed
}

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
	Facets    []Facet
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

// PagesView leads through a list that is split over several pages.
type PagesView struct {
	Number, Of     int
	Previous, Next *Link
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
	Facts           []Fact
	Health          CriterionRows
	HealthSum       string
	Figures         []FigureView
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
	Sources         []Fact
	Badges          []BadgeView
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

// LicenseUse is a licence expression with its verdicts.
type LicenseUse struct {
	Expression string
	Raw        string // as the source gave it, where that differs
	Repairs    []string
	URL        Address // of the licence's page, where it is a single one
	Verdicts   []VerdictView
	Source     string
}

// InventorySummary counts the components of a project or product.
type InventorySummary struct {
	Components int
	ByVerdict  []Count
	URL        Address
	Source     string
}

// Count is a word with how often it occurs.
type Count struct {
	ID, Title string
	Count     int
	URL       Address
}

// ScorecardView is the result of OpenSSF Scorecard.
type ScorecardView struct {
	Score, Date string
	Checks      CriterionRows
	URL         Address
}

// MetricsView is the overview of all metrics.
type MetricsView struct {
	ArticleView
	Figures  []FigureView
	Charts   []ChartView
	Groups   []MetricGroup
	Gathered GatheredView
}

// MetricGroup is the metrics of one concern.
type MetricGroup struct {
	Title   string
	Metrics []FigureView
}

// MetricView is the page of a metric: what it is, and what it says.
type MetricView struct {
	ArticleView
	Question   string
	Definition template.HTML
	Standard   Link // CHAOSS's page
	Figure     FigureView
	Charts     []ChartView
	Periods    []PeriodRow // of the company, and of organisations and groups
	Heads      []string
	Breakdown  *TableView
	CSV        Address
}

// ObjectiveView is an objective and how it stands.
type ObjectiveView struct {
	ID, Title, Concern    string
	URL                   Address
	Measure               string
	MeasureURL            Address
	Baseline, Target, Now string
	Due, Owner            string
	Standing              string // met, on-track, at-risk, missed, unknown
	StandingText          string
	Why                   string // the rule that decides
	Progress              int    // percent, 0 to 100; -1 unknown
	Spark                 template.HTML
}

// ObjectivesView is the register of objectives.
type ObjectivesView struct {
	ArticleView
	Groups []ObjectiveGroup
}

// ObjectiveGroup is the objectives of one concern.
type ObjectiveGroup struct {
	Title      string
	Objectives []ObjectiveView
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

// UpstreamView is what was given to projects of others.
type UpstreamView struct {
	ArticleView
	Figures  []FigureView
	Charts   []ChartView
	Projects []UpstreamRow
	Period   string
	Source   string
	CSV      Address
}

// UpstreamRow is a project of others and what it was given; "unknown" where unknown.
type UpstreamRow struct {
	Title                                   string
	URL                                     Address
	Opened, Before, Merged, Commits, People string
	Change, Sign                            string // "+12" and up, "-3" and down, "0" and same; "" unknown
}

// EventsView is the calendar.
type EventsView struct {
	ArticleView
	Figures       []FigureView
	Coming, Past  []EventRow
	Sum           string // how many there were, and how many people came
	Source        string
	CSV, Calendar Address
}

// EventRow is an event. People is "" for one to come, "unknown" for one of which nobody counted.
type EventRow struct {
	Date, Title, Type, Place, People string
	URL                              Address
}

// RecognitionView thanks people: by name those who agreed to it.
type RecognitionView struct {
	ArticleView
	Named    []ThanksRow
	Everyone string
	Figures  []FigureView
}

// ThanksRow is somebody who agreed to be named.
type ThanksRow struct {
	Name, For string
	URL       Address
	Year      int
}

// MoveRow is a figure in a period and in the one that it is compared with.
type MoveRow struct {
	ID, Title    string
	URL          Address
	Now, Before  string // "512 change requests", "unknown", "none"
	Change, Sign string // "+12" and up, "-3" and down, "0" and same; "" where it cannot be said
	Better       string // "better", "worse"; "" where neither way is better
	Note         string // "from 37 of 40 projects"
}

// MoveGroup is some of them under a title.
type MoveGroup struct {
	Title string
	Rows  []MoveRow
}

// StandingMove is an objective that came to stand otherwise.
type StandingMove struct {
	Title       string
	URL         Address
	Before, Now string // met, on-track, at-risk, missed, unknown
	Why         string
}

// PeriodsView is the figures of a company, an organisation or a group over several periods.
type PeriodsView struct {
	ArticleView
	Scope  string
	Groups []PeriodGroup
	Charts []ChartView
	Others []Link // the same of others
}

// PeriodGroup is some figures over several periods, under a title.
type PeriodGroup struct {
	Title string
	Heads []string // "3 months"
	Rows  []PeriodRow
}

// PeriodRow is a figure over several periods, in the order of their heads.
type PeriodRow struct {
	Title string
	URL   Address
	Cells []MoveRow
}

// DigestView is what moved in a whole month.
type DigestView struct {
	ArticleView
	Month                string
	Better, Worse, Moved []MoveRow
	First                []MoveRow // known for this month and not for the one before
	Same, Unknown        string    // titles of the rest
	Objectives           []StandingMove
	Policies             ChangeRows
	Projects             ChangeRows // that began
	Releases             ChangeRows
	Source               string
}

// ReportView is the report of a year.
type ReportView struct {
	ArticleView
	Organization     string
	Year             int
	Period, Compared string // "January to October 2026", "January to October 2025"
	Running          bool   // the year was not over
	InShort          []string
	Figures          []FigureView
	Groups           []MoveGroup
	Unknown          string // titles of the figures of which nothing is known
	Charts           []ChartView
	Objectives       []ObjectiveView
	Standings        []Count
	Policies         ChangeRows
	Projects         ChangeRows
	Releases         *TableView
	Decisions        []DecisionRow
	Digests          []Link
	Source           string
}

// ReportsView lists the reports of years and the digests of months.
type ReportsView struct {
	ArticleView
	Years   []Link
	Digests []IndexLetter // by year
	Latest  *DigestView
	Feed    Address
}

// ComplianceView is the overview of compliance.
type ComplianceView struct {
	ArticleView
	Figures      []FigureView
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
	Sources           []Fact
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

// ChangesView is what changed: policies and releases.
type ChangesView struct {
	ArticleView
	Changes ChangeRows
	Feed    Address
}

// GlossaryView is the glossary.
type GlossaryView struct {
	ArticleView
	Letters []GlossaryLetter
}

// GlossaryLetter is the terms under one letter.
type GlossaryLetter struct {
	Letter string
	Terms  []GlossaryTerm
}

// GlossaryTerm is a term explained.
type GlossaryTerm struct {
	Title, ID string
	HTML      template.HTML
}

// SourcesView says where the figures come from.
type SourcesView struct {
	ArticleView
	Sources []SourceRow
}

// SourceRow is a source and how it went.
type SourceRow struct {
	ID, Asked        string
	Tried, Succeeded string
	Complete         bool
	Stale            bool
	Records          int
	Requests         string
	Failures         []string
}

// SearchView is the search page. Without scripts it is an index from A to Z.
type SearchView struct {
	ArticleView
	Index   []GlossaryLetter
	Topics  []Link
	Letters []IndexLetter
}

// IndexLetter is the pages under one letter.
type IndexLetter struct {
	Letter string
	Pages  []Link
}

// TagView lists the pages with a tag.
type TagView struct {
	ArticleView
	Pages []Link
}

// APIView documents the files below api/.
type APIView struct {
	ArticleView
	Files []APIFile
	// Records are the schemas of what collectors write.
	Records []Link
	// Losses say what code.json does not carry.
	Losses []string
}

// APIFile is a file for machines.
type APIFile struct {
	Title, Description string
	URL, Schema, CSV   Address
}

// ImpactView is a report on a change, as a page that stands by itself.
type ImpactView struct {
	Title string
	Style template.CSS
	HTML  template.HTML
}

// RedirectView is what stands at an address that moved.
type RedirectView struct {
	Site   *SiteView
	Title  string
	Target Address
}

// BlockProjects, BlockTable and BlockDecision are what the data blocks inside pages draw.
type (
	// BlockProjects is a short list of projects.
	BlockProjects struct {
		Projects ProjectRows
		All      *Link
	}
	// BlockPolicies is a short register.
	BlockPolicies struct{ Policies []PolicyRow }
	// BlockObjectives is a list of objectives.
	BlockObjectives struct{ Objectives []ObjectiveView }
	// BlockLicenses is a table of licences with verdicts.
	BlockLicenses struct {
		Contexts []Term
		Licenses LicenseRows
	}
	// BlockComponents is a table of components with verdicts.
	BlockComponents struct {
		Contexts   []Term
		Components ComponentRows
		All        *Link
	}
	// BlockReleases is a dated list.
	BlockReleases struct{ Releases ChangeRows }
	// BlockDecision is a tree of questions that ends in answers.
	BlockDecision struct {
		Question string
		Answers  []DecisionAnswer
		ID       string
	}
)

// DecisionAnswer is an answer that leads to another question or to a result.
type DecisionAnswer struct {
	Answer  string
	Then    *BlockDecision
	Result  template.HTML
	Verdict string
	See     *Link
}
