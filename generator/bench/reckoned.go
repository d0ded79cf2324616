package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Hugo gets what Portolan has reckoned: health, periods, verdicts, sentences, even the points of the charts. So its
// templates have only to lay out, while Portolan reckons and lays out in the time that is compared. The figures are taken
// where Portolan hands them to its own theme: a build, not measured, with a theme that prints them as JSON.

const (
	viewStart, viewEnd = `<script type="application/json">`, `</script>`
	viewTemplate       = viewStart + `{{.}}` + viewEnd
	shellTemplate      = `<!DOCTYPE html><html lang="{{slot "language"}}" dir="{{slot "direction"}}"><head><title>-</title>{{slot "head"}}</head>` +
		`<body class="{{slot "kind"}}">` + viewTemplate + `<main>{{slot "main"}}</main></body></html>`
)

// reckonedKinds are the pages that are made of records, with the folder below which they lie.
var reckonedKinds = map[string]string{"project": "projects", "component": "compliance/components"}

// reckoned is a page as Portolan's theme is given it.
type reckoned struct {
	folder string // with the files beside the page
	shell  []byte // what stands around it, as JSON
	view   []byte // the page, as JSON
}

// reckon builds the portal below dir with a theme that prints views, and returns where the pages are.
func reckon(program, content, dir string) (out string, err error) {
	source, out := filepath.Join(dir, "content"), filepath.Join(dir, "out")
	if err := os.CopyFS(source, os.DirFS(content)); err != nil {
		return "", err
	}
	templates := map[string]string{"shell": shellTemplate}
	for kind := range reckonedKinds {
		templates[kind] = viewTemplate
	}
	for name, text := range templates {
		if err := writeFile(source, "theme/templates/"+name+".html", text); err != nil {
			return "", err
		}
	}
	_, _, _, err = measure(exec.Command(program, "build", "--quiet", "--content", source, "--out", out, "--cache", filepath.Join(dir, "cache")))
	return filepath.Join(out, "all"), err
}

// eachReckoned calls use with every page of a kind.
func eachReckoned(out, kind string, use func(reckoned) error) error {
	top := filepath.Join(out, filepath.FromSlash(reckonedKinds[kind]))
	if _, err := os.Stat(top); err != nil {
		return nil
	}
	return filepath.WalkDir(top, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "index.html" {
			return err
		}
		page, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(page, []byte(`<body class="`+kind+`"`)) {
			return err
		}
		_, rest, _ := bytes.Cut(page, []byte(viewStart))
		shell, rest, _ := bytes.Cut(rest, []byte(viewEnd))
		_, rest, _ = bytes.Cut(rest, []byte(viewStart))
		view, _, found := bytes.Cut(rest, []byte(viewEnd))
		if !found {
			return fmt.Errorf("%s holds no view", file)
		}
		if err := use(reckoned{filepath.Dir(file), shell, view}); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		return nil
	})
}

// way is an address: one within the site begins at its root.
type way string

// UnmarshalJSON reads an address that leads from a page to the root and from there on.
func (w *way) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	if strings.HasPrefix(s, "../") {
		s = "/" + strings.TrimLeft(s, "./")
	}
	*w = way(s)
	return nil
}

// bare are the members of a view that no made-up record has, so that nothing is written for them in Hugo's layouts.
type bare struct {
	HTML, Gone, StaleSince, VulnerabilityText, Owner, Edit, Changed, Audience, Banner string
	Scorecard, Inventory, Vulnerabilities, Previous, Next, Outdated                   *struct{}
	Tags, Translations, Decisions, Toc                                                []struct{}
	Draft                                                                             bool
}

// checkBare tells where a page has more than Hugo's layouts lay out.
func checkBare(view []byte) error {
	var b bare
	if err := json.Unmarshal(view, &b); err != nil {
		return err
	}
	if text, empty := fmt.Sprintf("%+v", b), fmt.Sprintf("%+v", bare{}); text != empty {
		return fmt.Errorf("the page has what is not laid out for the others: %s", text)
	}
	return nil
}
