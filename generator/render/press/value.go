package press

import (
	"reflect"
	"slices"
	"sync/atomic"
	"text/template/parse"
)

// value finds what a part of a template stands for.
type value func(r *run, dot reflect.Value) reflect.Value

// lose gives a view up.
func (r *run) lose() reflect.Value {
	r.lost = true
	return reflect.Value{}
}

// pipe is what an action shows, asks or is given: a single command, perhaps for a variable.
func (m *maker) pipe(n *parse.PipeNode) value {
	if len(n.Cmds) != 1 || len(n.Decl) > 0 && n.IsAssign && len(n.Decl) != 1 {
		m.cannot(n)
		return nil
	}
	return m.declare(n, m.command(n.Cmds[0]))
}

// declare gives a value to the variables of a pipe.
func (m *maker) declare(n *parse.PipeNode, of value) value {
	var slots []int
	for _, variable := range n.Decl {
		if n.IsAssign {
			slots = append(slots, m.slot(variable))
			continue
		}
		m.names = append(m.names[:len(m.names):len(m.names)], variable.Ident[0])
		m.most = max(m.most, len(m.names))
		slots = append(slots, len(m.names)-1)
	}
	return func(r *run, dot reflect.Value) reflect.Value {
		v := of(r, dot)
		if v.Kind() == reflect.Interface && v.NumMethod() == 0 {
			v = v.Elem()
		}
		for _, slot := range slots {
			r.vars[r.base+slot] = v
		}
		return v
	}
}

// slot is the place of a variable: the last of that name is the one in sight.
func (m *maker) slot(n *parse.VariableNode) int {
	for i := len(m.names) - 1; i >= 0; i-- {
		if m.names[i] == n.Ident[0] {
			return i
		}
	}
	m.cannot(n)
	return 0
}

func (m *maker) command(n *parse.CommandNode) value {
	if name, ok := n.Args[0].(*parse.IdentifierNode); ok {
		return m.function(name, n.Args[1:])
	}
	if len(n.Args) != 1 {
		m.cannot(n)
		return nil
	}
	return m.operand(n.Args[0])
}

// operand is what stands by itself: a constant, the dot, a variable, fields of them, a pipe in brackets.
func (m *maker) operand(node parse.Node) value {
	switch n := node.(type) {
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		if n.IsInt && !n.IsComplex && int64(int(n.Int64)) == n.Int64 {
			return constant(int(n.Int64))
		}
	case *parse.DotNode:
		return func(_ *run, dot reflect.Value) reflect.Value { return dot }
	case *parse.FieldNode:
		return fields(func(_ *run, dot reflect.Value) reflect.Value { return dot }, n.Ident)
	case *parse.VariableNode:
		slot := m.slot(n)
		return fields(func(r *run, _ reflect.Value) reflect.Value { return r.vars[r.base+slot] }, n.Ident[1:])
	case *parse.PipeNode:
		return m.pipe(n)
	}
	m.cannot(node)
	return nil
}

func constant(v any) value {
	known := reflect.ValueOf(v)
	return func(*run, reflect.Value) reflect.Value { return known }
}

func fields(of value, names []string) value {
	for _, name := range names {
		of = (&field{name: name}).of(of)
	}
	return of
}

// field is a field or method that a template names. Where it lies is remembered for each type that came along.
type field struct {
	name   string
	places atomic.Pointer[[]place]
}

type place struct {
	in        reflect.Type
	addressed bool // methods of a pointer to it are its own only then
	index     []int
	method    int // -1: a field
}

func (f *field) of(of value) value {
	return func(r *run, dot reflect.Value) reflect.Value {
		holder := indirect(of(r, dot))
		if !holder.IsValid() {
			return r.lose()
		}
		p := f.place(holder)
		switch {
		case p.method >= 0 && p.addressed:
			return holder.Addr().Method(p.method).Call(nil)[0]
		case p.method >= 0:
			return holder.Method(p.method).Call(nil)[0]
		case len(p.index) == 1:
			return holder.Field(p.index[0])
		case len(p.index) > 1:
			if found, err := holder.FieldByIndexErr(p.index); err == nil {
				return found
			}
		}
		return r.lose()
	}
}

func (f *field) place(holder reflect.Value) place {
	in, addressed := holder.Type(), holder.CanAddr()
	var known []place
	if places := f.places.Load(); places != nil {
		known = *places
	}
	for _, p := range known {
		if p.in == in && p.addressed == addressed {
			return p
		}
	}
	p := place{in: in, addressed: addressed, method: -1}
	of := in
	if addressed {
		of = reflect.PointerTo(in)
	}
	if method, found := of.MethodByName(f.name); found {
		if method.Type.NumIn() == 1 && method.Type.NumOut() == 1 {
			p.method = method.Index
		}
	} else if in.Kind() == reflect.Struct {
		if field, found := in.FieldByName(f.name); found && field.IsExported() {
			p.index = field.Index
		}
	}
	more := append(slices.Clone(known), p)
	f.places.Store(&more) // what another finds out at the same time may be lost, and is found out again
	return p
}

// indirect is what pointers and interfaces lead to; nothing where they lead nowhere.
func indirect(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	return v
}

// truth tells whether a condition holds, as templates see it.
func truth(v reflect.Value) bool {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() {
		return false
	}
	switch v.Kind() {
	case reflect.Struct:
		return true
	case reflect.Slice, reflect.Array, reflect.Map, reflect.String:
		return v.Len() > 0
	case reflect.Float32, reflect.Float64:
		return v.Float() != 0
	}
	return !v.IsZero()
}
