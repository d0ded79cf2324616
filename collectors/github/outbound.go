package github

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/google/go-github/v62/github"

	"portolan/collectors/dataset"
)

// mostFound is how many results of one search the forge shows, whatever it found.
const mostFound = 1000

// firstYear is before the forge's first pull request.
var firstYear = time.Date(2008, 1, 1, 0, 0, 0, 0, time.UTC)

// gift is a pull request that a member opened elsewhere.
type gift struct {
	project, address string
	author           string
	opened, merged   time.Time
}

// outbound counts the pull requests that members opened in public repositories of others. For public readers only those
// count whose membership is public, so that nobody's is betrayed. Commits are not counted: the search does not tell which
// of them reached the project.
func (s *session) outbound(ctx context.Context) {
	var gifts []gift
	for _, o := range s.owners {
		if o.members == nil {
			continue
		}
		logins := o.members.All
		if s.config.Outbound == dataset.Public {
			logins = o.members.Public
		}
		for i, login := range slices.Sorted(maps.Keys(logins)) {
			s.Run.Results.Progress(i, len(logins), "contributions of members of "+o.login)
			found, err := s.search(ctx, login, firstYear, s.Run.Now)
			if err != nil {
				// Part of the members would make a figure that is wrong; what is known stays.
				s.Run.Results.Fail(fmt.Errorf("contributions of members of %s: %w", o.login, err))
				return
			}
			gifts = append(gifts, found...)
		}
	}
	s.putOutbound(gifts)
}

// search finds what one account opened between two moments. Where that is more than the forge shows, it halves the time.
func (s *session) search(ctx context.Context, login string, from, to time.Time) (gifts []gift, err error) {
	query := fmt.Sprintf("type:pr is:public author:%s created:%s..%s", login, stamp(from), stamp(to))
	for page := 1; page*perPage <= mostFound; page++ {
		result, resp, err := s.client.Search.Issues(ctx, query, &github.SearchOptions{Sort: "created", Order: "asc",
			ListOptions: github.ListOptions{Page: page, PerPage: perPage}})
		if isOneOf(err, http.StatusUnprocessableEntity) {
			return nil, nil // the account is gone, or hidden from searches
		}
		if err == nil && result.GetIncompleteResults() {
			err = fmt.Errorf("incomplete_results: the search ran out of time")
		}
		if err != nil {
			return nil, within(resp, err)
		}
		if result.GetTotal() > mostFound && to.Sub(from) > time.Minute {
			return s.halves(ctx, login, from, to)
		}
		for _, issue := range result.Issues {
			if g, ok := s.giftOf(issue, login); ok {
				gifts = append(gifts, g)
			}
		}
		if len(result.Issues) < perPage {
			break
		}
	}
	return gifts, nil
}

func (s *session) halves(ctx context.Context, login string, from, to time.Time) ([]gift, error) {
	middle := from.Add(to.Sub(from) / 2).Truncate(time.Second)
	early, err := s.search(ctx, login, from, middle)
	if err != nil {
		return nil, err
	}
	late, err := s.search(ctx, login, middle.Add(time.Second), to)
	return append(early, late...), err
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// giftOf parses what a search found; false for what is not given to others.
func (s *session) giftOf(i *github.Issue, login string) (gift, bool) {
	page, err := url.Parse(i.GetHTMLURL())
	if err != nil || !i.IsPullRequest() {
		return gift{}, false
	}
	parts := strings.Split(strings.Trim(page.Path, "/"), "/")
	if len(parts) < 3 || !isName(parts[0]) || !isName(parts[1]) || strings.EqualFold(parts[0], login) || s.isOwn(parts[0]) {
		return gift{}, false
	}
	id := strings.ToLower(page.Host) + "/" + parts[0] + "/" + parts[1]
	return gift{project: id, address: i.GetHTMLURL(), author: strings.ToLower(login), opened: i.GetCreatedAt().Time,
		merged: i.GetPullRequestLinks().GetMergedAt().Time}, true
}

func (s *session) isOwn(login string) bool {
	return slices.ContainsFunc(s.owners, func(o *owner) bool { return strings.EqualFold(o.login, login) })
}

// putOutbound adds up what was given to each project, and marks as gone what an earlier run knew and none gives any more.
func (s *session) putOutbound(gifts []gift) {
	projects, people := map[string]*dataset.Outbound{}, map[string]map[string]bool{}
	seen := map[string]bool{} // who belongs to two organisations is asked for twice
	for _, g := range gifts {
		if seen[g.address] || g.opened.IsZero() || g.opened.After(s.Run.Now) {
			continue
		}
		seen[g.address] = true
		p := projects[g.project]
		if p == nil {
			p = &dataset.Outbound{Project: g.project, URL: "https://" + g.project, Audience: s.config.Outbound.OrInternal(),
				ChangeRequests: map[dataset.Month]int{}, MergedChangeRequests: map[dataset.Month]int{},
				Provenance: s.Run.Provenance("github", "https://"+g.project)}
			projects[g.project], people[g.project] = p, map[string]bool{}
		}
		people[g.project][g.author] = true
		p.ChangeRequests[dataset.MonthOf(g.opened)]++
		if !g.merged.IsZero() && !g.merged.After(s.Run.Now) {
			p.MergedChangeRequests[dataset.MonthOf(g.merged)]++
		}
	}
	for _, id := range slices.Sorted(maps.Keys(projects)) {
		projects[id].People = dataset.Of(len(people[id]))
		s.Run.Results.Put(projects[id])
	}
	if s.Run.Known == nil {
		return
	}
	for _, old := range s.Run.Known("outbound") {
		if projects[old.Key()] == nil {
			s.Run.Results.Gone("outbound", old.Key())
		}
	}
}
