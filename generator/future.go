package generator

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/problem"
)

// skew is how far clocks of machines and days of places may differ.
const skew = 24 * time.Hour

// forgetFuture takes out of the projects what had not happened when they were collected, since a clock was wrong where a
// commit or release was made: it is no sign of work, and unknown is better than wrong.
func (p *portal) forgetFuture(data *dataset.Dataset) {
	for _, project := range data.Projects {
		collected := project.Provenance.Collected.Time
		if collected.IsZero() {
			continue
		}
		late := func(key string, at time.Time) bool {
			if !at.After(collected.Add(skew)) {
				return false
			}
			p.problems.Add(p.futureDate(project, key, at))
			return true
		}
		if project.Created != nil && late("/created", project.Created.Time) {
			project.Created = nil
		}
		if project.Changed != nil && late("/changed", project.Changed.Time) {
			project.Changed = nil
		}
		project.Releases = slices.DeleteFunc(project.Releases, func(r dataset.Release) bool {
			return late("/releases: "+dataset.CleanText(r.Tag), r.Published.Time)
		})
	}
}

// futureDate says that a moment of a record lies after its collection.
func (p *portal) futureDate(project *dataset.Project, key string, at time.Time) problem.Problem {
	found := problem.Problem{
		Severity: problem.Warning, Rule: "data/future", File: path.Join("data", dataset.Path(project)),
		Text: fmt.Sprintf("%s: %s had not come when this was collected on %s, so it does not count", key, dayOf(at), dayOf(project.Provenance.Collected.Time)),
		Hint: "the clock was wrong where it was made; mend the date there and collect again, or mend the record",
	}
	data, err := fs.ReadFile(p.fsys, found.File)
	if bare, _, beside := strings.Cut(found.File, "@"); err != nil && beside { // a record may stand without the name of its source
		found.File = bare + ".json"
		data, err = fs.ReadFile(p.fsys, found.File)
	}
	if before, _, there := bytes.Cut(data, []byte(`"`+dayOf(at))); err == nil && there {
		found.Line, found.Column = 1+bytes.Count(before, []byte("\n")), len(before)-bytes.LastIndexByte(before, '\n')
	}
	return found
}
