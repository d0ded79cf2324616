package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"portolan/collectors/dataset"
	"portolan/generator"
)

func validJSON(t *testing.T, schema *jsonschema.Schema, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err == nil {
		err = schema.Validate(doc)
	}
	if err != nil {
		t.Errorf("%s: %v", file, err)
	}
}

func TestDescriptionsForOthersAreValid(t *testing.T) {
	site := starter(t)
	validJSON(t, schemaFile(t, "testdata/code-2.0.0.schema.json"), filepath.Join(site, "code.json"))
	schema, found := schemaFile(t, "testdata/publiccode-0.4.schema.json"), 0
	err := filepath.WalkDir(filepath.Join(site, "projects"), func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "publiccode.yml" {
			return err
		}
		found++
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var doc map[string]any
		if err := yaml.Unmarshal(data, &doc); err != nil {
			return err
		}
		asJSON, err := json.Marshal(doc)
		if err != nil {
			return err
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
		if err != nil {
			return err
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v\n%s", file, err, data)
		}
		return nil
	})
	if err != nil || found < 10 {
		t.Errorf("%d descriptions, %v", found, err)
	}
}

// codeFile is code.json, in the parts that are compared.
type codeFile struct {
	Agency   string           `json:"agency"`
	Releases []map[string]any `json:"releases"`
	Projects []map[string]any `json:"projects"`
}

// TestInventoriesComeBackAsTheyWere reads the inventories that agencies have published, builds a portal from each and
// compares the inventory that it writes, member by member. What is not the same must be told in words.
func TestInventoriesComeBackAsTheyWere(t *testing.T) {
	schema := schemaFile(t, "testdata/code-2.0.0.schema.json")
	for _, name := range []string{"CFPB", "DOE", "GSA", "SSA"} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(beside(t, "corpora", "codejson", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			content, now := filepath.Join(dir, "content"), time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
			write(t, filepath.Join(content, "code.json"), data)
			write(t, filepath.Join(content, "index.md"), []byte("# Inventory\n"))
			write(t, filepath.Join(content, "site.yaml"), []byte("title: Inventory\n"))
			collectInto(t, content, "- codejson: {files: [code.json], audience: public}", now)
			result, err := generator.Build(t.Context(), generator.Options{Content: content, Out: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"), Now: now})
			if err != nil {
				t.Fatal(err, result.Problems)
			}
			file := filepath.Join(dir, "public", "code.json")
			validJSON(t, schema, file)
			var before, after codeFile
			if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &before); err != nil {
				t.Fatal(err)
			}
			readJSON(t, file, &after)
			given := append(before.Releases, before.Projects...)
			if after.Agency != before.Agency || len(after.Releases) != len(given) {
				t.Errorf("%d releases of %s became %d of %s", len(given), before.Agency, len(after.Releases), after.Agency)
			}
			told, err := os.ReadFile(filepath.Join(dir, "public", "api", "index.html"))
			if err != nil {
				t.Fatal(err)
			}
			compareReleases(t, given, after.Releases, string(told))
		})
	}
}

// compareReleases compares the releases of two inventories, whatever their order, and looks for what was lost in what the
// page tells.
func compareReleases(t *testing.T, before, after []map[string]any, told string) {
	t.Helper()
	var want, got []string
	for _, r := range before {
		want = append(want, essence(r))
		if contact, _ := r["contact"].(map[string]any); contact["email"] != nil && contact["email"] != "" && !strings.Contains(told, "contact.email is left out") {
			t.Fatal("nobody is told that addresses of people are left out")
		}
		if address, _ := r["repositoryURL"].(string); address == "" && r["repository"] == nil && !strings.Contains(told, "repositoryURL is a name that leads nowhere") {
			t.Fatal("nobody is told that repositories are unknown")
		}
	}
	for _, r := range after {
		got = append(got, essence(r))
	}
	slices.Sort(want)
	slices.Sort(got)
	for i := range want {
		if i < len(got) && want[i] != got[i] {
			t.Fatalf("release %d of %d:\nwas %s\nis  %s", i, len(want), want[i], got[i])
		}
	}
}

// essence writes all that an entry says of code, in one form for each version of the standard: what is null or empty says
// nothing, line breaks are spaces, people stay out.
func essence(r map[string]any) string {
	text := func(v any) string { s, _ := v.(string); return dataset.CleanText(s) }
	permissions, _ := r["permissions"].(map[string]any)
	usage, exemption := text(permissions["usageType"]), text(permissions["exemptionText"])
	switch {
	case usage != "":
	case r["openSourceProject"] == 1.0:
		usage = "openSource"
	case r["governmentWideReuseProject"] == 1.0:
		usage = "governmentWideReuse"
	}
	var licenses []string
	list, _ := permissions["licenses"].([]any)
	for _, l := range list {
		one := l.(map[string]any)
		licenses = append(licenses, text(one["name"])+" "+dataset.CleanLink(text(one["URL"])))
	}
	if old := text(r["license"]); old != "" {
		licenses = append(licenses, " "+dataset.CleanLink(old))
	}
	repository := text(r["repositoryURL"]) + text(r["repository"])
	if strings.HasPrefix(repository, "urn:portolan:") {
		repository = ""
	}
	var tags []string
	all, _ := r["tags"].([]any)
	for _, tag := range all {
		if text(tag) != "" {
			tags = append(tags, text(tag))
		}
	}
	hours, _ := r["laborHours"].(float64)
	date, _ := r["date"].(map[string]any)
	return fmt.Sprintf("%s | %s | %s | %s | %s | %q | %q | %s | %s | %s | %v | %s | %s | %s",
		text(r["name"]), text(r["organization"]), dataset.CleanLink(repository), usage, exemption, licenses, tags, text(r["status"]), text(r["vcs"]),
		dataset.CleanLink(text(r["homepageURL"])), hours, text(date["created"])+text(date["lastModified"]), text(date["metadataLastUpdated"]), text(r["description"]))
}
