package collectors

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/collectors/dataset"
)

func TestASecondRunAsksWhetherAnythingChanged(t *testing.T) {
	t.Parallel()
	s := startSimulator(t, small...)
	s.know()
	p := newPortal(t)
	p.collect(t, s)
	again(t, s, p)
}

func TestAnAverageRepositoryCostsFewRequests(t *testing.T) {
	t.Parallel()
	s := startSimulator(t, "-orgs", "1", "-repos-per-org", "34", "-scale", "0.3")
	s.know()
	newPortal(t).collect(t, s)
	stats, pages := s.stats(), 0
	for template, n := range stats.ByTemplate {
		for _, list := range []string{"/commits", "/issues", "/comments", "/releases", "/repos", "/members", "/public_members"} {
			if strings.HasSuffix(template, list) {
				pages += n.Requests
			}
		}
	}
	each := float64(stats.Requests-pages) / float64(len(s.truth))
	t.Logf("%d requests for %d repositories, %d of them pages of lists: %.1f each beside those", stats.Requests, len(s.truth), pages, each)
	if each > 25 {
		t.Errorf("%.1f requests for each repository", each)
	}
}

func TestNothingThatIsNotPublicIsPublished(t *testing.T) {
	t.Parallel()
	const canary = "canary-7f3a9c2e"
	s := startSimulator(t, small...)
	s.know()
	p := newPortal(t)
	p.collect(t, s)
	inside := 0
	for name, data := range p.files(t) {
		if !strings.Contains(data, canary) {
			continue
		}
		inside++
		if strings.Contains(data, `"audience": "public"`) {
			t.Errorf("%s is public and holds what is not", name)
		}
	}
	if inside == 0 {
		t.Error("no record holds anything that is not public, so nothing was tried")
	}
	for _, status := range p.read(t).Sources.Sources {
		if status.Audience == dataset.Public {
			t.Errorf("%s may tell the public what failed", status.ID)
		}
	}
}

func TestTheTokenIsNowhere(t *testing.T) {
	t.Parallel()
	s := startSimulator(t, append(small, "-faults", "flaky")...)
	s.know()
	p := newPortal(t)
	if _, err := Run(context.Background(), p.options(s.base, append(s.orgs, "nobody"), s.now)); err == nil {
		t.Error("an organisation that is not there was listed")
	} else if strings.Contains(err.Error(), p.token) {
		t.Errorf("the error holds the token: %v", err)
	}
	wrong := p
	wrong.token = "a-token-that-is-wrong"
	_, err := Run(context.Background(), wrong.options(s.base, s.orgs, s.now))
	var failed *Error
	if !errors.As(err, &failed) || !strings.Contains(err.Error(), "does not accept the token in FORGE_TOKEN") || strings.Contains(err.Error(), wrong.token) {
		t.Errorf("got %v", err)
	}
	filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.Contains(string(data), p.token) || strings.Contains(string(data), wrong.token) {
			t.Errorf("%s holds a token", path)
		}
		return err
	})
}

func TestAFailingForgeCostsNoRecord(t *testing.T) {
	t.Parallel()
	s := startSimulator(t, small...)
	s.know()
	p := newPortal(t)
	p.collect(t, s)
	before := p.read(t)
	s.stop()
	o := p.options(s.base, s.orgs, s.now.AddDate(0, 0, 1))
	o.Attempts = 1
	_, err := Run(context.Background(), o)
	var failed *Error
	if !errors.As(err, &failed) || !failed.Unreachable() {
		t.Fatalf("got %v", err)
	}
	after := p.read(t)
	if len(after.Projects) != len(before.Projects) || len(after.Inventories) != len(before.Inventories) {
		t.Fatal("records were lost")
	}
	for i, project := range after.Projects {
		if project.Provenance.StaleSince == nil || project.Provenance.Collected != before.Projects[i].Provenance.Collected {
			t.Fatalf("%s is not marked stale, or pretends to be new: %+v", project.ID, project.Provenance)
		}
	}
	status := after.Sources.Sources[0]
	if status.Complete || status.Succeeded == nil || status.Tried == *status.Succeeded || len(status.Failures) == 0 {
		t.Errorf("%+v", status)
	}
}

