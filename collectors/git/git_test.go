package git

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

var now = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// results keeps what a collector gives.
type results struct {
	data   dataset.Dataset
	failed []error
	kept   []string
}

func (r *results) Put(record dataset.Record) error {
	data, err := dataset.Encode(record)
	if err != nil {
		return err
	}
	back, err := dataset.Decode(record.Kind(), data)
	if err == nil {
		r.data.Add(back)
	}
	return err
}
func (r *results) Keep(kind, key string, why error) { r.kept = append(r.kept, kind+" "+key) }
func (r *results) Gone(kind, key string)            {}
func (r *results) Fail(why error)                   { r.failed = append(r.failed, why) }
func (r *results) Progress(int, int, string)        {}

func collect(t *testing.T, c Config) *results {
	t.Helper()
	collector, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	r := &results{}
	run := &source.Run{Now: now, Root: t.TempDir(), Results: r, People: source.People{Secret: []byte("s")}}
	if err := collector.Collect(context.Background(), run); err != nil {
		t.Fatal(err)
	}
	return r
}

// repo is a real repository in a folder of the test.
type repo struct {
	t   *testing.T
	dir string
}

func newRepo(t *testing.T, name string) repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	t.Setenv("HOME", t.TempDir())
	r := repo{t, filepath.Join(t.TempDir(), name)}
	os.MkdirAll(r.dir, 0o755)
	r.git("", "", "init", "-q", "-b", "main")
	return r
}

// git runs git as somebody at some time.
func (r repo) git(who, when string, arguments ...string) {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-C", r.dir}, arguments...)...)
	name, email, _ := strings.Cut(who, " <")
	email = strings.TrimSuffix(email, ">")
	cmd.Env = append(os.Environ(), "GIT_AUTHOR_NAME="+name, "GIT_AUTHOR_EMAIL="+email, "GIT_COMMITTER_NAME=Committer",
		"GIT_COMMITTER_EMAIL=committer@example.com", "GIT_COMMITTER_DATE="+when, "GIT_AUTHOR_DATE=2001-01-01T00:00:00Z")
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("git %v: %v\n%s", arguments, err, out)
	}
}

func (r repo) write(name, text string) {
	file := filepath.Join(r.dir, name)
	os.MkdirAll(filepath.Dir(file), 0o755)
	os.WriteFile(file, []byte(text), 0o644)
}

func (r repo) commit(who, when string) {
	r.git("", "", "add", "-A")
	r.git(who, when, "commit", "-q", "--allow-empty", "-m", "a change")
}

const (
	ada = "Ada <ada@example.com>"
	bob = "Bob <bob@example.com>"
	bot = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"
)

// lived is a repository with three years behind it.
func lived(t *testing.T) repo {
	r := newRepo(t, "anvil")
	r.git("", "", "remote", "add", "origin", "https://user:secret@GitHub.com/acme/anvil.git")
	r.write("README.md", "# Anvil")
	r.write("LICENSE", isc)
	r.write(".github/SECURITY.md", "Write to us.")
	r.commit(ada, "2023-05-01T10:00:00Z")
	r.git(ada, "2023-05-02T10:00:00Z", "tag", "-a", "v1.0.0", "-m", "first")
	r.commit("Ada L. <ada@home.example>", "2026-02-28T23:30:00-05:00") // March in UTC
	r.git("", "", "switch", "-q", "-c", "topic")
	r.commit(bob, "2026-03-10T10:00:00Z")
	r.git("", "", "switch", "-q", "main")
	r.git(ada, "2026-03-11T10:00:00Z", "merge", "-q", "--no-ff", "-m", "a merge", "topic")
	r.commit(bot, "2026-04-01T10:00:00Z")
	r.git(ada, "2026-04-02T10:00:00Z", "tag", "-a", "v1.1.0-rc.1", "-m", "soon")
	r.git("", "", "tag", "latest")
	r.write(".mailmap", "Ada Lovelace <ada@example.com> <ada@home.example>\n")
	r.commit(ada, "2026-11-02T10:00:00Z")
	r.commit(ada, "2027-01-02T10:00:00Z") // after the clock
	return r
}

const isc = `ISC License

Copyright (c) 2023 Acme

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF
OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
`

func TestAProjectIsRead(t *testing.T) {
	d := collect(t, Config{Repositories: []string{lived(t).dir}, Audience: dataset.Public}).data
	if len(d.Projects) != 1 {
		t.Fatal("no project")
	}
	p := d.Projects[0]
	if p.ID != "github.com/acme/anvil" || p.Name != "anvil" || p.Organization != "acme" || p.URL != "https://github.com/acme/anvil" || p.Audience != dataset.Public {
		t.Errorf("%s %s %s %s %s", p.ID, p.Name, p.Organization, p.URL, p.Audience)
	}
	if p.License.Expression == nil || *p.License.Expression != "ISC" || p.License.File != "LICENSE" {
		t.Errorf("licence %v", p.License)
	}
	if !*p.Community.Readme || !*p.Community.SecurityPolicy || *p.Community.Contributing || !*p.Community.LicenseFile {
		t.Error("the community's files are not found")
	}
	if p.Changed.String() != "2026-11-02 10:00:00 +0000 UTC" || p.Created.Year() != 2023 || p.DefaultBranch != "main" {
		t.Errorf("changed %v, created %v, branch %s", p.Changed, p.Created, p.DefaultBranch)
	}
	if len(p.Releases) != 2 || p.Releases[0].Tag != "v1.1.0-rc.1" || !p.Releases[0].Prerelease || p.Releases[1].Prerelease {
		t.Errorf("releases %v", p.Releases)
	}
	if p.Stars != nil || !p.Provenance.Complete {
		t.Error("what git cannot know is known")
	}
}

