package metrics

// CriterionStanding says whether a project meets a criterion of health.
type CriterionStanding string

// The standings of a criterion.
const (
	CriterionMet      CriterionStanding = "met"
	CriterionUnmet    CriterionStanding = "unmet"
	CriterionUnknown  CriterionStanding = "unknown"   // no source tells; it counts neither for nor against
	CriterionNotAsked CriterionStanding = "not asked" // does not apply: the project is archived, or there was nothing to measure
)

// Criterion is one thing that a healthy project does.
type Criterion struct {
	ID    string
	Title string
	// Asked says what is asked for, Found what was found: "a first response within 7 days", "19 hours".
	Asked    string
	Found    string
	Standing CriterionStanding
	// Why says why it matters.
	Why   string
	Basis Basis
}

// Health is how a project does, criterion by criterion. There is no mark: the counts say how many are met.
type Health struct {
	Project  string
	Life     Life
	Criteria []Criterion
	// Met, Unmet, Unknown and NotAsked sum to the number of criteria.
	Met, Unmet, Unknown, NotAsked int
}

// Thresholds are where the criteria of health draw the line.
type Thresholds struct {
	// ResponseHours is the longest median time to a first response.
	ResponseHours float64
	// AbsenceFactor is the fewest people who together make half of the commits.
	AbsenceFactor float64
	// Releases is the fewest releases in twelve months.
	Releases float64
	// Newcomers is the fewest new contributors in twelve months.
	Newcomers float64
	// IssueRatio and ChangeRatio are the smallest shares in percent of issues closed to opened, and of change requests closed.
	IssueRatio, ChangeRatio float64
	// ActiveMonths is for how many months after its last change a project is active, MaintainedMonths for how many maintained.
	ActiveMonths, MaintainedMonths int
	// Scorecard is the lowest OpenSSF Scorecard.
	Scorecard float64
	// VulnerabilityDays is the longest time for which a known vulnerability may stay open.
	VulnerabilityDays int
}

// DefaultThresholds are those of a portal that states none.
var DefaultThresholds = Thresholds{ResponseHours: 7 * 24, AbsenceFactor: 2, Releases: 2, Newcomers: 1, IssueRatio: 80, ChangeRatio: 80,
	ActiveMonths: 6, MaintainedMonths: 24, Scorecard: 5, VulnerabilityDays: 90}

// Health judges a project by every criterion. A project that is not there has none.
func (f *Figures) Health(project string) Health {
	h := Health{Project: project, Life: f.Life(project)}
	p := f.Project(project)
	if p == nil {
		return h
	}
	h.Criteria = make([]Criterion, 0, len(criteria))
	for _, judge := range criteria {
		c := judge(f, p, f.data.Thresholds)
		if p.Archived && workCriteria[c.ID] {
			c.Standing, c.Found = CriterionNotAsked, f.data.Words.Text("health.archived")
		}
		h.Criteria = append(h.Criteria, c)
	}
	for _, c := range h.Criteria {
		switch c.Standing {
		case CriterionMet:
			h.Met++
		case CriterionUnmet:
			h.Unmet++
		case CriterionNotAsked:
			h.NotAsked++
		default:
			h.Unknown++
		}
	}
	return h
}

// criteria lists every criterion, in the order in which pages show them.
var criteria = []func(*Figures, *Project, Thresholds) Criterion{
	isActive,
	repliesQuickly,
	keepsUpWithIssues,
	keepsUpWithChanges,
	releasesSteadily,
	restsOnSeveral,
	welcomesNewcomers,
	saysHowToContribute,
	saysHowToBehave,
	saysHowToReport,
	hasALicense,
	followsPractices,
	mendsVulnerabilities,
}

// workCriteria are those that ask for work, which nobody does in an archived project.
var workCriteria = map[string]bool{"active": true, "replies": true, "issues": true, "changes": true, "releases": true,
	"several-people": true, "newcomers": true, "contributing": true, "vulnerabilities": true}
