package github

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/google/go-github/v62/github"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
)

// mostDays is past what the forge tells of: two weeks.
const mostDays = 31

// mayPush tells whether the token may see how often a repository is looked at.
func mayPush(r *github.Repository) bool {
	may := r.GetPermissions()
	return may["push"] || may["admin"]
}

// mostProbes is of how many repositories learnTraffic asks at most.
const mostProbes = 5

// learnTraffic learns whether the forge tells of clones at all, from the first repository of which it tells views: a server
// that does not know them is not asked again for each. What was asked here is not asked twice.
func (s *session) learnTraffic(ctx context.Context, repos []*repo) {
	probes := 0
	for _, r := range repos {
		if !mayPush(r.listing) || s.leaves(r) {
			continue
		}
		if probes++; probes > mostProbes {
			return
		}
		if _, _, err := s.client.Repositories.ListTrafficViews(ctx, r.ownerName, r.name, nil); err != nil {
			continue
		}
		_, _, err := s.client.Repositories.ListTrafficClones(ctx, r.ownerName, r.name, nil)
		s.noClones = isOneOf(err, http.StatusForbidden, http.StatusNotFound)
		return
	}
}

// traffic gets the views and clones of the last two weeks, where the token may push and so may see them. A forge that
// refuses all the same leaves them unknown.
func (s *session) traffic(ctx context.Context, r *repo) error {
	if !mayPush(r.full) {
		return nil
	}
	views, resp, err := s.client.Repositories.ListTrafficViews(ctx, r.ownerName, r.name, nil)
	if isOneOf(err, http.StatusForbidden, http.StatusNotFound) {
		return nil
	}
	days := map[dataset.Date]dataset.Visits{}
	if err == nil {
		err = s.days(views.Views, "views", func(day dataset.Date, count, people *int) {
			days[day] = dataset.Visits{Views: count, Visitors: people}
		})
	}
	if err != nil {
		return within(resp, err)
	}
	r.days = days
	return s.clones(ctx, r)
}

func (s *session) clones(ctx context.Context, r *repo) error {
	if s.noClones {
		return nil
	}
	clones, resp, err := s.client.Repositories.ListTrafficClones(ctx, r.ownerName, r.name, nil)
	if isOneOf(err, http.StatusForbidden, http.StatusNotFound) {
		return nil
	}
	if err == nil {
		err = s.days(clones.Clones, "clones", func(day dataset.Date, count, people *int) {
			visits := r.days[day]
			visits.Clones, visits.Cloners = count, people
			r.days[day] = visits
		})
	}
	return within(resp, err)
}

// days hands on the whole days of a list.
func (s *session) days(list []*github.TrafficData, field string, each func(day dataset.Date, count, people *int)) error {
	if len(list) > mostDays {
		return fmt.Errorf("%s: %d days: %w", field, len(list), forge.ErrGarbage)
	}
	today := s.Run.Now.UTC().Truncate(24 * time.Hour)
	for _, d := range list {
		if d.GetTimestamp().IsZero() || d.GetCount() < 0 || d.GetUniques() < 0 {
			return fmt.Errorf("%s: a day without a date, or with less than nothing: %w", field, forge.ErrGarbage)
		}
		if at := d.GetTimestamp().UTC(); at.Before(today) {
			each(dataset.Date(at.Format(time.DateOnly)), d.Count, d.Uniques)
		}
	}
	return nil
}

// trafficRecord joins the days of this run to those that earlier runs gathered.
func (s *session) trafficRecord(r *repo) *dataset.Traffic {
	t := &dataset.Traffic{Project: r.id, Audience: dataset.Internal, Days: r.days,
		Provenance: s.Run.Provenance("github", dataset.CleanLink(r.full.GetHTMLURL()+"/graphs/traffic"))}
	if old := s.trafficBefore[r.id]; old != nil {
		for day, visits := range old.Days {
			t.Days[day] = t.Days[day].Filled(visits)
		}
	}
	return t
}

// trafficKnown are the records of earlier runs, by project.
func (s *session) trafficKnown() map[string]*dataset.Traffic {
	known := map[string]*dataset.Traffic{}
	if s.Run.Known != nil {
		for _, r := range s.Run.Known("traffic") {
			if t, ok := r.(*dataset.Traffic); ok {
				known[t.Project] = t
			}
		}
	}
	return known
}
