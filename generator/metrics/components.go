package metrics

var components = &Metric{
	ID: "components", Title: "Components", Question: "How much of others' work is in ours?",
	CHAOSS: "Upstream Code Dependencies", Address: chaoss("upstream-code-dependencies"),
	Unit: "components", Direction: Neither, Standing: true, Parts: "SBOMs",
	count: componentCounting(),
}

func componentCounting() counting {
	c := inventoryCounting(func(f *Figures, subjects []int) Value {
		return number(float64(f.distinct(subjects, func(*inventory, string) bool { return true })))
	})
	c.categories = func(f *Figures, subjects []int, _ window) []Part {
		licenses := map[string]string{}
		for _, i := range subjects {
			for k := range f.inventories[i].record.Components {
				component := &f.inventories[i].record.Components[k]
				key, license := componentKey(component), "unknown"
				if f.licenseKnown(component.License) {
					license = *component.License
				}
				if licenses[key] == "" || license == "unknown" || licenses[key] != "unknown" && license < licenses[key] {
					licenses[key] = license
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
