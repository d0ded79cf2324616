package dataset

// Project is a repository that people can look at, contribute to or depend on.
type Project struct {
	// ID is the address without its scheme: "github.com/acme/anvil".
	ID           string     `json:"id" schema:"required"`
	Name         string     `json:"name" schema:"required"`
	Organization string     `json:"organization,omitzero"`
	Description  string     `json:"description,omitzero"`
	URL          string     `json:"url,omitzero"`
	Homepage     string     `json:"homepage,omitzero"`
	Visibility   Visibility `json:"visibility" schema:"required"`
	Audience     Audience   `json:"audience"`
	// Status is what the owner declares; empty where nothing is declared and activity has to tell.
	Status   Status `json:"status,omitzero"`
	Owner    string `json:"owner,omitzero"`
	Contact  string `json:"contact,omitzero"`
	Archived bool   `json:"archived"`
	Fork     bool   `json:"fork"`
	Template bool   `json:"template"`
	// Upstream is the ID of the project that a fork was made of.
	Upstream      string `json:"upstream,omitzero"`
	DefaultBranch string `json:"default_branch,omitzero"`
	Created       *Time  `json:"created"`
	// Changed is the latest change to the repository.
	Changed *Time    `json:"changed"`
	License License  `json:"license"`
	Topics  []string `json:"topics,omitzero"`
	// Languages are bytes of code by language; null where unknown.
	Languages map[string]int `json:"languages"`

	Stars    *int `json:"stars"`
	Forks    *int `json:"forks"`
	Watchers *int `json:"watchers"`
	// Issues are counted without pull requests.
	OpenIssues   *int `json:"open_issues"`
	ClosedIssues *int `json:"closed_issues"`
	// Change requests are pull or merge requests.
	OpenChangeRequests     *int `json:"open_change_requests"`
	MergedChangeRequests   *int `json:"merged_change_requests"`
	DeclinedChangeRequests *int `json:"declined_change_requests"`
	// Components is the number of distinct purls that the forge's dependency graph lists.
	Components *int `json:"components"`

	// Releases are newest first, drafts left out; null where unknown.
	Releases []Release `json:"releases"`
	// Tasks are open issues that newcomers are invited to; null where unknown.
	Tasks     []Task    `json:"good_first_issues"`
	Community Community `json:"community"`
	// CodeJSON is what an agency's inventory says beside; null where the project comes from no such inventory.
	CodeJSON *CodeJSON `json:"code_json,omitzero"`

	Provenance Provenance `json:"provenance"`
}

// License is what a source says of a licence.
type License struct {
	// Expression is the SPDX expression as the source gives it; null where the source says nothing.
	Expression *string `json:"expression"`
	// Source says how it is known: "forge", "file", "declared", "detected".
	Source string `json:"source,omitzero"`
	// File is the path of the licence file within the project.
	File string `json:"file,omitzero"`
}

// Release is a version that was published.
type Release struct {
	Tag        string `json:"tag" schema:"required"`
	Name       string `json:"name,omitzero"`
	Published  Time   `json:"published" schema:"required"`
	Prerelease bool   `json:"prerelease,omitzero"`
	URL        string `json:"url,omitzero"`
}

// Task is an open issue that newcomers are invited to.
type Task struct {
	Title  string   `json:"title" schema:"required"`
	URL    string   `json:"url" schema:"required"`
	Opened Time     `json:"opened" schema:"required"`
	Labels []string `json:"labels,omitzero"`
}

// Community says which of the files that contributors look for are there; null is unknown.
type Community struct {
	Readme         *bool `json:"readme"`
	Contributing   *bool `json:"contributing"`
	CodeOfConduct  *bool `json:"code_of_conduct"`
	SecurityPolicy *bool `json:"security_policy"`
	LicenseFile    *bool `json:"license_file"`
}

func (p *Project) Kind() string      { return "projects" }
func (p *Project) Key() string       { return p.ID }
func (p *Project) From() *Provenance { return &p.Provenance }
