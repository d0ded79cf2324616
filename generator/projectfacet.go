package generator

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// projectFacet is a property that projects are narrowed by.
type projectFacet struct {
	key string
	// values are those of a project, each once.
	values func(e *edition, p *project) []string
	// words is what the keys of the values' texts begin with; "" where a value is its own word.
	words string
	// order is how the values follow each other; nil for the most used first.
	order []string
}

// projectFacets are in the order in which readers see them.
var projectFacets = []projectFacet{
	{"language", func(_ *edition, p *project) []string { return []string{cmpOr(p.language(), unknownValue)} }, "", nil},
	{"status", func(e *edition, p *project) []string {
		return []string{cmpOr(string(e.figures.Status(p.merged.ID)), unknownValue)}
	}, "word.", nil},
	{"activity", func(e *edition, p *project) []string { return []string{e.lastSeen(p)} }, "activity_", []string{"quarter", "year", "two-years", "older", unknownValue}},
	{"license", func(e *edition, p *project) []string { return []string{e.licenseOf(p)} }, "", nil},
	{"organization", func(_ *edition, p *project) []string { return []string{cmpOr(p.merged.Organization, unknownValue)} }, "", nil},
	{"topic", func(_ *edition, p *project) []string { return distinct(p.merged.Topics) }, "", nil},
	{"missing", func(_ *edition, p *project) []string { return missingIn(p) }, "missing_", nil},
}

// unknownValue stands where no source tells.
const unknownValue = "unknown"

func distinct(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// licenseOf is the normalised licence of a project.
func (e *edition) licenseOf(p *project) string {
	if p.merged.License.Expression == nil {
		return unknownValue
	}
	return cmpOr(e.readings.of(*p.merged.License.Expression).Normalised(), unknownValue)
}

// ages are how long ago the latest sign of work in a project was, in months; what is older than all is "older".
var ages = []struct {
	key    string
	months int
}{{"quarter", 3}, {"year", 12}, {"two-years", 24}}

// lastSeen says how long ago the latest change or release of a project was.
func (e *edition) lastSeen(p *project) string {
	at := p.lastChange()
	if at.IsZero() {
		return unknownValue
	}
	for _, age := range ages {
		if !e.now.ReachedDay(at.AddDate(0, age.months, 0)) {
			return age.key
		}
	}
	return "older"
}

// lastChange is the latest change to the repository or release; zero where none is known.
func (p *project) lastChange() (at time.Time) {
	if p.merged.Changed != nil {
		at = p.merged.Changed.Time
	}
	for _, r := range p.merged.Releases {
		if r.Published.After(at) {
			at = r.Published.Time
		}
	}
	return at
}

// missingIn lists what a project lacks. What no source looked for is unknown, and so it is not listed.
func missingIn(p *project) []string {
	m := p.merged
	isNot := func(there *bool) bool { return there != nil && !*there }
	var list []string
	for _, one := range []struct {
		key     string
		missing bool
	}{
		{"description", m.Description == ""},
		{"license", m.License.Expression == nil},
		{"owner", m.Owner == ""},
		{"topics", len(m.Topics) == 0},
		{"readme", isNot(m.Community.Readme)},
		{"contributing", isNot(m.Community.Contributing)},
		{"code-of-conduct", isNot(m.Community.CodeOfConduct)},
		{"security-policy", isNot(m.Community.SecurityPolicy)},
		{"release", m.Releases != nil && len(m.Releases) == 0},
	} {
		if one.missing {
			list = append(list, one.key)
		}
	}
	return list
}

// isQuiet tells archived, vanished and empty projects from those that live.
func (e *edition) isQuiet(m *project) bool {
	return m.merged.Archived || m.merged.Provenance.GoneSince != nil || e.figures.Status(m.merged.ID) == dataset.StatusArchived || e.isEmpty(m)
}

// isEmpty tells whether a project is known to hold nothing: no commit ever, and no code in any language.
func (e *edition) isEmpty(p *project) bool {
	if p.merged.Languages == nil || len(p.merged.Languages) > 0 {
		return false
	}
	for _, a := range e.activity[p.merged.ID] {
		if a.Commits != nil {
			for _, n := range a.Commits {
				if n > 0 {
					return false
				}
			}
			return true
		}
	}
	return false
}

// facetList is a facet with its values among the projects that live, the most used first.
type facetList struct {
	projectFacet
	title  string
	values []*facetValue
}

// facetValue is a value with its projects, by name.
type facetValue struct {
	value, title string
	address      string // of its page; "" where it has none
	members      []*project
}

// mostValues is how many values of a facet are shown at once, and mostPages how many have a page of their own. The rest
// can be chosen with scripts.
const (
	mostValues = 12
	mostPages  = 500
)

// newFacets finds the values of each facet, in one walk over the projects.
func newFacets(e *edition, live []*project) []*facetList {
	var lists []*facetList
	for _, f := range projectFacets {
		list := &facetList{projectFacet: f, title: e.text("facet_" + f.key)}
		byValue := map[string]*facetValue{}
		for _, p := range live {
			for _, value := range f.values(e, p) {
				v := byValue[value]
				if v == nil {
					v = &facetValue{value: value, title: e.facetWord(f, value)}
					byValue[value] = v
					list.values = append(list.values, v)
				}
				v.members = append(v.members, p)
			}
		}
		slices.SortFunc(list.values, func(a, b *facetValue) int {
			return cmp.Or(cmp.Compare(slices.Index(f.order, a.value), slices.Index(f.order, b.value)),
				cmp.Compare(len(b.members), len(a.members)), strings.Compare(a.value, b.value))
		})
		list.address()
		if len(list.values) > 1 || f.key == "missing" && len(list.values) > 0 {
			lists = append(lists, list)
		}
	}
	return lists
}

// facetWord is what readers see of a value.
func (e *edition) facetWord(f projectFacet, value string) string {
	switch {
	case value == unknownValue:
		return e.words.Word(value)
	case f.words != "":
		return e.text(f.words + value)
	}
	return value
}

// address gives the values that are used most a page each. Signs that tell languages apart are spelt out.
func (l *facetList) address() {
	var addresses slugs
	spelt := strings.NewReplacer("+", "plus", "#", "sharp", "/", "-")
	for _, v := range l.values[:min(len(l.values), mostPages)] {
		v.address = addresses.make("/projects/by-"+l.key+"/", spelt.Replace(strings.ToLower(v.value)))
	}
}

// view shows the values used most, and where the others are.
func (l *facetList) view(current string) Facet {
	shown := Facet{Key: l.key, Title: l.title, Total: len(l.values)}
	for _, v := range l.values[:min(len(l.values), mostValues)] {
		shown.Values = append(shown.Values, Link{Title: v.title, URL: site(v.address), Count: len(v.members), Current: v.address == current, Value: v.value})
	}
	if len(l.values) > mostValues {
		shown.More = site("/projects/by-" + l.key + "/")
	}
	return shown
}
