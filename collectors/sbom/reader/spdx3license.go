package reader

import (
	"slices"
	"strings"
)

// linkedLicense is a licence of SPDX 3: a text, or a tree whose parts are elements of their own.
type linkedLicense struct {
	class                               licenseClass
	name, expression, subject, addition string
	members                             []string
}

type licenseClass int

const (
	written licenseClass = iota // an expression as text
	listed
	custom
	every
	either
	later
	with
	added
)

// licenseClasses are the types of SPDX 3 that are licences, or parts of one.
var licenseClasses = map[string]licenseClass{
	"LicenseExpression": written, "ListedLicense": listed, "CustomLicense": custom, "SimpleLicensingText": custom,
	"ConjunctiveLicenseSet": every, "DisjunctiveLicenseSet": either, "OrLaterOperator": later, "WithAdditionOperator": with,
	"ListedLicenseException": added, "CustomLicenseAddition": added,
}

// expression joins the licences that a package's relationships name; empty where there are none.
func (ld *linkedDocument) expression(ids []string) string {
	var parts []string
	for _, id := range ids {
		if text := ld.resolve(id, nil); text != "" && !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	if joined := All(parts); joined != nil {
		return *joined
	}
	return ""
}

// resolve turns the name of a licence into an expression. path are the names that led here: one that holds itself is not
// followed for ever.
func (ld *linkedDocument) resolve(id string, path []string) string {
	l, known := ld.licenses[id]
	if slices.Contains(path, id) || len(path) > deepest {
		return "NOASSERTION"
	}
	if text, done := ld.resolved[id]; done {
		return text
	}
	text := ld.spell(id, l, known, append(path, id))
	put(&ld.resolved, id, text)
	return text
}

func (ld *linkedDocument) spell(id string, l linkedLicense, known bool, path []string) string {
	switch {
	case !known:
		return individual(id)
	case l.class == every:
		return ld.set(l.members, " AND ", path)
	case l.class == either:
		return ld.set(l.members, " OR ", path)
	case l.class == later:
		return ld.resolve(l.subject, path) + "+"
	case l.class == with:
		return ld.resolve(l.subject, path) + " WITH " + ld.resolve(l.addition, path)
	case l.class == written && l.expression != "":
		return l.expression
	case l.class == custom && l.name != "" && !strings.Contains(id, "LicenseRef-"):
		return l.name
	}
	return id[strings.LastIndexAny(id, "/#")+1:]
}

func (ld *linkedDocument) set(members []string, operator string, path []string) string {
	var parts []string
	for _, member := range members {
		part := ld.resolve(member, path)
		if strings.Contains(part, " ") {
			part = "(" + part + ")"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, operator)
}

// individual names what SPDX 3 defines itself: no licence, no statement, the licences of the SPDX list.
func individual(id string) string {
	switch local(id) {
	case "NoneLicense", "None", "NoneElement":
		return "NONE"
	case "NoAssertionLicense", "NoAssertion", "NoAssertionElement":
		return "NOASSERTION"
	}
	if name, ok := strings.CutPrefix(id, "https://spdx.org/licenses/"); ok {
		return name
	}
	return "NOASSERTION"
}
