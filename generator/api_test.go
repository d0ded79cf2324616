package generator_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"portolan/collectors/dataset"
)

// TestTheAPIKeepsItsSchemas checks every file for machines against the schema that is published beside it.
func TestTheAPIKeepsItsSchemas(t *testing.T) {
	site := starter(t)
	for _, name := range []string{"projects", "components", "licenses", "products", "policies", "decisions", "metrics"} {
		schema := schemaFile(t, filepath.Join(site, "api", name+".schema.json"))
		data, err := os.ReadFile(filepath.Join(site, "api", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var doc map[string]any
		if err := json.Unmarshal(data, &doc); err != nil {
			t.Fatal(err)
		}
		if rows, ok := doc[name].([]any); !ok || len(rows) == 0 {
			t.Errorf("%s holds no rows", name)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, row := range doc[name].([]any)[:1] { // the schema can tell: a row without its first member is refused
			for member := range row.(map[string]any) {
				delete(row.(map[string]any), member)
				break
			}
		}
		if err := schema.Validate(doc); err == nil {
			t.Errorf("%s: the schema accepts anything", name)
		}
	}
}

// TestRecordsKeepTheirPublishedSchemas checks the starter's own records against the schemas that a site publishes.
func TestRecordsKeepTheirPublishedSchemas(t *testing.T) {
	site, checked := starter(t), 0
	for _, kind := range dataset.Kinds() {
		schema := schemaFile(t, filepath.Join(site, "api", "records", kind+".schema.json"))
		filepath.WalkDir(filepath.Join("..", "content", "data", kind), func(file string, entry os.DirEntry, err error) error {
			if err == nil && filepath.Ext(file) == ".json" {
				validJSON(t, schema, file)
				checked++
			}
			return nil
		})
	}
	if checked < 50 {
		t.Errorf("only %d records were found", checked)
	}
}

// schemaFile reads a schema that checks formats too.
func schemaFile(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(file, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestTablesAreAsLongAsTheirJSON: a CSV beside a list holds the same rows, and totals are the sum of what is shown.
func TestTablesAreAsLongAsTheirJSON(t *testing.T) {
	site := starter(t)
	for _, name := range []string{"projects", "components", "licenses", "products", "policies", "decisions", "metrics"} {
		data, err := os.ReadFile(filepath.Join(site, "api", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var doc map[string][]any
		if err := json.Unmarshal(data, &doc); err != nil {
			t.Fatal(err)
		}
		file, err := os.Open(filepath.Join(site, "api", name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(file).ReadAll()
		file.Close()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows)-1 != len(doc[name]) {
			t.Errorf("%s: %d rows and %d", name, len(rows)-1, len(doc[name]))
		}
	}
}
