package generator

import (
	"fmt"
	"strings"

	"portolan/generator/canary"
	"portolan/generator/problem"
	"portolan/generator/publish"
	"portolan/generator/search"
)

// watch returns the sink of a check: nowhere, or one that looks for words in whatever would be published.
func (p *portal) watch() sink {
	if len(p.options.Canaries) == 0 {
		return nowhere{}
	}
	return watcher{portal: p, finder: canary.New(p.options.Canaries)}
}

// watcher publishes nothing and reports the words that it finds.
type watcher struct {
	nowhere
	portal *portal
	finder *canary.Finder
}

func (w watcher) Put(name string, data []byte) (publish.File, error) {
	finds := w.finder.In(name, data)
	if strings.Contains(name, "search/") {
		finds = append(finds, w.finder.In("", []byte(strings.Join(search.Words(data), "\n")))...)
	}
	for _, f := range finds {
		w.portal.problems.Add(problem.Problem{
			Rule: "leak/canary", Text: fmt.Sprintf("%q would be published in %s, %s: %s", f.Word, name, f.As, f.Excerpt),
			Hint: "take it out of what the edition's readers may see",
		})
	}
	return publish.File{}, nil
}

func (w watcher) Repeat(name string, data []byte, _ string) error {
	_, err := w.Put(name, data)
	return err
}
