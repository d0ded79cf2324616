package github

import (
	"reflect"
	"strings"
	"testing"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// withTraffic is a server that lets the token push to acme/anvil, and tells of its visits.
func withTraffic(t *testing.T) *server {
	f := newServer(t)
	f.replace["repos.acme.anvil-old"] = `{"full_name": "acme/anvil", "html_url": "https://github.com/acme/anvil", "visibility": "public", "private": false, "permissions": {"pull": true, "push": true}}`
	f.replace["repos.acme.anvil.traffic.views"] = `{"count": 30, "uniques": 3, "views": [{"timestamp": "2026-10-30T00:00:00Z", "count": 20, "uniques": 2},
		{"timestamp": "2026-10-31T00:00:00Z", "count": 10, "uniques": 1}, {"timestamp": "2026-11-01T00:00:00Z", "count": 1, "uniques": 1}]}`
	f.replace["repos.acme.anvil.traffic.clones"] = `{"count": 4, "uniques": 4, "clones": [{"timestamp": "2026-10-31T00:00:00Z", "count": 4, "uniques": 4}]}`
	return f
}

const anvilTraffic = "traffic github.com/acme/anvil"

func TestVisitsAreGatheredDayByDayForInsiders(t *testing.T) {
	of := dataset.Of[int]
	n, err := collect(t, acme(withTraffic(t)), func(r *source.Run) {
		r.Known = func(kind string) []dataset.Record {
			if kind != "traffic" {
				return nil
			}
			return []dataset.Record{&dataset.Traffic{Project: "github.com/acme/anvil", Days: map[dataset.Date]dataset.Visits{
				"2026-10-01": {Views: of(7)}, "2026-10-30": {Views: of(19), Clones: of(5)}}}}
		}
	})
	if err != nil || n.kept != nil {
		t.Fatal(err, n.kept)
	}
	record := get[*dataset.Traffic](t, n, anvilTraffic)
	want := map[dataset.Date]dataset.Visits{
		"2026-10-01": {Views: of(7)}, "2026-10-30": {Views: of(20), Visitors: of(2), Clones: of(5)},
		"2026-10-31": {Views: of(10), Visitors: of(1), Clones: of(4), Cloners: of(4)},
	}
	if !reflect.DeepEqual(record.Days, want) {
		out, _ := dataset.Encode(record)
		t.Errorf("%s", out)
	}
	public := get[*dataset.Project](t, n, "projects github.com/acme/anvil")
	if public.Audience != dataset.Public || record.Audience != dataset.Internal {
		t.Errorf("audiences: %s, %s", public.Audience, record.Audience)
	}
	if n.records["traffic github.com/acme/vault"] != nil {
		t.Error("visits are known of a repository to which the token may not push")
	}
}

func TestVisitsThatMayNotBeSeenAreUnknown(t *testing.T) {
	f := withTraffic(t)
	delete(f.replace, "repos.acme.anvil.traffic.clones") // answered with 404
	n, err := collect(t, acme(f), nil)
	record := get[*dataset.Traffic](t, n, anvilTraffic)
	if err != nil || len(record.Days) != 2 || record.Days["2026-10-31"].Clones != nil || *record.Days["2026-10-31"].Views != 10 {
		t.Errorf("%v, %+v", err, record)
	}
	delete(f.replace, "repos.acme.anvil.traffic.views")
	if n, err = collect(t, acme(f), nil); err != nil || n.records[anvilTraffic] != nil || n.kept != nil {
		t.Errorf("%v, kept %v", err, n.kept)
	}
	f = newServer(t)
	collect(t, acme(f), nil)
	for _, r := range f.asked {
		if strings.Contains(r.URL.Path, "/traffic/") {
			t.Error("visits are asked for though the token may not push")
		}
	}
}

func TestGarbageAmongVisitsIsNamed(t *testing.T) {
	for body, says := range map[string]string{
		`{"views": 7}`: "views",
		`{"views": [{"timestamp": "yesterday", "count": 1}]}`:                  "/repos/acme/anvil/traffic/views",
		`{"views": [{"count": 1}]}`:                                            "/traffic/views: views: a day without a date",
		`{"views": [{"timestamp": "2026-10-30T00:00:00Z", "count": -1}]}`:      "/traffic/views: views: ",
		`{"views": [{"timestamp": "2026-10-30T00:00:00Z", "count": "many"}]}`:  "count",
		`{"views": [` + strings.Repeat(`{"count": 1},`, 99) + `{"count": 1}]}`: "views: 100 days",
		`<html>`: "/repos/acme/anvil/traffic/views",
	} {
		f := withTraffic(t)
		f.replace["repos.acme.anvil.traffic.views"] = body
		n, err := collect(t, acme(f), nil)
		if err != nil || n.records[anvilTraffic] != nil || len(n.kept) != len(kinds) || !strings.Contains(n.kept[0], says) {
			t.Errorf("%.60s: %v, kept %.300q", body, err, n.kept)
		}
	}
}
