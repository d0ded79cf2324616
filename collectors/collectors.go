// Package collectors runs the sources that site.yaml names and keeps what they find below content/data.
//
// Two nouns matter. A [Collector] asks one source: it fetches and parses, and is a folder of its own. The runner, [Run],
// does the rest for all of them: parallelism, time-outs, the network (see package transport), progress, checking and
// writing records, and content/data/sources.json, which says how it went.
//
// To add a collector, write its folder with a Config and a New, and add its line to the list below.
package collectors

import (
	"context"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"portolan/collectors/codejson"
	"portolan/collectors/csv"
	"portolan/collectors/decisions"
	"portolan/collectors/dumps"
	"portolan/collectors/example"
	"portolan/collectors/git"
	"portolan/collectors/gitea"
	"portolan/collectors/github"
	"portolan/collectors/gitlab"
	"portolan/collectors/gomod"
	"portolan/collectors/osv"
	"portolan/collectors/publiccode"
	"portolan/collectors/sbom"
	"portolan/collectors/scorecard"
	"portolan/collectors/source"
	"portolan/collectors/warehouse"
)

// Collector asks a source and gives its records to the run. An error means that the source as a whole could not be asked;
// what belongs to single records goes to the run's Results.
//
// A collector that has a method Writes names records, as "decisions/acme", that no other entry may write: that two name the
// same is said before anything is asked.
//
// A collector that has a method AfterOthers is asked when all others have written their records, and may read them.
type Collector interface {
	Collect(context.Context, *source.Run) error
}

// maker makes a collector of its entry in site.yaml.
type maker struct {
	name string
	making
}

// making is how a collector is made, what keeps the keys of its entry from being read, and which keys there are.
type making struct {
	make     func(ast.Node) (Collector, error)
	mistakes func(*ast.MappingNode) []error
	keys     func() []string
}

// makers lists every collector by the name that site.yaml gives it.
func makers() []maker {
	return []maker{
		{"codejson", of(codejson.New)},
		{"csv", of(csv.New)},
		{"decisions", of(decisions.New)},
		{"dumps", of(dumps.New)},
		{"example", of(example.New)},
		{"git", of(git.New)},
		{"gitea", of(gitea.New)},
		{"github", of(github.New)},
		{"gitlab", of(gitlab.New)},
		{"gomod", of(gomod.New)},
		{"osv", of(osv.New)},
		{"publiccode", of(publiccode.New)},
		{"sbom", of(sbom.New)},
		{"scorecard", of(scorecard.New)},
		{"warehouse", of(warehouse.New)},
	}
}

// Names returns the names of all collectors.
func Names() []string {
	var names []string
	for _, m := range makers() {
		names = append(names, m.name)
	}
	return names
}

// of joins a collector's configuration, read strictly, with what makes the collector of it.
func of[Config any, C Collector](make func(Config) (C, error)) making {
	return making{
		make: func(node ast.Node) (Collector, error) {
			var config Config
			if err := decode(node, &config); err != nil {
				return nil, err
			}
			return make(config)
		},
		mistakes: mistakes[Config],
		keys:     func() []string { return yamlKeys(reflect.TypeFor[Config]()) },
	}
}

// yamlKeys are the keys that a configuration is read from, in the order of its fields.
func yamlKeys(config reflect.Type) (keys []string) {
	for field := range config.Fields() {
		key, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		keys = append(keys, key)
	}
	return keys
}

func makerOf(name string) (maker, bool) {
	for _, m := range makers() {
		if strings.EqualFold(m.name, name) {
			return m, true
		}
	}
	return maker{}, false
}
