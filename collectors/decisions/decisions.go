// Package decisions takes over the licence decisions that an organisation keeps already: a register as JSON or CSV, or an
// exported list of tickets.
//
// site.yaml says which field of the register holds what, and what its words mean as verdicts; see [Config]. Every row
// becomes a decision, with its licence as it was written: the policy reads it when the site is built. A row that cannot
// be understood is kept too, says what the trouble is, and does not count until it is mended; the run names its file and
// row. A register that cannot be read at all, or has none of the fields that are named, changes nothing.
package decisions

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Config is the entry `decisions` of site.yaml.
type Config struct {
	// Files are the register: paths from the content folder, patterns, or web addresses. Required.
	Files []string `yaml:"files"`
	// ID names the list: it is kept in data/decisions/ID.json. Required.
	ID string `yaml:"id"`
	// Audience is who may see the decisions. Recommended: internal when left out.
	Audience dataset.Audience `yaml:"audience"`
	// List is the member that holds the rows of a JSON document; dots step down. Optional: the document is the list when
	// left out.
	List string `yaml:"list"`
	// Fields says which field of a row holds what. Required.
	Fields Fields `yaml:"fields"`
	// Verdicts translates the register's words to allowed, conditional, review, unknown or forbidden, which themselves
	// need no translation. Optional.
	Verdicts map[string]string `yaml:"verdicts"`
	// Otherwise is the verdict of a row that gives none. Optional: such a row does not count when left out.
	Otherwise string `yaml:"otherwise"`
	// Everywhere holds the words of the field of the product that mean every product. Optional.
	Everywhere []string `yaml:"everywhere"`
}

// Fields are names of columns of a table, or of members of a JSON object; dots step down into objects. What is left out the
// register does not have.
type Fields struct {
	// ID names the decision. Recommended: its row when left out, which changes as rows are added.
	ID string `yaml:"id"`
	// Title is what readers see. Optional: component and licence when left out.
	Title string `yaml:"title"`
	// Component is a purl, or a name with its namespace, for all versions or with one. One of Component, License and
	// Product is required.
	Component string `yaml:"component"`
	// Versions is a range such as ">=1.2 <2". Optional: all.
	Versions string `yaml:"versions"`
	// License is the licence as it was written down, dirty or not.
	License string `yaml:"license"`
	// Product is the ID of a product. Optional: every product.
	Product string `yaml:"product"`
	// Contexts are those of the policy that it is for, parted by commas or blanks. Optional: all.
	Contexts string `yaml:"contexts"`
	// Verdict is what was decided. Required, unless Config.Otherwise says it for all.
	Verdict string `yaml:"verdict"`
	// Conditions is what must be done. Optional.
	Conditions string `yaml:"conditions"`
	// Because is the reason, and DecidedBy who decided. Recommended.
	Because   string `yaml:"because"`
	DecidedBy string `yaml:"decided_by"`
	// Decided and Expires are days (2026-11-22) or moments. Recommended: without Expires no decision ends.
	Decided string `yaml:"decided"`
	Expires string `yaml:"expires"`
	// URL is where a reader can look it up. Optional.
	URL string `yaml:"url"`
}

// verdicts is the ladder of verdicts.
var verdicts = []string{"allowed", "conditional", "review", "unknown", "forbidden"}

// Collector reads one register.
type Collector struct{ config Config }

// New returns the collector of a configuration, or says what is wrong with it.
func New(c Config) (*Collector, error) {
	f := c.Fields
	switch {
	case len(c.Files) == 0:
		return nil, &source.WrongError{Text: "it names no files", Hint: "write files: [decisions.csv]"}
	case c.ID == "":
		return nil, &source.WrongError{Text: "the list has no id", Hint: "write id: and a short name for the list"}
	case f.Component == "" && f.License == "" && f.Product == "":
		return nil, &source.WrongError{Text: "nothing says what the decisions are about", Hint: "write fields: {component: ..., license: ..., verdict: ...}"}
	case f.Verdict == "" && c.Otherwise == "":
		return nil, &source.WrongError{Text: "nothing says what was decided", Hint: "write verdict: below fields:, or otherwise: allowed"}
	}
	words := slices.Sorted(maps.Values(c.Verdicts))
	if c.Otherwise != "" {
		words = append(words, c.Otherwise)
	}
	for _, word := range words {
		if !slices.Contains(verdicts, word) {
			return nil, &source.WrongError{Text: fmt.Sprintf("%q is not a verdict", word), Hint: "the verdicts are " + strings.Join(verdicts, ", ")}
		}
	}
	return &Collector{config: c}, nil
}

