package dataset

// Activity is what happened in a project, month by month, as far back as the source reaches.
type Activity struct {
	Project  string   `json:"project" schema:"required"`
	Audience Audience `json:"audience"`
	// Since is the first month of which everything is known.
	Since Month `json:"since" schema:"required"`
	// Through is the moment up to which everything is known; its month is unfinished.
	Through Time `json:"through" schema:"required"`
	// Commits are those on the default branch by month of the committer date in UTC, merges and bots included; null where
	// unknown. A month that is missing between Since and Through had none.
	Commits map[Month]int `json:"commits"`
	// BotCommits are those of Commits that machines made.
	BotCommits map[Month]int `json:"bot_commits"`
	// Contributors are the people behind the commits, bots left out; null where unknown.
	Contributors []Contributor `json:"contributors"`
	// Issues are all issues opened since Since, pull requests left out; null where unknown.
	Issues []Issue `json:"issues"`
	// ChangeRequests are all pull or merge requests opened since Since; null where unknown.
	ChangeRequests []ChangeRequest `json:"change_requests"`
	// Year is counted over the twelve months that end at Through; null where unknown.
	Year *Year `json:"year"`

	Provenance Provenance `json:"provenance"`
}

// Contributor is one person, known only by a keyed hash unless the portal names people.
type Contributor struct {
	Key string `json:"key" schema:"required"`
	// Name is kept only where the portal says that people are named.
	Name string `json:"name,omitzero"`
	// Inside is true for members of the organisation; null where unknown.
	Inside *bool `json:"inside,omitzero"`
	// Organization is the employer, where a source tells it.
	Organization string        `json:"organization,omitzero"`
	Commits      map[Month]int `json:"commits"`
}

// Issue is when an issue was opened, first answered by another human, and closed.
type Issue struct {
	Opened    Time  `json:"opened"`
	Responded *Time `json:"responded,omitzero"`
	Closed    *Time `json:"closed,omitzero"`
}

// ChangeRequest is when a pull or merge request was opened, first answered and closed, and whether it was merged.
type ChangeRequest struct {
	Opened    Time  `json:"opened"`
	Responded *Time `json:"responded,omitzero"`
	Closed    *Time `json:"closed,omitzero"`
	Merged    bool  `json:"merged,omitzero"`
	// Bot marks a request that a machine opened.
	Bot bool `json:"bot,omitzero"`
}

// Year holds figures of the twelve months before Activity.Through, to the second. Null is unknown.
type Year struct {
	From         Time `json:"from" schema:"required"`
	Commits      *int `json:"commits"`
	BotCommits   *int `json:"bot_commits"`
	Contributors *int `json:"contributors"`
	// ContributorAbsenceFactor is CHAOSS's: the fewest people who together made half of the commits; 0 without commits.
	ContributorAbsenceFactor *int `json:"contributor_absence_factor"`
	IssuesOpened             *int `json:"issues_opened"`
	// IssuesResponded are those of IssuesOpened that a human other than the author answered.
	IssuesResponded *int `json:"issues_responded"`
	// MedianHoursToFirstResponse is over IssuesResponded; null too where there are none.
	MedianHoursToFirstResponse *float64 `json:"median_hours_to_first_response"`
	Releases                   *int     `json:"releases"`
	// The same with merge commits, or people without an account, left out, as the statistics of forges count.
	CommitsWithoutMerges                  *int `json:"commits_without_merges,omitzero"`
	ContributorsWithAccount               *int `json:"contributors_with_account,omitzero"`
	ContributorAbsenceFactorWithoutMerges *int `json:"contributor_absence_factor_without_merges,omitzero"`
}

func (a *Activity) Kind() string      { return "activity" }
func (a *Activity) Key() string       { return a.Project }
func (a *Activity) From() *Provenance { return &a.Provenance }

// Outbound is what members of the organisation gave to a project outside it.
type Outbound struct {
	// Project is the ID of the outside project.
	Project  string   `json:"project" schema:"required"`
	URL      string   `json:"url,omitzero"`
	Audience Audience `json:"audience"`
	// ChangeRequests are those opened, MergedChangeRequests those merged, by month; null where unknown.
	ChangeRequests       map[Month]int `json:"change_requests"`
	MergedChangeRequests map[Month]int `json:"merged_change_requests"`
	Commits              map[Month]int `json:"commits"`
	// People is how many members took part over the whole time; null where unknown.
	People *int `json:"people"`

	Provenance Provenance `json:"provenance"`
}

func (o *Outbound) Kind() string      { return "outbound" }
func (o *Outbound) Key() string       { return o.Project }
func (o *Outbound) From() *Provenance { return &o.Provenance }
