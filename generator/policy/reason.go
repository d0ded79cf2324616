package policy

import (
	"strings"

	"portolan/generator/policy/expression"
	"portolan/generator/policy/facts"
	"portolan/generator/words"
)

// Speak sets the words that reasons are made of. It is called before anything is judged; without it reasons are the keys
// of their texts.
func (p *Policy) Speak(w *words.Words) { p.words = w }

func listed(n *expression.Expression) bool {
	_, ok := facts.Lookup(n.ID)
	return ok
}

func (e *evaluation) byRule(r *Rule, n *expression.Expression, category string) Verdict {
	v := Verdict{
		Level: r.Verdict, Rule: r.ID, Conditions: r.Conditions, Severity: r.Severity, Fix: r.Fix, See: r.See, Page: r.Place.Page,
	}
	v.Reason = e.policy.words.Text("policy.rule."+r.Verdict.String(), r.ID, n)
	if category != "" {
		v.Reason += e.policy.words.Text("policy.in_category", category)
	}
	v.Reason += "."
	return v
}

func (e *evaluation) byException(x *Exception, n *expression.Expression) Verdict {
	v := Verdict{
		Level: x.Verdict, Exception: x.ID, Conditions: x.Conditions, Fix: x.Fix, See: x.See, Page: x.Place.Page,
	}
	v.Reason = e.policy.words.Text("policy.exception."+x.Verdict.String(), x.ID, n)
	if !x.Expires.IsZero() {
		v.Reason += e.policy.words.Text("policy.until", x.Expires.Format("2006-01-02"))
	}
	v.Reason += sentence(x.Because)
	return v
}

// sentence ends a sentence with the words of a person, where there are any.
func sentence(because string) string {
	because = strings.TrimRight(strings.TrimSpace(because), ".")
	if because == "" {
		return "."
	}
	return ": " + because + "."
}

func (e *evaluation) byDefault(n *expression.Expression) Verdict {
	p := e.policy
	if p.Empty() {
		return Verdict{Level: Unknown, Reason: p.words.Text("policy.none_yet", n)}
	}
	v := Verdict{Level: p.Default(), Page: p.defaultAt.Page}
	if p.byDefault == nil {
		v.Reason = p.words.Text("policy.person", n)
	} else {
		v.Reason = p.words.Text("policy.default", n, p.words.Word(v.Level.String()))
	}
	return v
}

// withoutRule judges what is no licence of the list and no rule names.
func (e *evaluation) withoutRule(n *expression.Expression) Verdict {
	w := e.policy.words
	v := Verdict{Level: Unknown, Fix: w.Text("policy.find_out")}
	switch n.Kind {
	case expression.None:
		return Verdict{Level: Forbidden, Reason: w.Text("policy.no_license"), Fix: w.Text("policy.ask_authors")}
	case expression.NoAssertion:
		v.Reason = w.Text("policy.no_assertion")
	case expression.License:
		v.Reason, v.Fix = w.Text("policy.unlisted", n), w.Text("policy.add_rule")
	default:
		v.Reason = w.Text("policy.not_known", n)
	}
	return v
}

// allReason explains the verdict on what AND joins.
func (e *evaluation) allReason(outs []outcome, worst outcome) string {
	for _, out := range outs {
		if out.Level != worst.Level {
			return e.policy.words.Text("policy.all", worst.Reason)
		}
	}
	if worst.Level == Allowed || worst.Level == Conditional {
		var reasons []string
		for _, out := range outs {
			reasons = union(reasons, []string{out.Reason})
		}
		return strings.Join(reasons, " ")
	}
	return worst.Reason
}

// anyReason explains the verdict on what OR joins.
func (e *evaluation) anyReason(outs []outcome, best outcome) string {
	for _, out := range outs {
		if out.Level != best.Level {
			return e.policy.words.Text("policy.any", best.remains, best.Reason)
		}
	}
	return best.Reason
}

func (e *evaluation) choiceReason(c *Choice) string {
	return e.policy.words.Text("policy.choice", c.chosen, c.whole) + sentence(c.Because) + " "
}
