package generator

import (
	"reflect"
	"strings"

	"portolan/collectors/dataset"
)

// writeSchemas writes the JSON Schema of each file below api/, drawn from the very types that are written.
func (e *edition) writeSchemas() error {
	for name, row := range map[string]any{
		"projects": apiProject{}, "components": apiComponent{}, "licenses": apiLicense{}, "products": apiProduct{},
		"policies": apiPolicy{}, "decisions": apiDecision{}, "metrics": apiMetric{},
	} {
		schema := map[string]any{
			"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, "type": "object",
			"properties": map[string]any{name: map[string]any{"type": "array", "items": dataset.SchemaOf(reflect.TypeOf(row), isAlwaysThere)}},
		}
		if err := e.putJSON("api/"+name+".schema.json", schema); err != nil {
			return err
		}
	}
	return nil
}

// isAlwaysThere tells which members the API always writes: all but those that are left out when empty.
func isAlwaysThere(f reflect.StructField) bool {
	return !strings.Contains(f.Tag.Get("json"), "omitzero")
}
