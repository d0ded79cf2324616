package metrics

var changeRequests = &Metric{
	ID:     "change-requests",
	CHAOSS: "Change Requests", Address: chaoss("change-requests"),
	Unit: "change requests", Direction: Neither, Adds: true, Parts: "projects",
	count: timelineCounting(requestsOf, (*timeline).openedFlow, (*timeline).openedReach),
}
