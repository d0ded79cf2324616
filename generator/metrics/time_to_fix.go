package metrics

var timeToFix = &Metric{
	ID:     "time-to-fix",
	CHAOSS: "Defect Resolution Duration", Address: chaoss("defect-resolution-duration"),
	Unit: "days", Direction: Lower, Parts: "SBOMs",
	count: vulnerabilityCounting(func(f *Figures, subjects []int, w window) Value {
		var days []float64
		for _, i := range subjects {
			for _, v := range f.vulnerabilities[i].record.Vulnerabilities {
				if v.FirstSeen != nil && v.Resolved != nil && w.holds(numberOf(v.Resolved.Time())) {
					days = append(days, v.Resolved.Time().Sub(v.FirstSeen.Time()).Hours()/24)
				}
			}
		}
		return median(days)
	}),
}