func TestActivityIsCounted(t *testing.T) {
	d := collect(t, Config{Repositories: []string{lived(t).dir}}).data
	a := d.Activity[0]
	want := map[dataset.Month]int{"2023-05": 1, "2026-03": 3, "2026-04": 1, "2026-11": 1}
	for month, n := range want {
		if a.Commits[month] != n {
			t.Errorf("%s: %d commits, want %d", month, a.Commits[month], n)
		}
	}
	if len(a.Commits) != len(want) || a.BotCommits["2026-04"] != 1 || a.Since != "2023-05" {
		t.Errorf("%v %v since %s", a.Commits, a.BotCommits, a.Since)
	}
	people := source.People{Secret: []byte("s")}
	for _, c := range a.Contributors {
		if c.Name != "" {
			t.Error("a name was kept")
		}
		if c.Key == people.Key("ada@example.com") && c.Commits["2026-03"] != 2 {
			t.Errorf(".mailmap was not heeded: %v", c.Commits)
		}
	}
	y := a.Year
	if len(a.Contributors) != 2 || *y.Commits != 5 || *y.BotCommits != 1 || *y.Contributors != 2 || *y.ContributorAbsenceFactor != 1 || *y.Releases != 1 {
		t.Errorf("%d people; %d commits, %d by bots, %d people, factor %d, %d releases in the year", len(a.Contributors),
			*y.Commits, *y.BotCommits, *y.Contributors, *y.ContributorAbsenceFactor, *y.Releases)
	}
	if a.Issues != nil || y.IssuesOpened != nil {
		t.Error("issues are known")
	}
	data, _ := dataset.Encode(a)
	if strings.Contains(string(data), "example.com") {
		t.Error("an address was kept")
	}
}

func TestACutCloneIsNotAYoungProject(t *testing.T) {
	origin := lived(t)
	for depth, want := range map[string]struct {
		since   dataset.Month
		commits map[dataset.Month]int
		year    bool
	}{
		"2": {"2026-11", nil, false},
		"3": {"2026-05", map[dataset.Month]int{"2026-11": 1}, false},
	} {
		clone := filepath.Join(t.TempDir(), "clone")
		origin.git("", "", "clone", "-q", "--depth", depth, "file://"+origin.dir, clone)
		r := collect(t, Config{Repositories: []string{clone}})
		a, p := r.data.Activity[0], r.data.Projects[0]
		if a.Provenance.Complete || p.Provenance.Complete || p.Created != nil || p.Releases != nil {
			t.Errorf("depth %s passes for whole", depth)
		}
		if a.Since != want.since || len(a.Commits) != len(want.commits) || (want.commits == nil) != (a.Commits == nil) || (a.Year != nil) != want.year {
			t.Errorf("depth %s: since %s, %v, year %v", depth, a.Since, a.Commits, a.Year)
		}
		if p.ID != "local/clone" {
			t.Errorf("a path on the disk became the project %s", p.ID)
		}
	}
}

func TestUnusualRepositories(t *testing.T) {
	empty := newRepo(t, "empty")
	r := collect(t, Config{Repositories: []string{empty.dir}, Name: "Empty"})
	if len(r.data.Projects) != 1 || r.data.Projects[0].Name != "Empty" || r.data.Projects[0].Created != nil || *r.data.Activity[0].Year.Commits != 0 {
		t.Errorf("an empty repository: %v %v", r.data.Projects, r.failed)
	}
	full := lived(t)
	bare := filepath.Join(t.TempDir(), "store.git")
	full.git("", "", "clone", "-q", "--bare", full.dir, bare)
	r = collect(t, Config{Repositories: []string{bare, filepath.Join(full.dir, ".github")}})
	if len(r.data.Projects) != 2 || r.data.Projects[0].ID != "local/store" || *r.data.Projects[0].License.Expression != "ISC" {
		t.Errorf("a bare repository: %v %v", r.data.Projects, r.failed)
	}
	full.git("", "", "switch", "-q", "--detach")
	full.git("", "", "replace", "--graft", "HEAD") // would hide the history
	r = collect(t, Config{Repositories: []string{full.dir}})
	if n := *r.data.Activity[0].Year.Commits; n != 5 || r.data.Projects[0].DefaultBranch != "" {
		t.Errorf("a detached head: %d commits, branch %q", n, r.data.Projects[0].DefaultBranch)
	}
}

