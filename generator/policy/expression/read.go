package expression

import (
	"fmt"
	"slices"
	"strings"
)

// longest is how many bytes are read as an expression: what is longer is a licence text that strayed into the field.
const longest = 2048

// Repair is one change that made a licence string readable.
type Repair struct {
	From string `json:"from"`
	To   string `json:"to"`
	// Why is a phrase in lower case without a full stop.
	Why string `json:"why"`
}

// Reading is what could be made of a licence string.
type Reading struct {
	// Written is the string as it came.
	Written string
	// Expression is what it means. It is never nil: what cannot be understood is [Unknown] or [NoAssertion].
	Expression *Expression
	// Repairs lists what was changed, from left to right; empty where the string was fine.
	Repairs []Repair
	// Unknown says why the expression, or a part of it, stays unknown; empty where everything is understood.
	Unknown string
}

// Normalised returns the expression in SPDX spelling, or "" where a part of it is unknown.
func (r Reading) Normalised() string {
	if r.Unknown != "" || !r.Expression.Valid() {
		return ""
	}
	return r.Expression.String()
}

// Read makes the most of a licence string as found in the wild. Where a part of it must be missing, the whole stays unknown:
// what was lost may be stricter than what is left.
func Read(written string) Reading {
	r := Reading{Written: written}
	s := strings.TrimSpace(strings.ToValidUTF8(written, "\uFFFD"))
	if e, repairs, err := parse(s); err == nil {
		r.Expression, r.Repairs = e, repairs
		return r
	}
	if len(s) > longest {
		return r.unknown(s[:40]+"...", fmt.Sprintf("it is %d bytes long: a licence text, not an expression", len(s)))
	}
	if why, silent := silence[key(s)]; silent {
		r.Expression = leaf(NoAssertion, "", false, "")
		if s != "" {
			r.Repairs = []Repair{{s, "NOASSERTION", why}}
		}
		return r
	}
	if why, known := refused[key(s)]; known {
		return r.unknown(s, why)
	}
	m := mender{tokens: scan(s), source: s}
	r.Expression = m.alternatives(0)
	if m.next < len(m.tokens) {
		return r.unknown(s, "the parentheses do not match")
	}
	if m.deep {
		return r.unknown(s, "its parentheses nest too deep")
	}
	if m.torn != "" {
		return r.unknown(s, m.torn)
	}
	r.Repairs = distinct(m.repairs)
	r.Unknown = strings.Join(m.unknown, "; ")
	return r
}

// distinct keeps the first of equal repairs.
func distinct(repairs []Repair) []Repair {
	var kept []Repair
	for _, r := range repairs {
		if !slices.Contains(kept, r) {
			kept = append(kept, r)
		}
	}
	return kept
}

func (r Reading) unknown(words, why string) Reading {
	r.Expression, r.Repairs, r.Unknown = leaf(Unknown, words, false, ""), nil, why
	return r
}

// silence are the words that say nothing about the licence, as [key] makes them: "N/A" is "n".
var silence = map[string]string{
	"":               "nothing is stated",
	"n":              "the words say nothing about the licence",
	"na":             "the words say nothing about the licence",
	"unknown":        "the words say nothing about the licence",
	"other":          "the words say nothing about the licence",
	"null":           "the words say nothing about the licence",
	"undefined":      "the words say nothing about the licence",
	"noassertion":    "the words say nothing about the licence",
	"no assertion":   "the words say nothing about the licence",
	"not specified":  "the words say nothing about the licence",
	"unspecified":    "the words say nothing about the licence",
	"not found":      "the words say nothing about the licence",
	"no information": "the words say nothing about the licence",
}

// refused are words whose meaning is known and is not a licence.
var refused = map[string]string{
	"unlicensed":          "npm's UNLICENSED means that no right to use it is granted; it is not the Unlicense",
	"commercial":          "a commercial licence is between its two parties and has no public id",
	"proprietary":         "a proprietary licence is between its two parties and has no public id",
	"dual":                "which licences one may choose between is not said",
	"custom":              "which licence is meant is not said",
	"open source":         "which open source licence is meant is not said",
	"free software":       "which free software licence is meant is not said",
	"all rights reserved": "no licence is granted",
}
