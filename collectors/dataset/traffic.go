package dataset

// Traffic is how often a repository was looked at and cloned, day by day in UTC. Forges tell only of the last two weeks, so
// that days are gathered over many runs: a day that is missing is unknown, and never comes back. It is for insiders alone,
// whatever the audience of its project.
type Traffic struct {
	// Project is the ID of the project.
	Project  string   `json:"project" schema:"required"`
	Audience Audience `json:"audience"`
	// Days are whole days; the day of the run is unfinished and left out.
	Days map[Date]Visits `json:"days"`

	Provenance Provenance `json:"provenance"`
}

func (t *Traffic) Kind() string      { return "traffic" }
func (t *Traffic) Key() string       { return t.Project }
func (t *Traffic) From() *Provenance { return &t.Provenance }

// Visits are what a forge counted on one day; null is unknown. Who comes on two days counts on each, so that people must
// not be summed.
type Visits struct {
	// Views are pages shown, Visitors the people who saw them.
	Views    *int `json:"views"`
	Visitors *int `json:"visitors"`
	// Clones are copies taken, Cloners those who took them, machines among them.
	Clones  *int `json:"clones"`
	Cloners *int `json:"cloners"`
}

// Filled is the visits with what only the earlier ones know.
func (v Visits) Filled(earlier Visits) Visits {
	for to, from := range map[**int]*int{&v.Views: earlier.Views, &v.Visitors: earlier.Visitors, &v.Clones: earlier.Clones, &v.Cloners: earlier.Cloners} {
		if *to == nil {
			*to = from
		}
	}
	return v
}
