// Package compatibility tells whether a project may take in a dependency under the project's own licence, from a
// matrix in the JSON format of OSADL, which a portal provides itself.
//
// [Read] takes both forms of the matrix: the list with explanations and the plain map. [Matrix.Check] compares a
// project's licence expression with a dependency's.
package compatibility

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"portolan/generator/policy/expression"
)

// Answer says whether a dependency's licence fits into a project's.
type Answer int

// The answers, from the best to the worst.
const (
	Compatible   Answer = iota // also where both are the same
	Depends                    // on how it is used: a person must look
	Unknown                    // the matrix does not say
	Incompatible               // the project cannot keep its licence
)

// String returns the word for the site and the API.
func (a Answer) String() string {
	return [...]string{"compatible", "depends", "unknown", "incompatible"}[a]
}

// MarshalText writes the answer as its word.
func (a Answer) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// Result is an answer with the pair of licences that decides it.
type Result struct {
	Answer Answer `json:"answer"`
	// Project and Dependency are the licences that decide; empty where none do.
	Project    string `json:"project,omitempty"`
	Dependency string `json:"dependency,omitempty"`
	// Explanation is the matrix's own; empty where it gives none.
	Explanation string `json:"explanation,omitempty"`
}

// Matrix holds what is said about pairs of licences: the project's, then the dependency's.
type Matrix struct {
	cells map[[2]string]cell
}

type cell struct {
	answer      Answer
	explanation string
}

type listed struct {
	Name            string `json:"name"`
	Compatibilities []struct {
		Name          string `json:"name"`
		Compatibility string `json:"compatibility"`
		Explanation   string `json:"explanation"`
	} `json:"compatibilities"`
}

// Read reads a matrix, as a list ({"licenses": [{"name", "compatibilities": [{"name", "compatibility",
// "explanation"}]}]}) or as a map ({"MIT": {"ISC": "Yes"}}).
func Read(r io.Reader) (*Matrix, error) {
	var fields map[string]json.RawMessage
	if err := json.NewDecoder(r).Decode(&fields); err != nil {
		return nil, fmt.Errorf("the compatibility matrix is not a JSON object: %w", err)
	}
	m := &Matrix{cells: map[[2]string]cell{}}
	if list, ok := fields["licenses"]; ok {
		var all []listed
		if err := json.Unmarshal(list, &all); err != nil {
			return nil, fmt.Errorf("the compatibility matrix has an odd list: %w", err)
		}
		for _, project := range all {
			for _, c := range project.Compatibilities {
				m.add(project.Name, c.Name, c.Compatibility, c.Explanation)
			}
		}
	} else {
		m.readMap(fields)
	}
	if len(m.cells) == 0 {
		return nil, fmt.Errorf("the compatibility matrix holds no pair of licences")
	}
	return m, nil
}

// readMap passes over fields that are no licences, such as the time stamp.
func (m *Matrix) readMap(fields map[string]json.RawMessage) {
	for project, raw := range fields {
		var row map[string]string
		if json.Unmarshal(raw, &row) != nil {
			continue
		}
		for dependency, word := range row {
			m.add(project, dependency, word, "")
		}
	}
}

func (m *Matrix) add(project, dependency, word, explanation string) {
	answer := Unknown
	switch strings.ToLower(word) {
	case "yes", "same":
		answer = Compatible
	case "no":
		answer = Incompatible
	case "check dependency", "check dependencies manually", "dep.":
		answer = Depends
	}
	m.cells[[2]string{name(project), name(dependency)}] = cell{answer, explanation}
}

// name brings an id of the matrix into the spelling of the SPDX list.
func name(id string) string {
	if e, err := expression.Parse(id); err == nil {
		return e.String()
	}
	return id
}

// Check compares a project's licence with a dependency's. Of what AND joins in either, all pairs must fit. OR in the
// dependency offers a choice; a project that offers a choice of licences itself must be able to keep all of them.
func (m *Matrix) Check(project, dependency *expression.Expression) Result {
	if len(project.Parts) > 0 {
		return worst(project.Parts, func(part *expression.Expression) Result { return m.Check(part, dependency) })
	}
	switch dependency.Kind {
	case expression.And:
		return worst(dependency.Parts, func(part *expression.Expression) Result { return m.Check(project, part) })
	case expression.Or:
		return best(dependency.Parts, func(part *expression.Expression) Result { return m.Check(project, part) })
	}
	return m.pair(project, dependency)
}

// pair looks up single licences. "Or later" that the matrix does not list lets one take any version that it does.
func (m *Matrix) pair(project, dependency *expression.Expression) Result {
	found := Result{Answer: Unknown, Project: project.String(), Dependency: dependency.String()}
	if c, ok := m.cells[[2]string{found.Project, found.Dependency}]; ok {
		found.Answer, found.Explanation = c.answer, c.explanation
		return found
	}
	if found.Project == found.Dependency && project.Kind == expression.License {
		found.Answer = Compatible
		return found
	}
	versions := expression.Versions(dependency)
	if len(versions) == 0 {
		return found
	}
	later := best(versions, func(version *expression.Expression) Result { return m.pair(project, version) })
	if later.Answer == Unknown {
		return found
	}
	return later
}

func worst(parts []*expression.Expression, check func(*expression.Expression) Result) Result {
	return slices.MaxFunc(results(parts, check), func(a, b Result) int { return int(a.Answer) - int(b.Answer) })
}

func best(parts []*expression.Expression, check func(*expression.Expression) Result) Result {
	return slices.MinFunc(results(parts, check), func(a, b Result) int { return int(a.Answer) - int(b.Answer) })
}

func results(parts []*expression.Expression, check func(*expression.Expression) Result) []Result {
	all := make([]Result, len(parts))
	for i, part := range parts {
		all[i] = check(part)
	}
	return all
}
