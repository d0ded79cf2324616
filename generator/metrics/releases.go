package metrics

import "portolan/collectors/dataset"

var releases = &Metric{
	ID:     "releases",
	CHAOSS: "Release Frequency", Address: chaoss("release-frequency"),
	Unit: "releases", Direction: Neither, Adds: true, Parts: "projects",
	count: releaseCounting(),
}

func releaseCounting() counting {
	c := flowCounting(func(p *facts) *flow { return &p.releases })
	c.year = func(y *dataset.Year) Value { return Value{Number: float(y.Releases)} }
	return c
}
