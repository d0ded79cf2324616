package dataset

import (
	"encoding"
	"reflect"
	"strings"
	"sync"
)

// demand is a field of a record that must be there, or within which something must be.
type demand struct {
	field    int
	name     string
	required bool
	within   []demand // of the struct, or of each in a list of structs
}

// demands are kept by type: a portal has thousands of records, and of few types.
var demands sync.Map

// missing returns the path of the first required member that a record lacks, or "".
func missing(r Record) string {
	v := reflect.ValueOf(r).Elem()
	known, found := demands.Load(v.Type())
	if !found {
		known, _ = demands.LoadOrStore(v.Type(), demandsOf(v.Type()))
	}
	return missingIn(v, known.([]demand))
}

// demandsOf lists the fields of a struct that anything is asked of.
func demandsOf(t reflect.Type) (list []demand) {
	for i := range t.NumField() {
		f := t.Field(i)
		d := demand{field: i, required: f.Tag.Get("schema") == "required"}
		d.name, _, _ = strings.Cut(f.Tag.Get("json"), ",")
		inner := f.Type
		if inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct && !inner.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
			d.within = demandsOf(inner)
		}
		if d.required || len(d.within) > 0 {
			list = append(list, d)
		}
	}
	return list
}

func missingIn(v reflect.Value, asked []demand) string {
	for i := range asked {
		d := &asked[i]
		field := v.Field(d.field)
		if d.required && field.IsZero() {
			return d.name
		}
		if at := missingWithin(field, d.within); at != "" {
			return d.name + "/" + at
		}
	}
	return ""
}

func missingWithin(v reflect.Value, asked []demand) string {
	if len(asked) == 0 || v.Kind() != reflect.Slice {
		return missingIn(v, asked)
	}
	for i := range v.Len() {
		if at := missingIn(v.Index(i), asked); at != "" {
			return at
		}
	}
	return ""
}
