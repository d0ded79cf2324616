package dumps

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// past is what was found, by month.
type past struct {
	run    *source.Run
	config Config
	taken  map[dataset.Date]map[string]bool
	months map[dataset.Month]*dataset.History
	failed bool
}

// add takes the figures out of one version.
func (p *past) add(i, of int, v version, content []byte) {
	p.run.Results.Progress(i, of, "reading "+v.file+" of "+string(v.day))
	if v.day > dataset.Date(p.run.Now.UTC().Format("2006-01-02")) {
		return
	}
	entries, err := entriesIn(content, p.config.List, strings.Contains(p.config.Project, "{key}"))
	if err != nil {
		p.fail(v, err)
		return
	}
	for _, e := range entries {
		e.file = strings.TrimSuffix(path.Base(v.file), path.Ext(v.file))
		id, err := e.id(p.config.Project)
		if err != nil {
			p.fail(v, err)
			continue
		}
		if !p.run.Wants(id) || p.taken[v.day][id] {
			continue
		}
		p.month(v.day).Fill(v.day, id, p.figures(v, id, e))
	}
}

func (p *past) figures(v version, id string, e entry) map[string]*float64 {
	figures := map[string]*float64{}
	for _, metric := range slices.Sorted(maps.Keys(p.config.Fields)) {
		value, err := number(member(e.value, p.config.Fields[metric]))
		if err != nil {
			p.fail(v, fmt.Errorf("%s of %s: %w", p.config.Fields[metric], id, err))
		}
		figures[metric] = value
	}
	return figures
}

func (p *past) fail(v version, err error) {
	p.failed = true
	p.run.Results.Fail(fmt.Errorf("%s of %s (%.10s): %w", v.file, v.day, v.commit, err))
}

func (p *past) month(day dataset.Date) *dataset.History {
	month := dataset.MonthOf(day.Time())
	if p.months[month] == nil {
		p.months[month] = &dataset.History{Month: month, Days: map[dataset.Date]map[string]map[string]*float64{}, Provenance: p.run.Provenance("dumps", "")}
	}
	return p.months[month]
}

// entry is what a document says of one project.
type entry struct {
	key, file string
	value     any
}

// entriesIn finds the projects in a document: the elements of a list, the members of an object where they are named by
// their key, or the document as a whole.
func entriesIn(content []byte, list string, keyed bool) ([]entry, error) {
	var document any
	if content == nil {
		return nil, fmt.Errorf("the version cannot be had")
	}
	if err := json.Unmarshal(content, &document); err != nil {
		return nil, fmt.Errorf("not JSON: %w", err)
	}
	if list != "" {
		document = member(document, list)
	}
	var entries []entry
	switch found := document.(type) {
	case []any:
		for _, value := range found {
			entries = append(entries, entry{value: value})
		}
	case map[string]any:
		if !keyed {
			return []entry{{value: found}}, nil
		}
		for _, key := range slices.Sorted(maps.Keys(found)) {
			entries = append(entries, entry{key: key, value: found[key]})
		}
	default:
		return nil, fmt.Errorf("it holds no list of projects")
	}
	return entries, nil
}

// member returns what stands in a value at a path of names with dots between; nil where there is nothing.
func member(value any, at string) any {
	for at != "" {
		object, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		if found, whole := object[at]; whole {
			return found // a name may hold dots itself
		}
		var name string
		name, at, _ = strings.Cut(at, ".")
		value = object[name]
	}
	return value
}

var braces = regexp.MustCompile(`\{[^{}]*\}`)

// id fills in the pattern of a project's ID.
func (e entry) id(pattern string) (string, error) {
	missing := ""
	id := braces.ReplaceAllStringFunc(pattern, func(name string) string {
		switch name {
		case "{key}":
			return e.key
		case "{file}":
			return e.file
		}
		switch value := member(e.value, name[1:len(name)-1]).(type) {
		case string:
			return value
		case float64:
			return strconv.FormatFloat(value, 'f', -1, 64)
		}
		missing = name
		return ""
	})
	if missing != "" {
		return "", fmt.Errorf("an entry has no %s", missing)
	}
	if !strings.Contains(id, "://") {
		id = "https://" + id
	}
	if known := dataset.CleanText(dataset.ProjectID(id)); strings.Contains(known, "/") {
		return known, nil
	}
	return "", fmt.Errorf("%q is no project", dataset.CleanText(id))
}

// most is past what anything counts to.
const most = 1e12

// number reads a figure; nil where there is none.
func number(value any) (*float64, error) {
	switch value := value.(type) {
	case nil:
		return nil, nil
	case float64:
		if value >= 0 && value <= most {
			return &value, nil
		}
		return nil, fmt.Errorf("%v is no figure", value)
	}
	return nil, fmt.Errorf("it is not a number")
}
