package generator

import (
	"slices"
	"testing"

	"portolan/collectors/dataset"
	"portolan/generator/metrics"
)

func TestChangesOfASpan(t *testing.T) {
	list := []Change{{Date: "2026-11-01"}, {Date: "2026-10-31"}, {Date: "2026-10-01"}, {Date: "2026-09-30"}, {Date: ""}}
	for month, want := range map[dataset.Month][]string{
		"2026-11": {"2026-11-01"}, "2026-10": {"2026-10-31", "2026-10-01"}, "2026-09": {"2026-09-30"}, "2026-08": nil, "2026-12": nil,
	} {
		var got []string
		for _, c := range inSpan(list, metrics.MonthSpan(month)) {
			got = append(got, c.Date)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", month, got, want)
		}
	}
}
