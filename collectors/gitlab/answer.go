package gitlab

import "time"

// The answers of the forge (https://docs.gitlab.com/api/), as far as they are read. What may be missing is a pointer, so
// that unknown is told from none.

type project struct {
	ID             int       `json:"id"`
	Name           string    `json:"name"`
	Path           string    `json:"path_with_namespace"`
	Description    string    `json:"description"`
	WebURL         string    `json:"web_url"`
	DefaultBranch  string    `json:"default_branch"`
	Visibility     string    `json:"visibility"`
	Topics         []string  `json:"topics"`
	OldTopics      []string  `json:"tag_list"` // what servers before 14.0 call them
	Archived       bool      `json:"archived"`
	Empty          bool      `json:"empty_repo"`
	Created        time.Time `json:"created_at"`
	LastActivity   time.Time `json:"last_activity_at"`
	Stars          *int      `json:"star_count"`
	Forks          *int      `json:"forks_count"`
	License        *license  `json:"license"`
	Parent         *parent   `json:"forked_from_project"`
	IssuesAccess   string    `json:"issues_access_level"`
	ChangesAccess  string    `json:"merge_requests_access_level"`
	CodeAccess     string    `json:"repository_access_level"`
	ReleasesAccess string    `json:"releases_access_level"`
}

type license struct {
	Key string `json:"key"`
}

type parent struct {
	ID int `json:"id"`
}

type treeEntry struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

type release struct {
	Tag      string    `json:"tag_name"`
	Name     string    `json:"name"`
	Created  time.Time `json:"created_at"`
	Released time.Time `json:"released_at"`
	Links    struct {
		Self string `json:"self"`
	} `json:"_links"`
}

type commit struct {
	ID          string    `json:"id"`
	AuthorName  string    `json:"author_name"`
	AuthorEmail string    `json:"author_email"`
	Committed   time.Time `json:"committed_date"`
	Parents     []string  `json:"parent_ids"`
}

// item is an issue or a merge request.
type item struct {
	Number       int       `json:"iid"`
	Title        string    `json:"title"`
	WebURL       string    `json:"web_url"`
	State        string    `json:"state"`
	Labels       []string  `json:"labels"`
	Author       *account  `json:"author"`
	Created      time.Time `json:"created_at"`
	Updated      time.Time `json:"updated_at"`
	Closed       time.Time `json:"closed_at"`
	Merged       time.Time `json:"merged_at"`
	Notes        *int      `json:"user_notes_count"`
	Confidential bool      `json:"confidential"`
}

type note struct {
	Author   *account  `json:"author"`
	Created  time.Time `json:"created_at"`
	System   bool      `json:"system"`
	Internal bool      `json:"internal"`
	// Confidential is what servers before 15.0 call internal.
	Confidential bool `json:"confidential"`
}

type account struct {
	Username string `json:"username"`
	Bot      bool   `json:"bot"`
}
