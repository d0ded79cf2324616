package scorecard

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

const anvil = `{"date": "2026-10-26T01:02:03Z", "repo": {"name": "github.com/acme/anvil", "commit": "0"}, "scorecard": {"version": "v5.0.0", "commit": "0"},
  "score": 6.66, "checks": [
  {"name": "Code-Review", "score": 10, "reason": "all changesets\nreviewed", "details": null, "documentation": {"short": "x", "url": "https://github.com/ossf/scorecard/blob/main/docs/checks.md"}},
  {"name": "Fuzzing", "score": -1, "reason": "internal error", "documentation": {"url": "javascript:alert(1)"}},
  {"name": "Signed-Releases", "score": 0}]}`

func TestAResultIsParsed(t *testing.T) {
	card, err := parse([]byte(anvil))
	if err != nil {
		t.Fatal(err)
	}
	if card.Project != "github.com/acme/anvil" || card.Date != "2026-10-26" || *card.Score != 6.7 || card.Version != "v5.0.0" || len(card.Checks) != 3 {
		t.Errorf("%+v", card)
	}
	if c := card.Checks[0]; *c.Score != 10 || c.Reason != "all changesets reviewed" || c.URL == "" {
		t.Errorf("%+v", c)
	}
	if c := card.Checks[1]; c.Score != nil || c.URL != "" {
		t.Errorf("what could not be told is told: %+v", c)
	}
	if c := card.Checks[2]; c.Score == nil || *c.Score != 0 {
		t.Errorf("nought is not unknown: %+v", c)
	}
}

func TestWhatIsNoResultIsNamed(t *testing.T) {
	for body, want := range map[string]string{
		`<html>`: "not a result", `{"date": "2026-10`: "not a result", `{"date": 7}`: "date", `{}`: "date:", `{"date": "2026-10-26"}`: "repo/name", `{"date": "soon", "repo": {"name": "a"}}`: `"soon"`,
		`{"date": "2026-10-26", "repo": {"name": "a"}, "checks": [` + strings.Repeat("{},", 999) + `{}]}`: "checks: 1000",
		`{"date": "2026-10-26", "repo": {"name": "a"}, "score": "high"}`:                                  "score",
	} {
		if _, err := parse([]byte(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: %v", body, err)
		}
	}
}

// notebook keeps what a run found.
type notebook struct {
	records  map[string]*dataset.Scorecard
	kept     map[string]error
	gone     []string
	failures []error
}

func (n *notebook) Put(r dataset.Record) error {
	n.records[r.Key()] = r.(*dataset.Scorecard)
	return nil
}
func (n *notebook) Keep(_, key string, why error)          { n.kept[key] = why }
func (n *notebook) Gone(_, key string)                     { n.gone = append(n.gone, key) }
func (n *notebook) Fail(why error)                         { n.failures = append(n.failures, why) }
func (n *notebook) Progress(done, total int, doing string) {}

func TestTheAPIAndFilesAreRead(t *testing.T) {
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch id := strings.TrimPrefix(r.URL.Path, "/projects/"); id {
		case "github.com/acme/Anvil", "github.com/acme/other":
			fmt.Fprint(w, anvil)
		case "github.com/acme/ill":
			w.WriteHeader(http.StatusInternalServerError)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer api.Close()
	root := t.TempDir()
	os.WriteFile(filepath.Join(root, "tool.json"), []byte(strings.ReplaceAll(anvil, "anvil", "tool")), 0o644)
	os.WriteFile(filepath.Join(root, "bad.json"), []byte("{"), 0o644)
	n := &notebook{records: map[string]*dataset.Scorecard{}, kept: map[string]error{}}
	c, err := New(Config{Files: []string{"*.json"}, BaseURL: api.URL, Audience: dataset.Public,
		Projects: []string{"github.com/acme/Anvil", "github.com/acme/other", "github.com/acme/ill", "github.com/acme/new"}})
	if err == nil {
		err = c.Collect(t.Context(), &source.Run{Root: root, Client: api.Client(), Results: n, Now: time.Unix(1e9, 0)})
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(n.records) != 2 || n.records["github.com/acme/Anvil"].Provenance.URL != "https://scorecard.dev/viewer/?uri=github.com/acme/Anvil" ||
		n.records["github.com/acme/tool"].Audience != dataset.Public {
		t.Errorf("%+v", n.records)
	}
	if len(n.kept) != 2 || !strings.Contains(n.kept["github.com/acme/other"].Error(), "repo/name") || n.kept["github.com/acme/ill"] == nil {
		t.Errorf("kept: %v", n.kept)
	}
	if len(n.gone) != 1 || n.gone[0] != "github.com/acme/new" || len(n.failures) != 1 {
		t.Errorf("gone %v, failures %v", n.gone, n.failures)
	}
}

func TestConfigurationsAreChecked(t *testing.T) {
	for _, c := range []Config{{}, {Projects: []string{"anvil"}}, {Projects: []string{"https://github.com/acme"}}} {
		_, err := New(c)
		var wrong *source.WrongError
		if !errors.As(err, &wrong) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(anvil))
	f.Add([]byte(`{"date": "2026-10-26", "repo": {"name": "\u0000a"}, "score": 1e300, "checks": [{"score": 11}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		card, err := parse(data)
		if err != nil {
			return
		}
		card.Provenance = dataset.Provenance{Source: "scorecard", Collected: dataset.At(time.Unix(1e9, 0))}
		out, err := dataset.Encode(card)
		if err == nil {
			_, err = dataset.Decode("scorecards", out)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}
