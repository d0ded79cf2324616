// Package dataset holds the records that collectors write and the generator reads: the ground floor of Portolan.
//
// A record is one JSON file below content/data, reviewed in git like any other source. Two nouns matter. A [Record] says
// something of one thing in the outside world: a project, its activity, an inventory. Its [Provenance] says who said so
// and when. A figure that could not be had is nil in Go and null in JSON; it is never zero.
//
// [Read] turns a folder of records into a [Dataset]; a [Store] writes records, one file each, atomically. Both refuse what
// breaks a record's JSON Schema (see [Schema]), and say where.
package dataset

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Record is a fact sheet that a collector writes: one file below content/data.
type Record interface {
	// Kind is the folder that holds records of this type: "projects", "activity".
	Kind() string
	// Key names the thing, unique within the kind and source, as a slash-separated path: "github.com/acme/anvil".
	Key() string
	// From tells who said so and when.
	From() *Provenance
}

// Provenance says who said so and when.
type Provenance struct {
	// Source is the collector's name: "github", "git", "sbom".
	Source string `json:"source" schema:"required"`
	// URL is where a reader can look it up; empty where there is no such page.
	URL string `json:"url,omitzero"`
	// Collected is the moment at which the source was asked.
	Collected Time `json:"collected" schema:"required"`
	// Complete is false when part of the record could not be had; what is missing is null.
	Complete bool `json:"complete"`
	// StaleSince is when the source first failed to renew this record; null while it is renewed.
	StaleSince *Time `json:"stale_since,omitzero"`
	// GoneSince is when the source first said that the thing is no longer there; null while it is.
	GoneSince *Time `json:"gone_since,omitzero"`
	// Example marks invented data, which every page that uses it shows as such.
	Example bool `json:"example,omitzero"`
}

// Dataset is everything below content/data, each list sorted by key.
type Dataset struct {
	Projects        []*Project
	Activity        []*Activity
	Products        []*Product
	Inventories     []*Inventory
	Decisions       []*Decisions
	Figures         []*Figure
	Events          []*Events
	Outbound        []*Outbound
	Scorecards      []*Scorecard
	Vulnerabilities []*Vulnerabilities
	Traffic         []*Traffic
	History         []*History
	// Sources is nil before the first run of the collectors.
	Sources *Sources
}

// Add puts a record where it belongs. A record of an unknown type is a fault of the program.
func (d *Dataset) Add(r Record) {
	switch r := r.(type) {
	case *Project:
		d.Projects = append(d.Projects, r)
	case *Activity:
		d.Activity = append(d.Activity, r)
	case *Product:
		d.Products = append(d.Products, r)
	case *Inventory:
		d.Inventories = append(d.Inventories, r)
	case *Decisions:
		d.Decisions = append(d.Decisions, r)
	case *Figure:
		d.Figures = append(d.Figures, r)
	case *Events:
		d.Events = append(d.Events, r)
	case *Outbound:
		d.Outbound = append(d.Outbound, r)
	case *Scorecard:
		d.Scorecards = append(d.Scorecards, r)
	case *Vulnerabilities:
		d.Vulnerabilities = append(d.Vulnerabilities, r)
	case *Traffic:
		d.Traffic = append(d.Traffic, r)
	case *History:
		d.History = append(d.History, r)
	case *Sources:
		d.Sources = r
	default:
		panic("dataset: no list for " + r.Kind())
	}
}

// Sort orders every list by key, then source.
func (d *Dataset) Sort() {
	sortRecords(d.Projects)
	sortRecords(d.Activity)
	sortRecords(d.Products)
	sortRecords(d.Inventories)
	sortRecords(d.Decisions)
	sortRecords(d.Figures)
	sortRecords(d.Events)
	sortRecords(d.Outbound)
	sortRecords(d.Scorecards)
	sortRecords(d.Vulnerabilities)
	sortRecords(d.Traffic)
	sortRecords(d.History)
}

func sortRecords[R Record](records []R) {
	slices.SortFunc(records, func(a, b R) int {
		return cmp.Or(strings.Compare(a.Key(), b.Key()), strings.Compare(a.From().Source, b.From().Source))
	})
}

// kinds lists every kind of record with a maker of an empty one: what Read understands and what has a schema. It is
// asked once for each file.
var kinds = sync.OnceValue(func() map[string]func() Record {
	return map[string]func() Record{
		"projects":        func() Record { return new(Project) },
		"activity":        func() Record { return new(Activity) },
		"products":        func() Record { return new(Product) },
		"inventories":     func() Record { return new(Inventory) },
		"decisions":       func() Record { return new(Decisions) },
		"figures":         func() Record { return new(Figure) },
		"events":          func() Record { return new(Events) },
		"outbound":        func() Record { return new(Outbound) },
		"scorecards":      func() Record { return new(Scorecard) },
		"vulnerabilities": func() Record { return new(Vulnerabilities) },
		"traffic":         func() Record { return new(Traffic) },
		"history":         func() Record { return new(History) },
		"sources":         func() Record { return new(Sources) },
	}
})
