package render

import (
	"html/template"
	"slices"
	"text/template/parse"
)

// Mentions tells whether a template, or one that it includes, names a field of one of these names, whatever it is a field
// of.
func (t *Templates) Mentions(name string, fields ...string) bool {
	return slices.ContainsFunc(fields, func(field string) bool { return t.family.fieldsOf(name)[field] })
}

// fieldsOf finds the names of the fields that a template names, those of the templates that it includes among them. Few templates
// are asked for.
func (f *family) fieldsOf(name string) map[string]bool {
	if known, found := f.fields.Load(name); found {
		return known.(map[string]bool)
	}
	found := map[string]bool{}
	include(f.pristine, name, found, map[string]bool{})
	f.fields.Store(name, found)
	return found
}

// include adds the fields that a template names, once for each that it includes.
func include(set *template.Template, name string, fields, seen map[string]bool) {
	each := set.Lookup(name)
	if seen[name] || each == nil || each.Tree == nil {
		return
	}
	seen[name] = true
	eachNode(each.Tree.Root, func(node parse.Node) {
		switch n := node.(type) {
		case *parse.FieldNode:
			addAll(fields, n.Ident)
		case *parse.VariableNode:
			addAll(fields, n.Ident[1:])
		case *parse.ChainNode:
			addAll(fields, n.Field)
		case *parse.TemplateNode:
			include(set, n.Name, fields, seen)
		}
	})
}

func addAll(to map[string]bool, names []string) {
	for _, name := range names {
		to[name] = true
	}
}
