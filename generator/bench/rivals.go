package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// site is what Hugo needs beside pages: settings, a theme with its common parts cached as its users do, and an adapter
// that makes a page of each record.
//
//go:embed all:hugo
var site embed.FS

// prepareRivals writes the pages of a portal as the others want them, below dir/content, with Hugo's settings and theme.
// The program reckons what its records come to; without one there are pages of text only.
func prepareRivals(program, content, dir string) error {
	settings, err := fs.Sub(site, "hugo")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, settings); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "static"), 0o755); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(dir, "style.css"), filepath.Join(dir, "static", "style.css")); err != nil {
		return err
	}
	pages, _, err := markdownFiles(content)
	if err != nil {
		return err
	}
	for _, page := range pages {
		if err := preparePage(content, dir, page); err != nil {
			return err
		}
	}
	return prepareRecords(program, content, dir)
}

// shortcodes are what Hugo would take for its own.
var shortcodes = strings.NewReplacer("{{<", "{ {<", "{{%", "{ {%")

func preparePage(content, dir, page string) error {
	text, err := os.ReadFile(filepath.Join(content, filepath.FromSlash(page)))
	if err != nil {
		return err
	}
	front, body := splitFront(strings.ReplaceAll(string(text), "\r\n", "\n"))
	body = shortcodes.Replace(string(linkAddresses(page, []byte(body))))
	if isIndex(page) {
		page = path.Join(path.Dir(page), "_index.md")
	}
	return writeFile(filepath.Join(dir, "content"), page, "---\n"+front+"---\n"+body)
}

// adapter makes a page of each record, which is the page's parameters; PREFIX is how many letters of its address the
// folder has, KIND its layout, OUTPUTS are the files that it gets.
const adapter = `{{- range resources.Get "records/KIND.json" | transform.Unmarshal }}
{{- $.AddPage (dict "kind" "page" "path" (substr .address PREFIX) "title" .title "description" .description "type" "portal" "layout" "KIND" "outputs" (slice OUTPUTS) "params" .) }}
{{- end }}
`

// outputs are the files that Hugo makes of a page, by the page's kind.
var outputs = map[string]string{"project": `"html" "status" "licence" "health" "publiccode"`, "component": `"html"`}

// sections are the pages above those of records, which list them.
var sections = map[string]map[string]string{
	"project": {"projects": "---\ntitle: Projects\ntype: portal\nlayout: projects\noutputs: [html]\n---\n"},
	"component": {
		"compliance":            "---\ntitle: Compliance\noutputs: [html]\n---\n",
		"compliance/components": "---\ntitle: Components\ntype: portal\nlayout: components\noutputs: [html]\n---\n",
	},
}

// prepareRecords lets Portolan reckon the records of a portal, and gathers them in one list for each kind of page.
func prepareRecords(program, content, dir string) error {
	if _, err := os.Stat(filepath.Join(content, "data")); err != nil || program == "" {
		return nil
	}
	below, err := os.MkdirTemp(filepath.Dir(dir), "reckoned-")
	if err != nil {
		return err
	}
	defer setAside(below) // like any site: what comes next is timed
	out, err := reckon(program, content, below)
	if err != nil {
		return err
	}
	var all common
	for _, kind := range []string{"project", "component"} {
		if err := prepareKind(kind, out, dir, &all); err != nil {
			return err
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return writeFile(dir, "data/portal.json", string(text))
}

// prepareKind writes the records of a kind, one after the other, and what makes pages of them; nothing where there are none.
func prepareKind(kind, out, dir string, all *common) error {
	list := &bytes.Buffer{}
	err := eachReckoned(out, kind, func(r reckoned) error {
		record, err := readRecord(kind, r, all)
		if err != nil {
			return err
		}
		text, err := json.Marshal(record)
		if err != nil {
			return err
		}
		list.WriteString(",\n")
		list.Write(text)
		return all.takeShell(kind, r.shell)
	})
	if err != nil || list.Len() == 0 {
		return err
	}
	if err := writeFile(dir, "assets/records/"+kind+".json", "["+list.String()[1:]+"\n]\n"); err != nil {
		return err
	}
	for folder, front := range sections[kind] {
		if err := writeFile(dir, "content/"+folder+"/_index.md", front); err != nil {
			return err
		}
	}
	folder := reckonedKinds[kind]
	fill := strings.NewReplacer("KIND", kind, "PREFIX", strconv.Itoa(len(folder)+2), "OUTPUTS", outputs[kind])
	return writeFile(dir, "content/"+folder+"/_content.gotmpl", fill.Replace(adapter))
}

func readRecord(kind string, r reckoned, all *common) (any, error) {
	if kind == "project" {
		return readProject(r, all)
	}
	return readComponent(r, all)
}

// rival is another program that makes a site of the same pages.
type rival struct {
	out   string
	steps []rivalStep
}

// rivalStep is one process of a rival; a later one works on what the earlier one wrote.
type rivalStep struct {
	tool    string
	command func() *exec.Cmd
}

// round measures every step once, from nothing.
func (r rival) round() ([]Sample, error) {
	if err := setAside(r.out); err != nil {
		return nil, err
	}
	var samples []Sample
	for _, step := range r.steps {
		cost, _, _, err := measure(step.command())
		if err != nil {
			return nil, err
		}
		one := Sample{Tool: step.tool, Step: stepFull, Cost: cost}
		if one.Files, one.Bytes, err = size(r.out); err != nil {
			return nil, err
		}
		samples = append(samples, one)
	}
	return samples, nil
}

// rivals are the others that were asked for, each with the same pages. The floor makes no pages of records: where there
// are any it would be compared with what it does not do.
func (o options) rivals(content, dir string) ([]contestant, error) {
	prepared := filepath.Join(dir, "rivals")
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	floorOut, hugoOut := filepath.Join(dir, "floor"), filepath.Join(dir, "hugo")
	var all []contestant
	if _, err := os.Stat(filepath.Join(content, "data")); err != nil {
		all = append(all, rival{floorOut, []rivalStep{{toolFloor, func() *exec.Cmd {
			return exec.Command(self, "floor", filepath.Join(prepared, "content"), floorOut)
		}}}})
	}
	if o.hugo == "" {
		return all, nil
	}
	hugo := rival{hugoOut, []rivalStep{{toolHugo, func() *exec.Cmd {
		return hugoCommand(o.hugo, prepared, hugoOut)
	}}}}
	if o.pagefind != "" {
		hugo.steps = append(hugo.steps, rivalStep{toolPagefind, func() *exec.Cmd { return exec.Command(o.pagefind, "--site", hugoOut) }})
	}
	return append(all, hugo), nil
}

func hugoCommand(hugo, prepared, out string) *exec.Cmd {
	return exec.Command(hugo, "--minify", "--quiet", "--source", prepared, "--destination", out)
}
