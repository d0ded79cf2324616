package metrics

var organizationalDiversity = &Metric{
	ID:     "organizational-diversity",
	CHAOSS: "Organizational Diversity", Address: chaoss("organizational-diversity"),
	Unit: "organisations", Direction: Higher, Trailing: 12, Parts: "projects",
	count: diversityCounting(),
}

// diversityCounting counts the employers of contributors, where sources tell them. Where nobody's is told, nothing is known.
func diversityCounting() counting {
	c := peopleCounting(func(f *Figures, people []share, _ []int, _ window) Value {
		employers := map[string]bool{}
		for _, c := range people {
			if name := f.employers[c.person]; name != "" {
				employers[name] = true
			}
		}
		if len(people) > 0 && len(employers) == 0 {
			return Value{}
		}
		return number(float64(len(employers)))
	})
	c.categories = employerCategories
	return c
}

// employerCategories counts people by employer, those without a known one apart.
func employerCategories(f *Figures, subjects []int, w window) []Part {
	counts := map[string]int{}
	for _, c := range f.commitsByPerson(nil, subjects, w) {
		name := f.employers[c.person]
		if name == "" {
			name = "unknown"
		}
		counts[name]++
	}
	return countedParts(counts, len(subjects), "projects")
}

// countedParts makes ordered parts of counts by name.
func countedParts(counts map[string]int, of int, word string) []Part {
	var all []Part
	for name, n := range counts {
		v := number(float64(n))
		v.Known, v.Of, v.Parts = of, of, word
		all = append(all, Part{name, name, v})
	}
	sortParts(all)
	return all
}
