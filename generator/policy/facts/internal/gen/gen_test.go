package main

import (
	"path"
	"slices"
	"strings"
	"testing"

	"portolan/generator/policy/facts"
)

func matches(pattern string, ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool {
		ok, _ := path.Match(pattern, id)
		return ok
	})
}

// A name in judgement.txt that no list has is a slip of the pen.
func TestJudgementNamesWhatThereIs(t *testing.T) {
	j, err := readJudgement("judgement.txt")
	if err != nil {
		t.Fatal(err)
	}
	var licenses, exceptions []string
	for _, l := range facts.Licenses() {
		licenses = append(licenses, l.ID)
	}
	for _, x := range facts.Exceptions() {
		exceptions = append(exceptions, x.ID)
	}
	for _, s := range j.categories {
		if !matches(s.pattern, licenses) {
			t.Errorf("category %s: no licence is %q", s.category, s.pattern)
		}
	}
	for id := range j.linking {
		if !slices.Contains(exceptions, id) {
			t.Errorf("linking: no exception is %q", id)
		}
	}
	for id := range j.free {
		if !slices.Contains(licenses, id) {
			t.Errorf("%s: no licence is %q", j.free[id], id)
		}
	}
	for old, current := range j.replace {
		base, _, _ := strings.Cut(current, " WITH ")
		if !slices.Contains(append(licenses, exceptions...), old) || !slices.Contains(append(licenses, exceptions...), base) {
			t.Errorf("replace %s: %s", old, current)
		}
	}
}

func TestCategoryTakesTheName(t *testing.T) {
	j := judgement{categories: []said{{"BSD-*", "permissive"}, {"BSD-Odd", "source-available"}, {"MIT-Click", "none"}}}
	for _, c := range []struct {
		id         string
		permissive bool
		want       string
	}{
		{"BSD-Odd", true, "source-available"}, {"BSD-2", false, "permissive"}, {"MIT", true, "permissive"}, {"MIT", false, ""}, {"MIT-Click", true, "none"},
	} {
		if got := j.category(c.id, c.permissive); got != c.want {
			t.Errorf("%s: %q, want %q", c.id, got, c.want)
		}
	}
}

func TestDutiesFollowTheGNUNames(t *testing.T) {
	all := map[string]obligations{"GPL-2.0": {Conditions: []string{"same-license"}}}
	for id, want := range map[string]string{"GPL-2.0": "same-license", "GPL-2.0-only": "same-license", "GPL-2.0-or-later": "same-license", "GPL-2.0+": "same-license", "GPL-3.0-only": ""} {
		if got := duties(id, all)[1]; got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}
