package metrics

import (
	"testing"

	"portolan/collectors/dataset"
)

type (
	P = []*dataset.Project
	A = []*dataset.Activity
)

// TestReadingsCalculatedByHand holds figures over a window that were worked out on paper.
func TestReadingsCalculatedByHand(t *testing.T) {
	anvil, hammer := project("h/acme/anvil"), project("h/acme/hammer")
	only := func(change ...func(*dataset.Activity)) Data {
		return Data{Projects: P{anvil}, Activity: A{activity(anvil.ID, change...)}}
	}
	both := func(a, b *dataset.Activity) Data { return Data{Projects: P{anvil, hammer}, Activity: A{a, b}} }
	year := func(change func(*dataset.Year)) func(*dataset.Activity) {
		return func(a *dataset.Activity) {
			a.Year = &dataset.Year{From: stamp("2025-11-22T12:00:00Z")}
			change(a.Year)
		}
	}
	cases := []struct {
		name, metric string
		data         Data
		scope        Scope
		months       int
		want, before string
		sentence     string
	}{
		{"the last month of the window is October, not the unfinished November", "commits", only(commitsBy("2025-10=90 2025-11=1 2026-10=2 2026-11=50")), Company(), 12,
			"3", "90", "Down from 90 commits in the twelve months before."},
		{"a rise is a rise", "commits", only(commitsBy("2025-10=91 2026-10=104")), Company(), 12, "104", "91", "Up from 91 commits in the twelve months before."},
		{"a fall is a fall", "commits", only(commitsBy("2026-07=8 2026-08=1 2026-10=4")), Company(), 3, "5", "8", "Down from 8 commits in the three months before."},
		{"a tie is neither", "commits", only(commitsBy("2026-07=5 2026-08=5")), Company(), 3, "5", "5", "The same as in the three months before."},
		{"nothing happened is zero", "commits", only(commitsBy("")), Company(), 12, "0", "0", "The same as in the twelve months before."},
		{"no record is unknown", "commits", Data{Projects: P{anvil}}, Company(), 12, "unknown from 0 of 1 project", "unknown from 0 of 1 project",
			"No source tells it from November 2025 to October 2026."},
		{"a record without commits is unknown", "commits", only(), Company(), 12, "unknown from 0 of 1 project", "unknown from 0 of 1 project",
			"No source tells it from November 2025 to October 2026."},
		{"a scope without projects has nothing", "commits", Data{}, Company(), 12, "nothing", "nothing", "There was nothing to measure from November 2025 to October 2026."},
		{"one month is one data point", "commits", only(since("2026-10"), commitsBy("2026-10=7")), Company(), 1, "7", "unknown from 0 of 1 project",
			"What it was in the month before is unknown."},
		{"a window that begins before the record is unknown, not smaller", "commits", only(since("2026-01"), commitsBy("2026-03=7")), Company(), 12,
			"unknown from 0 of 1 project", "unknown from 0 of 1 project", "No source tells it from November 2025 to October 2026."},
		{"a sum says from how many projects it is", "commits", both(activity(anvil.ID, commitsBy("2026-10=7")), activity(hammer.ID)), Company(), 3,
			"7 from 1 of 2 projects", "0 from 1 of 2 projects", "Up from 0 commits in the three months before."},
		{"a project that became known is no rise", "commits", both(activity(anvil.ID, commitsBy("2026-06=7 2026-10=6")), activity(hammer.ID, since("2026-08"), commitsBy("2026-09=100"))),
			Company(), 3, "106", "7 from 1 of 2 projects", "Over the 1 project known in both periods: down from 7 commits in the three months before to 6 commits."},
		{"records that end exactly with a month have no unfinished one", "commits", only(through("2026-11-01"), commitsBy("2026-10=4 2026-11=9")), Company(), 1, "4", "0",
			"Up from 0 commits in the month before."},
		{"a project whose records stopped is unknown afterwards", "commits", both(activity(anvil.ID, commitsBy("2026-10=1")), activity(hammer.ID, through("2026-08-10"), commitsBy("2026-08=40"))),
			Company(), 3, "1 from 1 of 2 projects", "0", "Over the 1 project known in both periods: up from 0 commits in the three months before to 1 commit."},

		{"issues count in the month of UTC", "issues-new", only(issues("2026-10-31T23:59:59Z", "2026-11-01T00:00:00Z", "2026-10-01T01:30:00+02:00")), Company(), 1, "1", "1",
			"The same as in the month before."},
		{"a leap day belongs to February", "issues-new", only(issues("2024-02-29T23:00:00Z")), Company(), 33, "1", "unknown from 0 of 1 project", "What it was in the 33 months before is unknown."},
		{"closings are unknown where older issues may be missing", "issues-closed", only(issues("2026-09-01 - 2026-10-01")), Company(), 12,
			"unknown from 0 of 1 project", "unknown from 0 of 1 project", "No source tells it from November 2025 to October 2026."},
		{"closings are known where the list begins with the project", "issues-closed",
			Data{Projects: P{project("h/acme/anvil", created("2024-02-01"))}, Activity: A{activity("h/acme/anvil", issues("2026-09-01 - 2026-10-01"))}}, Company(), 12, "1", "0",
			"Up from 0 issues in the twelve months before."},
		{"closings are known where the list is as long as the forge says", "issues-closed",
			Data{Projects: P{project("h/acme/anvil", func(p *dataset.Project) { p.OpenIssues, p.ClosedIssues = dataset.Of(0), dataset.Of(1) })}, Activity: A{activity("h/acme/anvil", issues("2026-09-01 - 2026-10-01"))}},
			Company(), 12, "1", "0", "Up from 0 issues in the twelve months before."},

		{"the median of an odd number is the middle", "time-to-first-response", only(issues("2026-10-01 2026-10-01T01:00:00Z", "2026-10-02 2026-10-02T05:00:00Z", "2026-10-03 2026-10-04T00:00:00Z")),
			Company(), 12, "5", "nothing", "There was nothing to measure in the twelve months before."},
		{"the median of an even number is the mean of the middle two", "time-to-first-response", only(issues("2026-10-01 2026-10-01T01:00:00Z", "2026-10-02 2026-10-02T04:00:00Z", "2026-10-03")),
			Company(), 12, "2.5", "nothing", "There was nothing to measure in the twelve months before."},
		{"the median is of the union, not of the medians", "time-to-first-response", both(
			activity(anvil.ID, issues("2026-10-01 2026-10-01T01:00:00Z", "2026-10-01 2026-10-01T02:00:00Z", "2026-10-01 2026-10-01T03:00:00Z")),
			activity(hammer.ID, issues("2026-10-01 2026-10-01T10:00:00Z"))), Company(), 12, "2.5", "nothing", "There was nothing to measure in the twelve months before."},
		{"faster is down", "time-to-first-response", only(issues("2025-05-01 2025-05-02T20:00:00Z", "2026-05-01 2026-05-01T19:00:00Z")), Company(), 12, "19", "44",
			"Down from 44 hours in the twelve months before."},
		{"a change below the rounding is no change in words", "time-to-first-response", only(issues("2025-05-01 2025-05-06T00:00:00Z", "2026-05-01 2026-05-06T00:01:00Z")), Company(), 12, "120", "120",
			"About the same as in the twelve months before."},

		{"merged and declined are told apart", "change-requests-accepted", Data{Projects: P{project("h/acme/anvil", created("2024-01-05"))},
			Activity: A{activity("h/acme/anvil", requests("2026-09-01 2026-09-03 merged", "2026-09-01 2026-09-03", "2026-09-01"))}}, Company(), 12, "1", "0", "Up from 0 change requests in the twelve months before."},
		{"the closure ratio is closed of all that were open", "change-request-closure-ratio", Data{Projects: P{project("h/acme/anvil", created("2024-01-05"))},
			Activity: A{activity("h/acme/anvil", requests("2024-03-01", "2026-09-01 2026-09-03 merged", "2026-09-01 2026-09-03", "2026-09-01 2026-11-03"))}}, Company(), 12, "50", "0",
			"Up from 0% in the twelve months before."},
		{"the closure ratio of nothing is nothing", "change-request-closure-ratio", Data{Projects: P{project("h/acme/anvil", created("2024-01-05"))},
			Activity: A{activity("h/acme/anvil", requests())}}, Company(), 12, "nothing", "nothing", "There was nothing to measure from November 2025 to October 2026."},

		{"a person in two projects is one person", "contributors", both(activity(anvil.ID, people("ann 2026-10=1", "bob 2026-10=1")), activity(hammer.ID, people("ann 2026-09=1"))),
			Company(), 12, "2", "0", "Up from 0 people in the twelve months before."},
		{"new is who was never seen before, in any project", "new-contributors", both(activity(anvil.ID, people("ann 2026-10=1", "bob 2026-10=1")), activity(hammer.ID, people("ann 2024-03=1"))),
			Company(), 12, "1", "unknown from 0 of 2 projects", "What it was in the twelve months before is unknown."},
		{"who is new in a project may be old in the company", "new-contributors", both(activity(anvil.ID, people("ann 2026-10=1", "bob 2026-10=1")), activity(hammer.ID, people("ann 2024-03=1"))),
			OfProject(anvil.ID), 12, "2", "unknown from 0 of 1 project", "What it was in the twelve months before is unknown."},
		{"new is unknown where the record is short", "new-contributors", only(since("2026-01"), people("ann 2026-10=1")), Company(), 3, "unknown from 0 of 1 project", "unknown from 0 of 1 project",
			"No source tells it from August 2026 to October 2026."},
		{"four commits are occasional, five are not", "occasional-contributors", only(people("ann 2026-08=2 2026-10=2", "bob 2026-08=2 2026-10=3")), Company(), 12, "1", "0",
			"Up from 0 people in the twelve months before."},
		{"half of the commits by one", "contributor-absence-factor", only(people("ann 2026-10=5", "bob 2026-10=3", "cy 2026-10=2")), Company(), 12, "1", "0", "Up from 0 people in the twelve months before."},
		{"just under half by one needs a second", "contributor-absence-factor", only(people("ann 2026-10=4", "bob 2026-10=3", "cy 2026-10=2")), Company(), 12, "2", "0", "Up from 0 people in the twelve months before."},
		{"a tie at the top counts as few as possible", "contributor-absence-factor", only(people("ann 2026-10=1", "bob 2026-10=1", "cy 2026-10=1", "di 2026-10=1")), Company(), 12, "2", "0",
			"Up from 0 people in the twelve months before."},
		{"employers that nobody tells are unknown", "organizational-diversity", only(people("ann 2026-10=1")), Company(), 12, "unknown", "0", "No source tells it from November 2025 to October 2026."},
		{"employers are counted once", "organizational-diversity", only(people("ann@acme 2026-10=1", "bob@acme 2026-10=1", "cy@ajax 2026-10=1", "di 2026-10=1")), Company(), 12, "2", "0",
			"Up from 0 organisations in the twelve months before."},

		{"a project's year is exact where its source counted it", "commits", only(commitsBy("2025-01=70 2025-12=1 2026-11=5"), year(func(y *dataset.Year) { y.Commits = dataset.Of(6) })), OfProject(anvil.ID), 12,
			"6", "70", "Down from 70 commits in the twelve months to October 2025."},
		{"a year without the figure falls back on whole months", "commits", only(commitsBy("2025-01=70 2025-12=1 2026-11=5"), year(func(*dataset.Year) {})), OfProject(anvil.ID), 12,
			"1", "70", "Down from 70 commits in the twelve months before."},
		{"a year without an answer has nothing to measure", "time-to-first-response", only(issues("2026-10-01 2026-10-02"), year(func(y *dataset.Year) { y.IssuesResponded = dataset.Of(0) })), OfProject(anvil.ID), 12,
			"nothing", "nothing", "There was nothing to measure in the twelve months to 22 November 2026."},
		{"the company's year is of whole months", "commits", only(commitsBy("2025-01=70 2025-12=1 2026-11=5"), year(func(y *dataset.Year) { y.Commits = dataset.Of(6) })), Company(), 12, "1", "70",
			"Down from 70 commits in the twelve months before."},

		{"releases count by publication", "releases", Data{Projects: P{project("h/acme/anvil", released("2025-10-31", "2025-11-01", "2026-10-31", "2026-11-02"))}}, Company(), 12, "2", "1",
			"Up from 1 release in the twelve months before."},
		{"no release is zero, no list is unknown", "releases", Data{Projects: P{project("h/acme/anvil", released()), hammer}}, Company(), 12, "0 from 1 of 2 projects", "0 from 1 of 2 projects",
			"The same as in the twelve months before."},

		{"stars are a standing with history", "stars", Data{Projects: P{project("h/acme/anvil", starred(50))}, History: []*dataset.History{history("2025-11", "2025-11-03", "h/acme/anvil", "stars", 30),
			history("2025-11", "2025-11-29", "h/acme/anvil", "stars", 34)}}, Company(), 12, "50", "34", "Up from 34 stars at the end of November 2025."},
		{"stars without history have no past", "stars", Data{Projects: P{project("h/acme/anvil", starred(50)), hammer}}, Company(), 12, "50 from 1 of 2 projects", "unknown from 0 of 2 projects",
			"What it was at the end of November 2025 is unknown."},
		{"a project that moved is counted where it is", "commits", Data{Projects: P{project("h/old/anvil", gone), project("h/acme/anvil")},
			Activity: A{activity("h/old/anvil", commitsBy("2026-10=4")), activity("h/acme/anvil", commitsBy("2026-10=4"))}}, Company(), 12, "4", "0", "Up from 0 commits in the twelve months before."},
		{"and not in the organisation that it left", "commits", Data{Projects: P{project("h/old/anvil", gone), project("h/acme/anvil")},
			Activity: A{activity("h/old/anvil", commitsBy("2026-10=4")), activity("h/acme/anvil", commitsBy("2026-10=4"))}}, Organization("old"), 12, "nothing", "nothing",
			"There was nothing to measure from November 2025 to October 2026."},
		{"projects are counted by creation", "projects", Data{Projects: P{project("h/acme/anvil", created("2025-11-30T23:59:59Z")), project("h/acme/hammer", created("2025-12-01"))}}, Company(), 12, "2", "1",
			"Up from 1 project at the end of November 2025."},
		{"a licence that nobody could recognise covers nothing", "license-coverage", Data{Projects: P{project("h/a/a", licensed("MIT")), project("h/a/b", licensed("NOASSERTION")), project("h/a/c")}}, Company(), 12,
			"33.3", "unknown from 0 of 3 projects", "What it was at the end of November 2025 is unknown."},
		{"a project that could not be read is in neither number", "license-coverage", Data{Projects: P{project("h/a/a", licensed("MIT")), project("h/a/c", incomplete)}}, Company(), 12,
			"100 from 1 of 2 projects", "unknown from 0 of 2 projects", "What it was at the end of November 2025 is unknown."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := with(c.data).Reading(metric(t, c.metric), c.scope, c.months)
			if got := written(r.Value); got != c.want {
				t.Errorf("now: got %s, want %s", got, c.want)
			}
			if got := written(r.Previous); got != c.before {
				t.Errorf("before: got %s, want %s", got, c.before)
			}
			if r.Sentence(english) != c.sentence {
				t.Errorf("got  %q\nwant %q", r.Sentence(english), c.sentence)
			}
		})
	}
	if len(cases) < 40 {
		t.Errorf("%d cases", len(cases))
	}
}

func gone(p *dataset.Project) { p.Provenance.GoneSince = dataset.Of(stamp("2026-09-01")) }

func incomplete(p *dataset.Project) { p.Provenance.Complete = false }

func history(month dataset.Month, day dataset.Date, owner, metric string, v float64) *dataset.History {
	return &dataset.History{Month: month, Days: map[dataset.Date]map[string]map[string]*float64{day: {owner: {metric: &v}}}, Provenance: from("history")}
}
