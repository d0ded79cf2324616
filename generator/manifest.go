package generator

import (
	"github.com/go-json-experiment/json/jsontext"

	"portolan/generator/publish"
)

// writeManifest writes build.json: what the edition consists of. It holds no times, so the same input gives the same file.
func (e *edition) writeManifest() error {
	e.sortPages()
	return e.streamJSON("build.json", func(w *jsonWriter) {
		w.object(func() {
			w.member("base_url", e.config.BaseURL)
			w.member("edition", e.name)
			w.token(jsontext.String("files"))
			w.object(func() {
				for name, file := range e.out.Files(e.name) {
					w.member(name, file)
				}
			})
			w.member("generator", publish.Generator)
			w.member("indexed", e.indexed())
			w.token(jsontext.String("pages"))
			w.list(func() {
				for i := range e.pages {
					w.value(&e.pages[i])
				}
			})
			w.member("redirects", append([]redirect{}, e.redirected...))
			w.member("title", e.view.Title)
		})
	})
}
