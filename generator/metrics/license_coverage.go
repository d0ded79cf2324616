package metrics

import "portolan/collectors/dataset"

var licenseCoverage = &Metric{
	ID:     "license-coverage",
	CHAOSS: "License Coverage", Address: chaoss("license-coverage"),
	Unit: "%", Direction: Higher, Standing: true, Parts: "projects",
	count: shareCounting("license-coverage", hasLicense, func(p *facts) *origin { return p.licence }),
}

// hasLicense says whether a project states a licence. A source that could not be read in full leaves that unknown.
func hasLicense(f *Figures, i int) *bool {
	p := f.projects[i]
	switch {
	case stated(p.License.Expression):
		return dataset.Of(*p.License.Expression != "NONE")
	case p.License.Expression == nil && !p.Provenance.Complete:
		return nil
	}
	return dataset.Of(false)
}
