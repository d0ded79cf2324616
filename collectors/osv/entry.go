package osv

import (
	"cmp"
	"slices"
	"strings"

	"github.com/package-url/packageurl-go"
	"golang.org/x/mod/semver"

	"portolan/collectors/dataset"
)

// entry is what we take of an OSV entry (https://ossf.github.io/osv-schema/).
type entry struct {
	ID        string     `json:"id"`
	Aliases   []string   `json:"aliases"`
	Summary   string     `json:"summary"`
	Published string     `json:"published"`
	Withdrawn string     `json:"withdrawn"`
	Severity  []severity `json:"severity"`
	Affected  []affected `json:"affected"`
	Database  struct {
		Severity string `json:"severity"`
	} `json:"database_specific"`
}

type severity struct {
	Type  string `json:"type"`
	Score string `json:"score"`
}

type affected struct {
	Package struct {
		Ecosystem string `json:"ecosystem"`
		Name      string `json:"name"`
	} `json:"package"`
	Ranges []struct {
		Type   string  `json:"type"`
		Events []event `json:"events"`
	} `json:"ranges"`
	Versions []string   `json:"versions"`
	Severity []severity `json:"severity"`
}

// event is one turn in a range: a version that brings the fault in, or one that is the first or last of something.
type event struct {
	Introduced   string `json:"introduced"`
	Fixed        string `json:"fixed"`
	LastAffected string `json:"last_affected"`
}

func (a affected) pkg() pkg {
	ecosystem, _, _ := strings.Cut(a.Package.Ecosystem, ":") // "Maven:https://..." names a repository behind the colon
	return pkg{ecosystem: ecosystem, name: folded(ecosystem, a.Package.Name)}
}

// folded writes a name as its ecosystem compares it.
func folded(ecosystem, name string) string {
	switch ecosystem {
	case "PyPI":
		return strings.NewReplacer("_", "-", ".", "-").Replace(strings.ToLower(name))
	case "NuGet", "Packagist", "GitHub Actions":
		return strings.ToLower(name)
	}
	return name
}

// ecosystems are the database's names for the types of package URLs.
var ecosystems = map[string]string{
	"npm": "npm", "pypi": "PyPI", "golang": "Go", "maven": "Maven", "nuget": "NuGet", "gem": "RubyGems", "cargo": "crates.io",
	"composer": "Packagist", "githubactions": "GitHub Actions", "hex": "Hex", "pub": "Pub", "swift": "SwiftURL", "hackage": "Hackage",
}

// packageOf names a component and its version as the database does; false where it cannot be looked up.
func packageOf(c dataset.Component) (pkg, string, bool) {
	purl, err := packageurl.FromString(c.PURL)
	ecosystem := ecosystems[purl.Type]
	if err != nil || ecosystem == "" {
		return pkg{}, "", false
	}
	separator := "/"
	if ecosystem == "Maven" {
		separator = ":"
	}
	name := purl.Name
	if purl.Namespace != "" {
		name = purl.Namespace + separator + purl.Name
	}
	return pkg{ecosystem: ecosystem, name: folded(ecosystem, name)}, cmp.Or(purl.Version, c.Version), true
}

// hits tells whether a version is affected, and which is the first without the fault. Known is false where neither the
// list of versions nor a range can be compared with it.
func (a affected) hits(version string) (hit, known bool, fixed string) {
	if slices.Contains(a.Versions, version) || slices.Contains(a.Versions, strings.TrimPrefix(version, "v")) {
		return true, true, a.fixedAfter(version)
	}
	known = len(a.Versions) > 0
	for _, r := range a.Ranges {
		if r.Type != "SEMVER" && len(a.Versions) > 0 {
			continue // the list says it all
		}
		if r.Type == "GIT" || !semver.IsValid(canonical(version)) {
			continue
		}
		inRange, comparable := within(r.Events, version)
		known = known || comparable
		if inRange {
			return true, true, a.fixedAfter(version)
		}
	}
	return false, known, ""
}

// within walks the events of a range in order of their versions, as the schema defines it.
func within(events []event, version string) (affected, comparable bool) {
	sorted := slices.Clone(events)
	for _, e := range sorted {
		if v := e.version(); v != "0" && !semver.IsValid(canonical(v)) {
			return false, false
		}
	}
	slices.SortStableFunc(sorted, func(a, b event) int { return compare(a.version(), b.version()) })
	for _, e := range sorted {
		switch {
		case e.Introduced != "" && compare(version, e.Introduced) >= 0:
			affected = true
		case e.Fixed != "" && compare(version, e.Fixed) >= 0:
			affected = false
		case e.LastAffected != "" && compare(version, e.LastAffected) > 0:
			affected = false
		}
	}
	return affected, true
}

func (e event) version() string { return cmp.Or(e.Introduced, e.Fixed, e.LastAffected, "0") }

func compare(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "0": // before every version
		return -1
	case b == "0":
		return 1
	}
	return semver.Compare(canonical(a), canonical(b))
}

func canonical(version string) string { return "v" + strings.TrimPrefix(version, "v") }

// fixedAfter returns the first version without the fault that is later than the one in use; "" where there is none, or
// where versions of the ecosystem cannot be compared.
func (a affected) fixedAfter(version string) (first string) {
	for _, r := range a.Ranges {
		for _, e := range r.Events {
			if r.Type == "GIT" || e.Fixed == "" || !semver.IsValid(canonical(e.Fixed)) || !semver.IsValid(canonical(version)) {
				continue
			}
			if compare(e.Fixed, version) > 0 && (first == "" || compare(e.Fixed, first) < 0) {
				first = e.Fixed
			}
		}
	}
	return first
}

// severityOf prefers the vector of the newest kind, and takes the database's own word where there is no vector.
func (e *entry) severityOf(a affected) string {
	all := append(slices.Clone(a.Severity), e.Severity...)
	slices.SortStableFunc(all, func(a, b severity) int { return strings.Compare(b.Type, a.Type) })
	for _, s := range all {
		if s.Score != "" {
			return dataset.CleanText(s.Score)
		}
	}
	return strings.ToLower(dataset.CleanText(e.Database.Severity))
}
