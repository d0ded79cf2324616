package press

import (
	"cmp"
	"html/template"
	"reflect"
	"text/template/parse"
)

// function is a call of a function by its name.
func (m *maker) function(name *parse.IdentifierNode, nodes []parse.Node) value {
	var given []value
	for _, node := range nodes {
		given = append(given, m.operand(node))
	}
	if made := builtin(name.Ident, given); made != nil {
		return made
	}
	if made := comparison(name.Ident, given); made != nil {
		return made
	}
	if known := m.funcs[name.Ident]; known != nil {
		return asked(known, given)
	}
	m.cannot(name)
	return nil
}

// builtin are the functions that all templates have. Those that go by the truth of several stop at the first that decides.
func builtin(name string, given []value) value {
	switch {
	case name == "not" && len(given) == 1:
		return func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(!truth(given[0](r, dot))) }
	case (name == "or" || name == "and") && len(given) > 0:
		return func(r *run, dot reflect.Value) (v reflect.Value) {
			for _, each := range given {
				if v = each(r, dot); truth(v) == (name == "or") {
					break
				}
			}
			return v
		}
	case name == "index" && len(given) == 2:
		return func(r *run, dot reflect.Value) reflect.Value {
			of, at := indirect(given[0](r, dot)), held(given[1](r, dot))
			if of.Kind() != reflect.Slice || !at.CanInt() || at.Int() < 0 || at.Int() >= int64(of.Len()) {
				return r.lose()
			}
			return of.Index(int(at.Int()))
		}
	case name == "len" && len(given) == 1:
		return func(r *run, dot reflect.Value) reflect.Value {
			switch v := indirect(given[0](r, dot)); v.Kind() {
			case reflect.Slice, reflect.Array, reflect.Map, reflect.String:
				return reflect.ValueOf(v.Len())
			}
			return r.lose()
		}
	}
	return nil
}

// comparison are the functions that compare two numbers or two texts.
func comparison(name string, given []value) value {
	holds, known := map[string]func(order int) bool{
		"eq": func(order int) bool { return order == 0 }, "ne": func(order int) bool { return order != 0 },
		"lt": func(order int) bool { return order < 0 }, "le": func(order int) bool { return order <= 0 },
		"gt": func(order int) bool { return order > 0 }, "ge": func(order int) bool { return order >= 0 },
	}[name]
	if !known || len(given) != 2 {
		return nil
	}
	return func(r *run, dot reflect.Value) reflect.Value {
		a, b := held(given[0](r, dot)), held(given[1](r, dot))
		switch {
		case a.Kind() == reflect.String && b.Kind() == reflect.String:
			return reflect.ValueOf(holds(cmp.Compare(a.String(), b.String())))
		case a.CanInt() && b.CanInt():
			return reflect.ValueOf(holds(cmp.Compare(a.Int(), b.Int())))
		}
		return r.lose()
	}
}

// held is what an interface holds.
func held(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// asked calls a function of the theme. The kinds that there are most of are called as they are, the rest by reflection.
func asked(function any, given []value) value {
	switch f := function.(type) {
	case func(string) string:
		if len(given) == 1 {
			return ofText(given[0], func(s string) reflect.Value { return reflect.ValueOf(f(s)) })
		}
	case func(string) template.HTML:
		if len(given) == 1 {
			return ofText(given[0], func(s string) reflect.Value { return reflect.ValueOf(f(s)) })
		}
	}
	f := reflect.ValueOf(function)
	return func(r *run, dot reflect.Value) reflect.Value {
		in := make([]reflect.Value, len(given))
		for i, each := range given {
			in[i] = held(each(r, dot))
			if to := parameter(f.Type(), i); to == nil || !in[i].IsValid() || !in[i].Type().AssignableTo(to) {
				return r.lose()
			}
		}
		if r.lost || len(in) < f.Type().NumIn() && !f.Type().IsVariadic() || f.Type().NumOut() != 1 {
			return r.lose()
		}
		return f.Call(in)[0]
	}
}

// ofText asks what takes a text.
func ofText(given value, ask func(string) reflect.Value) value {
	return func(r *run, dot reflect.Value) reflect.Value {
		v := held(given(r, dot))
		if !v.IsValid() || v.Type() != textType {
			return r.lose()
		}
		return ask(v.String())
	}
}

var textType = reflect.TypeFor[string]()

// parameter is the type of what a function takes at a place; nil where it takes nothing there.
func parameter(f reflect.Type, at int) reflect.Type {
	switch last := f.NumIn() - 1; {
	case f.IsVariadic() && at >= last:
		return f.In(last).Elem()
	case at <= last:
		return f.In(at)
	}
	return nil
}
