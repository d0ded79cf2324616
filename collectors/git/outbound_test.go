package git

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// upstream is a project of others, to which members gave under several addresses.
func upstream(t *testing.T) repo {
	r := newRepo(t, "kubernetes")
	r.git("", "", "remote", "add", "origin", "git@github.com:kubernetes/kubernetes.git")
	r.write(".mailmap", "Ada <ada@acme.example> <ada@home.example>\nBob <bob@elsewhere.example> <bob@acme.example>\n")
	for _, c := range [][2]string{
		{"Ada <ada@home.example>", "2026-09-02T00:00:00Z"},         // a member, by the mailmap
		{"Ada <Ada@Acme.Example>", "2026-10-01T00:00:00Z"},         // the same one
		{"Eve <eve@lab.acme.example>", "2026-10-31T23:59:59Z"},     // below the domain
		{"Bob <bob@acme.example>", "2026-10-02T00:00:00Z"},         // left, by the mailmap
		{"Mallory <m@notacme.example>", "2026-10-03T00:00:00Z"},    // of another domain
		{"Trudy <acme.example@x.example>", "2026-10-03T00:00:00Z"}, // of another domain
		{"acme[bot] <bot@acme.example>", "2026-10-04T00:00:00Z"},   // a machine
		{"Ada <ada@acme.example>", "2026-12-01T00:00:00Z"},         // after the run
	} {
		r.commit(c[0], c[1])
	}
	return r
}

func TestWhatMembersGaveToOthersIsCounted(t *testing.T) {
	r := upstream(t)
	got := collect(t, Config{Repositories: []string{r.dir}, Members: []string{"@ACME.example"}, Audience: dataset.Public})
	if len(got.failed) > 0 || len(got.data.Outbound) != 1 || len(got.data.Projects)+len(got.data.Activity) > 0 {
		t.Fatalf("%v, %+v", got.failed, got.data)
	}
	o := got.data.Outbound[0]
	if want := map[dataset.Month]int{"2026-09": 1, "2026-10": 2}; !reflect.DeepEqual(o.Commits, want) || *o.People != 2 {
		t.Errorf("%v by %d", o.Commits, *o.People)
	}
	if o.Project != "github.com/kubernetes/kubernetes" || o.URL != "https://github.com/kubernetes/kubernetes" || o.Audience != dataset.Public ||
		o.ChangeRequests != nil || o.MergedChangeRequests != nil || !o.Provenance.Complete {
		t.Errorf("%+v", o)
	}
	if path := dataset.Path(o); path != "outbound/github.com/kubernetes/kubernetes@git.json" {
		t.Errorf("it lies at %s, in the way of what a forge tells", path)
	}
	data, _ := dataset.Encode(o)
	for _, word := range []string{"@acme", "ada", "Ada", "eve", "Eve"} {
		if strings.Contains(string(data), word) {
			t.Errorf("%s is in %s", word, data)
		}
	}
}

func TestWhatACutCloneCannotTellOfMembersIsUnknown(t *testing.T) {
	r := upstream(t)
	cut := repo{t, t.TempDir()}
	r.git("", "", "clone", "-q", "--depth", "4", "file://"+r.dir, cut.dir)
	o := collect(t, Config{Repositories: []string{cut.dir}, Members: []string{"acme.example"}}).data.Outbound[0]
	if o.People != nil || o.Commits["2026-09"] != 0 || o.Provenance.Complete || o.Audience != dataset.Internal {
		t.Errorf("%+v", o)
	}
}

func TestDomainsOfMembersAreChecked(t *testing.T) {
	for _, domain := range []string{"", "@", "ada@acme.example", "https://acme.example", "acme example"} {
		_, err := New(Config{Repositories: []string{"."}, Members: []string{domain}})
		var wrong *source.WrongError
		if !errors.As(err, &wrong) || wrong.Hint == "" {
			t.Errorf("%q: %v", domain, err)
		}
	}
}
