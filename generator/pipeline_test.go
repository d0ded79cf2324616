package generator_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// checkedOut is a portal with a change on a branch, as a runner finds it, beside the repository that it came from.
type checkedOut struct {
	dir, origin, home string
	environment       []string
}

const pipelineSite = `title: Acme
editions:
  public: {audiences: [public]}
  internal: {audiences: [public, internal]}
collectors:
  - example: {seed: 7, day: 2026-11-22}
`

func checkOut(t *testing.T, environment ...string) *checkedOut {
	t.Helper()
	home := t.TempDir()
	c := &checkedOut{dir: filepath.Join(home, "portal"), origin: filepath.Join(home, "origin.git"), home: home}
	c.environment = append([]string{"PATH=" + filepath.Join(home, "bin") + ":" + program + ":" + os.Getenv("PATH"), "HOME=" + home, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com", "ORIGIN=" + c.origin}, environment...)
	c.write(t, "content/site.yaml", pipelineSite)
	c.write(t, "content/index.md", "---\ntitle: Acme\naudience: public\n---\nWelcome.\n")
	c.write(t, "content/plan.md", "---\ntitle: The plan\n---\nA plan.\n")
	c.write(t, ".gitignore", "/public/\n/.portolan/\n")
	c.mustRun(t, `git init -q --bare "$ORIGIN" && git init -q -b main . && git add -A && git commit -qm start &&
		git remote add origin "$ORIGIN" && git push -q origin main && git checkout -q -b change`)
	return c
}

func (c *checkedOut) write(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

// run gives a script to the shell that runners use.
func (c *checkedOut) run(script string, environment ...string) (string, error) {
	cmd := exec.Command("bash", "-e", "-o", "pipefail", "-c", script)
	cmd.Dir, cmd.Env = c.dir, append(c.environment, environment...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (c *checkedOut) mustRun(t *testing.T, script string) string {
	t.Helper()
	out, err := c.run(script)
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, script, out)
	}
	return out
}

// gitHub is as much of a workflow as is needed to run its steps.
type gitHub struct {
	Jobs map[string]struct {
		Steps []struct{ Name, Run string }
	}
}

func (w gitHub) step(t *testing.T, job, name string) string {
	t.Helper()
	for _, step := range w.Jobs[job].Steps {
		if step.Name == name && step.Run != "" {
			return step.Run
		}
	}
	t.Fatalf("the job %s has no step %q", job, name)
	return ""
}

func read[T any](t *testing.T, file string) (v T) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		err = yaml.Unmarshal(data, &v)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestGitHubWorkflowDoesWhatItSays runs the steps of the workflow, with a forge that only writes down what it is asked.
func TestGitHubWorkflowDoesWhatItSays(t *testing.T) {
	w := read[gitHub](t, "../.ci/portal/github.yml")
	c := checkOut(t, "GITHUB_BASE_REF=main", "GITHUB_REPOSITORY=acme/handbook", "NUMBER=7", "BASE=main")
	c.environment = append(c.environment, "GITHUB_STEP_SUMMARY="+filepath.Join(c.home, "summary"), "ASKED="+filepath.Join(c.home, "asked"))
	c.write(t, "../bin/gh", "#!/bin/sh\necho \"$*\" >> \"$ASKED\"\n")

	c.write(t, "content/plan.md", "---\ntitle: The plan\naudience: public\n---\nA plan.\n")
	c.mustRun(t, "git commit -qam change")
	if out, err := c.run(w.step(t, "check", "Check what was changed")); err != nil || !strings.Contains(out, "::notice") {
		t.Errorf("check: %v\n%s", err, out)
	}
	if out, err := c.run(w.step(t, "check", "Say what the change does")); err == nil {
		t.Errorf("a page that becomes public does not stop the change\n%s", out)
	}
	c.mustRun(t, w.step(t, "check", "Comment on the change"))
	for file, want := range map[string]string{c.home + "/summary": "The plan", c.home + "/asked": "issues/7/comments --field body=@comment.md", c.dir + "/comment.md": "The plan"} {
		if data, _ := os.ReadFile(file); !strings.Contains(string(data), want) {
			t.Errorf("%s is without %q:\n%s", filepath.Base(file), want, data)
		}
	}
	c.mustRun(t, "git checkout -q -f main && rm *.md impact.html")

	c.mustRun(t, w.step(t, "collect", "Collect")+"\n"+w.step(t, "collect", "Propose the new figures"))
	c.proposed(t)
	if data, _ := os.ReadFile(c.home + "/asked"); !strings.Contains(string(data), "pr create --title Renew the figures --body-file body.md --head portal/figures --base main") {
		t.Errorf("no pull request was opened: %s", data)
	}
}

// proposed checks that the branch holds data and nothing else of what a run leaves behind.
func (c *checkedOut) proposed(t *testing.T) {
	t.Helper()
	names := strings.Fields(c.mustRun(t, `git --git-dir "$ORIGIN" diff --name-only main portal/figures`))
	if len(names) < 20 {
		t.Errorf("only %d files were proposed", len(names))
	}
	for _, name := range names {
		if !strings.HasPrefix(name, "content/data/") {
			t.Errorf("%s was proposed", name)
		}
	}
}

// gitLab is as much of a pipeline as is needed to run its scripts.
type gitLab struct {
	Check, Pages, Collect struct {
		Script []string
		After  []string `yaml:"after_script"`
	}
}

// TestGitLabPipelineDoesWhatItSays does the same for the other forge.
func TestGitLabPipelineDoesWhatItSays(t *testing.T) {
	w := read[gitLab](t, "../.ci/portal/gitlab.yml")
	c := checkOut(t, "CI_SERVER_PROTOCOL=https", "CI_SERVER_HOST=gitlab.example", "CI_SERVER_PORT=443", "CI_PROJECT_PATH=acme/handbook", "PORTAL_TOKEN=secret",
		"CI_DEFAULT_BRANCH=main", "CI_API_V4_URL=https://gitlab.example/api/v4", "CI_PROJECT_ID=5", "CI_MERGE_REQUEST_IID=7")
	c.environment = append(c.environment, "CI_MERGE_REQUEST_DIFF_BASE_SHA="+strings.TrimSpace(c.mustRun(t, "git rev-parse main")), "ASKED="+filepath.Join(c.home, "asked"))
	c.write(t, "../bin/curl", "#!/bin/sh\necho \"$*\" >> \"$ASKED\"\n")
	c.write(t, "../bin/apt-get", "#!/bin/sh\n")
	c.write(t, "../bin/jq", "#!/bin/sh\ncat > /dev/null\necho 31\n")
	c.mustRun(t, `git config --global url."$ORIGIN".insteadOf "https://oauth2:secret@gitlab.example:443/acme/handbook.git" &&
		git -C "$ORIGIN" config receive.advertisePushOptions true`)

	c.write(t, "content/plan.md", "---\ntitle: The plan\naudience: public\n---\nA plan.\n")
	if out, err := c.run(strings.Join(w.Check.Script, "\n")); err == nil {
		t.Errorf("a page that becomes public does not stop the change\n%s", out)
	}
	c.mustRun(t, strings.Join(w.Check.After, "\n"))
	for file, want := range map[string]string{c.home + "/asked": "--data-urlencode body@comment.md https://gitlab.example/api/v4/projects/5/merge_requests/7/notes/31", c.dir + "/comment.md": "The plan"} {
		if data, _ := os.ReadFile(file); !strings.Contains(string(data), want) {
			t.Errorf("%s is without %q:\n%s", filepath.Base(file), want, data)
		}
	}
	c.mustRun(t, "git checkout -q -f main && rm *.md impact.html")

	c.mustRun(t, strings.Join(w.Collect.Script, "\n"))
	c.proposed(t)

	// Pages publishes public/ whole, so it must be the public edition and nothing else.
	c.mustRun(t, strings.Join(w.Pages.Script, "\n"))
	if _, err := os.Stat(filepath.Join(c.dir, "public", "index.html")); err != nil {
		t.Error(err)
	}
	if out := c.mustRun(t, `grep -rl "The plan" public || true; ls public | grep -x internal || true`); out != "" {
		t.Errorf("what is internal would be published: %s", out)
	}
	if out := c.mustRun(t, `grep -rl "The plan" .portolan/site/internal`); out == "" {
		t.Error("the internal edition does not hold it either")
	}
}
