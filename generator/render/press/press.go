// Package press prints views with the templates of html/template, faster: what a template says is found out once, not on
// every page.
//
// A [Plate] is a template made ready. It prints what html/template would, to the byte, or nothing: what it does not know it
// leaves to html/template, so that a theme may use all that there is. It knows what themes are made of: texts, fields,
// variables, conditions, ranges, other templates, functions, and the escaping of text, of quoted attributes and of links.
package press

import (
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"
)

// Writer is a function of templates that writes its result as HTML, rather than returning it. It is not ok with a value
// that the function does not take.
type Writer func(dst []byte, value any) (out []byte, ok bool)

// Plate is a template made ready to print. It is safe for concurrent use.
type Plate struct {
	body step
	vars int // how many variables it has, $ among them
}

// step prints a part of a template.
type step func(r *run, dot reflect.Value)

// run is a view on its way through a plate.
type run struct {
	out  []byte
	vars []reflect.Value // those of the template at work, behind those of the ones that called it
	base int             // where its own begin
	deep int
	lost bool // something came up that plates do not know
}

// Make makes a plate of a template that html/template has executed before: only then it is known how all that it shows is
// to be escaped. Funcs are the functions of the set; writers those that have a better way to write their result.
func Make(set *template.Template, name string, funcs template.FuncMap, writers map[string]Writer) (*Plate, error) {
	m := &maker{set: set, funcs: funcs, writers: writers, made: map[string]*Plate{}}
	plate := m.template(name)
	if m.unknown != nil {
		return nil, fmt.Errorf("template %s: no plate can do %q", name, m.unknown)
	}
	return plate, nil
}

// Print appends a view. It is not ok where html/template has to be asked.
func (p *Plate) Print(dst []byte, view any) (out []byte, ok bool) {
	r := &run{out: dst}
	defer func() {
		if recover() != nil { // a function did; html/template says which
			out, ok = dst, false
		}
	}()
	if p.print(r, reflect.ValueOf(view)); r.lost {
		return dst, false
	}
	return r.out, true
}

// deepest is how many templates may call each other before it looks as if they did so for ever.
const deepest = 1000

// print prints a value with variables of its own.
func (p *Plate) print(r *run, dot reflect.Value) {
	if r.deep++; r.deep > deepest {
		r.lost = true
		return
	}
	base := r.base
	r.base = len(r.vars)
	for range p.vars {
		r.vars = append(r.vars, reflect.Value{})
	}
	r.vars[r.base] = dot
	p.body(r, dot)
	r.vars = r.vars[:r.base]
	r.base = base
	r.deep--
}

// maker makes a plate of a template and those that it calls.
type maker struct {
	set     *template.Template
	funcs   template.FuncMap
	writers map[string]Writer
	made    map[string]*Plate
	names   []string // of the variables in sight of the template at work
	most    int
	unknown parse.Node // the first that plates do not know
}

func (m *maker) template(name string) *Plate {
	if plate := m.made[name]; plate != nil {
		return plate
	}
	plate := &Plate{}
	m.made[name] = plate
	names, most := m.names, m.most
	m.names, m.most = []string{"$"}, 1
	if found := m.set.Lookup(name); found == nil || found.Tree == nil {
		m.cannot(&parse.TextNode{Text: []byte(name)})
	} else {
		plate.body = m.list(found.Tree.Root)
	}
	plate.vars = m.most
	m.names, m.most = names, most
	return plate
}

func (m *maker) cannot(node parse.Node) {
	if m.unknown == nil {
		m.unknown = node
	}
}

func (m *maker) list(list *parse.ListNode) step {
	var steps []step
	if list != nil {
		for _, node := range list.Nodes {
			steps = append(steps, m.node(node))
		}
	}
	return func(r *run, dot reflect.Value) {
		for _, each := range steps {
			each(r, dot)
		}
	}
}

func (m *maker) node(node parse.Node) step {
	switch n := node.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(r *run, _ reflect.Value) { r.out = append(r.out, text...) }
	case *parse.CommentNode:
		return func(*run, reflect.Value) {}
	case *parse.ActionNode:
		return m.action(n)
	case *parse.IfNode:
		return m.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return m.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return m.loop(n)
	case *parse.TemplateNode:
		return m.call(n)
	}
	m.cannot(node)
	return nil
}

// branch is an if or a with, which moves the dot.
func (m *maker) branch(n *parse.BranchNode, moves bool) step {
	defer m.scope()()
	asked := m.pipe(n.Pipe)
	list, otherwise := m.list(n.List), m.list(n.ElseList)
	return func(r *run, dot reflect.Value) {
		value := asked(r, dot)
		switch {
		case !truth(value):
			otherwise(r, dot)
		case moves:
			list(r, value)
		default:
			list(r, dot)
		}
	}
}

func (m *maker) loop(n *parse.RangeNode) step {
	defer m.scope()()
	if n.Pipe.IsAssign {
		m.cannot(n)
	}
	asked := m.pipe(n.Pipe) // its variables are the last in sight: the element's, behind the index's where there are two
	element, index := -1, -1
	switch last := len(m.names) - 1; len(n.Pipe.Decl) {
	case 2:
		element, index = last, last-1
	case 1:
		element = last
	}
	list, otherwise := m.list(n.List), m.list(n.ElseList)
	return func(r *run, dot reflect.Value) {
		all := indirect(asked(r, dot))
		if all.Kind() != reflect.Slice && all.Kind() != reflect.Array {
			r.lost = true
			return
		}
		for i := range all.Len() {
			if element >= 0 {
				r.vars[r.base+element] = all.Index(i)
			}
			if index >= 0 {
				r.vars[r.base+index] = reflect.ValueOf(i)
			}
			list(r, all.Index(i))
		}
		if all.Len() == 0 {
			otherwise(r, dot)
		}
	}
}

func (m *maker) call(n *parse.TemplateNode) step {
	given := func(*run, reflect.Value) reflect.Value { return reflect.Value{} }
	if n.Pipe != nil {
		given = m.pipe(n.Pipe)
	}
	plate := m.template(n.Name)
	return func(r *run, dot reflect.Value) { plate.print(r, given(r, dot)) }
}

// scope opens a scope for variables and returns what closes it.
func (m *maker) scope() (closes func()) {
	names := m.names
	return func() { m.names = names }
}
