package metrics

var unknownLicenses = &Metric{
	ID:   "unknown-licenses",
	Unit: "components", Direction: Lower, Standing: true, Parts: "SBOMs",
	count: inventoryCounting(func(f *Figures, subjects []int) Value {
		return number(float64(f.distinct(subjects, func(e *inventory, place int) bool { return e.unknown[place] })))
	}),
}
