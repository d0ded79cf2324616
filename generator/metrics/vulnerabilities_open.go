package metrics

var vulnerabilitiesOpen = &Metric{
	ID:   "vulnerabilities-open",
	Unit: "vulnerabilities", Direction: Lower, Standing: true, Parts: "SBOMs",
	count: vulnerabilityCounting(func(f *Figures, subjects []int, w window) Value {
		open := map[string]bool{}
		for _, i := range subjects {
			for k := range f.vulnerabilities[i].record.Vulnerabilities {
				if v := &f.vulnerabilities[i].record.Vulnerabilities[k]; openIn(v, w) {
					open[vulnerabilityKey(v)] = true
				}
			}
		}
		return number(float64(len(open)))
	}),
}
