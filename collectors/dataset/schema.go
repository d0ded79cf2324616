package dataset

import (
	"encoding"
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Kinds returns the names of all kinds of record, sorted.
func Kinds() []string {
	var names []string
	for name := range kinds() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Schema returns the JSON Schema (draft 2020-12) of a kind of record. It is drawn from the Go type, so that what is
// read, written and documented cannot drift apart.
func Schema(kind string) []byte {
	fresh, ok := kinds()[kind]
	if !ok {
		return nil
	}
	s := SchemaOf(reflect.TypeOf(fresh()).Elem(), isRequired)
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = kind
	out, err := json.Marshal(s, json.Deterministic(true), jsontext.Multiline(true), jsontext.WithIndent("  "))
	if err != nil {
		panic(err) // the types are compiled in
	}
	return append(out, '\n')
}

// patterns gives the schema of the types that are written as a string of a certain form.
var patterns = map[reflect.Type]map[string]any{
	reflect.TypeFor[Time]():       {"type": "string", "format": "date-time"},
	reflect.TypeFor[Date]():       {"type": "string", "format": "date"},
	reflect.TypeFor[Month]():      {"type": "string", "pattern": monthPattern},
	reflect.TypeFor[Visibility](): {"enum": visibilities},
	reflect.TypeFor[Status]():     {"enum": statuses},
	reflect.TypeFor[Scope]():      {"enum": scopes},
}

const (
	monthPattern = "^[0-9]{4}-(0[1-9]|1[0-2])$"
	datePattern  = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
)

// isRequired tells which members a record must have; every other may be left out, and is then unknown.
func isRequired(f reflect.StructField) bool {
	return f.Tag.Get("schema") == "required" || f.Type == reflect.TypeFor[Provenance]()
}

// SchemaOf draws the JSON Schema of a type as it is written. Required tells which members are always there.
func SchemaOf(t reflect.Type, required func(reflect.StructField) bool) map[string]any {
	if s, ok := patterns[t]; ok {
		return clone(s)
	}
	if t.Kind() != reflect.Pointer && t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		return map[string]any{"type": "string"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return orNull(SchemaOf(t.Elem(), required))
	case reflect.Slice:
		return map[string]any{"type": []string{"array", "null"}, "items": SchemaOf(t.Elem(), required)}
	case reflect.Map:
		return mapSchema(t, required)
	case reflect.Struct:
		return structSchema(t, required)
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	}
	return map[string]any{"type": "string"}
}

func orNull(s map[string]any) map[string]any {
	return map[string]any{"anyOf": []any{s, map[string]any{"type": "null"}}}
}

func mapSchema(t reflect.Type, required func(reflect.StructField) bool) map[string]any {
	s := map[string]any{"type": []string{"object", "null"}, "additionalProperties": SchemaOf(t.Elem(), required)}
	switch t.Key() {
	case reflect.TypeFor[Month]():
		s["propertyNames"] = map[string]any{"pattern": monthPattern}
	case reflect.TypeFor[Date]():
		s["propertyNames"] = map[string]any{"pattern": datePattern}
	}
	return s
}

func structSchema(t reflect.Type, required func(reflect.StructField) bool) map[string]any {
	properties := map[string]any{}
	always := []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		properties[name] = SchemaOf(f.Type, required)
		if required(f) {
			always = append(always, name)
		}
	}
	return map[string]any{
		"type": "object", "properties": properties, "required": always, "additionalProperties": false,
	}
}

func clone(m map[string]any) map[string]any {
	c := map[string]any{}
	for k, v := range m {
		c[k] = v
	}
	return c
}
