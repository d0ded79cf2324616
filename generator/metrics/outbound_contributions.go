package metrics

var outboundContributions = &Metric{
	ID:   "outbound-contributions",
	Unit: "change requests", Direction: Higher, Adds: true, Parts: "outside projects",
	count: outboundCounting(func(o *outward) *flow { return &o.opened }),
}
