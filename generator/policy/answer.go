package policy

import (
	"encoding/json"

	"portolan/generator/policy/expression"
)

// Answer is a verdict as the API and `portolan license --json` write it. Null says that there is none.
type Answer struct {
	Verdict          Level               `json:"verdict"`
	Rule             *string             `json:"rule"`
	Reason           string              `json:"reason"`
	Exception        *string             `json:"exception"`
	ExpiredException string              `json:"expired_exception,omitempty"`
	Branch           string              `json:"branch,omitempty"`
	Conditions       []string            `json:"conditions,omitempty"`
	Severity         string              `json:"severity,omitempty"`
	Fix              string              `json:"fix,omitempty"`
	See              string              `json:"see,omitempty"`
	Page             string              `json:"page,omitempty"`
	Repairs          []expression.Repair `json:"repairs,omitempty"`
}

// Answer returns the verdict in the shape for JSON; the context is its key there.
func (v Verdict) Answer() Answer {
	return Answer{
		Verdict: v.Level, Rule: orNull(v.Rule), Reason: v.Reason, Exception: orNull(v.Exception),
		ExpiredException: v.ExpiredException, Branch: v.Branch, Conditions: v.Conditions, Severity: v.Severity,
		Fix: v.Fix, See: v.See, Page: v.Page, Repairs: v.Repairs,
	}
}

// MarshalJSON writes the verdict as its [Answer].
func (v Verdict) MarshalJSON() ([]byte, error) { return json.Marshal(v.Answer()) }

// ByContext returns verdicts under the ids of their contexts.
func ByContext(verdicts []Verdict) map[string]Verdict {
	all := make(map[string]Verdict, len(verdicts))
	for _, v := range verdicts {
		all[v.Context] = v
	}
	return all
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
