//go:build unix

package warehouse

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// ownWorld is a database of a company's own making.
const ownWorld = `
create table work (repo text, at timestamptz, who text, machine boolean);
insert into work values ('git.acme.example/tools/press', '2026-10-31 20:00:00-05', 'u1', false), ('git.acme.example/tools/press', '2026-11-01 12:00:00+00', 'u1', false),
  ('git.acme.example/tools/press', '2026-11-02 12:00:00+00', 'u2', false), ('git.acme.example/tools/press', '2026-11-03 12:00:00+00', 'm', true)`

var own = map[string]string{
	"projects": "select 'git.acme.example/tools/press' as project, 7 as stars, null::int as forks, 2 as open_issues, cast($1 as timestamp) as through",
	"commits": `select repo as project, to_char(date_trunc('month', at at time zone 'UTC'), 'YYYY-MM') as month, who as person, machine as bot,
		count(*) as commits, sum(1) as year_commits from work group by 1, 2, 3, 4`,
	"change_requests": "select 'git.acme.example/tools/press' as project, date '2026-11-01' as opened, timestamptz '2026-11-02 02:00:00+02' as closed, 1 as merged",
}

func TestQueriesOfOnesOwn(t *testing.T) {
	s := start(t)
	dsn, _ := s.database(t, ownWorld)
	for _, plain := range []bool{false, true} {
		before := len(s.log(t))
		n, err := collect(t, t.Context(), dsn, Config{Queries: own, Plain: plain, Audience: dataset.Public, Organization: "Acme"})
		if err != nil || len(n.failures) > 0 {
			t.Fatal(err, n.failures)
		}
		p, a := n.projects["git.acme.example/tools/press"], n.activity["git.acme.example/tools/press"]
		if *p.Stars != 7 || p.Forks != nil || *p.OpenIssues != 2 || p.ClosedIssues != nil || *p.MergedChangeRequests != 1 || p.Releases != nil ||
			p.Audience != dataset.Public || p.Organization != "Acme" || p.Name != "press" || p.Provenance.Collected != dataset.At(now) {
			t.Errorf("plain %v: %+v", plain, p)
		}
		if a.Commits["2026-11"] != 4 || a.BotCommits["2026-11"] != 1 || len(a.Contributors) != 2 || a.Issues != nil || len(a.ChangeRequests) != 1 ||
			*a.Year.Commits != 4 || *a.Year.Contributors != 2 || a.Year.IssuesOpened != nil || a.Through != dataset.At(now) || *a.ChangeRequests[0].Closed != *at("2026-11-02 00:00:00") {
			t.Errorf("plain %v: %+v %+v", plain, a, a.Year)
		}
		log := s.log(t)[before:]
		if settings := strings.Contains(log, "begin transaction") && strings.Contains(log, "set local"); settings == plain {
			t.Errorf("plain %v:\n%s", plain, log)
		}
	}
}

func TestOnesOwnQueriesTakeThePlaceOfTheReadyOnes(t *testing.T) {
	dsn, _ := start(t).database(t, augurWorld)
	c := augur
	c.Queries = map[string]string{"commits": "select 'https://github.com/acme/anvil' as project, '2026-10' as month, 3 as commits union all select 'elsewhere', '2026-10', 1"}
	n, err := collect(t, t.Context(), dsn, c)
	if a := n.activity["github.com/acme/anvil"]; err != nil || a.Commits["2026-10"] != 3 || len(a.Commits) != 1 || len(a.Issues) != 4 || a.Year.Commits != nil {
		t.Errorf("%v %+v", err, a)
	}
	if len(n.failures) != 1 || !strings.Contains(n.failures[0].Error(), "1 rows") {
		t.Errorf("%v", n.failures)
	}
}

func TestWhatIsWrongWithAQueryIsSaid(t *testing.T) {
	dsn, change := start(t).database(t, ownWorld)
	for _, c := range []struct {
		query, sql, says string
		wrong            bool
	}{
		{"projects", "select 1 as project, 2 as star", `"star" that means nothing`, true},
		{"projects", "select 1 as name", `without a column "project"`, true},
		{"projects", "select 'a/b' as project, 'c' as project", `two columns "project"`, true},
		{"projects", "select nothing", `column "nothing" does not exist`, true},
		{"projects", "selec", "syntax error", true},
		{"projects", "insert into work (repo) values ('a') returning repo as project", "read-only", true},
		{"projects", "select 'a.example/b' as project; delete from work", "multiple commands", true},
		{"projects", "select 'a.example/b' as project, 'many' as stars", `row 1, column stars: "many" is not a count`, false},
		{"projects", "select 'a.example/b' as project, -1 as stars", "is not a count", false},
		{"projects", "select 'a.example/b' as project, 'perhaps' as archived", "is not true or false", false},
		{"projects", "select 'a.example/b' as project from generate_series(1, 2)", "is not named once", false},
		{"commits", "select 'git.acme.example/tools/press' as project, 'October' as month, 1 as commits", "is not a month", false},
		{"issues", "select 'git.acme.example/tools/press' as project, 'infinity'::timestamp as opened", "is not a moment", false},
		{"projects", "select pg_sleep(20) as project", "longer than 1s", false},
	} {
		queries := map[string]string{"projects": own["projects"]}
		queries[c.query] = c.sql
		began := time.Now()
		n, err := collect(t, t.Context(), dsn, Config{Queries: queries, Timeout: "1s"})
		var wrong *source.WrongError
		if err == nil || !strings.Contains(err.Error(), c.says) || errors.As(err, &wrong) != c.wrong || len(n.projects) > 0 {
			t.Errorf("%s: %v, %d records", c.sql, err, len(n.projects))
		}
		if time.Since(began) > 10*time.Second {
			t.Errorf("%s took %v", c.sql, time.Since(began))
		}
	}
	if rows := change("select count(*) from work"); rows[0][0] != "4" {
		t.Errorf("a query wrote: %v", rows)
	}
}

func TestARunThatIsCalledOffLeavesTheDatabase(t *testing.T) {
	dsn, change := start(t).database(t, ownWorld)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := collect(t, ctx, dsn, Config{Queries: map[string]string{"projects": "select pg_sleep(60) as project"}})
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 10*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
	for range 50 {
		if change("select count(*) from pg_stat_activity where application_name = 'portolan' and datname = current_database()")[0][0] == "0" {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("the query still runs")
}

func TestNoErrorHoldsThePassword(t *testing.T) {
	s := start(t)
	for name, dsn := range map[string]string{
		"refused":     s.dsn("portolan", "postgres", "wrong-"+password),
		"no database": s.dsn("portolan", "nowhere", password),
		"unreachable": "postgres://portolan:wrong-s3cret@127.0.0.1:1/metrics?connect_timeout=1",
		"no such":     "postgres://portolan:wrong-s3cret@host.invalid/metrics?connect_timeout=1",
		"malformed":   "postgres://portolan:wrong-s3cret@host:port/metrics",
		"no URL":      "portolan wrong-s3cret",
		"missing":     "",
	} {
		_, err := collect(t, t.Context(), dsn, augur)
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", name, err)
		}
		var wrong *source.WrongError
		if reachable := name != "unreachable" && name != "no such"; errors.As(err, &wrong) != reachable {
			t.Errorf("%s: %#v", name, err)
		} else if reachable && strings.Contains(wrong.Hint, "s3cret") {
			t.Errorf("%s: %s", name, wrong.Hint)
		}
	}
}
