package metrics

var outboundContributions = &Metric{
	ID: "outbound-contributions", Title: "Contributions to others", Question: "How much do we give to projects that are not ours?",
	Unit: "change requests", Direction: Higher, Adds: true, Parts: "outside projects",
	count: outboundCounting(func(o *outward) *flow { return &o.opened }),
}
