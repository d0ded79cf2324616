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
	BuiltFrom    string // revision of the portal's git repository; "" outside git
	DataThrough  string // latest day on which data was collected, "2026-11-22"; "" without data
	Example      bool   // some of the data is invented
	Handbook     []Link // the first half of the masthead
	Charts       []Link // the second half
	Footer       []Link
	Stylesheet   Address // of pages of data, which holds all that others need; a page's own is in the slot "sheet"
	Script       Address // likewise, and the slot "script"
	Comfort      Address // of the script that pages with charts or long lists fetch; "" for none
	Early        Address // of the script that the first paint waits for; "" for none
	Icon         Address
	Feed         Address // of the changes; "" for none
	OpenSearch   Address // "" for none
	HasSearch    bool
	NoIndex      bool
	Policy       string // the content security policy, as far as a page can state it
	Referrer     string // what other sites hear of their readers' way
}

// lasting is the view without what the site was built from.
func (v SiteView) lasting() SiteView {
	v.BuiltFrom, v.DataThrough = "", ""
	return v
}

// String is what a template prints that prints all of the view.
func (v *SiteView) String() string { return v.Title }

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
	Beginning    string // what the page begins with, for search engines, where it has no description
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

// Term is a word and what it means.
type Term struct{ ID, Text string }

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
	Figures      FigureRows
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

// ConcernView is the page of a concern: its words, then what belongs to it.
type ConcernView struct {
	ArticleView
	GatheredView
	Charts []ChartView
	Links  []Link // to its pages drawn from data
}

// TableView is a table of plain cells; figures are right-aligned.
type TableView struct {
	Caption string
	Head    HeadCells
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

// PagesView leads through a list that is split over several pages.
type PagesView struct {
	Number, Of     int
	Previous, Next *Link
}

// Count is a word with how often it occurs.
type Count struct {
	ID, Title string
	Count     int
	URL       Address
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