func TestARepositoryThatLeavesIsMarkedGone(t *testing.T) {
	t.Parallel()
	addr := freePort(t)
	s := startSimulator(t, append(small, "-addr", addr)...)
	s.know()
	p := newPortal(t)
	p.collect(t, s)
	all := len(p.read(t).Projects)
	// To an outsider the private ones look as if they had gone.
	p.token = "ghsim-outsider"
	p.collect(t, s)
	d := p.read(t)
	if len(d.Projects) != all {
		t.Fatalf("%d of %d records are left", len(d.Projects), all)
	}
	for _, project := range d.Projects {
		if gone := project.Provenance.GoneSince != nil; gone != (project.Visibility != dataset.VisibilityPublic) {
			t.Errorf("%s, %s: gone %v", project.ID, project.Visibility, gone)
		}
	}
	// And to a member they are back.
	p.token = "ghsim-member"
	p.collect(t, s)
	for _, project := range p.read(t).Projects {
		if project.Provenance.GoneSince != nil {
			t.Errorf("%s is still marked gone", project.ID)
		}
	}
}

func TestASpentLimitIsReportedWhereNobodyWaits(t *testing.T) {
	t.Parallel()
	s := startSimulator(t, append(small, "-limit", "60")...)
	s.know()
	p := newPortal(t)
	o := p.options(s.base, s.orgs, s.now)
	o.NoWait = true
	_, err := Run(context.Background(), o)
	var failed *Error
	if !errors.As(err, &failed) || !failed.Unreachable() || !strings.Contains(err.Error(), `the rate limit "core" is spent until`) {
		t.Errorf("got %v", err)
	}
	if asked := s.stats().Requests; asked > 60+8 {
		t.Errorf("%d requests were sent though 60 are allowed", asked)
	}
}

// TestAWholeCompany is the size that Portolan is made for: five organisations of two hundred repositories with all their
// history. It takes minutes and runs only when it is asked for.
func TestAWholeCompany(t *testing.T) {
	if !long() {
		t.Skip("SKIPPED: takes minutes; set COLLECT_TESTS_LONG to run it")
	}
	for name, with := range map[string][]string{"undisturbed": nil, "faulty": {"-faults", faults, "-limit-every", "2000"}} {
		t.Run(name, func(t *testing.T) {
			s := startSimulator(t, append([]string{"-orgs", "5", "-repos-per-org", "200"}, with...)...)
			s.know()
			p := newPortal(t)
			summary := p.collect(t, s)
			figures := compareWithTruth(t, s, p.read(t))
			stats := s.stats()
			t.Logf("%d figures of %d repositories; %d requests, %d records, faults %v, %d refused, %d too early", figures, len(s.truth),
				stats.Requests, summary.Sources[0].Records, stats.Faults, stats.Limited, stats.Early)
			if len(stats.Unrecovered) > 0 {
				t.Errorf("not recovered: %v", stats.Unrecovered)
			}
			if with == nil {
				again(t, s, p)
			}
		})
	}
}

// again runs a second time and checks what that costs.
func again(t *testing.T, s *simulator, p portal) {
	t.Helper()
	first, files := s.stats(), p.files(t)
	summary := p.collect(t, s)
	second := s.stats()
	requests, unchanged := second.Requests-first.Requests, second.NotModified-first.NotModified
	counted := second.Counted - first.Counted
	t.Logf("first run: %d requests, %d counted; second: %d requests, %d answered 304, %d counted",
		first.Requests, first.Counted, requests, unchanged, counted)
	if unchanged*10 < requests*9 || counted*20 > first.Counted {
		t.Error("the second run costs too much")
	}
	if summary.Sources[0].Changed != 0 {
		t.Errorf("%d records changed though nothing did", summary.Sources[0].Changed)
	}
	sameFiles(t, files, p.files(t))
}
