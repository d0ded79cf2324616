package decision

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"portolan/collectors/dataset"
	"portolan/collectors/decisions"
	"portolan/collectors/source"
	"portolan/generator/policy"
	"portolan/generator/problem"
)

// shared finds a folder that lies beside the checkout and skips the test where there is none.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		found := filepath.Join(dir, "shared", name)
		if _, err := os.Stat(found); err == nil {
			return found
		}
	}
	t.Skipf("SKIPPED: no folder shared beside the checkout holds %s", name)
	return ""
}

// cncf is the mapping for the register of the CNCF's exceptions.
var cncf = decisions.Config{
	Files: []string{"cncf-exceptions.json"}, ID: "cncf", Audience: dataset.Public, List: "exceptions",
	Fields: decisions.Fields{ID: "id", Component: "package", License: "license", Product: "project", Verdict: "status",
		Because: "comment", Decided: "approvedDate", Conditions: "scope", URL: "results"},
	Verdicts:   map[string]string{"approved": "allowed", "allowlisted": "allowed", "apache-2.0": "allowed", "denied": "forbidden"},
	Everywhere: []string{"All CNCF Projects"},
}

// kept takes the record of a run and gathers what failed.
type kept struct {
	list   *dataset.Decisions
	failed []error
}

func (k *kept) Put(r dataset.Record) error  { k.list = r.(*dataset.Decisions); return nil }
func (k *kept) Keep(_, _ string, why error) { k.failed = append(k.failed, why) }
func (k *kept) Gone(string, string)         {}
func (k *kept) Fail(why error)              { k.failed = append(k.failed, why) }
func (k *kept) Progress(int, int, string)   {}

func importCNCF(t *testing.T, config decisions.Config) []dataset.Decision {
	t.Helper()
	root := shared(t, "corpora/decisions")
	collector, err := decisions.New(config)
	if err != nil {
		t.Fatal(err)
	}
	run := &kept{}
	err = collector.Collect(context.Background(), &source.Run{Root: root, Results: run, Now: now.Itself()})
	if err != nil || run.failed != nil || run.list == nil {
		t.Fatal(err, run.failed)
	}
	return run.list.Decisions
}

func TestEveryDecisionOfTheCNCFIsKept(t *testing.T) {
	list := importCNCF(t, cncf)
	clean, repaired, unknown := 0, 0, 0
	for _, d := range list {
		switch r := Read(d); {
		case r.License.Unknown != "":
			unknown++
			t.Logf("unknown: %s: %s", d.ID, r.Trouble)
			if r.Trouble == "" {
				t.Errorf("%s counts though its licence is unknown", d.ID)
			}
		case r.Trouble != "":
			t.Errorf("%s does not count: %s", d.ID, r.Trouble)
		case len(r.License.Repairs) > 0:
			repaired++
		default:
			clean++
		}
	}
	if len(list) != 494 || clean != 482 || repaired != 10 || unknown != 2 {
		t.Errorf("kept %d, clean %d, repaired %d, unknown %d", len(list), clean, repaired, unknown)
	}
}

// allowlist turns the list on the CNCF's page into a policy.
func allowlist(t *testing.T) string {
	t.Helper()
	file, err := os.Open(filepath.Join(shared(t, "corpora/decisions"), "cncf-allowed-licenses.md"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	id := regexp.MustCompile(`^- ([A-Za-z0-9.+-]+)$`)
	ids := []string{"Apache-2.0", "LicenseRef-Google-Patents-Notice-Golang"}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if found := id.FindStringSubmatch(lines.Text()); found != nil {
			ids = append(ids, found[1])
		}
	}
	if len(ids) != 19 {
		t.Fatalf("%d ids on the list: %v", len(ids), ids)
	}
	return "license_policy:\n  default: review\n  rules:\n    - {id: allowlist, verdict: allowed, licenses: [" +
		strings.Join(ids, ", ") + "]}\n"
}

// The policy alone must come to what the CNCF decided: what it calls allowlisted is allowed, what took a vote is not.
func TestTheAllowlistJudgesTheDecisions(t *testing.T) {
	config := cncf
	config.Verdicts = map[string]string{"approved": "review", "allowlisted": "allowed", "apache-2.0": "allowed", "denied": "review"}
	list := importCNCF(t, config)
	p, problems := policy.Compile([]policy.Source{{File: "allowlist.md", YAML: []byte(allowlist(t)), FirstLine: 1}}, now)
	for _, found := range problems {
		if found.Severity == problem.Error {
			t.Fatal(found)
		}
	}
	agree, disagree := 0, map[string]int{}
	for _, d := range list {
		v := p.Judge(policy.Subject{License: d.License})[0]
		if (d.Verdict == "allowed") == (v.Level == policy.Allowed) {
			agree++
			continue
		}
		disagree[d.Verdict+" "+d.License+" -> "+v.Level.String()]++
	}
	for what, n := range disagree {
		t.Logf("%d x %s", n, what)
	}
	t.Logf("%d agree, %d disagree", agree, len(list)-agree)
	if agree != 426 {
		t.Errorf("%d agree, want 426", agree)
	}
}

// Compiled into the policy, each decision must decide for its own component, licence and product.
func TestDecisionsDecideAsExceptions(t *testing.T) {
	list := importCNCF(t, cncf)
	pages := []policy.Source{{File: "allowlist.md", YAML: []byte(allowlist(t)), FirstLine: 1}}
	p, problems := Compile(pages, []Register{{File: "data/decisions/cncf.json", List: &dataset.Decisions{ID: "cncf", Decisions: list}}}, now)
	for _, found := range problems {
		if found.Severity == problem.Error {
			t.Error(found)
		}
	}
	if len(p.Exceptions()) != 492 {
		t.Errorf("%d exceptions, want 492", len(p.Exceptions()))
	}
	for _, d := range list {
		v := p.Judge(policy.Subject{License: d.License, Component: "pkg:generic/" + d.Component, Product: d.Product})[0]
		if Read(d).Trouble == "" && (v.Exception == "" || v.Level.String() != d.Verdict) {
			t.Errorf("%s: %s %s for %q: %s by %q", d.ID, d.Component, d.License, d.Product, v.Level, v.Exception)
		}
	}
}
