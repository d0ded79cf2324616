// Package sbom turns software bills of materials, as build tools and scanners write them, into a product's inventory.
//
// Package reader reads them: CycloneDX and SPDX in all their forms. Here the components are merged by package URL, so that
// one that a document lists five times counts once, and the shortest way to each is told by name. What a strict reader
// would refuse is read where sense can be made of it, and said in the inventory's remarks. A file that cannot be read costs
// only itself: its last good inventory stays. What lies at a web address is fetched on the runner's way, which asks again
// only whether it changed; the inventory says where it came from and when.
package sbom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"portolan/collectors/dataset"
	"portolan/collectors/sbom/reader"
	"portolan/collectors/source"
)

// Config is an entry `sbom` of site.yaml.
type Config struct {
	// Product is the ID of the product that the files describe. Required.
	Product string `yaml:"product"`
	// Files are the bills of materials: paths, relative ones from the content folder, where * and ? stand for parts of names;
	// and web addresses. Required.
	Files []string `yaml:"files"`
	// Audience is who may read of them. Optional: internal when left out.
	Audience dataset.Audience `yaml:"audience"`
	// Name is what to call the product. Optional: what the document calls it, or its ID, when left out.
	Name string `yaml:"name"`
	// Description says in a sentence what the product is. Optional: nothing is said when left out.
	Description string `yaml:"description"`
	// Owner is the team that answers for the product. Recommended: nobody is named when left out.
	Owner string `yaml:"owner"`
	// Contexts are those of the licence policy that the product is used in. Recommended: all are judged when left out.
	Contexts []string `yaml:"contexts"`
	// Project is the ID of the project that the product is built from. Optional: no project is linked when left out.
	Project string `yaml:"project"`
}

// Collector reads the bills of materials of one product.
type Collector struct{ config Config }

// New checks a configuration.
func New(c Config) (*Collector, error) {
	switch {
	case c.Product == "":
		return nil, &source.WrongError{Text: "no product is named", Hint: "write product: and the name of what the files describe"}
	case len(c.Files) == 0:
		return nil, &source.WrongError{Text: "no files are named", Hint: "write files: [sboms/*.cdx.json]"}
	}
	for _, pattern := range c.Files {
		if _, err := filepath.Match(pattern, ""); err != nil && !source.IsWeb(pattern) {
			return nil, &source.WrongError{Text: fmt.Sprintf("%q is no pattern of file names", pattern), Hint: "close what [ opens"}
		}
	}
	return &Collector{config: c}, nil
}

// Writes names the product, which one entry describes.
func (c *Collector) Writes() []string { return []string{"products/" + c.config.Product} }

// Collect reads every file and writes the product and an inventory for each file.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	if !run.Wants(c.config.Product) {
		return nil
	}
	files := c.find(run)
	var first *document
	for i, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		run.Results.Progress(i, len(files), "reading "+f.name)
		d, err := f.read(ctx, run)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			run.Results.Keep("inventories", f.id, f.wrong(err))
			continue
		}
		if run.Results.Put(c.inventory(run, f, d)) == nil && first == nil {
			first = d
		}
	}
	c.gone(run, files)
	if first == nil {
		run.Results.Keep("products", c.config.Product, errors.New("none of its bills of materials could be read"))
		return nil
	}
	run.Results.Put(c.product(run, first, len(files)))
	return nil
}

// wrong tells what is wrong with a file: in the portal, where it lies there, or at the source that answered so.
func (f *file) wrong(err error) error {
	var p *reader.Problem
	broken, web := errors.As(err, &p), source.IsWeb(f.path)
	switch {
	case web && broken:
		return fmt.Errorf("%s: %w", f.name, p)
	case web:
		return err
	case broken:
		return &source.WrongError{File: f.name, Line: p.Line, Column: p.Column, Text: p.Text, Hint: p.Hint}
	}
	return &source.WrongError{File: f.name, Text: err.Error()}
}

func (c *Collector) inventory(run *source.Run, f *file, d *document) *dataset.Inventory {
	return &dataset.Inventory{
		ID: f.id, Product: c.config.Product, Audience: c.config.Audience, Format: d.Format, Created: d.Created,
		Components: d.components, Remarks: d.remarks, Provenance: run.Provenance("sbom", f.url),
	}
}

// product describes the product. A product of several files has no single version.
func (c *Collector) product(run *source.Run, d *document, files int) *dataset.Product {
	p := &dataset.Product{
		ID: c.config.Product, Name: cmp.Or(c.config.Name, c.config.Product), Description: c.config.Description, Audience: c.config.Audience,
		Owner: c.config.Owner, Contexts: c.config.Contexts, Project: c.config.Project, Provenance: run.Provenance("sbom", ""),
	}
	if files > 1 {
		return p
	}
	p.Name, p.Version = cmp.Or(c.config.Name, d.Name, c.config.Product), d.Version
	if d.License != "" {
		p.License = &d.License
	}
	return p
}

// gone says which of the product's inventories have no file any more.
func (c *Collector) gone(run *source.Run, files []*file) {
	if run.Known == nil || len(files) == 0 {
		return
	}
	there := map[string]bool{}
	for _, f := range files {
		there[f.id] = true
	}
	for _, r := range run.Known("inventories") {
		if i, ok := r.(*dataset.Inventory); ok && i.Product == c.config.Product && !there[i.ID] {
			run.Results.Gone("inventories", i.ID)
		}
	}
}
