package attribution_test

import (
	"os"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/attribution"
	"portolan/generator/policy/expression"
	"portolan/generator/policy/facts"
)

// TestTheStarterPortal writes what the products of the starter portal hand out, with the real texts of the licences.
func TestTheStarterPortal(t *testing.T) {
	data, problems := dataset.Read(os.DirFS("../../content/data"), "inventories")
	if len(problems) > 0 || len(data.Inventories) == 0 {
		t.Fatalf("%d inventories, %v", len(data.Inventories), problems)
	}
	for _, record := range data.Inventories {
		t.Run(record.ID, func(t *testing.T) {
			product := attribution.Product{ID: record.ID, Organization: "Acme", Created: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}
			var components []attribution.Component
			for _, c := range record.Components {
				components = append(components, fromRecord(c))
			}
			i := attribution.New(product, components, facts.Text)
			cdx, spdx := written(t, i, (*attribution.Inventory).CycloneDX), written(t, i, (*attribution.Inventory).SPDX)
			validate(t, schemas.cyclonedx, cdx)
			validate(t, schemas.spdx, spdx)
			checkRefs(t, cdx)
			checkSPDX(t, spdx, len(components))
			checkText(t, written(t, i, (*attribution.Inventory).NoticesText))
			checkHTML(t, written(t, i, (*attribution.Inventory).NoticesHTML))
		})
	}
}

func fromRecord(c dataset.Component) attribution.Component {
	out := attribution.Component{
		PURL: c.PURL, Name: c.Name, Group: c.Group, Version: c.Version, Type: c.Type, Copyright: c.Copyright, Supplier: c.Supplier, URL: c.URL,
		Scope: attribution.Scope(c.Scope), Direct: c.Direct, Via: c.Via,
	}
	if c.License != nil {
		out.Found, out.Expression = *c.License, expression.Read(*c.License).Normalised()
	}
	return out
}
