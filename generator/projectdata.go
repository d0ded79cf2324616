package generator

import (
	"strings"

	"github.com/go-json-experiment/json"

	"portolan/generator/render"
)

// The script of the catalog narrows and sorts without asking a server. It fetches, once someone is about to choose:
//
//	catalog/facets.json      the facets with their values, and the names of the pieces below
//	catalog/columns-X.json   for each value the projects that have it, as the gaps between their places
//	catalog/order-X.json     the places of all projects in an order other than by name
//	catalog/rows-X.json      some rows of the list as HTML, as they stand on the pages without script; "@/" is the
//	                         way to the root of the site, which the script knows
//
// X is a digest of the piece: what did not change keeps its name and may be kept for ever.

// rowsPerPiece is how many rows lie in a piece, and rowsShown how many the script shows at once.
const (
	rowsPerPiece = 50
	rowsShown    = 25
)

type (
	catalogIndex struct {
		Total   int               `json:"total"`
		Shown   int               `json:"shown"`
		Piece   int               `json:"piece"`
		Facets  []catalogFacet    `json:"facets"`
		Columns string            `json:"columns"`
		Orders  map[string]string `json:"orders"`
		Rows    []string          `json:"rows"`
	}
	catalogFacet struct {
		Key    string   `json:"key"`
		Values []string `json:"values"`
		// Titles are what readers see, where that is something else.
		Titles map[string]string `json:"titles,omitempty"`
		// Ordered values stay as they are, others are shown by how many projects have them.
		Ordered bool `json:"ordered,omitempty"`
	}
	catalogColumns struct {
		// Quiet are the projects that are not shown unless asked for.
		Quiet []int `json:"quiet"`
		// Facets hold for each facet, and each of its values, the projects that have it.
		Facets [][][]int `json:"facets"`
	}
)

// writeCatalog writes what the script of the catalog fetches.
func (e *edition) writeCatalog() error {
	if len(e.projects.all) == 0 {
		return nil
	}
	index := catalogIndex{Total: len(e.projects.all), Shown: rowsShown, Piece: rowsPerPiece, Orders: map[string]string{}}
	columns := catalogColumns{Quiet: []int{}}
	for at, p := range e.projects.all {
		if p.quiet {
			columns.Quiet = append(columns.Quiet, at)
		}
	}
	columns.Quiet = gaps(columns.Quiet)
	for _, f := range e.projects.facets {
		facet, lists := e.facetColumns(f)
		index.Facets = append(index.Facets, facet)
		columns.Facets = append(columns.Facets, lists)
	}
	var err error
	if index.Columns, err = e.putPiece("columns", columns); err != nil {
		return err
	}
	for _, s := range projectSorts {
		if s.rank == nil {
			continue
		}
		if index.Orders[s.key], err = e.putPiece("order", e.sorted(s)); err != nil {
			return err
		}
	}
	if index.Rows, err = e.putRows(); err != nil {
		return err
	}
	return e.putJSON("catalog/facets.json", index)
}

// facetColumns lists the values of a facet among all projects, quiet ones too: first those that live, in the order that
// the pages show.
func (e *edition) facetColumns(f *facetList) (catalogFacet, [][]int) {
	facet := catalogFacet{Key: f.key, Values: []string{}, Titles: map[string]string{}, Ordered: f.order != nil}
	position := map[string]int{}
	var lists [][]int
	add := func(value string) int {
		at, known := position[value]
		if !known {
			at = len(lists)
			position[value] = at
			lists = append(lists, nil)
			facet.Values = append(facet.Values, value)
			if title := e.facetWord(f.projectFacet, value); title != value {
				facet.Titles[value] = title
			}
		}
		return at
	}
	for _, v := range f.values {
		add(v.value)
	}
	for place, p := range e.projects.all {
		for _, value := range f.projectFacet.values(e, p) {
			at := add(value)
			lists[at] = append(lists[at], place)
		}
	}
	for i := range lists {
		lists[i] = gaps(lists[i])
	}
	return facet, lists
}

// gaps writes ascending numbers as the steps between them, which are short and much alike.
func gaps(places []int) []int {
	last := 0
	for i, place := range places {
		places[i], last = place-last, place
	}
	return places
}

// putRows writes the rows of all projects, in the order of their names, and returns the pieces' digests.
func (e *edition) putRows() ([]string, error) {
	var names []string
	var texts render.Texts = e.words
	for from := 0; from < len(e.projects.all); from += rowsPerPiece {
		rows := make([]string, 0, rowsPerPiece)
		for _, p := range e.projects.all[from:min(from+rowsPerPiece, len(e.projects.all))] {
			row := ProjectRows{e.projectRow(p)}.AppendRows(nil, texts)
			rows = append(rows, strings.ReplaceAll(string(row), `="`+render.Root, `="@/`))
		}
		name, err := e.putPiece("rows", rows)
		if err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// putPiece writes a piece under the digest of what it holds, and returns that.
func (e *edition) putPiece(kind string, v any) (string, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	name := digest(data)
	return name, e.putOnce("catalog/"+kind+"-"+name+".json", data)
}

// putOnce writes a file that may have been written with the same bytes before: two orders may be one.
func (e *edition) putOnce(name string, data []byte) error {
	if e.isThere(name) {
		return nil
	}
	return e.put(name, data)
}
