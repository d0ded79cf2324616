package osv

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
	"portolan/collectors/transport"
)

// service answers like the API of the database: what it knows of a package in a version, on several pages where it says so.
// Replace takes the place of an answer, by path.
type service struct {
	*httptest.Server
	knows   map[string][]string // by ecosystem, name and version; an answer a page, IDs apart by blanks
	entries map[string]string
	replace map[string]string
	mu      sync.Mutex
	asked   []string
}

func newService(t *testing.T) *service {
	s := &service{knows: map[string][]string{
		"npm @acme/pad 1.3.0":         {"GHSA-aaaa-bbbb-cccc", "GHSA-gone-gone-gone GHSA-with-draw-nnnn"},
		"Go acme.example/anvil 1.2.0": {"GO-2026-0001"},
		"PyPI flask-login 0.2.post1":  {"PYSEC-2026-1"},
	}, entries: map[string]string{"GHSA-aaaa-bbbb-cccc": pad, "GO-2026-0001": module, "PYSEC-2026-1": flask, "GHSA-with-draw-nnnn": withdrawn},
		replace: map[string]string{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(s.Close)
	return s
}

func (s *service) answer(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, r.Method+" "+r.URL.Path+" "+string(body))
	w.Header().Set("Content-Type", "application/json")
	if answer, replaced := s.replace[r.URL.Path]; replaced {
		fmt.Fprint(w, answer)
		return
	}
	if id, single := strings.CutPrefix(r.URL.Path, "/v1/vulns/"); single {
		if s.entries[id] == "" {
			w.WriteHeader(http.StatusNotFound)
		}
		fmt.Fprint(w, s.entries[id])
		return
	}
	var asked struct {
		Queries []struct {
			Package struct{ Name, Ecosystem string }
			Version string
			Page    string `json:"page_token"`
		}
	}
	if err := json.Unmarshal(body, &asked); err != nil || r.Method != http.MethodPost {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	var results []string
	for _, q := range asked.Queries {
		page, vulns := 0, []string{}
		fmt.Sscan(q.Page, &page)
		pages := s.knows[q.Package.Ecosystem+" "+q.Package.Name+" "+q.Version]
		if page < len(pages) {
			for id := range strings.FieldsSeq(pages[page]) {
				vulns = append(vulns, fmt.Sprintf(`{"id": %q, "modified": "2026-01-01T00:00:00Z"}`, id))
			}
		}
		next := ""
		if page+1 < len(pages) {
			next = fmt.Sprintf(`, "next_page_token": "%d"`, page+1)
		}
		results = append(results, fmt.Sprintf(`{"vulns": [%s]%s}`, strings.Join(vulns, ","), next))
	}
	fmt.Fprintf(w, `{"results": [%s]}`, strings.Join(results, ","))
}

// stock is one inventory with what the service knows of, and with what nobody can ask for.
func stock() []dataset.Record {
	return []dataset.Record{&dataset.Inventory{ID: "anvil", Audience: dataset.Public, Components: []dataset.Component{
		{Name: "pad", PURL: "pkg:npm/%40acme/pad@1.3.0"}, {Name: "anvil", PURL: "pkg:golang/acme.example/anvil@v1.2.0"},
		{Name: "flask-login", PURL: "pkg:pypi/Flask_Login@0.2.post1"}, {Name: "safe", PURL: "pkg:npm/safe@1.0.0"}}},
		&dataset.Inventory{ID: "vague", Components: []dataset.Component{{Name: "pad", PURL: "pkg:npm/%40acme/pad"}}}}
}

func ask(t *testing.T, s *service, client *http.Client) (*notebook, error) {
	t.Helper()
	c, err := New(Config{API: true, BaseURL: s.URL + "/"})
	if err != nil {
		t.Fatal(err)
	}
	n := &notebook{}
	return n, c.Collect(t.Context(), &source.Run{Results: n, Now: time.Unix(1e9, 0), Client: client,
		Records: func(string) []dataset.Record { return stock() }})
}

func TestTheServiceIsAskedForWhatIsInUse(t *testing.T) {
	s := newService(t)
	n, err := ask(t, s, http.DefaultClient)
	if err != nil || len(n.records) != 2 {
		t.Fatal(err, n.records)
	}
	anvil, vague := n.records[0].(*dataset.Vulnerabilities), n.records[1].(*dataset.Vulnerabilities)
	got := ""
	for _, v := range anvil.Vulnerabilities {
		got += v.ID + " " + v.Component + " " + v.FixedIn + "\n"
	}
	want := "GO-2026-0001 pkg:golang/acme.example/anvil@v1.2.0 \nGHSA-aaaa-bbbb-cccc pkg:npm/%40acme/pad@1.3.0 1.3.1\n" +
		"PYSEC-2026-1 pkg:pypi/Flask_Login@0.2.post1 \n"
	if got != want || !anvil.Provenance.Complete || anvil.Audience != dataset.Public {
		t.Errorf("got\n%swant\n%s%+v", got, want, anvil.Provenance)
	}
	if len(vague.Vulnerabilities) != 0 || vague.Provenance.Complete {
		t.Errorf("a component without a version was looked up: %+v", vague)
	}
	if batches := strings.Count(strings.Join(s.asked, "\n"), "querybatch"); batches != 2 || len(s.asked) != 2+5 {
		t.Errorf("%d batches, %d requests: %q", batches, len(s.asked), s.asked)
	}
}

func TestManyComponentsAreAskedForInBatches(t *testing.T) {
	db := newDatabase(nil)
	for i := range perBatch*2 + 1 {
		p := pkg{"npm", fmt.Sprint("p", i)}
		db.wanted[p] = map[string]bool{"1.0.0": true}
	}
	s := newService(t)
	c, _ := New(Config{API: true, BaseURL: s.URL})
	if err := c.askService(t.Context(), &source.Run{Results: &notebook{}, Client: http.DefaultClient}, db); err != nil {
		t.Fatal(err)
	}
	if len(s.asked) != 3 || len(db.told) != perBatch*2+1 {
		t.Errorf("%d batches, %d answers", len(s.asked), len(db.told))
	}
}

func TestTheServiceIsAskedAgainThroughTheRunnersRoad(t *testing.T) {
	s, dir := newService(t), t.TempDir()
	bad := 0
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if bad++; bad%2 == 1 { // every other moment is bad
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		s.Config.Handler.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	road, err := transport.New(transport.Options{Dir: dir, Now: time.Unix(1e9, 0), PerHost: 1}).Road("osv-1")
	if err != nil {
		t.Fatal(err)
	}
	defer road.Close(true)
	through := &service{Server: proxy}
	n, err := ask(t, through, &http.Client{Transport: road})
	if err != nil || len(n.records) != 2 || len(n.records[0].(*dataset.Vulnerabilities).Vulnerabilities) != 3 {
		t.Errorf("%v, %v", err, n.records)
	}
	if c := road.Counts(); c.Asked != 7 || c.Sent != 14 {
		t.Errorf("%+v", c)
	}
}

func TestGarbageOfTheServiceIsNamedAndChangesNothing(t *testing.T) {
	endless := `{"results": [{"next_page_token": "x"}, {"next_page_token": "x"}, {"next_page_token": "x"}, {"next_page_token": "x"}]}`
	for name, c := range map[string]struct{ path, body, says string }{
		"a page":                  {"/v1/querybatch", "<html>", "/v1/querybatch: "},
		"half an answer":          {"/v1/querybatch", `{"results": [`, "/v1/querybatch: "},
		"a number for a text":     {"/v1/querybatch", `{"results": [{"vulns": [{"id": 7}]}, {}, {}, {}]}`, "id"},
		"too few answers":         {"/v1/querybatch", `{"results": [{}]}`, "/v1/querybatch: results: 1 to 4 questions"},
		"an ID that leads away":   {"/v1/querybatch", `{"results": [{"vulns": [{"id": "../../etc"}]}, {}, {}, {}]}`, "results/0/vulns/id"},
		"control characters":      {"/v1/querybatch", `{"results": [{"vulns": [{"id": "a\u001b[2J"}]}, {}, {}, {}]}`, "results/0/vulns/id"},
		"no end":                  {"/v1/querybatch", endless, "next_page_token: more than"},
		"an entry that is a page": {"/v1/vulns/GO-2026-0001", "<html>", "/v1/vulns/GO-2026-0001: not an OSV entry"},
		"another entry":           {"/v1/vulns/GO-2026-0001", pad, "/v1/vulns/GO-2026-0001: id: "},
		"an entry of numbers":     {"/v1/vulns/GO-2026-0001", `{"id": "GO-2026-0001", "summary": 7}`, "summary"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			s.replace[c.path] = c.body
			n, err := ask(t, s, http.DefaultClient)
			if err == nil || !strings.Contains(err.Error(), c.says) || len(n.records) != 0 {
				t.Errorf("%v, %d records", err, len(n.records))
			}
		})
	}
}

func TestOneOfFilesAndServiceIsConfigured(t *testing.T) {
	for _, c := range []Config{{}, {Files: []string{"a.zip"}, API: true}, {BaseURL: "https://osv.acme.example"}, {API: true, BaseURL: "osv"}} {
		if _, err := New(c); err == nil {
			t.Errorf("%+v is fine", c)
		}
	}
	if c, err := New(Config{API: true}); err != nil || c.Asked() != "known vulnerabilities at https://api.osv.dev" {
		t.Error(err)
	}
}
