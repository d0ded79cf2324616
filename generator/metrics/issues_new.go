package metrics

import "portolan/collectors/dataset"

var issuesNew = &Metric{
	ID:     "issues-new",
	CHAOSS: "Issues New", Address: chaoss("issues-new"),
	Unit: "issues", Direction: Neither, Adds: true, Parts: "projects",
	count: newIssueCounting(),
}

func newIssueCounting() counting {
	c := timelineCounting(issuesOf, (*timeline).openedFlow, (*timeline).openedReach)
	c.year = func(y *dataset.Year) Value { return Value{Number: float(y.IssuesOpened)} }
	return c
}
