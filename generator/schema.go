package generator

import (
	"reflect"
	"strings"
)

// writeSchemas writes the JSON Schema of each file below api/, drawn from the very types that are written.
func (e *edition) writeSchemas() error {
	for name, row := range map[string]any{
		"projects": apiProject{}, "components": apiComponent{}, "licenses": apiLicense{}, "products": apiProduct{},
		"policies": apiPolicy{}, "decisions": apiDecision{}, "metrics": apiMetric{},
	} {
		schema := map[string]any{
			"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, "type": "object",
			"properties": map[string]any{name: map[string]any{"type": "array", "items": schemaOf(reflect.TypeOf(row))}},
		}
		if err := e.putJSON("api/"+name+".schema.json", schema); err != nil {
			return err
		}
	}
	return nil
}

func schemaOf(t reflect.Type) map[string]any {
	if t.Implements(reflect.TypeFor[interface{ MarshalText() ([]byte, error) }]()) {
		return map[string]any{"type": "string"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return map[string]any{"anyOf": []any{schemaOf(t.Elem()), map[string]any{"type": "null"}}}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": []string{"object", "null"}, "additionalProperties": schemaOf(t.Elem())}
	case reflect.Struct:
		return structSchema(t)
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	}
	return map[string]any{"type": "string"}
}

func structSchema(t reflect.Type) map[string]any {
	properties, required := map[string]any{}, []string{}
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		properties[name] = schemaOf(t.Field(i).Type)
		if !strings.Contains(options, "omitzero") {
			required = append(required, name)
		}
	}
	return map[string]any{"type": "object", "properties": properties, "required": required}
}
