package policy

import (
	"slices"

	"portolan/generator/policy/expression"
)

// question is all of a subject that can change its verdicts.
type question struct {
	license string
	direct  int8 // 0 not known, 1 yes, 2 no
	component, version,
	product, scope string
}

func newQuestion(license string, t target) question {
	q := question{license: license, component: t.component, version: t.version, product: t.product, scope: t.scope}
	if t.direct != nil {
		q.direct = 2
		if *t.direct {
			q.direct = 1
		}
	}
	return q
}

// Judge returns a verdict for each context, in the order of [Policy.Contexts]. Equal questions share one slice, which
// must not be changed.
func (p *Policy) Judge(s Subject) []Verdict {
	t := p.relevant.target(s)
	q := newQuestion(s.License, t)
	p.mu.RLock()
	verdicts, known := p.judged[q]
	p.mu.RUnlock()
	if known {
		return verdicts
	}
	reading := expression.Read(s.License)
	verdicts = make([]Verdict, len(p.contexts))
	for i, e := range p.evaluations(t, reading.Expression) {
		verdicts[i] = e.answer(reading)
	}
	p.mu.Lock()
	p.judged[q] = verdicts
	p.mu.Unlock()
	return verdicts
}

// Worst returns the verdict that is furthest down the ladder, the first of equals.
func Worst(verdicts []Verdict) Verdict {
	return slices.MaxFunc(verdicts, func(a, b Verdict) int {
		return int(a.Level) - int(b.Level)
	})
}

// evaluation finds the verdict on one expression for one target in one context.
type evaluation struct {
	policy     *Policy
	exceptions []*Exception // those whose scope the target fits
	target     target
	context    string
	root       *expression.Expression
}

// evaluations makes one for each context. The exceptions for others, of which a register may hold thousands, are left
// out once for all.
func (p *Policy) evaluations(t target, root *expression.Expression) []evaluation {
	var exceptions []*Exception
	for i := range p.exceptions {
		if p.exceptions[i].fitsSomewhere(t) {
			exceptions = append(exceptions, &p.exceptions[i])
		}
	}
	all := make([]evaluation, len(p.contexts))
	for i, context := range p.contexts {
		all[i] = evaluation{policy: p, exceptions: exceptions, target: t, context: context.ID, root: root}
	}
	return all
}

// outcome is a verdict on a node and what remains of the node once every choice is made.
type outcome struct {
	Verdict
	remains *expression.Expression
}

func (e *evaluation) answer(reading expression.Reading) Verdict {
	out := e.node(e.root)
	out.Context = e.context
	out.Repairs = reading.Repairs
	if out.remains.String() != e.root.String() {
		out.Branch = out.remains.String()
	}
	return out.Verdict
}

// node judges by the order that the package comment gives.
func (e *evaluation) node(n *expression.Expression) outcome {
	x, expired := e.exception(n)
	out := outcome{remains: n}
	if x != nil {
		out.Verdict = e.byException(x, n)
	} else {
		out = e.byRules(n)
	}
	if expired != "" {
		out.ExpiredException = expired
	}
	return out
}

func (e *evaluation) byRules(n *expression.Expression) outcome {
	for i := range e.policy.rules {
		r := &e.policy.rules[i]
		if r.whole != nil && r.whole.Key() == n.Key() && r.fits(e.target, e.context) {
			return outcome{e.byRule(r, n, ""), n}
		}
	}
	switch n.Kind {
	case expression.And:
		return e.together(n)
	case expression.Or:
		return e.alternatives(n)
	}
	return e.leaf(n)
}

// exception finds the first exception for a node that still counts, and the first that no longer does.
func (e *evaluation) exception(n *expression.Expression) (found *Exception, expired string) {
	for _, x := range e.exceptions {
		if !e.concerns(x, n) || !x.fits(e.target, e.context) {
			continue
		}
		if !x.Expired {
			return x, expired
		}
		if expired == "" {
			expired = x.ID
		}
	}
	return nil, expired
}

func (e *evaluation) concerns(x *Exception, n *expression.Expression) bool {
	switch {
	case x.whole != nil:
		return x.whole.Key() == n.Key()
	case len(x.patterns) > 0:
		return len(n.Parts) == 0 && (names(x.patterns, n, true) || names(x.patterns, n, false))
	}
	return n == e.root
}