func TestWhatCannotBeReadIsExplained(t *testing.T) {
	good := lived(t)
	broken := lived(t)
	os.RemoveAll(filepath.Join(broken.dir, ".git", "objects"))
	os.MkdirAll(filepath.Join(broken.dir, ".git", "objects"), 0o755)
	for _, c := range []struct{ name, path, text string }{
		{"no repository", t.TempDir(), "is not in a git repository"},
		{"no folder", filepath.Join(t.TempDir(), "absent"), "does not exist"},
		{"an option in disguise", "--upload-pack=true", "does not exist"},
	} {
		r := collect(t, Config{Repositories: []string{c.path, good.dir}})
		var wrong *source.WrongError
		if len(r.failed) != 1 || !errors.As(r.failed[0], &wrong) || !strings.Contains(wrong.Text, c.text) || wrong.Hint == "" {
			t.Errorf("%s: %v", c.name, r.failed)
		}
		if len(r.data.Projects) != 1 {
			t.Errorf("%s kept the next from being read", c.name)
		}
	}
	r := collect(t, Config{Repositories: []string{broken.dir}})
	if len(r.data.Projects) != 0 || len(r.kept) != 2 || r.kept[0] != "projects github.com/acme/anvil" {
		t.Errorf("a broken repository was read: %v, kept %v", r.data.Projects, r.kept)
	}
	if _, err := New(Config{}); err == nil {
		t.Error("an entry without repositories passed")
	}
	t.Setenv("PATH", t.TempDir())
	collector, _ := New(Config{Repositories: []string{"."}})
	err := collector.Collect(context.Background(), &source.Run{Now: now, Results: &results{}})
	var wrong *source.WrongError
	if !errors.As(err, &wrong) || !strings.Contains(wrong.Text, "not installed") {
		t.Errorf("without git: %v", err)
	}
}

func TestRemoteAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"https://github.com/acme/anvil.git":              "github.com/acme/anvil",
		"https://user:secret@github.com/acme/anvil":      "github.com/acme/anvil",
		"git@github.com:acme/anvil.git":                  "github.com/acme/anvil",
		"ssh://git@Git.Example.com:2222/acme/anvil.git/": "git.example.com/acme/anvil",
		"https://git.example.com:8443/a/b/c.git":         "git.example.com:8443/a/b/c",
		"https://github.com/acme/anvil.git?token=x#y":    "github.com/acme/anvil",
		"git://example.com/~ann/anvil":                   "example.com/~ann/anvil",
		"":                                               "",
		"../anvil":                                       "",
		"/srv/git/anvil.git":                             "",
		"file:///srv/git/anvil.git":                      "",
		`C:\git\anvil`:                                   "",
		"https://github.com/../../etc/passwd":            "",
		"https://github.com/acme/an\u202evil":            "",
		"https://github.com":                             "",
	} {
		if got := remoteID(address); got != want {
			t.Errorf("%s: got %q, want %q", address, got, want)
		}
	}
}

func TestMachinesAreToldApart(t *testing.T) {
	for who, want := range map[string]bool{
		bot: true, "renovate <bot@renovateapp.com>": true, "GitHub Action <action@github.com>": true, "acme-ci-bot <ci@example.com>": true,
		"Nightly <nightly@acme.example>": true, "Jan Bot <jan@example.com>": false, "Abbot <abbot@example.com>": false, ada: false,
		"x <123+someone@users.noreply.github.com>": false,
	} {
		name, email, _ := strings.Cut(strings.TrimSuffix(who, ">"), " <")
		if got := robot(commit{name: name, email: email}, []string{"nightly@acme.example"}); got != want {
			t.Errorf("%s: %v", who, got)
		}
	}
}

func TestTagsBecomeReleases(t *testing.T) {
	tags := parseTags("1700000000 v1.0.0\n1700000000 v1.0.1\n1700000001 2.0b1\n lost\n1700000002 nightly\n1700000003 parser/v7\n1700000004 go1\n1700000005 release-3\n")
	got := ""
	for _, r := range releases(tags) {
		got += r.Tag + " "
		if r.Prerelease != (r.Tag == "2.0b1") {
			t.Errorf("%s is a prerelease: %v", r.Tag, r.Prerelease)
		}
	}
	if want := "release-3 parser/v7 2.0b1 v1.0.1 v1.0.0 "; got != want {
		t.Errorf("got %s", got)
	}
}

func FuzzLog(f *testing.F) {
	f.Add("1700000000\x1f\x1fada@example.com\x1fAda\x001\x1fx\x1f\x1f\x00")
	f.Add("\x1f\x1f\x1f\x00-1\x1f\x1f\xff\x1f\x1f")
	f.Fuzz(func(t *testing.T, log string) {
		h := &history{repository: &repository{shallow: true}}
		if err := h.readLog(strings.NewReader(log)); err != nil {
			return
		}
		h.forget(now)
		collector := &Collector{}
		run := &source.Run{Now: now}
		if _, err := dataset.Encode(collector.activity(run, "a/b", h)); err != nil {
			t.Error(err)
		}
		parseTags(log)
		remoteID(log)
	})
}
