package metrics

var changeRequestsDeclined = &Metric{
	ID: "change-requests-declined", Title: "Change requests declined", Question: "How many proposed changes are closed without being merged?",
	CHAOSS: "Change Requests Declined", Address: chaoss("change-requests-declined"),
	Unit: "change requests", Direction: Neither, Adds: true, Parts: "projects",
	count: timelineCounting(requestsOf, (*timeline).declinedFlow, (*timeline).closedReach),
}
