package main

import (
	"embed"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"portolan/collectors/dataset"
)

// site is what Hugo needs beside pages: settings, a theme with its shared parts cached as its users do, and an adapter
// that makes a page of each record.
//
//go:embed all:hugo
var site embed.FS

// prepareRivals writes the pages of a portal as the others want them, below dir/content, with Hugo's settings and theme.
func prepareRivals(content, dir string) error {
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
	return prepareRecords(filepath.Join(content, "data"), dir)
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

// adapter makes a page of each record; KIND is the folder.
const adapter = `{{ with resources.Get "records/KIND.json" }}{{ range . | transform.Unmarshal }}
{{ $.AddPage (dict "kind" "page" "path" .name "title" .name "params" (dict "record" .) "content" (dict "mediaType" "text/markdown" "value" (.description | default ""))) }}
{{ end }}{{ end }}
`

// prepareRecords gathers projects and components in one list each, where there are any.
func prepareRecords(data, dir string) error {
	records, _ := dataset.NewStore(data).Read("projects", "activity", "inventories")
	activity := map[string]*dataset.Activity{}
	for _, a := range records.Activity {
		activity[a.Project] = a
	}
	type project struct {
		*dataset.Project
		License *string               `json:"license"`
		Commits map[dataset.Month]int `json:"commits,omitempty"`
	}
	var projects, components []any
	for _, p := range records.Projects {
		one := project{Project: p, License: p.License.Expression}
		if a := activity[p.ID]; a != nil {
			one.Commits = a.Commits
		}
		projects = append(projects, one)
	}
	for _, i := range records.Inventories {
		for _, c := range i.Components {
			components = append(components, c)
		}
	}
	if err := prepareAdapter(dir, "projects", projects); err != nil {
		return err
	}
	return prepareAdapter(dir, "components", components)
}

func prepareAdapter(dir, kind string, records []any) error {
	if len(records) == 0 {
		return nil
	}
	text, err := json.Marshal(records)
	if err != nil {
		return err
	}
	if err := writeFile(dir, "assets/records/"+kind+".json", string(text)); err != nil {
		return err
	}
	return writeFile(dir, "content/"+kind+"/_content.gotmpl", strings.ReplaceAll(adapter, "KIND", kind))
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
	if err := os.RemoveAll(r.out); err != nil {
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
		return exec.Command(o.hugo, "--minify", "--quiet", "--source", prepared, "--destination", hugoOut)
	}}}}
	if o.pagefind != "" {
		hugo.steps = append(hugo.steps, rivalStep{toolPagefind, func() *exec.Cmd { return exec.Command(o.pagefind, "--site", hugoOut) }})
	}
	return append(all, hugo), nil
}
