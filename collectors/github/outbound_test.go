package github

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// found writes a search result of pull requests, each "owner/name number opened merged".
func found(total int, incomplete bool, pulls ...string) string {
	var items []string
	for _, pull := range pulls {
		f := strings.Fields(pull)
		merged := "null"
		if len(f) > 3 {
			merged = fmt.Sprintf("%q", f[3]+"T00:00:00Z")
		}
		items = append(items, fmt.Sprintf(`{"html_url": "https://github.com/%s/pull/%s", "created_at": "%sT00:00:00Z", "pull_request": {"merged_at": %s}}`,
			f[0], f[1], f[2], merged))
	}
	return fmt.Sprintf(`{"total_count": %d, "incomplete_results": %v, "items": [%s]}`, total, incomplete, strings.Join(items, ","))
}

// searched answers searches by the author that they name, everything else as the server does.
func searched(t *testing.T, byAuthor map[string]string) *server {
	f := newServer(t)
	files := f.Config.Handler
	f.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/search/issues") {
			files.ServeHTTP(w, r)
			return
		}
		for author, body := range byAuthor {
			if strings.Contains(r.URL.Query().Get("q"), "author:"+author+" ") {
				fmt.Fprint(w, body)
				return
			}
		}
		w.WriteHeader(http.StatusUnprocessableEntity)
		fmt.Fprint(w, `{"message": "Validation Failed"}`)
	})
	return f
}

func TestContributionsElsewhereAreCountedByProject(t *testing.T) {
	ada := found(5, false, "upstream/anvil 1 2026-01-05 2026-02-01", "upstream/anvil 2 2026-01-06", "acme/vault 3 2026-01-07",
		"ada/dotfiles 1 2026-01-08", "upstream/tongs 9 2026-03-01")
	hidden := found(1, false, "upstream/anvil 7 2026-01-09 2031-01-01")
	for audience, want := range map[dataset.Audience][2]int{dataset.Public: {2, 1}, dataset.Internal: {3, 2}} {
		c := acme(searched(t, map[string]string{"ada": ada, "hidden": hidden}))
		c.Outbound = audience
		n, err := collect(t, c, func(r *source.Run) {
			r.Known = func(kind string) []dataset.Record {
				if kind == "outbound" {
					return []dataset.Record{&dataset.Outbound{Project: "github.com/old/old"}}
				}
				return nil
			}
		})
		if err != nil || n.failures != nil {
			t.Fatal(err, n.failures)
		}
		o := get[*dataset.Outbound](t, n, "outbound github.com/upstream/anvil")
		if o.Audience != audience || o.ChangeRequests["2026-01"] != want[0] || *o.People != want[1] || o.Commits != nil ||
			!reflect.DeepEqual(o.MergedChangeRequests, map[dataset.Month]int{"2026-02": 1}) || o.URL != "https://github.com/upstream/anvil" {
			t.Errorf("%s: %+v, %d people", audience, o, *o.People)
		}
		if get[*dataset.Outbound](t, n, "outbound github.com/upstream/tongs").ChangeRequests["2026-03"] != 1 {
			t.Error("a second project is missing")
		}
		for name := range n.records {
			if strings.HasPrefix(name, "outbound github.com/acme/") || strings.HasPrefix(name, "outbound github.com/ada/") {
				t.Errorf("%s is not given to others", name)
			}
		}
		if !slices.Contains(n.gone, "outbound github.com/old/old") {
			t.Errorf("gone: %v", n.gone)
		}
	}
}

func TestPartOfTheMembersIsNoFigure(t *testing.T) {
	for name, answer := range map[string]string{"ran out of time": found(1, true, "upstream/anvil 1 2026-01-05"), "garbage": `{"total_count": "x"}`} {
		c := acme(searched(t, map[string]string{"ada": answer}))
		c.Outbound = dataset.Internal
		n, err := collect(t, c, nil)
		if err != nil || len(n.failures) != 1 || !strings.Contains(n.failures[0], "/search/issues") || n.records["outbound github.com/upstream/anvil"] != nil {
			t.Errorf("%s: %v, %v", name, err, n.failures)
		}
	}
}

func TestASearchThatFindsTooMuchIsHalved(t *testing.T) {
	const all = 2500
	opened := func(i int) time.Time { return firstYear.AddDate(0, 0, i*2) }
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, window, _ := strings.Cut(r.URL.Query().Get("q"), "created:")
		first, last, _ := strings.Cut(window, "..")
		var from, to dataset.Time
		if from.UnmarshalText([]byte(first)) != nil || to.UnmarshalText([]byte(last)) != nil {
			t.Errorf("asked for %s", window)
		}
		var hits []string
		for i := range all {
			if at := opened(i); !at.Before(from.Time) && !at.After(to.Time) {
				hits = append(hits, fmt.Sprintf("upstream/anvil %d %s", i, at.Format(time.DateOnly)))
			}
		}
		var page int
		fmt.Sscan(r.URL.Query().Get("page"), &page)
		if page > 10 {
			t.Error("asked past what the server shows")
		}
		fmt.Fprint(w, found(len(hits), false, hits[min(len(hits), (page-1)*100):min(len(hits), page*100)]...))
	}))
	defer server.Close()
	client, err := newClient(http.DefaultClient, server.URL, "")
	if err != nil {
		t.Fatal(err)
	}
	gifts, err := (&session{client: client}).search(t.Context(), "ada", firstYear, now)
	addresses := map[string]bool{}
	for _, g := range gifts {
		addresses[g.address] = true
	}
	if err != nil || len(gifts) != all || len(addresses) != all {
		t.Errorf("%d found, %d different, %v", len(gifts), len(addresses), err)
	}
}
