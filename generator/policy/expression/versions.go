package expression

import (
	"strings"

	"portolan/generator/policy/facts"
)

// Versions returns the licences that "or later" lets one choose instead, from the stated version on: GPL-2.0-only and
// GPL-3.0-only for GPL-2.0-or-later. An exception stays with each. It is empty for what says no "or later".
func Versions(e *Expression) []*Expression {
	base, gnu := strings.CutSuffix(e.ID, "-or-later")
	if e.Kind != License || !gnu && !e.OrLater {
		return nil
	}
	family, from, tail := cutVersion(base)
	suffix := ""
	if gnu {
		suffix = "-only"
	}
	var found []*Expression
	for _, l := range facts.Licenses() {
		id, fits := strings.CutSuffix(l.ID, suffix)
		other, version, rest := cutVersion(id)
		if fits && !l.Deprecated && other == family && rest == tail && !older(version, from) {
			found = append(found, leaf(License, l.ID, false, e.Exception))
		}
	}
	return found
}

// cutVersion splits "GFDL-1.1-invariants" into "GFDL-", "1.1" and "-invariants".
func cutVersion(id string) (family, version, rest string) {
	for i := 1; i < len(id); i++ {
		if id[i-1] == '-' && id[i] >= '0' && id[i] <= '9' {
			end := i
			for end < len(id) && id[end] != '-' {
				end++
			}
			return id[:i], id[i:end], id[end:]
		}
	}
	return id, "", ""
}

// older compares versions of the SPDX list, which are short: "1.3a", "2.0".
func older(a, b string) bool {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		if len(x[i]) != len(y[i]) {
			return len(x[i]) < len(y[i])
		}
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return len(x) < len(y)
}
