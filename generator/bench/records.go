package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// collected is the moment at which all made-up records say they were collected.
var collected = time.Date(2026, 10, 1, 6, 0, 0, 0, time.UTC)

// months is how far back the activity of projects reaches.
const months = 24

var (
	languages = strings.Fields("Go Rust Python Java TypeScript C++ C Shell Kotlin Ruby")
	licences  = strings.Fields("MIT MIT MIT Apache-2.0 Apache-2.0 BSD-3-Clause ISC MPL-2.0 LGPL-2.1-or-later GPL-3.0-only EPL-2.0 AGPL-3.0-only Zlib")
	kinds     = strings.Fields("npm golang pypi maven cargo gem")
)

// policyPage is the licence policy that the components are judged by.
const policyPage = `---
title: Licences
description: Which licences are accepted in which kind of use.
license_policy:
  contexts: {internal: Used inside only, service: Offered over a network, distributed: Shipped to others}
  categories:
    permissive: [MIT, Apache-2.0, BSD-2-Clause, BSD-3-Clause, ISC, Zlib]
    weak: [MPL-2.0, LGPL-2.1-or-later, EPL-2.0]
    strong: [GPL-2.0-only, GPL-3.0-only]
    network: [AGPL-3.0-only]
  rules:
    - {id: permissive, category: permissive, verdict: allowed}
    - {id: weak, category: weak, verdict: conditional, conditions: [Publish changes to the library]}
    - {id: strong, category: strong, contexts: [distributed], verdict: review}
    - {id: strong-elsewhere, category: strong, verdict: allowed}
    - {id: network, category: network, verdict: forbidden}
  default: review
---
What is permissive may be used. What is weak may be used under a condition. The rest is looked at.
`

// makePolicy writes the policy page.
func makePolicy(dir string) error { return writeFile(dir, "policies/licences.md", policyPage) }

