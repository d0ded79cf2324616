package dataset

// Sources is the file content/data/sources.json: what each source was asked, when, and how it went.
type Sources struct {
	Sources []SourceStatus `json:"sources"`

	Provenance Provenance `json:"provenance"`
}

func (s *Sources) Kind() string      { return "sources" }
func (s *Sources) Key() string       { return "" }
func (s *Sources) From() *Provenance { return &s.Provenance }

// SourceStatus says what one source was asked, when, and how it went.
type SourceStatus struct {
	// ID is the collector's name with its place in site.yaml: "github-1".
	ID string `json:"id" schema:"required"`
	// Asked says in words what was asked for, without secrets.
	Asked string `json:"asked"`
	// Audience is who may read this entry; empty is internal.
	Audience Audience `json:"audience"`
	// Tried is when it was last asked, Succeeded when it last answered in full; null: never.
	Tried     Time  `json:"tried" schema:"required"`
	Succeeded *Time `json:"succeeded"`
	Complete  bool  `json:"complete"`
	Records   int   `json:"records"`
	// Requests is how many were sent; null for a source that is not asked over a network.
	Requests *int `json:"requests"`
	// Failures say what failed, one sentence each.
	Failures []string `json:"failures,omitzero"`
}
