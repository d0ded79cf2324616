package generator

import (
	"slices"

	"portolan/collectors/dataset"
	"portolan/generator/metrics"
	"portolan/generator/policy"
)

// VerdictCounts says how many components the policy gives each verdict at the moment, by the name under which a day's
// history keeps it: what an SBOM holds and what the policy says of it cannot be asked for later. It counts in the edition
// with most audiences, without what is invented or gone; nil where there is no policy or nothing to judge, or where
// something in either is wrong, since a count of the rest would be too small.
func VerdictCounts(o Options) (map[string]*float64, error) {
	e, err := widestEdition(o, "decisions", "products", "inventories")
	if err != nil {
		return nil, err
	}
	rules := e.compilePolicy()
	e.data.Inventories = slices.DeleteFunc(e.data.Inventories, func(i *dataset.Inventory) bool {
		return i.Provenance.Example || i.Provenance.GoneSince != nil
	})
	if rules.Empty() || len(e.data.Inventories) == 0 || e.portal.failed() {
		return nil, nil
	}
	counts := newCatalog(e.data, rules, &e.readings).verdictCounts()[metrics.Company()]
	figures := map[string]*float64{}
	for _, level := range policy.Levels() {
		figures[level.String()+"-components"] = dataset.Of(float64(counts[level.String()]))
	}
	return figures, nil
}
