package dataset

import "maps"

// Figure is a series that people keep by hand: trainings held, savings, events.
type Figure struct {
	// ID is the word that charts, metrics and objectives name it by.
	ID          string   `json:"id" schema:"required"`
	Title       string   `json:"title" schema:"required"`
	Description string   `json:"description,omitzero"`
	Audience    Audience `json:"audience"`
	// Concern is the one of an office's five that the figure speaks of: strategy, community, compliance, metrics or value;
	// empty where nobody says.
	Concern string `json:"concern,omitzero"`
	// Unit is what one of it is: "people", "EUR", "hours".
	Unit string `json:"unit,omitzero"`
	// Adds is true where months may be summed to a year, false for a standing such as a head count.
	Adds bool `json:"adds"`
	// Values are by month; null is unknown, and so is a missing month.
	Values map[Month]*float64 `json:"values"`

	Provenance Provenance `json:"provenance"`
}

func (f *Figure) Kind() string      { return "figures" }
func (f *Figure) Key() string       { return f.ID }
func (f *Figure) From() *Provenance { return &f.Provenance }

// Events is a calendar: talks, meet-ups, courses.
type Events struct {
	ID       string   `json:"id" schema:"required"`
	Audience Audience `json:"audience"`
	Events   []Event  `json:"events"`

	Provenance Provenance `json:"provenance"`
}

func (e *Events) Kind() string      { return "events" }
func (e *Events) Key() string       { return e.ID }
func (e *Events) From() *Provenance { return &e.Provenance }

// Event is something that people came to, or will.
type Event struct {
	Date  Date   `json:"date" schema:"required"`
	Title string `json:"title" schema:"required"`
	// Type is a word of the portal's own: "talk", "course", "hackathon".
	Type  string `json:"type,omitzero"`
	Place string `json:"place,omitzero"`
	URL   string `json:"url,omitzero"`
	// People is how many came; null where unknown or not yet.
	People *int `json:"people"`
}

// History holds what cannot be asked for later: the standing of each day's figures, one file a month.
type History struct {
	Month Month `json:"month" schema:"required"`
	// Days is by day, then by project ID or "company", then by the ID of the metric. Null is unknown; a missing day is a gap.
	Days map[Date]map[string]map[string]*float64 `json:"days"`

	Provenance Provenance `json:"provenance"`
}

// Fill adds figures of a thing to a day. What is known already stays; what is unknown throughout makes no entry.
func (h *History) Fill(day Date, thing string, figures map[string]*float64) {
	had := h.Days[day][thing]
	merged, known := maps.Clone(had), len(had) > 0
	if merged == nil {
		merged = map[string]*float64{}
	}
	for name, value := range figures {
		if merged[name] == nil {
			merged[name] = value
		}
		known = known || value != nil
	}
	if !known {
		return
	}
	if h.Days[day] == nil {
		h.Days[day] = map[string]map[string]*float64{}
	}
	h.Days[day][thing] = merged
}

func (h *History) Kind() string      { return "history" }
func (h *History) Key() string       { return string(h.Month) }
func (h *History) From() *Provenance { return &h.Provenance }
