package generator

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/problem"
	"portolan/generator/render"
)

// fixedNames are the assets that others find by name; the rest carry a digest, so that they may be cached for ever.
var fixedNames = map[string]bool{"search.js": true}

// assets are the theme's files below assets/, ready to publish.
type assets struct {
	// files are by published name: "assets/portolan.1a2b3c4d5e6f.css".
	files map[string][]byte
	// names are the published names by the theme's own: "portolan.css".
	names map[string]string
	// outfits are those that a page loads.
	outfits outfits
}

// loadAssets minifies the theme's assets. The style of highlighted code and the portal's accent join the style sheets of
// pages.
func loadAssets(theme fs.FS, s *content.Site) (assets, []problem.Problem) {
	a := assets{files: map[string][]byte{}, names: map[string]string{}}
	var problems []problem.Problem
	accent := ""
	if s.Accent != "" {
		accent, problems = render.Accent(s.Accent)
		for i := range problems {
			problems[i].File, problems[i].Line, problems[i].Column = content.SiteFile, s.AccentLine, s.AccentColumn
		}
	}
	err := fs.WalkDir(theme, "assets", func(file string, entry fs.DirEntry, err error) error {
		if !fs.ValidPath(file) {
			return fmt.Errorf("the name %q is not UTF-8", file)
		}
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(theme, file)
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(file, "assets/")
		if first := beside[name]; first != "" {
			text, err := fs.ReadFile(theme, "assets/"+first)
			if err != nil {
				return err
			}
			data = slices.Concat(text, data)
		}
		if name == "portolan.css" || name == "data.css" {
			data = append(append(data, markdown.CodeCSS()...), accent...)
		}
		small, err := render.Minify(mediaType(name), data)
		if err != nil {
			problems = append(problems, problem.Problem{Rule: "theme/asset", File: file, Text: err.Error()})
			return nil
		}
		a.add(name, small)
		return nil
	})
	if err != nil {
		problems = append(problems, problem.Problem{Rule: "theme/asset", Text: err.Error()})
	}
	text, _ := fs.ReadFile(theme, "assets/portolan.css")
	data, _ := fs.ReadFile(theme, "assets/data.css")
	a.outfits = newOutfits(a.names, text, data)
	return a, problems
}

func (a *assets) add(name string, data []byte) {
	published := "assets/" + name
	// Modules import each other by name, so scripts beside the search keep theirs.
	if !fixedNames[name] && !strings.HasPrefix(name, "search") {
		ext := path.Ext(name)
		published = "assets/" + strings.TrimSuffix(name, ext) + "." + digest(data) + ext
	}
	a.files[published] = data
	a.names[name] = published
}

// url returns the address of an asset by the theme's name for it; "" where the theme has none.
func (a *assets) url(name string) Address {
	if published := a.names[name]; published != "" {
		return site("/" + published)
	}
	return ""
}

// mediaType tells what a file is by its ending.
func mediaType(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".css":
		return "text/css"
	case ".js", ".mjs":
		return "text/javascript"
	case ".svg":
		return "image/svg+xml"
	case ".json":
		return "application/json"
	case ".xml":
		return "application/xml"
	case ".html":
		return "text/html"
	}
	return "application/octet-stream"
}
