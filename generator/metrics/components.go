package metrics

var components = &Metric{
	ID:     "components",
	CHAOSS: "Upstream Code Dependencies", Address: chaoss("upstream-code-dependencies"),
	Unit: "components", Direction: Neither, Standing: true, Parts: "SBOMs",
	count: componentCounting(),
}

func componentCounting() counting {
	c := inventoryCounting(func(f *Figures, subjects []int) Value {
		return number(float64(f.distinct(subjects, func(*inventory, int) bool { return true })))
	})
	c.categories = func(f *Figures, subjects []int, _ window) []Part {
		licenses := map[int32]string{}
		for _, i := range subjects {
			e := f.inventories[i]
			for k, component := range e.components {
				license := "unknown"
				if !e.unknown[k] {
					license = *e.record.Components[k].License
				}
				// Where SBOMs differ, unknown in one is unknown; else the first by name stands for all.
				if have := licenses[component]; have == "" || license == "unknown" || have != "unknown" && license < have {
					licenses[component] = license
				}
			}
		}
		counts := map[string]int{}
		for _, license := range licenses {
			counts[license]++
		}
		return countedParts(counts, len(subjects), "SBOMs")
	}
	return c
}
