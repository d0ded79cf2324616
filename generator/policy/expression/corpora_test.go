package expression

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// shared finds a folder that lies beside the checkout and skips the test where there is none.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if found := filepath.Join(dir, "shared", name); exists(found) {
			return found
		}
	}
	t.Skipf("no folder beside the checkout holds %s", name)
	return ""
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// licenseStrings gathers what stands where licences stand in CycloneDX, SPDX and decision registers.
func licenseStrings(t *testing.T) []string {
	found := map[string]bool{}
	var walk func(any)
	walk = func(value any) {
		switch v := value.(type) {
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			for name, item := range v {
				text, isText := item.(string)
				switch name {
				case "licenseConcluded", "licenseDeclared", "expression", "simplelicensing_licenseExpression":
					found[text] = isText
				case "license":
					found[text] = isText
					if choice, ok := item.(map[string]any); ok {
						id, _ := choice["id"].(string)
						name, _ := choice["name"].(string)
						found[id] = true
						found[name] = true
					}
				}
				walk(item)
			}
		}
	}
	inTags := regexp.MustCompile(`(?m)^(?:Package)?License(?:Concluded|Declared): (.*)$|<license>\s*<(?:id|name)>([^<]*)<|<expression>([^<]*)<`)
	for _, folder := range []string{"corpora/sboms", "corpora/decisions"} {
		files, err := filepath.Glob(filepath.Join(shared(t, folder), "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var document any
			if json.Unmarshal(raw, &document) == nil {
				walk(document)
				continue
			}
			for _, match := range inTags.FindAllStringSubmatch(string(raw), -1) {
				found[match[1]+match[2]+match[3]] = true
			}
		}
	}
	var all []string
	for s, ok := range found {
		if ok && s != "" {
			all = append(all, s)
		}
	}
	slices.Sort(all)
	return all
}

func TestReadTheLicenceStringsOfTheCorpora(t *testing.T) {
	all := licenseStrings(t)
	clean, repaired, unknown := 0, 0, 0
	for _, s := range all {
		switch r := Read(s); {
		case r.Unknown != "":
			unknown++
			t.Logf("unknown: %q: %s", s, r.Unknown)
		case len(r.Repairs) > 0:
			repaired++
		default:
			clean++
		}
	}
	t.Logf("%d different strings: %d clean, %d repaired, %d unknown", len(all), clean, repaired, unknown)
	if len(all) < 100 || unknown > 12 {
		t.Errorf("%d of %d stay unknown", unknown, len(all))
	}
}
