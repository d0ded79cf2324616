package generator_test

import (
	"bytes"
	"go/ast"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/generator/problem"
)

var ruleName = regexp.MustCompile(`^[a-z]+(?:-[a-z]+)*/[a-z]+(?:-[a-z]+)*$`)

// TestEveryRuleIsInTheTable looks for the names of rules in the program: each is explained, and none is explained that
// nobody reports. What import reports is explained in its own words.
func TestEveryRuleIsInTheTable(t *testing.T) {
	areas, used := map[string]bool{"import": false}, map[string]bool{}
	for _, r := range problem.Rules() {
		area, _, _ := strings.Cut(r.ID, "/")
		areas[area] = true
	}
	for _, s := range sources(t) {
		if !within(s.dir, "generator") || strings.HasSuffix(s.path, "/problem/table.go") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			id, _ := strconv.Unquote(literal.Value)
			if area, _, _ := strings.Cut(id, "/"); !ruleName.MatchString(id) || !areas[area] || slices.Contains(notRules, id) {
				return true
			}
			used[id] = true
			if _, known := problem.RuleOf(id); !known {
				t.Errorf("%s reports %q, which the table of rules does not explain", s.path, id)
			}
			return true
		})
	}
	for _, r := range problem.Rules() {
		if !used[r.ID] {
			t.Errorf("nobody reports %q", r.ID)
		}
	}
}

// notRules are strings that look like the name of a rule.
var notRules = []string{"html/template", "image/gif", "image/jpeg", "image/png", "image/webp", "image/avif", "data/history"}

// TestTheRulesAreDocumented keeps the editors' page and the table of rules the same; go test -update writes the page.
func TestTheRulesAreDocumented(t *testing.T) {
	const file, mark = "../content/editors/check-rules.md", "## All rules\n"
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, _, ok := strings.Cut(string(page), mark)
	if !ok {
		t.Fatalf("%s has no heading %q", file, mark)
	}
	var rules bytes.Buffer
	if err := problem.WriteRules(&rules, "markdown"); err != nil {
		t.Fatal(err)
	}
	want := head + mark + rules.String()
	if want == string(page) {
		return
	}
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s is not what the table of rules says; write it with -update", file)
}
