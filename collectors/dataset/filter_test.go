package dataset

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
)

// secret is in everything that outsiders must not see.
const secret = "canary"

func TestOutsidersSeeNothingOfWhatIsHidden(t *testing.T) {
	project := func(id, source string, a Audience) *Project {
		return &Project{ID: id, Name: id, Visibility: VisibilityPublic, Audience: a, Upstream: "x/" + secret, Provenance: provenance(source)}
	}
	all := &Dataset{
		Projects: []*Project{project("x/open", "github", Public), project("x/"+secret, "github", Internal), project("x/"+secret, "git", Public),
			{ID: "x/" + secret + "2", Name: "nobody marked me", Provenance: provenance("github")}},
		Activity: []*Activity{{Project: "x/open", Audience: Public}, {Project: "x/" + secret, Audience: Public}},
		Products: []*Product{{ID: "shop", Name: "shop", Audience: Public, Project: "x/" + secret}, {ID: secret, Name: "p", Audience: Internal}},
		Inventories: []*Inventory{{ID: "shop", Product: "shop", Audience: Public}, {ID: "i", Product: secret, Audience: Public},
			{ID: secret, Product: "shop"}},
		Decisions: []*Decisions{{ID: "d", Audience: Public, Decisions: []Decision{{ID: "1", Title: "ok"}, {ID: secret, Product: secret}, {ID: secret, Audience: Internal}}},
			{ID: secret}},
		Figures:         []*Figure{{ID: secret}},
		Events:          []*Events{{ID: secret}},
		Outbound:        []*Outbound{{Project: "y/" + secret}},
		Scorecards:      []*Scorecard{{Project: "x/" + secret, Audience: Public}},
		Vulnerabilities: []*Vulnerabilities{{ID: "v", Product: secret, Audience: Public}},
		Traffic:         []*Traffic{{Project: "x/" + secret}, {Project: "x/open", Audience: Public, Provenance: Provenance{URL: secret}}},
		History:         []*History{{Days: map[Date]map[string]map[string]*float64{"2026-11-22": {"x/open": {"stars": nil}, "x/" + secret: {"stars": nil}, "company": {secret: nil}}}}},
		Sources:         &Sources{Sources: []SourceStatus{{ID: "github-1", Asked: secret}, {ID: "sbom-1", Audience: Public}}},
	}
	before, _ := json.Marshal(all, json.Deterministic(true))
	public, err := json.Marshal(all.For(func(a Audience) bool { return a == Public }), json.Deterministic(true))
	if err != nil {
		t.Fatal(err)
	}
	if at := strings.Index(string(public), secret); at >= 0 {
		t.Errorf("...%s...", public[max(0, at-80):at+20])
	}
	for _, shown := range []string{"x/open", "shop", "sbom-1", `"ok"`} {
		if !strings.Contains(string(public), shown) {
			t.Errorf("%s is missing", shown)
		}
	}
	if after, _ := json.Marshal(all, json.Deterministic(true)); string(after) != string(before) {
		t.Error("the whole dataset was changed")
	}
	inside, _ := json.Marshal(all.For(func(a Audience) bool { return true }), json.Deterministic(true))
	if got, want := strings.Count(string(inside), secret), strings.Count(string(before), secret); got != want {
		t.Errorf("insiders see %d of %d", got, want)
	}
}
