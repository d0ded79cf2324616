package example

import (
	_ "embed"
	"math/rand/v2"
	"strings"

	"portolan/collectors/dataset"
)

//go:embed components.txt
var componentTable string

// part is a component of the table, with the place it takes in a product's tree.
type part struct {
	dataset.Component
	kind string // of package URL
	dev  bool
}

// parts reads the table. It is compiled in, so a bad line is a fault of the program, which the tests would show.
func parts() []part {
	var all []part
	kind := ""
	for line := range strings.Lines(componentTable) {
		line = strings.TrimSuffix(line, "\n")
		if name, ok := strings.CutPrefix(line, "# "); ok {
			kind = name
			continue
		}
		field := strings.Split(line, "\t")
		if len(field) != 4 {
			continue // the heading
		}
		p := part{kind: kind, dev: field[3] == "dev"}
		p.Component = dataset.Component{PURL: purl(kind, field[0], field[1]), Name: field[0], Version: field[1], Type: "library"}
		if at := strings.LastIndex(p.Name, "/"); at >= 0 && kind != "golang" {
			p.Group, p.Name = p.Name[:at], p.Name[at+1:]
		}
		if field[2] != "" {
			p.License = &field[2]
		}
		all = append(all, p)
	}
	return all
}

// purl spells a package URL; names of the table need no escape but the @ of an npm scope and the + of a version.
func purl(kind, name, version string) string {
	name = strings.Replace(name, "@", "%40", 1)
	if kind == "golang" {
		name = strings.ToLower(name)
	}
	return "pkg:" + kind + "/" + name + "@" + strings.ReplaceAll(version, "+", "%2B")
}

// deepest is how many names may stand between a product and a component.
const deepest = 6

// grow hangs every component into the product's tree: some are asked for directly, the others came with one of the same
// kind that is there already. What runs never hangs on what only tests.
func grow(r *rand.Rand, product []part) []dataset.Component {
	r.Shuffle(len(product), func(i, j int) { product[i], product[j] = product[j], product[i] })
	var out []dataset.Component
	above := map[string][]part{}
	for _, p := range product {
		p.Scope = dataset.ScopeRequired
		if p.dev {
			p.Scope = dataset.ScopeDevelopment
		}
		branch := p.kind + string(p.Scope)
		direct := len(above[branch]) == 0 || r.Float64() < 0.13
		p.Direct = &direct
		if !direct {
			parent := pick(r, above[branch])
			p.Via = append(append([]string{}, parent.Via...), parent.Name)
		}
		if len(p.Via) < deepest {
			above[branch] = append(above[branch], p)
		}
		out = append(out, p.Component)
	}
	return out
}