// Writes names the list: two of one name would take turns in one file.
func (c *Collector) Writes() []string { return []string{"decisions/" + c.config.ID} }

// Asked says in words what is asked for.
func (c *Collector) Asked() string { return "decisions in " + strings.Join(c.config.Files, ", ") }

// Collect reads all files of the register into one record. Where one of them cannot be read the record stays as it was: a
// part of the decisions must not pass for all of them.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	if !run.Wants(c.config.ID) {
		return nil
	}
	places, err := run.Places(c.config.Files)
	if err != nil {
		return err
	}
	rows, failed := c.read(ctx, run, places)
	if failed == nil {
		failed = c.config.missing(rows)
	}
	for _, err := range failed {
		run.Results.Keep("decisions", c.config.ID, err)
	}
	if failed != nil {
		return nil
	}
	list, troubles := c.config.list(rows)
	for _, trouble := range troubles {
		run.Results.Fail(trouble)
	}
	list.Provenance = run.Provenance("decisions", source.WebAddress(places[0]))
	run.Results.Put(list)
	return nil
}

func (c *Collector) read(ctx context.Context, run *source.Run, places []string) (rows []row, failed []error) {
	for i, place := range places {
		run.Results.Progress(i, len(places), place)
		data, err := run.Read(ctx, place)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		more, wrong := parse(data, c.config.List)
		if wrong != nil {
			wrong.File = place
			failed = append(failed, wrong)
			continue
		}
		for j := range more {
			more[j].file = place
		}
		rows = append(rows, more...)
	}
	return rows, failed
}

// missing tells which of the fields that site.yaml names no row has: a misspelt name must not pass for an empty field.
func (c Config) missing(rows []row) (wrong []error) {
	there := map[string]bool{}
	for _, r := range rows {
		for name := range r.fields {
			there[name] = true
		}
	}
	if len(there) == 0 {
		return nil
	}
	names := reflect.ValueOf(c.Fields)
	for i := range names.NumField() {
		if name := names.Field(i).String(); name != "" && !there[name] {
			wrong = append(wrong, &source.WrongError{Text: fmt.Sprintf("no row has the field %q", name),
				Hint: "the fields are " + strings.Join(slices.Sorted(maps.Keys(there)), ", ")})
		}
	}
	return wrong
}

// list turns rows into decisions, each with an ID of its own, and names those that do not count.
func (c Config) list(rows []row) (*dataset.Decisions, []error) {
	list := &dataset.Decisions{ID: c.ID, Audience: c.Audience.OrInternal()}
	var troubles []error
	taken := map[string]string{}
	for i, r := range rows {
		d := c.decision(i+1, r)
		if first, twice := taken[d.ID]; twice {
			d.Trouble = join(d.Trouble, fmt.Sprintf("the id %q is that of %s", d.ID, first))
			d.ID = free(d.ID, taken)
		}
		taken[d.ID] = r.place()
		if d.Trouble != "" {
			troubles = append(troubles, &source.WrongError{File: r.file, Line: r.line, Column: 1,
				Text: fmt.Sprintf("row %d (%s) is kept but does not count: %s", r.number, d.ID, d.Trouble), Hint: c.hint(d)})
		}
		list.Decisions = append(list.Decisions, d)
	}
	return list, troubles
}

// free returns the first ID with a number behind it that nobody has.
func free(id string, taken map[string]string) string {
	for n := 2; ; n++ {
		if unique := fmt.Sprintf("%s-%d", id, n); taken[unique] == "" {
			return unique
		}
	}
}

func (c Config) hint(d dataset.Decision) string {
	if strings.Contains(d.Trouble, notAVerdict) {
		return "say below verdicts: in site.yaml what the word means"
	}
	return "mend the row in the register"
}

func join(a, b string) string {
	if a == "" || b == "" {
		return cmp.Or(a, b)
	}
	return a + "; " + b
}
