// Package metrics turns records into figures that people can believe.
//
// Two nouns matter. A [Metric] is a question with a definition and a way to count: one file each, with its documentation
// in the Markdown file of the same name. [Figures] are the records of one edition, indexed once by [New]; every answer
// comes from it: a [Series] by month, a [Reading] over a window with the window before it beside it, a [Breakdown], the
// [Health] of a project, the [Assessment] of an objective.
//
// What every answer keeps to:
//   - Unknown is nil and never zero. A sum with unknown parts says how many parts are known: "from 37 of 40 projects".
//   - Medians are over the union of all samples, never over other medians. People are counted once across projects.
//   - The last month still runs: it is marked, and is in no window. Windows end with the last whole month.
//   - A comparison is made between what is known in both periods, so a source that was added is no rise.
//   - Every answer says who said so, when the oldest of it was collected, whether that is stale, whether it is invented.
//
// The package is pure: it reads no file and no clock.
package metrics

import (
	"embed"
	"slices"
	"strings"

	"portolan/collectors/dataset"
)

//go:embed *.md
var definitions embed.FS

// Direction says which way is better.
type Direction string

// The directions of a metric.
const (
	Higher  Direction = "higher"
	Lower   Direction = "lower"
	Neither Direction = "none" // neither is better by itself
)

// Metric is a question that records can answer.
type Metric struct {
	// ID is the word that pages name it by: "time-to-first-response".
	ID string
	// Given is the name of a hand-kept figure. That of a metric is the text "metric.ID", its question "metric.ID.question".
	Given string
	// CHAOSS and Address are the name and page of the CHAOSS metric that this follows; empty where there is none.
	CHAOSS  string
	Address string
	// Unit is what one of it is, in the plural: "commits", "hours", "%".
	Unit      string
	Direction Direction
	// Standing is true for what stands at a moment (stars), false for what is counted over a period (commits).
	Standing bool
	// Adds is true where parts may be summed: commits do; people, medians and shares do not. For months see [Metric.MonthsAdd].
	Adds bool
	// Trailing is the number of months that each point of the series covers; 1 unless a month is too short to mean much.
	Trailing int
	// Parts is what the figure is made from, in the plural: "projects", "SBOMs".
	Parts string

	count counting
}

// MonthsAdd tells whether its months may be summed, too: what is counted over a period may; what stands at a moment is the
// same again a month later, and where a point covers several months, each month is in several points.
func (m *Metric) MonthsAdd() bool { return m.Adds && !m.Standing && m.Trailing <= 1 }

// Definition is the metric's documentation in Markdown: what it is, how it is counted, what it does not say. In a language
// that it is not written in it is in English.
func (m *Metric) Definition(language string) string {
	language, _, _ = strings.Cut(language, "-")
	text, err := definitions.ReadFile(m.ID + "." + language + ".md")
	if err != nil {
		text, err = definitions.ReadFile(m.ID + ".md")
	}
	if err != nil {
		panic("metrics: no definition of " + m.ID) // compiled in, and a test reads every one
	}
	return strings.TrimSpace(string(text))
}

// counting is how a metric is counted. Subjects are the parts that a scope is made of, as places in one of the lists of
// Figures. over is asked only of subjects of which everything in the window is known.
type counting struct {
	subjects func(f *Figures, s Scope) []int
	// reach is the time of which everything is known of a subject.
	reach func(f *Figures, subject int) reach
	// known replaces reach where knowing is more than that.
	known func(f *Figures, subject int, w window) bool
	over  func(f *Figures, subjects []int, w window) Value
	// origin tells who said so.
	origin func(f *Figures, subject int) *origin
	// owner is the ID of the project or product that a subject belongs to.
	owner func(f *Figures, subject int) string
	// categories splits a figure by a property of its own; nil where there is none.
	categories func(f *Figures, subjects []int, w window) []Part
	// year is the exact figure of a project over the twelve months before collection; nil where no source counts it so.
	year func(y *dataset.Year) Value
}

// knows says whether everything in a window is known of a subject.
func (c *counting) knows(f *Figures, subject int, w window) bool {
	if c.known != nil {
		return c.known(f, subject, w)
	}
	return c.reach(f, subject).covers(w)
}

// All lists every metric, in the order in which pages show them.
func All() []*Metric { return slices.Clone(all) }

var all = []*Metric{
	projects,

	commits,
	contributors,
	newContributors,
	occasionalContributors,
	contributorAbsenceFactor,
	organizationalDiversity,

	issuesNew,
	issuesClosed,
	issuesOpen,
	issueAge,
	timeToFirstResponse,
	timeToClose,

	changeRequests,
	changeRequestsAccepted,
	changeRequestsDeclined,
	changeRequestDuration,
	changeRequestClosureRatio,

	releases,
	stars,
	forks,
	goodFirstIssues,

	licenseCoverage,
	licensesDeclared,
	sbomCoverage,
	components,
	unknownLicenses,
	forbiddenComponents,

	scorecard,
	vulnerabilitiesOpen,
	timeToFix,

	outboundContributions,
}

// ByID returns the metric of an ID; nil where there is none.
func ByID(id string) *Metric {
	for _, m := range all {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// chaoss is the address of a CHAOSS metric's page.
func chaoss(name string) string { return "https://chaoss.community/kb/metric-" + name + "/" }
