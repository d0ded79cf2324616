package metrics

var timeToClose = &Metric{
	ID:     "time-to-close",
	CHAOSS: "Time to Close", Address: chaoss("time-to-close"),
	Unit: "days", Direction: Lower, Parts: "projects",
	count: medianCounting(24, func(p *facts) *durations { return &p.issues.settled },
		func(p *facts) reach { return p.issues.closedReach() }, func(p *facts) *origin { return p.issues.origin }),
}
