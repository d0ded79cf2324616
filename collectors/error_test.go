package collectors

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"portolan/collectors/source"
)

// TestAForgeThatDoesNotAnswerIsToldInOneSentence: each failure has one address at most, and says what may help.
func TestAForgeThatDoesNotAnswerIsToldInOneSentence(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var status int
		fmt.Sscanf(r.URL.Path, "/%d/", &status)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprint(w, `{"message": "Bad credentials", "documentation_url": "https://docs.example.org/rest"}`)
	}))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	gone := httptest.NewServer(nil)
	gone.Close()
	for _, c := range []struct {
		config, text, hint string
		wrong              bool
	}{
		{"github: {orgs: [acme], base_url: %s/401/}", host + " tells nothing without a token", "name the variable that holds one in token_env", true},
		{"github: {orgs: [acme], token_env: TOKEN, base_url: %s/401/}", host + " does not accept the token in TOKEN", "it may have expired; it needs the right to read repositories", true},
		{"github: {orgs: [acme], base_url: %s/404/}", "there is no organisation acme", "check the spelling, and whether the token may see it; people stand in users", true},
		{"github: {orgs: [acme], base_url: %s/403/}", "the repositories of acme cannot be listed: %s/403/api/v3/orgs/acme/repos answered 403: Bad credentials",
			"look at what the token may read, and whether the organisation lets it in", false},
		{"gitlab: {groups: [acme], base_url: %s/403/}", "the projects of acme cannot be listed: %s/403/api/v4/groups/acme/projects answered 403",
			"look at what the token may read, and whether the organisation lets it in", false},
		{"github: {orgs: [acme], base_url: %s/500/}", "the repositories of acme cannot be listed: no usable answer from %s/500/api/v3/orgs/acme/repos in 1 attempts: the server answered 500",
			"look at the address, the network and the proxy; what was collected before stays, and the next run goes on from here", false},
		{"github: {orgs: [acme], base_url: " + gone.URL + "/}", "the repositories of acme cannot be listed: no usable answer from " + gone.URL + "/api/v3/orgs/acme/repos in 1 attempts: dial tcp",
			"look at the address, the network and the proxy; what was collected before stays, and the next run goes on from here", false},
	} {
		entries, err := Entries(yamlNode("- " + strings.ReplaceAll(c.config, "%s", server.URL)))
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		_, err = Run(t.Context(), Options{Entries: entries, Content: dir, Store: dir + "/data", Cache: dir + "/cache", Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
			Attempts: 1, People: source.People{Secret: []byte("s")}, Getenv: func(string) string { return "hush" }})
		var failed *Error
		if !errors.As(err, &failed) || len(failed.Problems) != 1 {
			t.Errorf("%s: %v", c.config, err)
			continue
		}
		p := failed.Problems[0]
		if want := strings.ReplaceAll(c.text, "%s", server.URL); !strings.HasPrefix(p.Text, want) || p.Hint != c.hint || p.Wrong != c.wrong {
			t.Errorf("%s:\n%q, wrong is %v, hint %q", c.config, p.Text, p.Wrong, p.Hint)
		}
		if strings.Count(p.Text, "://") > 1 {
			t.Errorf("the address is told twice: %s", p.Text)
		}
	}
}
