package generator

import "html/template"

// The views of metrics, objectives and reports.

// FigureGroup is some figures under a title; "" for none.
type FigureGroup struct {
	Title   string
	Figures FigureRows
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

// MetricsView is the overview of all metrics.
type MetricsView struct {
	ArticleView
	Figures  FigureRows
	Charts   []ChartView
	Groups   []MetricGroup
	Gathered GatheredView
}

// MetricGroup is the metrics of one concern.
type MetricGroup struct {
	Title   string
	Metrics FigureRows
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
	Figures          FigureRows
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
