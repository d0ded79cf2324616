package policy

import (
	"fmt"
	"strings"

	"portolan/generator/policy/expression"
	"portolan/generator/policy/facts"
)

// findOut is how to mend a licence that nobody knows.
const findOut = "Find out which licence holds, and record it as an SPDX expression."

func listed(n *expression.Expression) bool {
	_, ok := facts.Lookup(n.ID)
	return ok
}

func (e *evaluation) byRule(r *Rule, n *expression.Expression, category string) Verdict {
	v := Verdict{
		Level: r.Verdict, Rule: r.ID, Conditions: r.Conditions, Severity: r.Severity, Fix: r.Fix, See: r.See, Page: r.Place.Page,
	}
	v.Reason = fmt.Sprintf("Rule %q %s", r.ID, r.Verdict.does(n.String()))
	if category != "" {
		v.Reason += fmt.Sprintf(": it is in the category %q", category)
	}
	v.Reason += "."
	return v
}

func (e *evaluation) byException(x *Exception, n *expression.Expression) Verdict {
	v := Verdict{
		Level: x.Verdict, Exception: x.ID, Conditions: x.Conditions, Fix: x.Fix, See: x.See, Page: x.Place.Page,
	}
	v.Reason = fmt.Sprintf("Exception %q %s", x.ID, x.Verdict.does(n.String()))
	if !x.Expires.IsZero() {
		v.Reason += " until " + x.Expires.Format("2006-01-02")
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
		return Verdict{Level: Unknown, Reason: fmt.Sprintf("No policy says anything about %s yet.", n)}
	}
	v := Verdict{Level: p.Default(), Page: p.defaultAt.Page}
	if p.byDefault == nil {
		v.Reason = fmt.Sprintf("No rule covers %s, so a person must look.", n)
	} else {
		v.Reason = fmt.Sprintf("No rule covers %s, so the default of the policy holds: %s.", n, v.Level)
	}
	return v
}

// withoutRule judges what is no licence of the list and no rule names.
func withoutRule(n *expression.Expression) Verdict {
	v := Verdict{Level: Unknown, Fix: findOut}
	switch n.Kind {
	case expression.None:
		return Verdict{Level: Forbidden, Reason: "There is no licence (NONE), so nobody may use it.", Fix: "Ask the authors for a licence."}
	case expression.NoAssertion:
		v.Reason = "Nobody says which licence holds (NOASSERTION)."
	case expression.License:
		v.Reason = fmt.Sprintf("%s is not on the SPDX list and no rule names it.", n)
		v.Fix = "Read its text and add a rule for it."
	default:
		v.Reason = fmt.Sprintf("%s is no known licence.", n)
	}
	return v
}

// allReason explains the verdict on what AND joins.
func allReason(outs []outcome, worst outcome) string {
	for _, out := range outs {
		if out.Level != worst.Level {
			return "All parts hold together, so the strictest decides. " + worst.Reason
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
func anyReason(outs []outcome, best outcome) string {
	for _, out := range outs {
		if out.Level != best.Level {
			return fmt.Sprintf("Of the licences on offer %s is judged best. %s", best.remains, best.Reason)
		}
	}
	return best.Reason
}

func choiceReason(c *Choice) string {
	return fmt.Sprintf("The policy chooses %s from %s%s ", c.chosen, c.whole, sentence(c.Because))
}
