package generator

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"portolan/collectors/dataset"
)

const rulesPage = "---\ntitle: Rules\nlicense_policy:\n  contexts: {shipped: Shipped}\n  rules:\n" +
	"    - {id: yes, licenses: [MIT], verdict: allowed}\n    - {id: no, licenses: [GPL-3.0-only], verdict: forbidden}\n  default: review\n---\n"

func TestVerdictsAreCountedOverWhatIsReal(t *testing.T) {
	inventory := func(id string, p dataset.Provenance, licenses ...string) *dataset.Inventory {
		i := &dataset.Inventory{ID: id, Product: id, Audience: dataset.Internal, Provenance: p}
		i.Provenance.Source, i.Provenance.Collected = "sbom", dataset.At(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
		for _, license := range licenses {
			i.Components = append(i.Components, dataset.Component{Name: id + license, PURL: "pkg:npm/" + id + license, License: &license})
		}
		return i
	}
	gone := dataset.At(time.Unix(1, 0))
	records := []dataset.Record{inventory("a", dataset.Provenance{}, "MIT", "GPL-3.0-only", "ISC"),
		inventory("b", dataset.Provenance{Example: true}, "GPL-3.0-only"), inventory("c", dataset.Provenance{GoneSince: &gone}, "MIT")}
	for name, c := range map[string]struct {
		page, want string
		records    []dataset.Record
	}{
		"judged":    {rulesPage, `{"allowed-components":1,"conditional-components":0,"forbidden-components":1,"review-components":1,"unknown-components":0}`, records},
		"no policy": {"# Rules\n", "null", records},
		"nothing":   {rulesPage, "null", records[1:]},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "rules.md"), []byte(c.page), 0o644); err != nil {
				t.Fatal(err)
			}
			store := dataset.NewStore(filepath.Join(dir, "data"))
			for _, r := range c.records {
				if _, err := store.Put(r); err != nil {
					t.Fatal(err)
				}
			}
			counts, err := VerdictCounts(Options{Content: dir})
			got, _ := json.Marshal(counts)
			if err != nil || string(got) != c.want {
				t.Errorf("got %s, %v", got, err)
			}
		})
	}
}
