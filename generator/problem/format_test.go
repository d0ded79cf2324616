package problem

import (
	"encoding/json"
	"strings"
	"testing"
)

var sample = []Problem{
	{Rule: "link/broken", File: "a,b.md", Line: 3, Column: 5, Text: "x leads nowhere\nat all", Hint: "100% sure"},
	{Severity: Notice, Text: "no file"},
}

func TestGitHubAnnotationsAreEscaped(t *testing.T) {
	var b strings.Builder
	if err := Formats["github"](&b, sample, "content"); err != nil {
		t.Fatal(err)
	}
	want := "::error file=content/a%2Cb.md,line=3,col=5::x leads nowhere%0Aat all%0A100%25 sure\n::notice::no file\n"
	if b.String() != want {
		t.Errorf("got %q", b.String())
	}
}

func TestSARIFNamesPlaceAndRule(t *testing.T) {
	var b strings.Builder
	if err := Formats["sarif"](&b, sample, "content"); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID, Level string
				Locations     []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	r := log.Runs[0].Results
	if len(r) != 2 || r[0].RuleID != "link/broken" || r[0].Locations[0].PhysicalLocation.ArtifactLocation.URI != "content/a,b.md" || r[1].Level != "note" {
		t.Errorf("%+v", r)
	}
}

func TestJSONIsAListEvenWithoutProblems(t *testing.T) {
	var b strings.Builder
	Formats["json"](&b, nil, "")
	if b.String() != "{\n  \"problems\": []\n}\n" {
		t.Errorf("got %q", b.String())
	}
}
