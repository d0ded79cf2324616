package generator

import (
	"reflect"
	"strings"

	"portolan/collectors/dataset"
)

// apiTables are the files below api/ with the type of their rows: what is written, what its schema says and what the page
// about them lists cannot differ.
var apiTables = []struct {
	name string
	row  reflect.Type
}{
	{"projects", reflect.TypeFor[apiProject]()},
	{"components", reflect.TypeFor[apiComponent]()},
	{"licenses", reflect.TypeFor[apiLicense]()},
	{"products", reflect.TypeFor[apiProduct]()},
	{"policies", reflect.TypeFor[apiPolicy]()},
	{"decisions", reflect.TypeFor[apiDecision]()},
	{"metrics", reflect.TypeFor[apiMetric]()},
}

// apiParts is what api/components.json holds where the components are too many for one file.
type apiParts struct {
	Total int       `json:"total"`
	Files []apiPart `json:"files"`
}

type apiPart struct {
	Letter     string `json:"letter"`
	URL        string `json:"url"`
	Components int    `json:"components"`
}

// writeSchemas writes the JSON Schema of each file below api/, drawn from the very types that are written, and those of
// the records that collectors write.
func (e *edition) writeSchemas() error {
	for _, f := range apiTables {
		rows := map[string]any{"type": "object", "required": []string{f.name}, "additionalProperties": false,
			"properties": map[string]any{f.name: map[string]any{"type": "array", "items": dataset.SchemaOf(f.row, isAlwaysThere)}}}
		schema := rows
		if f.name == "components" {
			schema = map[string]any{"oneOf": []any{rows, dataset.SchemaOf(reflect.TypeFor[apiParts](), isAlwaysThere)}}
		}
		schema["$schema"], schema["title"] = "https://json-schema.org/draft/2020-12/schema", f.name
		schema["description"] = e.text("api_" + f.name)
		name := "api/" + f.name + ".schema.json"
		if e.config.BaseURL != "" {
			schema["$id"] = e.absolute("/" + name)
		}
		if err := e.putJSON(name, schema); err != nil {
			return err
		}
	}
	for _, kind := range dataset.Kinds() {
		if err := e.put(recordSchema(kind), dataset.Schema(kind)); err != nil {
			return err
		}
	}
	return nil
}

// recordSchema is where the schema of a kind of record is published.
func recordSchema(kind string) string { return "api/records/" + kind + ".schema.json" }

// isAlwaysThere tells which members the API always writes: all but those that are left out when empty.
func isAlwaysThere(f reflect.StructField) bool {
	return !strings.Contains(f.Tag.Get("json"), "omitzero")
}
