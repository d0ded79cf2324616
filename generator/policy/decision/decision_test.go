package decision

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"portolan/generator/policy"
)

var day = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// shared finds a file that lies beside the checkout and skips the test where there is none.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if file := filepath.Join(dir, "shared", name); exists(file) {
			return file
		}
	}
	t.Skipf("no folder beside the checkout holds %s", name)
	return ""
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

var cncf = Mapping{
	List: "exceptions", ID: "id", Component: "package", License: "license", Product: "project", Verdict: "status",
	Because: "comment", Approved: "approvedDate", Conditions: "scope", See: "results", Everywhere: []string{"All CNCF Projects"},
	Verdicts: map[string]string{"approved": "allowed", "allowlisted": "allowed", "apache-2.0": "allowed", "denied": "forbidden"},
}

func importCNCF(t *testing.T) ([]Row, []Decision) {
	t.Helper()
	file, err := os.Open(shared(t, "corpora/decisions/cncf-exceptions.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := JSON(file, cncf.List)
	if err != nil {
		t.Fatal(err)
	}
	return rows, Import(rows, cncf)
}

func TestEveryDecisionOfTheCNCFIsKept(t *testing.T) {
	_, decisions := importCNCF(t)
	if len(decisions) != 494 {
		t.Fatalf("%d decisions, want 494", len(decisions))
	}
	clean, repaired, unknown := 0, 0, 0
	for _, d := range decisions {
		switch {
		case d.License.Unknown != "":
			unknown++
			t.Logf("unknown: %s: %s", d.ID, d.License.Unknown)
			if d.Trouble == "" {
				t.Errorf("%s counts though its licence is unknown", d.ID)
			}
		case len(d.License.Repairs) > 0:
			repaired++
		default:
			clean++
		}
		if d.License.Unknown == "" && d.Trouble != "" {
			t.Errorf("%s does not count: %s", d.ID, d.Trouble)
		}
	}
	t.Logf("clean %d, repaired %d, unknown %d", clean, repaired, unknown)
	if clean != 482 || repaired != 10 || unknown != 2 {
		t.Errorf("clean %d, repaired %d, unknown %d", clean, repaired, unknown)
	}
}

// allowlist turns the list on the CNCF's page into a policy.
func allowlist(t *testing.T) string {
	t.Helper()
	file, err := os.Open(shared(t, "corpora/decisions/cncf-allowed-licenses.md"))
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
	rows, decisions := importCNCF(t)
	p, problems := policy.Compile([]policy.Source{{File: "allowlist.md", YAML: []byte(allowlist(t)), FirstLine: 1}}, day)
	for _, found := range problems {
		if found.Severity == 0 {
			t.Fatal(found)
		}
	}
	agree, disagree := 0, map[string]int{}
	for i, d := range decisions {
		status := rows[i]["status"]
		v := p.Judge(policy.Subject{License: d.License.Written})[0]
		free := status == "allowlisted" || status == "apache-2.0"
		if free == (v.Level == policy.Allowed) {
			agree++
			continue
		}
		disagree[status+" "+d.License.Written+" -> "+v.Level.String()]++
	}
	for what, n := range disagree {
		t.Logf("%d x %s", n, what)
	}
	t.Logf("%d agree, %d disagree", agree, len(decisions)-agree)
	if agree != 426 {
		t.Errorf("%d agree, want 426", agree)
	}
}

// Compiled as exceptions, each decision must decide for its own component, licence and product.
func TestDecisionsDecideAsExceptions(t *testing.T) {
	_, decisions := importCNCF(t)
	source, err := Source("decisions.json", "/decisions/", decisions)
	if err != nil {
		t.Fatal(err)
	}
	p, problems := policy.Compile([]policy.Source{source}, day)
	for _, found := range problems {
		t.Log(found, found.Hint)
	}
	if len(p.Exceptions()) != 492 {
		t.Errorf("%d exceptions, want 492", len(p.Exceptions()))
	}
	for _, d := range decisions {
		v := p.Judge(policy.Subject{License: d.License.Written, Component: "pkg:generic/" + d.Component, Product: d.Product})[0]
		if d.Trouble == "" && (v.Exception == "" || v.Level != d.Verdict) {
			t.Errorf("%s: %s %s for %q: %s by %q", d.ID, d.Component, d.License.Written, d.Product, v.Level, v.Exception)
		}
	}
}
