package problem

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestEveryRuleSaysWhatWhyAndHow(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		_, what, ok := strings.Cut(r.ID, "/")
		if !ok || what == "" || seen[r.ID] {
			t.Errorf("%q is no name of a rule, or there twice", r.ID)
		}
		seen[r.ID] = true
		for name, text := range map[string]string{"what": r.What + ".", "why": r.Why, "mend": r.Mend} {
			if len(text) < 8 || strings.HasSuffix(text, "..") {
				t.Errorf("%s: %s is %q", r.ID, name, text)
			}
		}
	}
}

func TestSettingsAreCheckedAndApplied(t *testing.T) {
	settings := Settings{"link/broken": "warning", "image/no-alt": "off", "site/syntax": "off", "page/orphan": "loud", "alt/no-alt": "off"}
	for id, want := range map[string]string{
		"link/broken": "", "image/no-alt": "", "site/syntax": `the rule "site/syntax" cannot be switched`, "page/orphan": `"loud" is no severity`, "alt/no-alt": `there is no rule "alt/no-alt"`,
	} {
		if got, _ := settings.Check(id); got != want {
			t.Errorf("%s: %q, not %q", id, got, want)
		}
	}
	var l List
	l.Use(settings)
	l.Add(Problem{Rule: "link/broken"}, Problem{Severity: Warning, Rule: "image/no-alt"}, Problem{Rule: "site/syntax"}, Problem{Rule: "block/value"})
	var got []string
	for _, p := range l.Sorted() {
		got = append(got, p.Severity.String()+" "+p.Rule)
	}
	if strings.Join(got, ", ") != "error block/value, error site/syntax, warning link/broken" {
		t.Errorf("got %v", got)
	}
}

// TestSARIFHasWhatTheStandardRequires checks the members that SARIF 2.1.0 requires (sections 3.13.2, 3.14.6, 3.18.2,
// 3.19.2, 3.27.11, 3.49.3) and that what points to something points to what is there.
func TestSARIFHasWhatTheStandardRequires(t *testing.T) {
	var b strings.Builder
	problems := append([]Problem{{Rule: "link/broken", File: "ä b.md", Line: 2, Column: 4, Source: "äö[x](y)", Text: "y leads nowhere"}, {Text: "no rule"}}, sample...)
	if err := Formats["sarif"](&b, problems, "content"); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Schema  string `json:"$schema"`
		Version string
		Runs    []struct {
			ColumnKind string
			Tool       struct {
				Driver *struct {
					Name  string
					Rules []struct {
						ID                   string
						ShortDescription     *struct{ Text string }
						Help                 *struct{ Text, Markdown string }
						DefaultConfiguration *struct{ Level string }
					}
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex *int
				Level     string
				Message   *struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || !strings.Contains(log.Schema, "sarif-2.1.0") || len(log.Runs) != 1 || log.Runs[0].Tool.Driver == nil || log.Runs[0].Tool.Driver.Name == "" {
		t.Fatalf("%+v", log)
	}
	run := log.Runs[0]
	rules := run.Tool.Driver.Rules
	for _, r := range run.Results {
		if r.Message == nil || r.Message.Text == "" || r.RuleIndex == nil || *r.RuleIndex >= len(rules) || rules[*r.RuleIndex].ID != r.RuleID {
			t.Errorf("%+v", r)
		}
		if !strings.Contains("error warning note none", r.Level) {
			t.Errorf("%q is no level", r.Level)
		}
		for _, l := range r.Locations {
			if l.PhysicalLocation.ArtifactLocation.URI == "" || l.PhysicalLocation.Region.StartLine < 1 || l.PhysicalLocation.Region.StartColumn < 1 {
				t.Errorf("%+v", l)
			}
		}
	}
	at := run.Results[0].Locations[0].PhysicalLocation
	if at.ArtifactLocation.URI != "content/%C3%A4%20b.md" || at.Region.StartColumn != 3 {
		t.Errorf("%+v", at)
	}
	if rules[0].ID != "link/broken" || rules[0].Help == nil || rules[0].Help.Text == "" || rules[0].ShortDescription.Text == "" || rules[0].DefaultConfiguration.Level != "error" {
		t.Errorf("%+v", rules[0])
	}
}
