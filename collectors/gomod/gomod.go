// Package gomod lists the Go modules that a checkout is built from, by asking the go command.
//
// It writes a Product and its Inventory: the modules of which at least one package is really compiled in, on the platform
// that it runs on, rather than all that go.mod names; the standard library; and, where asked for, what only the tests need.
// Each module's licence is detected in the files of the module cache. A module is direct where the checkout's own packages
// import it, whatever the comment in go.mod says.
package gomod

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/licensefile"
	"portolan/collectors/source"
)

// Config is an entry `gomod` of site.yaml.
type Config struct {
	// Directory is a folder of the checkout, at or below its go.mod; a relative one starts at the content folder. Required.
	Directory string `yaml:"directory"`
	// Packages are what the product is built from, as patterns of the go command: ., ./cmd/server. Recommended where the
	// checkout holds tools beside the product: all packages below Directory count when left out.
	Packages []string `yaml:"packages"`
	// Product is the ID of the product that the checkout is. Required.
	Product string `yaml:"product"`
	// Name is what to call the product. Optional: its ID when left out.
	Name string `yaml:"name"`
	// Version is that of the product. Optional: unknown when left out.
	Version string `yaml:"version"`
	// Audience is who may read of it. Optional: internal when left out.
	Audience dataset.Audience `yaml:"audience"`
	// Contexts are those of the licence policy that the product is used in. Recommended: all are judged when left out.
	Contexts []string `yaml:"contexts"`
	// Project is the ID of the project that the product is built from. Optional: no project is linked when left out.
	Project string `yaml:"project"`
	// TestDependencies adds what only the tests need, as development. Optional: left out when left out.
	TestDependencies bool `yaml:"test_dependencies"`
}

// Collector lists the modules of one checkout.
type Collector struct{ config Config }

// New checks a configuration.
func New(c Config) (*Collector, error) {
	switch {
	case c.Directory == "":
		return nil, &source.WrongError{Text: "no directory is named", Hint: "write directory: . and product: a name"}
	case c.Product == "":
		return nil, &source.WrongError{Text: "no product is named", Hint: "write product: and the name of what is built"}
	}
	for _, p := range c.Packages {
		if p == "" || strings.HasPrefix(p, "-") {
			return nil, &source.WrongError{Text: fmt.Sprintf("%q names no packages", p), Hint: "write packages: [.] or [./cmd/server]"}
		}
	}
	if len(c.Packages) == 0 {
		c.Packages = []string{"./..."}
	}
	return &Collector{config: c}, nil
}

// Writes names the product, which one entry describes.
func (c *Collector) Writes() []string { return []string{"products/" + c.config.Product} }

// Collect asks go, detects the licences and writes product and inventory.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	if !run.Wants(c.config.Product) {
		return nil
	}
	dir := c.config.Directory
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(run.Root, dir)
	}
	listed, err := ask(ctx, dir, c.config.Packages, c.config.TestDependencies)
	if errors.Is(err, exec.ErrNotFound) {
		return &source.WrongError{Text: "go is not installed", Hint: "install Go, or take the gomod collector out of site.yaml"}
	}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		err = explain(c.config.Directory, err)
		run.Results.Keep("products", c.config.Product, err)
		run.Results.Keep("inventories", c.config.Product, err)
		return nil
	}
	inventory, err := c.inventory(ctx, run, listed)
	if err != nil {
		return err
	}
	if run.Results.Put(c.product(run, listed)) == nil {
		run.Results.Put(inventory)
	}
	return nil
}

func (c *Collector) product(run *source.Run, l *listing) *dataset.Product {
	p := &dataset.Product{
		ID: c.config.Product, Name: cmp.Or(c.config.Name, c.config.Product), Version: c.config.Version, Audience: c.config.Audience, Contexts: c.config.Contexts,
		Project: c.config.Project, Provenance: run.Provenance("gomod", ""),
	}
	if own := l.own(); own != nil && own.Dir != "" {
		if found, err := licensefile.Dir(own.Dir); err == nil && found.Expression != "" {
			p.License = &found.Expression
		}
	}
	return p
}

func (c *Collector) inventory(ctx context.Context, run *source.Run, l *listing) (*dataset.Inventory, error) {
	i := &dataset.Inventory{
		ID: c.config.Product, Product: c.config.Product, Audience: c.config.Audience, Format: "Go modules",
		Created: dataset.Of(dataset.At(run.Now)), Components: []dataset.Component{}, Provenance: run.Provenance("gomod", ""),
	}
	needed := l.needed()
	for n, m := range needed {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		run.Results.Progress(n, len(needed), "detecting the licence of "+m.Path)
		component, remark := component(m, l.dir)
		i.Components = append(i.Components, component)
		if remark != "" {
			i.Remarks = append(i.Remarks, remark)
		}
	}
	if l.standard {
		i.Components = append(i.Components, standardLibrary(l.version))
	}
	for _, p := range l.broken {
		i.Provenance.Complete = false
		why := dataset.CleanText(fmt.Sprintf("%s: %s", p.ImportPath, p.Error.Err))
		i.Remarks = append(i.Remarks, why)
		run.Results.Fail(&source.WrongError{Text: "the modules are not all known: " + why, Hint: "run go mod tidy and go mod download in the checkout"})
	}
	return i, nil
}
