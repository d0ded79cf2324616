package generator

// The views of events and of what was given to others.

// UpstreamView is what was given to projects of others.
type UpstreamView struct {
	ArticleView
	Figures  FigureRows
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
	Figures       FigureRows
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
	Figures  FigureRows
}

// ThanksRow is somebody who agreed to be named.
type ThanksRow struct {
	Name, For string
	URL       Address
	Year      int
}
