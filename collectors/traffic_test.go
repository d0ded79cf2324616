package collectors

import (
	"strings"
	"testing"

	"portolan/collectors/dataset"
)

// TestVisitsEqualWhatTheForgeTells compares with the forge, which tells administrators of views and knows no clones.
func TestVisitsEqualWhatTheForgeTells(t *testing.T) {
	t.Parallel()
	s := startSimulator(t, small...)
	s.know()
	p := newPortal(t)
	p.token = "ghsim-admin"
	p.collect(t, s)
	known := p.read(t).Traffic
	for _, record := range known {
		name := strings.TrimPrefix(record.Project, "github.com/")
		want := s.views(name)
		if len(record.Days) != len(want) || record.Audience != dataset.Internal {
			t.Errorf("%s: %d days, want %d; %s", name, len(record.Days), len(want), record.Audience)
		}
		for day, count := range want {
			if got := record.Days[day]; got.Views == nil || *got.Views != count || got.Clones != nil {
				t.Errorf("%s: %s: %+v, want %d", name, day, got, count)
			}
		}
	}
	if len(known) < 20 {
		t.Errorf("visits of %d repositories", len(known))
	}
	again(t, s, p)
}
