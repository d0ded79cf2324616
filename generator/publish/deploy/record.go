package deploy

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"

	"portolan/generator/publish"
)

// recordName is where the record lies, beside the site. It says no more than build.json does.
const recordName = ".portolan/deployed.json"

// record says which objects of a store are ours.
type record struct {
	Generator string `json:"generator"`
	Edition   string `json:"edition"`
	// Run tells the runs apart that are under way; it is empty once one is through.
	Run     string           `json:"run,omitempty"`
	Objects map[string]entry `json:"objects"`

	known bool // whether anything of ours lies there at all
}

// entry is one object of ours. Without a version nobody knows whether it was stored.
type entry struct {
	Mark    string `json:"mark"`
	Version string `json:"version,omitempty"`
}

// readRecord reads the record of a store. A site that came there another way, say by copying, is known by its build.json.
func readRecord(ctx context.Context, store Store, stored map[string]Stored) (record, error) {
	r := record{Objects: map[string]entry{}}
	if _, there := stored[recordName]; there {
		data, err := store.Get(ctx, recordName)
		if err != nil {
			return r, err
		}
		if json.Unmarshal(data, &r) == nil && r.Generator == publish.Generator {
			r.known = true
			return r, nil
		}
	}
	if _, there := stored[publish.Manifest]; !there {
		return record{Objects: map[string]entry{}}, nil
	}
	data, err := store.Get(ctx, publish.Manifest)
	if err != nil {
		return r, err
	}
	m, err := readManifest(data)
	if err != nil {
		return record{Objects: map[string]entry{}}, nil // it is the file of another program
	}
	r = record{Edition: m.Edition, Objects: map[string]entry{publish.Manifest: {}}, known: true}
	for name := range m.Files {
		r.Objects[name] = entry{}
	}
	return r, nil
}

// begun is the record of a run that sets out: all that is or will be ours.
func (r record) begun(edition string, p plan) record {
	next := record{Generator: publish.Generator, Edition: edition, Run: rand.Text(), Objects: maps.Clone(r.Objects), known: true}
	for _, o := range p.upload {
		next.Objects[o.Name] = entry{Mark: o.Mark}
	}
	return next
}

// same tells whether two records say the same of the same.
func (r record) same(other record) bool {
	return r.known == other.known && r.Run == other.Run && r.Edition == other.Edition && maps.Equal(r.Objects, other.Objects)
}

func (r record) encode() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		panic(err) // the type is compiled in and holds only texts
	}
	return b.Bytes()
}

// manifest is what a deployment needs of build.json.
type manifest struct {
	Generator string                  `json:"generator"`
	Edition   string                  `json:"edition"`
	Indexed   bool                    `json:"indexed"`
	Files     map[string]publish.File `json:"files"`
}

func readManifest(data []byte) (manifest, error) {
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return m, err
	}
	if m.Generator != publish.Generator {
		return m, fmt.Errorf("%s is not one of Portolan's", publish.Manifest)
	}
	return m, nil
}
