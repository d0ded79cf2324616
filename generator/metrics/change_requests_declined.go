package metrics

var changeRequestsDeclined = &Metric{
	ID:     "change-requests-declined",
	CHAOSS: "Change Requests Declined", Address: chaoss("change-requests-declined"),
	Unit: "change requests", Direction: Neither, Adds: true, Parts: "projects",
	count: timelineCounting(requestsOf, (*timeline).declinedFlow, (*timeline).closedReach),
}
