package content

import (
	"slices"
	"strings"
	"testing"
)

func rulesOf(t *testing.T, files map[string]string) (rules []string, public *Tree) {
	t.Helper()
	files["site.yaml"] = twoEditions
	tree, problems := load(t, files)
	for _, p := range problems {
		rules = append(rules, p.Rule+" "+p.At())
	}
	return rules, tree.For(tree.Site.Edition("public"))
}

func TestAnAudienceThatIsMisspeltIsRefused(t *testing.T) {
	for _, key := range []string{"Audience", "audiance", "audiences", "audence"} {
		if rules, _ := rulesOf(t, map[string]string{"a/index.md": "---\naudience: public\n---\n", "a/b.md": "---\n" + key + ": internal\n---\n"}); len(rules) != 1 || !strings.HasPrefix(rules[0], "audience/key a/b.md:2") {
			t.Errorf("%s: %v", key, rules)
		}
	}
	if rules, _ := rulesOf(t, map[string]string{"b.md": "---\nevidence: x\nauthor: y\n---\n"}); len(rules) > 0 {
		t.Error(rules)
	}
}

func TestADraftNarrowsItsFolder(t *testing.T) {
	rules, public := rulesOf(t, map[string]string{"shut/index.md": "---\naudience: internal\ndraft: true\n---\n", "shut/b.md": "---\naudience: public\n---\n"})
	if len(rules) != 1 || !strings.HasPrefix(rules[0], "audience/wider") || len(public.Pages) > 0 {
		t.Errorf("%v, %d pages", rules, len(public.Pages))
	}
}

func TestATitleIsNotTakenFromAPart(t *testing.T) {
	for _, body := range []string{":::internal\n# Secret\n:::\n", "> :::internal\n# Secret\n", "!!! internal\n# Secret\n"} {
		if title := titleFrom("a/plan.md", []byte(body)); title != "Plan" {
			t.Errorf("%q from %q", title, body)
		}
	}
}

func TestANameThatIsNearlyAnAudienceHides(t *testing.T) {
	site := &Site{Editions: map[string]Edition{"public": {Audiences: []string{"public"}}, "internal": {Audiences: []string{"public", "internal", "partners"}}}}
	for name, hides := range map[string]bool{
		"internal": true, "Internal": true, "interal": true, "internals": true, "partners": true, "partner": true, "PARTNERS": true,
		"public": false, "note": false, "tip": false, "important": false, "details": false, "warning": false, "columns": false, "": false,
	} {
		if site.Hides(name, site.Editions["public"]) != hides {
			t.Errorf("%q: hidden is not %v", name, hides)
		}
		if site.Hides(name, site.Editions["internal"]) {
			t.Errorf("%q is hidden from insiders", name)
		}
	}
	_, problems := cutParts("a.md", []byte(":::interal\nsecret\n:::\n"), 1, site, site.Editions["public"])
	if len(problems) != 1 || problems[0].Rule != "part/audience" || problems[0].Hint != "did you mean :::internal?" {
		t.Error(problems)
	}
}

func TestFilesFollowThosePagesThatMayBeSeen(t *testing.T) {
	_, public := rulesOf(t, map[string]string{
		"index.md": "---\naudience: public\n---\n", "logo.png": "", "pictures/a.png": "",
		"open/index.md": "---\naudience: public\n---\n", "open/a.png": "", "open/deep/b.png": "", "open/shut/p.md": "---\naudience: internal\n---\n", "open/shut/c.png": "",
		"plans/p.md": "", "plans/d.png": "", "plans/pictures/e.png": "", "mixed/a.md": "---\naudience: public\n---\n", "mixed/b.md": "", "mixed/f.png": "",
		"shut/index.md": "---\naudience: internal\n---\n", "shut/pictures/g.png": "",
	})
	if got, want := strings.Join(public.Files, " "), "logo.png mixed/f.png open/a.png open/deep/b.png open/shut/c.png pictures/a.png"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if target := public.Resolve(public.File("index.md"), "plans/d.png", func(string) bool { return false }); !target.Hidden || target.File != "" {
		t.Errorf("%+v", target)
	}
}

func TestStaticFilesStayInsideWithWhatSpeaksOfThem(t *testing.T) {
	_, public := rulesOf(t, map[string]string{
		"open.md": "---\naudience: public\n---\n[x](/both.pdf)\n\n:::internal\n[y](/part.pdf)\n:::\n", "in.md": "![z](/in/secret%20plan.png) /both.pdf\n",
		"static/both.pdf": "", "static/part.pdf": "", "static/in/secret plan.png": "", "static/favicon.ico": "",
	})
	hidden := public.HiddenStatic(map[string]bool{"static/both.pdf": true}, public.Site.Edition("public"))
	var names []string
	for name := range hidden {
		names = append(names, name)
	}
	slices.Sort(names)
	if got := strings.Join(names, ", "); got != "static/in/secret plan.png, static/part.pdf" {
		t.Error(got)
	}
}
