package generator

// The views of policies, their versions and their rules.

// PolicyView is a policy page: an article with particulars, rules and history.
type PolicyView struct {
	ArticleView
	Policy  PolicyRow
	History []PolicyVersion
	// Rules is the table of verdicts by category and context; nil where the page holds no license_policy.
	Rules *RulesView
}

// PolicyVersion is a line of a policy's history.
type PolicyVersion struct {
	Version, Date, Summary, ApprovedBy string
	URL                                Address // of the version's own page; "" where its text is not known
}

// VersionView is the page of one version of a policy: what came with it, and how it read.
type VersionView struct {
	ArticleView
	Policy Link   // the policy as it is now
	Name   string // "2.0"; "" where it gave itself none
	From   string // "2026-11-17"
	Until  string // "" for the text that stands
	Before string // the day of the version before; "" for the first
	Older  *Link
	Newer  *Link
	DifferenceView
}

// DifferenceView is what changed between two texts.
type DifferenceView struct {
	// Rules are sentences on the licence rules.
	Rules    []string
	Passages []PassageView
}

// PassageView is a block of the text: words that stayed, came or went, or a number of unchanged blocks that are left out.
type PassageView struct {
	Kind    string // "h", "p", "li", "tr", "pre"
	Pieces  []PieceView
	Skipped int
}

// PieceView is a run of words.
type PieceView struct {
	Op   string // "ins", "del" or ""
	Text string
}

// PolicyRow is a policy in the register, and the particulars at its head.
type PolicyRow struct {
	Title, Description  string
	URL                 Address
	Status              string // draft, in-force, superseded, retired
	Version             string
	Owner, Approver     string
	Contact             string
	Effective, ReviewBy string // "2026-11-17"
	Due                 string // "", "soon" (within 60 days), "overdue"
	DueIn               string // "in 11 months", "3 days ago"
	Changed             string
}

// RulesView is the licence policy as a table.
type RulesView struct {
	Contexts []Term
	Rows     []RuleRow
	Default  string
}

// RuleRow is one category or rule with its verdict in each context, in the order of RulesView.Contexts.
type RuleRow struct {
	Title    string
	Licenses []string
	Verdicts []VerdictView
	Why      Address
}

// RegisterView is the register of policies.
type RegisterView struct {
	ArticleView
	Policies []PolicyRow
	Reviews  []PolicyRow // due next
	Changes  ChangeRows
}
