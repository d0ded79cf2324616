package collectors

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestEntriesKeepTheirPlaces(t *testing.T) {
	entries, err := Entries(yamlNode("- github: {orgs: [acme]}\n- example\n- git:\n    repositories: [.]\n- example:\n"))
	if err != nil || len(entries) != 4 {
		t.Fatal(entries, err)
	}
	for i, want := range []struct {
		name      string
		line      int
		hasConfig bool
	}{{"github", 1, true}, {"example", 2, false}, {"git", 3, true}, {"example", 5, true}} {
		e := entries[i]
		if e.Name != want.name || e.Line != want.line || e.Column != 3 || (e.Config != nil) != want.hasConfig {
			t.Errorf("%d: %+v", i, e)
		}
	}
	if none, err := Entries(nil); none != nil || err != nil {
		t.Error(none, err)
	}
}

func TestWhatIsNoEntryIsSaidWithItsPlace(t *testing.T) {
	for name, c := range map[string]struct {
		yaml string
		line int
		text string
	}{
		"no list":           {"github: {orgs: [acme]}", 1, "not a list"},
		"two in one":        {"- example: {}\n- {github: {}, git: {}}", 2, "not one collector"},
		"a list in list":    {"- [github]", 1, "not one collector"},
		"a number":          {"- example: {}\n- 7", 2, "not one collector"},
		"no collector":      {"- gihtub: {orgs: [acme]}", 1, `"gihtub" is no collector`},
		"an unknown key":    {"- github:\n    orgs: [acme]\n    tokn_env: X", 3, "tokn_env"},
		"a list for a word": {"- github:\n    orgs: [acme]\n    base_url: [a]", 3, "github: "},
		"a word for a list": {"- github:\n    orgs: {a: b}", 2, "github: "},
		"nothing asked for": {"- github: {}", 1, "neither orgs nor users"},
	} {
		t.Run(name, func(t *testing.T) {
			entries, err := Entries(yamlNode(c.yaml))
			if err == nil {
				_, err = plan(entries, nil)
			}
			var failed *Error
			if !errors.As(err, &failed) || failed.Unreachable() || len(failed.Problems) != 1 {
				t.Fatalf("got %v", err)
			}
			if p := failed.Problems[0]; p.Line != c.line || p.Column == 0 || !strings.Contains(p.Text, c.text) {
				t.Errorf("%+v", p)
			}
		})
	}
}

func TestSourcesAreNumberedAndPickedByName(t *testing.T) {
	entries, _ := Entries(yamlNode("- example\n- github: {orgs: [a]}\n- github: {orgs: [b]}"))
	for _, c := range []struct {
		names []string
		asked string
	}{
		{nil, "example-1 github-1 github-2"}, {[]string{"github"}, "github-1 github-2"}, {[]string{"github-2", "example"}, "example-1 github-2"},
	} {
		jobs, err := plan(entries, c.names)
		if err != nil {
			t.Fatal(err)
		}
		var asked []string
		for _, j := range jobs {
			if j.asked {
				asked = append(asked, j.id)
			}
		}
		if got := strings.Join(asked, " "); got != c.asked {
			t.Errorf("%v: %s", c.names, got)
		}
	}
	_, err := plan(entries, []string{"gitlab"})
	if !errors.Is(err, ErrNoCollector) || !strings.Contains(err.Error(), `"gitlab"; it names example-1, github-1, github-2`) {
		t.Errorf("got %v", err)
	}
}

func TestTheListOfCollectorsIsSortedAndComplete(t *testing.T) {
	names := Names()
	for i, name := range names {
		if i > 0 && names[i-1] >= name {
			t.Errorf("%s stands behind %s", name, names[i-1])
		}
	}
}

func TestTwoEntriesOfOneIDAreAMistake(t *testing.T) {
	for name, c := range map[string]struct {
		text, says string
		line       int
	}{
		"decisions": {"- decisions: {files: [a.csv], id: acme, fields: {license: l, verdict: v}}\n" +
			"- decisions: {files: [b.csv], id: acme, fields: {license: l, verdict: v}}", "decisions-1 writes decisions/acme already", 2},
		"a product": {"- gomod: {directory: ., product: anvil}\n- example\n- sbom: {product: anvil, files: [a.json]}", "gomod-1 writes products/anvil already", 3},
		"figures":   {"- csv: {file: a.csv, figures: {x: {}, y: {}}}\n- csv: {file: b.csv, figures: {y: {}}}", "csv-1 writes figures/y already", 2},
		"apart": {"- decisions: {files: [a.csv], id: acme, fields: {license: l, verdict: v}}\n" +
			"- decisions: {files: [b.csv], id: other, fields: {license: l, verdict: v}}", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			entries, err := Entries(yamlNode(c.text))
			if err != nil {
				t.Fatal(err)
			}
			_, err = plan(entries, nil)
			var failed *Error
			if !errors.As(err, &failed) {
				if c.says != "" {
					t.Errorf("got %v", err)
				}
				return
			}
			if p := failed.Problems[0]; len(failed.Problems) != 1 || !strings.Contains(p.Text, c.says) || c.says == "" || p.Line != c.line || p.Hint == "" {
				t.Errorf("%+v", failed.Problems)
			}
		})
	}
}

func TestCheckTellsAllThatIsWrongWithHints(t *testing.T) {
	list := "- example: {seed: 1}\n- gihtub: {orgs: [acme]}\n- github: {orgs: acme, audince: public}\n- github: {orgs: [acme], tokn_env: x}\n" +
		"- sbom: [a]\n- csv: {file: x.csv, figures: {a: {colum: x}}}\n- github: {}\n"
	want := []Problem{
		{Line: 2, Column: 3, Text: `"gihtub" is no collector`, Hint: "the collectors are " + strings.Join(Names(), ", ")},
		{Line: 3, Column: 18, Text: "github: string was used where sequence is expected", Hint: "put it into brackets: [one, another]"},
		{Line: 3, Column: 24, Text: `github: unknown field "audince"`, Hint: "the keys of github are orgs, users, token_env, base_url, audience, skip, bots, outbound, task_labels"},
		{Line: 4, Column: 26, Text: `github: unknown field "tokn_env"`, Hint: "the keys of github are orgs, users, token_env, base_url, audience, skip, bots, outbound, task_labels"},
		{Line: 5, Column: 9, Text: "sbom: sequence was used where mapping is expected", Hint: "put it into braces: {key: value}"},
		{Line: 6, Column: 36, Text: `csv: unknown field "colum"`}, // its own keys would be no help
		{Line: 7, Column: 3, Text: "github: it names neither orgs nor users", Hint: "write - github: {orgs: [acme]}"},
	}
	for i := range want {
		want[i].Wrong = true
	}
	if got := Check(yamlNode(list)); !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	if got := Check(yamlNode("- github: {orgs: &a [acme], users: *a, bad: 1}\n")); len(got) != 1 || got[0].Column != 40 {
		t.Errorf("an anchor: %+v", got)
	}
	if got := Check(yamlNode("github: {}")); len(got) != 1 || got[0].Line != 1 {
		t.Errorf("no list: %+v", got)
	}
	if got := append(Check(nil), Check(yamlNode("- example\n"))...); got != nil {
		t.Errorf("nothing is wrong: %+v", got)
	}
}

func TestEveryKeyHasAName(t *testing.T) {
	for _, m := range makers() {
		if keys := m.keys(); slices.Contains(keys, "") || len(keys) == 0 && m.name != "example" {
			t.Errorf("%s: %q", m.name, keys)
		}
	}
}
