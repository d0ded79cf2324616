package generator

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/generator/content"
	"portolan/generator/policy"
)

// ruleChanges tells in words how the licence rules of a page changed: first which verdicts are others now, then what was
// written to bring that about. The rules of the edition's other pages are taken as they are today, so that only what
// this page changed is told.
func (e *edition) ruleChanges(of, old, new *content.Page) []string {
	if !old.HasRules && !new.HasRules {
		return nil
	}
	before, after := e.policyWith(of, old), e.policyWith(of, new)
	return slices.Concat(e.changedVerdicts(before, after), e.changedRules(before, after, old, new), e.changedExceptions(before, after, old, new))
}

// policyWith compiles the edition's policy with another text in place of a page's own.
func (e *edition) policyWith(of, text *content.Page) *policy.Policy {
	var sources []policy.Source
	for _, page := range e.rulePages() {
		if page != of {
			sources = append(sources, policySource(page))
		}
	}
	if counts(text) {
		sources = append(sources, policySource(text))
	}
	compiled, _ := policy.Compile(sources, e.now)
	compiled.Speak(e.say())
	return compiled
}

// changedVerdicts judges every licence that either policy names, in each context, and groups what differs.
func (e *edition) changedVerdicts(before, after *policy.Policy) []string {
	changed := map[[3]string][]string{}
	for _, id := range namedLicenses(before, after) {
		old := map[string]policy.Verdict{}
		for _, v := range before.Judge(policy.Subject{License: id}) {
			old[v.Context] = v
		}
		for _, v := range after.Judge(policy.Subject{License: id}) {
			if was, known := old[v.Context]; known && was.Level != v.Level {
				key := [3]string{contextTitle(after, v.Context), was.Level.String(), v.Level.String()}
				changed[key] = append(changed[key], id)
			}
		}
	}
	var told []string
	for _, key := range slices.SortedFunc(maps.Keys(changed), func(a, b [3]string) int { return slices.Compare(a[:], b[:]) }) {
		ids := changed[key]
		word := e.words.Word
		told = append(told, e.text("verdict_changed", listed(ids, 8, e), key[0], word(key[1]), word(key[2])))
	}
	return told
}

// listed names things and counts those past the first few.
func listed(names []string, most int, e *edition) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + ", " + e.text("and_more", e.number(len(names)-most))
}

func contextTitle(p *policy.Policy, id string) string {
	for _, c := range p.Contexts() {
		if c.ID == id && c.Title != "" {
			return c.Title
		}
	}
	return id
}

// namedLicenses are the ids that two policies name in categories and rules; patterns are left out.
func namedLicenses(policies ...*policy.Policy) []string {
	named := map[string]bool{}
	for _, p := range policies {
		for _, c := range p.Categories() {
			for _, id := range c.Licenses {
				named[id] = true
			}
		}
		for _, r := range p.Rules() {
			for _, id := range r.Licenses {
				named[id] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(named)), func(id string) bool { return strings.Contains(id, "*") })
}

// changedRules tells which rules of a page came, went, or read otherwise, and whether the default did.
func (e *edition) changedRules(before, after *policy.Policy, old, new *content.Page) []string {
	of := func(p *policy.Policy, page *content.Page) (ids []string, rules map[string]string) {
		rules = map[string]string{}
		for _, r := range p.Rules() {
			if r.Place.File == page.File {
				ids = append(ids, r.ID)
				rules[r.ID] = e.ruleInWords(r)
			}
		}
		return ids, rules
	}
	oldIDs, oldRules := of(before, old)
	newIDs, newRules := of(after, new)
	told := e.cameAndWent("rule", oldIDs, newIDs, oldRules, newRules)
	if a, b := before.Default(), after.Default(); a != b {
		told = append(told, e.text("default_changed", e.words.Word(a.String()), e.words.Word(b.String())))
	}
	return told
}

// changedExceptions does the same for exceptions.
func (e *edition) changedExceptions(before, after *policy.Policy, old, new *content.Page) []string {
	of := func(p *policy.Policy, page *content.Page) (ids []string, exceptions map[string]string) {
		exceptions = map[string]string{}
		for _, x := range p.Exceptions() {
			if x.Place.File == page.File {
				ids = append(ids, x.ID)
				exceptions[x.ID] = e.inWords(x.Verdict, x.Scope, x.License, x.Conditions, dayOf(x.Expires))
			}
		}
		return ids, exceptions
	}
	oldIDs, oldOnes := of(before, old)
	newIDs, newOnes := of(after, new)
	return e.cameAndWent("exception", oldIDs, newIDs, oldOnes, newOnes)
}

// cameAndWent compares what two versions say under each id.
func (e *edition) cameAndWent(kind string, oldIDs, newIDs []string, old, new map[string]string) (told []string) {
	for _, id := range newIDs {
		switch was, there := old[id]; {
		case !there:
			told = append(told, e.text(kind+"_added", id, new[id]))
		case was != new[id]:
			told = append(told, e.text(kind+"_changed", id, was, new[id]))
		}
	}
	for _, id := range oldIDs {
		if _, stays := new[id]; !stays {
			told = append(told, e.text(kind+"_removed", id, old[id]))
		}
	}
	return told
}

// ruleInWords says what a rule does: "conditional: weak-copyleft, in service; Link dynamically".
func (e *edition) ruleInWords(r policy.Rule) string {
	what := strings.Join(slices.Concat(r.Categories, r.Licenses), ", ")
	if r.Expression != "" {
		what = strings.TrimPrefix(what+", "+r.Expression, ", ")
	}
	return e.inWords(r.Verdict, r.Scope, what, r.Conditions, "")
}

func (e *edition) inWords(level policy.Level, s policy.Scope, what string, conditions []string, expires string) string {
	words := e.words.Word(level.String())
	for _, more := range []string{what, s.Component, s.Versions, s.Product, s.DependencyScope, strings.Join(s.Contexts, " + "), strings.Join(conditions, "; "), expires} {
		if more != "" {
			words += ", " + more
		}
	}
	if s.Direct != nil {
		words += fmt.Sprintf(", direct: %t", *s.Direct)
	}
	return words
}
