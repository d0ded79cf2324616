package metrics

var changeRequestsAccepted = &Metric{
	ID:     "change-requests-accepted",
	CHAOSS: "Change Requests Accepted", Address: chaoss("change-requests-accepted"),
	Unit: "change requests", Direction: Higher, Adds: true, Parts: "projects",
	count: timelineCounting(requestsOf, (*timeline).mergedFlow, (*timeline).closedReach),
}
