package dataset

// CodeJSON is what an entry of code.json says and no other field of a project holds, so that the inventory can be written
// again (https://code.gov/meta/schema/2.0.0/schema.json).
type CodeJSON struct {
	// Agency and Method are of the whole file: whose it is, and how the agency measures its code.
	Agency      string `json:"agency,omitzero"`
	Method      string `json:"measurement_method,omitzero"`
	MethodOther string `json:"measurement_if_other,omitzero"`
	// UsageType is a word of the standard: "openSource", "governmentWideReuse", "exemptByLaw".
	UsageType     string      `json:"usage_type,omitzero"`
	ExemptionText string      `json:"exemption_text,omitzero"`
	Licenses      []NamedLink `json:"licenses,omitzero"`
	Status        string      `json:"status,omitzero"`
	Version       string      `json:"version,omitzero"`
	VCS           string      `json:"vcs,omitzero"`
	Languages     []string    `json:"languages,omitzero"`
	LaborHours    *float64    `json:"labor_hours,omitzero"`
	Download      string      `json:"download,omitzero"`
	Disclaimer    string      `json:"disclaimer,omitzero"`
	DisclaimerURL string      `json:"disclaimer_url,omitzero"`
	RelatedCode   []NamedLink `json:"related_code,omitzero"`
	ReusedCode    []NamedLink `json:"reused_code,omitzero"`
	Partners      []string    `json:"partners,omitzero"`
	Updated       *Date       `json:"metadata_updated,omitzero"`
	// Remarks say in words what of the entry could not be kept.
	Remarks []string `json:"remarks,omitzero"`
}

// NamedLink is a name with an address; either may be empty.
type NamedLink struct {
	Name string `json:"name,omitzero"`
	URL  string `json:"url,omitzero"`
	// Government marks code of a government, where an entry says so of related code.
	Government *bool `json:"government,omitzero"`
}
