// Package osv looks up the components of every inventory in the vulnerability database of https://osv.dev: in its own
// dumps, with which no list of what the company uses leaves the house, or by asking its API, which learns that list.
//
// Dumps are zip files, one an ecosystem (https://google.github.io/osv.dev/data/#data-dumps), or single entries as JSON. In
// them versions are compared here; the API (https://google.github.io/osv.dev/api/) compares them itself, which it can for
// more ecosystems. What is found in an inventory becomes one record. A component whose ecosystem is in no dump, or whose version is not
// known, was not looked up, and then the record says that it is incomplete: nothing found is not the same as nothing there.
package osv

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
	"portolan/collectors/source"
)

// Config is the entry `osv` of site.yaml.
type Config struct {
	// Files are dumps or single entries: paths from the content folder, patterns, or web addresses. Required: files or api.
	Files []string `yaml:"files"`
	// API asks the service of the database, which then learns which components and versions are in use.
	API bool `yaml:"api"`
	// BaseURL is the address of the service. Optional: the public one.
	BaseURL string `yaml:"base_url"`
}

const publicAPI = "https://api.osv.dev/"

// Collector looks up components.
type Collector struct{ config Config }

// New returns the collector of a configuration, or says what is wrong with it.
func New(c Config) (*Collector, error) {
	switch {
	case len(c.Files) == 0 && !c.API:
		return nil, &source.WrongError{Text: "it names no files",
			Hint: "write - osv: {files: [\"https://osv-vulnerabilities.storage.googleapis.com/Go/all.zip\"]}, or - osv: {api: true}"}
	case len(c.Files) > 0 && c.API:
		return nil, &source.WrongError{Text: "it reads files and asks the API too", Hint: "take out one of the two: both would count the same twice"}
	case c.BaseURL != "" && !c.API:
		return nil, &source.WrongError{Text: "base_url is the address of an API that is not asked", Hint: "write api: true beside it"}
	}
	if err := forge.CheckBase(c.BaseURL, publicAPI); err != nil {
		return nil, err
	}
	c.BaseURL = strings.TrimSuffix(cmp.Or(c.BaseURL, publicAPI), "/")
	return &Collector{config: c}, nil
}

// Asked says in words what is asked for.
func (c *Collector) Asked() string {
	if c.config.API {
		return "known vulnerabilities at " + c.config.BaseURL
	}
	return "known vulnerabilities in " + strings.Join(c.config.Files, ", ")
}

// AfterOthers says that the collector reads what the others of the run write.
func (c *Collector) AfterOthers() {}

// Collect reads the dumps once, or asks once for every component, and looks up every inventory.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	inventories := inventoriesOf(run)
	db, fill := newDatabase(inventories), c.readDumps
	if c.config.API {
		fill = c.askService
	}
	if err := fill(ctx, run, db); err != nil {
		return err
	}
	earlier := earlierOf(run)
	for _, inventory := range inventories {
		if run.Wants(inventory.ID) {
			run.Results.Put(db.look(inventory, earlier[inventory.ID], run))
		}
	}
	return nil
}

func (c *Collector) readDumps(ctx context.Context, run *source.Run, db *database) error {
	places, err := run.Places(c.config.Files)
	if err != nil {
		return err
	}
	for i, place := range places {
		run.Results.Progress(i, len(places), place)
		data, err := run.Read(ctx, place)
		if err == nil {
			err = db.read(data)
		}
		if err != nil {
			// Without one of the dumps every figure would be too small; what is known stays.
			return fmt.Errorf("%s: %w", place, err)
		}
	}
	return nil
}

func inventoriesOf(run *source.Run) (inventories []*dataset.Inventory) {
	if run.Records == nil {
		return nil
	}
	for _, r := range run.Records("inventories") {
		// Invented inventories have invented vulnerabilities; what is gone needs none.
		if inventory := r.(*dataset.Inventory); inventory.Provenance.GoneSince == nil && !inventory.Provenance.Example {
			inventories = append(inventories, inventory)
		}
	}
	return inventories
}

func earlierOf(run *source.Run) map[string]*dataset.Vulnerabilities {
	earlier := map[string]*dataset.Vulnerabilities{}
	if run.Known != nil {
		for _, r := range run.Known("vulnerabilities") {
			earlier[r.Key()] = r.(*dataset.Vulnerabilities)
		}
	}
	return earlier
}

// database holds the entries on packages that some inventory has.
type database struct {
	// wanted are the packages of the inventories, each with the versions in use that are known.
	wanted map[pkg]map[string]bool
	// told are the entries that the service named, by package and version; nil where versions are compared here.
	told map[use][]string
	// entries are by package; covered are the ecosystems that some dump has.
	entries map[pkg][]*entry
	covered map[string]bool
}

// pkg is a package as the database names it.
type pkg struct{ ecosystem, name string }

// use is a package in one version.
type use struct {
	pkg
	version string
}

func newDatabase(inventories []*dataset.Inventory) *database {
	db := &database{wanted: map[pkg]map[string]bool{}, entries: map[pkg][]*entry{}, covered: map[string]bool{}}
	for _, inventory := range inventories {
		for _, c := range inventory.Components {
			p, version, ok := packageOf(c)
			if !ok {
				continue
			}
			if db.wanted[p] == nil {
				db.wanted[p] = map[string]bool{}
			}
			if version != "" {
				db.wanted[p][version] = true
			}
		}
	}
	return db
}

// largestEntry is the size in bytes past which an entry is refused.
const largestEntry = 16 << 20

// read takes in a dump or a single entry.
func (db *database) read(data []byte) error {
	if !bytes.HasPrefix(data, []byte("PK")) {
		return db.addJSON(data)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	for _, f := range archive.File {
		if !strings.HasSuffix(f.Name, ".json") {
			continue
		}
		if err := db.addFile(f); err != nil {
			return fmt.Errorf("%s: %w", dataset.CleanText(f.Name), err)
		}
	}
	return nil
}

func (db *database) addFile(f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, largestEntry+1))
	if err != nil {
		return err
	}
	if len(data) > largestEntry {
		return fmt.Errorf("larger than %d bytes", largestEntry)
	}
	return db.addJSON(data)
}

func (db *database) addJSON(data []byte) error {
	e, err := parse(data)
	if err == nil {
		db.add(e)
	}
	return err
}

// parse reads an entry.
func parse(data []byte) (*entry, error) {
	e := &entry{}
	if err := json.Unmarshal(data, e); err != nil {
		return nil, fmt.Errorf("not an OSV entry: %w", err)
	}
	if dataset.CleanText(e.ID) == "" || e.ID != dataset.CleanText(e.ID) {
		return nil, fmt.Errorf("not an OSV entry: id: %q", dataset.CleanText(e.ID))
	}
	return e, nil
}

// add takes in an entry if it is on a package that some inventory has.
func (db *database) add(e *entry) {
	seen := map[pkg]bool{}
	for _, a := range e.Affected {
		p := a.pkg()
		db.covered[p.ecosystem] = true
		if db.wanted[p] != nil && !seen[p] && e.Withdrawn == "" {
			seen[p] = true
			db.entries[p] = append(db.entries[p], e)
		}
	}
}
