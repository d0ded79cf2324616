package dataset

// Scorecard is the result of OpenSSF Scorecard for a project (https://scorecard.dev).
type Scorecard struct {
	Project  string   `json:"project" schema:"required"`
	Audience Audience `json:"audience"`
	Date     Date     `json:"date" schema:"required"`
	// Score is from 0 to 10; null where the run gave none.
	Score   *float64         `json:"score"`
	Version string           `json:"version,omitzero"`
	Checks  []ScorecardCheck `json:"checks"`

	Provenance Provenance `json:"provenance"`
}

func (s *Scorecard) Kind() string      { return "scorecards" }
func (s *Scorecard) Key() string       { return s.Project }
func (s *Scorecard) From() *Provenance { return &s.Provenance }

// ScorecardCheck is one check of a Scorecard.
type ScorecardCheck struct {
	Name string `json:"name" schema:"required"`
	// Score is from 0 to 10; null where the check was inconclusive.
	Score  *int   `json:"score"`
	Reason string `json:"reason,omitzero"`
	URL    string `json:"url,omitzero"`
}

// Vulnerabilities are the known vulnerabilities of the components of one product or project (https://osv.dev).
type Vulnerabilities struct {
	// ID is that of the inventory they were looked up for.
	ID              string          `json:"id" schema:"required"`
	Product         string          `json:"product,omitzero"`
	Project         string          `json:"project,omitzero"`
	Audience        Audience        `json:"audience"`
	Vulnerabilities []Vulnerability `json:"vulnerabilities"`

	Provenance Provenance `json:"provenance"`
}

func (v *Vulnerabilities) Kind() string      { return "vulnerabilities" }
func (v *Vulnerabilities) Key() string       { return v.ID }
func (v *Vulnerabilities) From() *Provenance { return &v.Provenance }

// Vulnerability is one OSV entry that touches a component.
type Vulnerability struct {
	// ID is OSV's: "GHSA-...", "GO-2024-...".
	ID        string   `json:"id" schema:"required"`
	Aliases   []string `json:"aliases,omitzero"`
	Summary   string   `json:"summary,omitzero"`
	Component string   `json:"component" schema:"required"`
	Version   string   `json:"version,omitzero"`
	// Severity is the CVSS vector or word that the entry gives.
	Severity  string `json:"severity,omitzero"`
	Published *Time  `json:"published"`
	// FixedIn is the first version without it; empty where there is none yet.
	FixedIn string `json:"fixed_in,omitzero"`
	// FirstSeen and Resolved are when the product had it first and no longer; null where unknown or not yet.
	FirstSeen *Date `json:"first_seen"`
	Resolved  *Date `json:"resolved"`
}
