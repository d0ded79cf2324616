// Package facts answers what is publicly known about licences: the SPDX list of ids and names, who approves them, what
// they permit, demand and exclude, which category they fall into, and their full texts.
//
// [Lookup] finds a [License] by its SPDX id in any letter case; [LookupException] finds what may follow WITH. The
// tables are part of the program, come from npm packages (SOURCES.md says which, under which terms) and are renewed by
// `make facts`. Nothing is decoded before it is first asked for: the small table on the first look-up, the texts on
// the first call of [Text].
package facts

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// Category says how far a licence reaches into the works of others. The empty category means: not known.
type Category string

// The categories, from the freest to the tightest.
const (
	PublicDomain    Category = "public-domain"
	Permissive      Category = "permissive"
	WeakCopyleft    Category = "weak-copyleft"
	StrongCopyleft  Category = "strong-copyleft"
	NetworkCopyleft Category = "network-copyleft"
	SourceAvailable Category = "source-available"
	NonCommercial   Category = "non-commercial"
	Proprietary     Category = "proprietary"
)

// Categories returns all categories, from the freest to the tightest.
func Categories() []Category {
	return []Category{
		PublicDomain, Permissive, WeakCopyleft, StrongCopyleft, NetworkCopyleft, SourceAvailable, NonCommercial, Proprietary,
	}
}

// Copyleft tells whether works made from one under such a licence must be passed on under it too, wholly or in part.
func (c Category) Copyleft() bool {
	return c == WeakCopyleft || c == StrongCopyleft || c == NetworkCopyleft
}

// License is what is known about one licence of the SPDX list.
type License struct {
	// ID is the SPDX id in its official spelling.
	ID string
	// Name is the full name; empty where no source gives it.
	Name string
	// OSIApproved tells whether the Open Source Initiative approved it; nil where no source says.
	OSIApproved *bool
	// FSFLibre tells whether the Free Software Foundation calls it free; nil where not known.
	FSFLibre *bool
	// Deprecated ids must not be written any more; Replacement is the expression to write instead, where there is one.
	Deprecated  bool
	Replacement string
	// Category is empty where not known.
	Category Category
	// Permissions, Conditions and Limitations are tags that [Permission], [Condition] and [Limitation] put into words; nil where not known, empty
	// where it is known that there are none.
	Permissions, Conditions, Limitations []string
	// Reference is the address of a page about the licence; empty where no source gives it.
	Reference string
}

// Exception is what is known about one exception of the SPDX list, the part that follows WITH.
type Exception struct {
	// ID is the SPDX id in its official spelling.
	ID string
	// Linking tells that other works may link to, or be generated with, the work without falling under its licence.
	Linking bool
	// Deprecated and Replacement are as in [License].
	Deprecated  bool
	Replacement string
}

//go:embed licenses.tsv
var licenseTable string

//go:embed exceptions.tsv
var exceptionTable string

// table is the decoded form: entries in the order of the file, and where each is by its id in lower case.
type table[T any] struct {
	entries []T
	byID    map[string]int
}

func decode[T any](raw string, entry func(fields []string) (string, T)) table[T] {
	lines := strings.Split(strings.TrimSuffix(raw, "\n"), "\n")
	t := table[T]{make([]T, 0, len(lines)), make(map[string]int, len(lines))}
	for i, line := range lines {
		id, e := entry(strings.Split(line, "\t"))
		t.entries = append(t.entries, e)
		t.byID[strings.ToLower(id)] = i
	}
	return t
}

func (t table[T]) lookup(id string) (T, bool) {
	if i, ok := t.byID[strings.ToLower(id)]; ok {
		return t.entries[i], true
	}
	var none T
	return none, false
}

var licenses = sync.OnceValue(func() table[License] {
	return decode(licenseTable, func(f []string) (string, License) {
		return f[0], License{
			ID: f[0], Name: f[1], OSIApproved: answer(f[2], "yes"), FSFLibre: answer(f[3], "free"),
			Deprecated: f[4] != "", Replacement: f[5], Category: Category(f[6]),
			Permissions: tags(f[7]), Conditions: tags(f[8]), Limitations: tags(f[9]), Reference: f[10],
		}
	})
})

var exceptions = sync.OnceValue(func() table[Exception] {
	return decode(exceptionTable, func(f []string) (string, Exception) {
		return f[0], Exception{ID: f[0], Linking: f[1] != "", Deprecated: f[2] != "", Replacement: f[3]}
	})
})

func answer(field, yes string) *bool {
	if field == "" {
		return nil
	}
	is := field == yes
	return &is
}

func tags(field string) []string {
	switch field {
	case "":
		return nil
	case "-":
		return []string{}
	}
	return strings.Fields(field)
}

// Lookup finds a licence by its SPDX id, in any letter case.
func Lookup(id string) (License, bool) { return licenses().lookup(id) }

// LookupException finds an exception by its SPDX id, in any letter case.
func LookupException(id string) (Exception, bool) { return exceptions().lookup(id) }

// Licenses returns all licences, ordered by id without regard to letter case. The caller may keep the slice.
func Licenses() []License { return slices.Clone(licenses().entries) }

// Exceptions returns all exceptions, ordered by id without regard to letter case. The caller may keep the slice.
func Exceptions() []Exception { return slices.Clone(exceptions().entries) }
