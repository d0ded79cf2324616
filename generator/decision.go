package generator

import (
	"slices"
	"strings"
	"time"
)

// decisions returns the register: exceptions of the policy, licence choices, and decisions that were collected.
func (e *edition) decisions() []DecisionRow {
	e.decisionsOnce.Do(func() { e.decisionRows = e.gatherDecisions() })
	return e.decisionRows
}

func (e *edition) gatherDecisions() []DecisionRow {
	var rows []DecisionRow
	for _, x := range e.policy.Exceptions() {
		row := DecisionRow{
			ID: x.ID, Title: x.ID, Component: x.Component, License: x.License, Contexts: x.Contexts, Verdict: x.Verdict.String(),
			Because: x.Because, DecidedBy: x.ApprovedBy, Decided: dayOf(x.Approved), Expires: dayOf(x.Expires), Source: "policy",
		}
		if x.Place.Page != "" {
			row.URL = site(x.Place.Page)
		}
		rows = append(rows, e.dueDecision(row))
	}
	for _, list := range e.data.Decisions {
		for _, d := range list.Decisions {
			row := DecisionRow{
				ID: d.ID, Title: d.Title, URL: Address(d.URL), Component: d.Component, License: d.License, Contexts: d.Contexts,
				Verdict: d.Verdict, Because: d.Because, DecidedBy: d.DecidedBy, Source: list.Provenance.Source,
			}
			if d.Decided != nil {
				row.Decided = string(*d.Decided)
			}
			if d.Expires != nil {
				row.Expires = string(*d.Expires)
			}
			rows = append(rows, e.dueDecision(row))
		}
	}
	slices.SortStableFunc(rows, func(a, b DecisionRow) int { return strings.Compare(b.Decided, a.Decided) })
	return rows
}

func (e *edition) dueDecision(row DecisionRow) DecisionRow {
	row.Due, _ = e.due(row.Expires, "expired")
	return row
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

func (e *edition) decisionRegister(a ArticleView) any {
	return &DecisionsView{ArticleView: a, Decisions: e.decisions(), CSV: site("/api/decisions.csv"), JSON: site("/api/decisions.json")}
}
