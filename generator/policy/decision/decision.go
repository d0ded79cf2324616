// Package decision takes over licence decisions that an organisation already keeps as JSON or CSV.
//
// [JSON] and [CSV] read a register into [Row]s of plain fields. [Import] turns rows into [Decision]s by a [Mapping] from
// its field names to ours; every decision is kept, with its licence string repaired or with the [Decision.Trouble] that
// keeps it from counting. [Source] hands those that count to policy.Compile as exceptions.
package decision

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"portolan/generator/policy"
	"portolan/generator/policy/expression"
)

// Mapping says which field of a register holds what. An empty name means that the register does not have it.
type Mapping struct {
	// List is the field that holds the list in a JSON object; dots step down. Empty: the document is the list.
	List string `yaml:"list"`
	// ID, Component, License and Verdict. Recommended; without Verdict every decision is [Mapping.Otherwise].
	ID        string `yaml:"id"`
	Component string `yaml:"component"`
	License   string `yaml:"license"`
	Verdict   string `yaml:"verdict"`
	// Product and the rest are optional. Conditions are shown with the verdict.
	Product    string `yaml:"product"`
	Because    string `yaml:"because"`
	ApprovedBy string `yaml:"approved_by"`
	Approved   string `yaml:"approved"`
	Expires    string `yaml:"expires"`
	Conditions string `yaml:"conditions"`
	See        string `yaml:"see"`
	// Verdicts translates the register's words ("approved") into verdicts ("allowed"). The verdicts themselves need none.
	Verdicts map[string]string `yaml:"verdicts"`
	// Otherwise is the verdict where the register gives none. Empty: such a decision does not count.
	Otherwise string `yaml:"otherwise"`
	// Everywhere holds the words in Product that mean every product ("All projects").
	Everywhere []string `yaml:"everywhere"`
}

// Row is one record of a register: its fields by name, as text.
type Row map[string]string

// Decision is one row in our words.
type Decision struct {
	// Number counts rows from 1.
	Number int
	// ID is the register's, or "row 7" where it has none.
	ID                 string
	Component, Product string
	// License is what could be made of the licence string.
	License expression.Reading
	Verdict policy.Level
	// The rest is as the register has it.
	Because, ApprovedBy, Approved, Expires, Conditions, See string
	// Trouble says why the decision does not count; empty where it does.
	Trouble string
}

// Import turns rows into decisions, one for each, in order.
func Import(rows []Row, m Mapping) []Decision {
	decisions := make([]Decision, len(rows))
	ids := map[string]int{}
	for i, row := range rows {
		d := m.decision(i+1, row)
		if first, taken := ids[d.ID]; taken && d.Trouble == "" {
			d.Trouble = fmt.Sprintf("its id is that of row %d", first)
		} else if !taken {
			ids[d.ID] = d.Number
		}
		decisions[i] = d
	}
	return decisions
}

func (m Mapping) decision(number int, row Row) Decision {
	d := Decision{
		Number: number, ID: row.field(m.ID), Component: row.field(m.Component), Product: row.field(m.Product),
		License: expression.Read(row.field(m.License)), Because: row.field(m.Because), ApprovedBy: row.field(m.ApprovedBy),
		Approved: row.field(m.Approved), Expires: row.field(m.Expires), Conditions: row.field(m.Conditions), See: row.field(m.See),
	}
	if d.ID == "" {
		d.ID = fmt.Sprintf("row %d", number)
	}
	if slices.Contains(m.Everywhere, d.Product) {
		d.Product = ""
	}
	var err error
	d.Verdict, err = m.level(row.field(m.Verdict))
	d.Trouble = d.trouble(err, m.License != "")
	return d
}

// field returns one field without surrounding blanks; "" where the mapping names none.
func (r Row) field(name string) string { return strings.TrimSpace(r[name]) }

func (m Mapping) level(word string) (policy.Level, error) {
	if translated, ok := m.Verdicts[word]; ok {
		word = translated
	}
	if word == "" {
		word = m.Otherwise
	}
	return policy.ParseLevel(word)
}

func (d Decision) trouble(verdict error, withLicense bool) string {
	switch {
	case verdict != nil:
		return verdict.Error()
	case d.Component == "" && d.Product == "" && d.License.Written == "":
		return "it names no component, product or licence"
	case withLicense && d.License.Unknown != "":
		return "its licence is unknown: " + d.License.Unknown
	case withLicense && d.License.Expression.Kind == expression.NoAssertion:
		return "it does not say which licence holds"
	case !isDay(d.Approved):
		return fmt.Sprintf("%q is not a date", d.Approved)
	case !isDay(d.Expires):
		return fmt.Sprintf("%q is not a date", d.Expires)
	}
	return ""
}

func isDay(s string) bool {
	s, _, _ = strings.Cut(s, "T")
	_, err := time.Parse(time.DateOnly, s)
	return s == "" || err == nil
}

// written is a decision as license_policy has exceptions.
type written struct {
	ID         string   `yaml:"id"`
	Component  string   `yaml:"component,omitempty"`
	License    string   `yaml:"license,omitempty"`
	Product    string   `yaml:"product,omitempty"`
	Verdict    string   `yaml:"verdict"`
	Because    string   `yaml:"because,omitempty"`
	ApprovedBy string   `yaml:"approved_by,omitempty"`
	Approved   string   `yaml:"approved,omitempty"`
	Expires    string   `yaml:"expires,omitempty"`
	Conditions []string `yaml:"conditions,omitempty"`
	See        string   `yaml:"see,omitempty"`
}

// Source writes the decisions that count as the exceptions of a page, for policy.Compile. File and url are where the
// register is; its lines mean nothing in the problems.
func Source(file, url string, decisions []Decision) (policy.Source, error) {
	var exceptions []written
	for _, d := range decisions {
		if d.Trouble != "" {
			continue
		}
		x := written{
			ID: d.ID, Component: d.Component, License: d.License.Normalised(), Product: d.Product, Verdict: d.Verdict.String(),
			Because: d.Because, ApprovedBy: d.ApprovedBy, Approved: d.Approved, Expires: d.Expires, See: d.See,
		}
		if d.License.Written == "" {
			x.License = ""
		}
		if d.Conditions != "" {
			x.Conditions = []string{d.Conditions}
		}
		exceptions = append(exceptions, x)
	}
	raw, err := yaml.Marshal(map[string]any{"license_policy": map[string]any{"exceptions": exceptions}})
	return policy.Source{File: file, URL: url, YAML: raw}, err
}
