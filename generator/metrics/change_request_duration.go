package metrics

var changeRequestDuration = &Metric{
	ID:     "change-request-duration",
	CHAOSS: "Change Requests Duration", Address: chaoss("change-requests-duration"),
	Unit: "hours", Direction: Lower, Parts: "projects",
	count: medianCounting(1, func(p *facts) *durations { return &p.requests.settled },
		func(p *facts) reach { return p.requests.closedReach() }, func(p *facts) *origin { return p.requests.origin }),
}