func put(dir string, r dataset.Record) error {
	data, err := dataset.Encode(r)
	if err != nil {
		return fmt.Errorf("%s: %w", dataset.Path(r), err)
	}
	file := filepath.Join(dir, "data", filepath.FromSlash(dataset.Path(r)))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

func provenance() dataset.Provenance {
	return dataset.Provenance{Source: "benchmark", Collected: dataset.At(collected), Complete: true, Example: true}
}

// makeProjects writes n projects and what happened in each.
func makeProjects(dir string, seed uint64, n int) error {
	for i := range n {
		w := newWriter(seed, uint64(i)|1<<33)
		p := w.project(i)
		if err := put(dir, p); err != nil {
			return err
		}
		if err := put(dir, w.activity(p.ID)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) project(i int) *dataset.Project {
	name := fmt.Sprintf("%s-%s-%d", w.term(), w.word(things), i)
	id := "code.example.com/" + invented(w.random.IntN(12)) + "/" + name
	license := w.word(licences)
	p := &dataset.Project{
		ID: id, Name: name, Organization: strings.Split(id, "/")[1], URL: "https://" + id, Description: plain(w.sentence()),
		Visibility: dataset.VisibilityPublic, Audience: dataset.Public, Archived: w.oneIn(12), DefaultBranch: "main",
		Created: dataset.AtOrNil(collected.AddDate(-2-w.random.IntN(6), 0, 0)), Changed: dataset.AtOrNil(collected.AddDate(0, 0, -w.random.IntN(700))),
		License: dataset.License{Expression: &license, Source: "forge", File: "LICENSE"}, Languages: map[string]int{w.word(languages): 9000 + w.random.IntN(90_000), w.word(languages): 800},
		Stars: dataset.Of(w.random.IntN(4000)), Forks: dataset.Of(w.random.IntN(200)), OpenIssues: dataset.Of(w.random.IntN(80)), ClosedIssues: dataset.Of(w.random.IntN(900)),
		MergedChangeRequests: dataset.Of(w.random.IntN(2000)), Releases: []dataset.Release{}, Tasks: []dataset.Task{},
		Community:  dataset.Community{Readme: dataset.Of(true), Contributing: dataset.Of(w.oneIn(2)), SecurityPolicy: dataset.Of(w.oneIn(3)), LicenseFile: dataset.Of(true)},
		Provenance: provenance(),
	}
	for range w.random.IntN(4) {
		p.Topics = append(p.Topics, "topic-"+invented(w.random.IntN(60)))
	}
	for r := range w.random.IntN(9) {
		tag := fmt.Sprintf("v1.%d.0", 9-r)
		p.Releases = append(p.Releases, dataset.Release{Tag: tag, Published: dataset.At(collected.AddDate(0, -2*r, -3)), URL: p.URL + "/releases/" + tag})
	}
	return p
}

func (w *writer) activity(project string) *dataset.Activity {
	first := dataset.MonthOf(collected).Add(-months)
	a := &dataset.Activity{Project: project, Audience: dataset.Public, Since: first, Through: dataset.At(collected), Commits: map[dataset.Month]int{},
		Contributors: []dataset.Contributor{}, Issues: []dataset.Issue{}, ChangeRequests: []dataset.ChangeRequest{}, Provenance: provenance()}
	for c := range 1 + w.random.IntN(8) {
		one := dataset.Contributor{Key: fmt.Sprintf("%s-%d", invented(w.random.IntN(vocabulary)), c), Commits: map[dataset.Month]int{}, Inside: dataset.Of(!w.oneIn(4))}
		for m := range months {
			if commits := w.random.IntN(12) - 6; commits > 0 {
				one.Commits[first.Add(m)] = commits
				a.Commits[first.Add(m)] += commits
			}
		}
		a.Contributors = append(a.Contributors, one)
	}
	for range w.random.IntN(30) {
		opened := collected.AddDate(0, 0, -20-w.random.IntN(600))
		a.Issues = append(a.Issues, dataset.Issue{Opened: dataset.At(opened), Responded: dataset.AtOrNil(opened.Add(9 * time.Hour)), Closed: dataset.AtOrNil(opened.AddDate(0, 0, 12))})
		a.ChangeRequests = append(a.ChangeRequests, dataset.ChangeRequest{Opened: dataset.At(opened), Closed: dataset.AtOrNil(opened.AddDate(0, 0, 2)), Merged: !w.oneIn(5)})
	}
	return a
}

// inventorySize is how many components a product has.
const inventorySize = 2_000

// makeComponents writes products that hold n components together, every one of which differs from the others.
func makeComponents(dir string, seed uint64, n int) error {
	for product := range (n + inventorySize - 1) / inventorySize {
		w := newWriter(seed, uint64(product)|1<<34)
		id := fmt.Sprintf("%s-%d", invented(product), product)
		i := &dataset.Inventory{ID: id, Product: id, Audience: dataset.Public, Format: "CycloneDX 1.6", Created: dataset.AtOrNil(collected), Provenance: provenance()}
		for c := product * inventorySize; c < min(n, (product+1)*inventorySize); c++ {
			i.Components = append(i.Components, w.component(c))
		}
		p := &dataset.Product{ID: id, Name: capital(id), Description: plain(w.sentence()), Audience: dataset.Public, Version: "1.0",
			Contexts: []string{w.word([]string{"internal", "service", "distributed"})}, Provenance: provenance()}
		if err := put(dir, p); err != nil {
			return err
		}
		if err := put(dir, i); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) component(n int) dataset.Component {
	kind, name := w.word(kinds), fmt.Sprintf("%s-%d", w.term(), n)
	version := fmt.Sprintf("%d.%d.%d", w.random.IntN(9), w.random.IntN(20), w.random.IntN(9))
	purl := "pkg:" + kind + "/" + name + "@" + version
	if kind == "maven" {
		purl = "pkg:maven/org.example/" + name + "@" + version
	}
	c := dataset.Component{PURL: purl, Name: name, Version: version, Type: "library", Scope: dataset.ScopeRequired, Direct: dataset.Of(w.oneIn(6))}
	if !w.oneIn(40) {
		c.License = dataset.Of(w.word(licences))
	}
	if w.oneIn(30) {
		c.License = dataset.Of(w.word(licences) + " OR " + w.word(licences))
	}
	return c
}
