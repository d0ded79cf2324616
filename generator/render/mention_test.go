package render_test

import (
	"testing"
	"testing/fstest"

	"portolan/generator/render"
)

func TestMentionsFollowsWhatATemplateIncludes(t *testing.T) {
	theme := fstest.MapFS{}
	for name, text := range map[string]string{
		"plain.html":         `{{.Title}} BuiltFrom "BuiltFrom"`,
		"dotted.html":        `{{.Site.BuiltFrom}}`,
		"variable.html":      `{{$s := .Site}}{{if $s.BuiltFrom}}x{{end}}`,
		"chained.html":       `{{(index .Sites 0).BuiltFrom}}`,
		"with.html":          `{{with .Site}}{{range .Links}}{{.}}{{else}}{{len .BuiltFrom}}{{end}}{{end}}`,
		"including.html":     `{{template "foot" .}}`,
		"argument.html":      `{{template "plain" .BuiltFrom}}`,
		"blocks.html":        `{{block "inner" .}}{{.BuiltFrom}}{{end}}`,
		"partials/foot.html": `{{define "foot"}}{{template "end" .}}{{end}}{{define "end"}}{{with .Site}}{{.BuiltFrom}}{{end}}{{template "foot"}}{{end}}{{define "plain"}}{{.}}{{end}}`,
	} {
		theme["templates/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	templates, problems := render.New(theme, render.Options{})
	if templates == nil {
		t.Fatal(problems)
	}
	for name := range theme {
		name = name[len("templates/"):]
		if want := name != "plain.html" && name != "partials/foot.html"; templates.Mentions(name, "DataThrough", "BuiltFrom") != want {
			t.Errorf("%s: not %v", name, want)
		}
	}
}