// together takes the worst part and gathers all conditions.
func (e *evaluation) together(n *expression.Expression) outcome {
	outs := e.parts(n)
	worst := slices.MaxFunc(outs, func(a, b outcome) int { return int(a.Level) - int(b.Level) })
	remains := make([]*expression.Expression, len(outs))
	var conditions []string
	for i, out := range outs {
		remains[i] = out.remains
		conditions = union(conditions, out.Conditions)
		if worst.ExpiredException == "" {
			worst.ExpiredException = out.ExpiredException
		}
	}
	worst.Conditions = conditions
	worst.remains = expression.AllOf(remains...)
	worst.Reason = e.allReason(outs, worst)
	return worst
}

// alternatives follows a choice of the policy, else takes the best part.
func (e *evaluation) alternatives(n *expression.Expression) outcome {
	for i := range e.policy.choices {
		c := &e.policy.choices[i]
		if c.whole.Key() == n.Key() && c.fits(e.target, e.context) {
			out := e.node(c.chosen)
			out.Reason = e.choiceReason(c) + out.Reason
			return out
		}
	}
	outs := e.parts(n)
	best := slices.MinFunc(outs, func(a, b outcome) int { return int(a.Level) - int(b.Level) })
	best.Reason = e.anyReason(outs, best)
	return best
}

func (e *evaluation) parts(n *expression.Expression) []outcome {
	outs := make([]outcome, len(n.Parts))
	for i, part := range n.Parts {
		outs[i] = e.node(part)
	}
	return outs
}

// leaf judges a single licence.
func (e *evaluation) leaf(n *expression.Expression) outcome {
	if r, category := e.ruleFor(n); r != nil {
		return outcome{e.byRule(r, n, category), n}
	}
	if n.Kind != expression.License || !listed(n) {
		return outcome{e.withoutRule(n), n}
	}
	if out, ok := e.laterVersions(n); ok {
		return out
	}
	return outcome{e.byDefault(n), n}
}

// ruleFor finds the rule for a single licence, and the category by which it covers it.
func (e *evaluation) ruleFor(n *expression.Expression) (*Rule, string) {
	if n.Exception != "" {
		if r := e.first(func(r *Rule) bool { return names(r.patterns, n, true) }); r != nil {
			return r, ""
		}
	}
	categories := e.policy.listed.of(n)
	if len(categories) == 0 {
		categories = []string{""}
	}
	for _, category := range categories {
		covers := func(r *Rule) bool {
			return names(r.patterns, n, false) || category != "" && slices.Contains(r.Categories, category) || r.any() && listed(n)
		}
		if r := e.first(covers); r != nil {
			if !slices.Contains(r.Categories, category) {
				category = ""
			}
			return r, category
		}
	}
	return nil, ""
}

// any tells that the rule names no licence in any way and so is for all that are listed.
func (r *Rule) any() bool {
	return len(r.patterns) == 0 && len(r.Categories) == 0 && r.whole == nil
}

func (e *evaluation) first(covers func(*Rule) bool) *Rule {
	for i := range e.policy.rules {
		if r := &e.policy.rules[i]; r.fits(e.target, e.context) && covers(r) {
			return r
		}
	}
	return nil
}

// laterVersions takes the best of the versions that "or later" lets one choose, among those that rules cover.
func (e *evaluation) laterVersions(n *expression.Expression) (outcome, bool) {
	var outs []outcome
	for _, version := range expression.Versions(n) {
		if r, category := e.ruleFor(version); r != nil {
			outs = append(outs, outcome{e.byRule(r, version, category), version})
		}
	}
	if len(outs) == 0 {
		return outcome{}, false
	}
	best := slices.MinFunc(outs, func(a, b outcome) int { return int(a.Level) - int(b.Level) })
	best.Reason = e.policy.words.Text("policy.later", n, best.remains, best.Reason)
	return best, true
}

// union appends what is not there yet.
func union(all, more []string) []string {
	for _, s := range more {
		if !slices.Contains(all, s) {
			all = append(slices.Clip(all), s)
		}
	}
	return all
}
