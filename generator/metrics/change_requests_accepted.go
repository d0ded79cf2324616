package metrics

var changeRequestsAccepted = &Metric{
	ID: "change-requests-accepted", Title: "Change requests accepted", Question: "How many proposed changes are merged?",
	CHAOSS: "Change Requests Accepted", Address: chaoss("change-requests-accepted"),
	Unit: "change requests", Direction: Higher, Adds: true, Parts: "projects",
	count: timelineCounting(requestsOf, (*timeline).mergedFlow, (*timeline).closedReach),
}
