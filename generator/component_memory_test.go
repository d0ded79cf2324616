package generator

import (
	"fmt"
	"testing"

	"portolan/collectors/dataset"
	"portolan/generator/content"
)

func TestThePageOfAComponentWeighsLess(t *testing.T) {
	p := &portal{tree: &content.Tree{Pages: make([]*content.Page, 10)}, data: &dataset.Dataset{
		Projects: make([]*dataset.Project, 5), Inventories: []*dataset.Inventory{{Components: make([]dataset.Component, 200)}, {Components: make([]dataset.Component, 100)}}}}
	if size := p.size(); size != 10+5+75 {
		t.Errorf("10 pages, 5 projects and 300 components weigh %d", size)
	}
}

func TestPackagesAreFoundByTheirAddresses(t *testing.T) {
	c := &cataloguer{catalog: &catalog{}}
	for n := range 50 {
		for version := range 2 {
			from := &dataset.Component{PURL: fmt.Sprintf("pkg:npm/Lib-%d@%d", n, version), Name: fmt.Sprint("Lib-", n), Version: fmt.Sprint(version)}
			c.catalog.components = append(c.catalog.components, &component{name: from.Name, from: from})
		}
	}
	c.pack()
	if len(c.catalog.packages) != 50 {
		t.Fatalf("50 packages in two versions each are %d", len(c.catalog.packages))
	}
	for _, p := range c.catalog.packages {
		if !c.catalog.isPackage(p.address) || p.name() == "" || len(p.versions) != 2 {
			t.Errorf("%s, of %d versions, is not found at %s", p.purl, len(p.versions), p.address)
		}
	}
	if c.catalog.isPackage("/compliance/components/npm/") || (&catalog{}).isPackage("/") {
		t.Error("there is a package at an address of none")
	}
}
