package metrics

var issuesClosed = &Metric{
	ID:     "issues-closed",
	CHAOSS: "Issues Closed", Address: chaoss("issues-closed"),
	Unit: "issues", Direction: Higher, Adds: true, Parts: "projects",
	count: timelineCounting(issuesOf, (*timeline).closedFlow, (*timeline).closedReach),
}
