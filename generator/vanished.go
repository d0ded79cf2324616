package generator

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"portolan/generator/problem"
	"portolan/generator/publish/headers"
)

// manifest is what is read of the build.json of the site that was built last.
type manifest struct {
	Pages     []builtPage `json:"pages"`
	Redirects []redirect  `json:"redirects"`
}

// reportVanished says which addresses of the site that was built last lead nowhere now. Those of pages that people wrote
// are told one by one; those of pages drawn from data come and go with the data, and are counted.
func (e *edition) reportVanished() {
	known := func(name string) bool { return !headers.Lasting(name) } // nobody keeps an address that says what it holds
	if e.portal.options.Out == "" || !e.out.Gone(e.name, known) {
		return
	}
	data, err := os.ReadFile(filepath.Join(e.portal.options.Out, e.name, "build.json"))
	var last manifest
	if err != nil || json.Unmarshal(data, &last) != nil {
		return // there was no site, or none of ours
	}
	rule, _ := problem.RuleOf("address/vanished")
	made := 0
	example := ""
	for _, page := range last.Pages {
		switch {
		case e.isThere(fileOf(page.URL)):
		case page.Source == "":
			made++
			example = cmpOr(example, page.URL)
		default:
			e.report(e.vanished(rule, page.URL, page.Source))
		}
	}
	for _, r := range last.Redirects {
		if !e.isThere(fileOf(r.From)) {
			e.report(e.vanished(rule, r.From, ""))
		}
	}
	if made > 0 {
		e.report(problem.Problem{Severity: problem.Notice, Rule: rule.ID, Text: fmt.Sprintf("%d addresses of pages drawn from data are gone%s, such as %s", made, inEdition(e.name), example)})
	}
}

// vanished names an address that is gone, at the file of its page where that is still there.
func (e *edition) vanished(rule problem.Rule, address, source string) problem.Problem {
	p := problem.Problem{
		Severity: rule.Severity, Rule: rule.ID, Text: fmt.Sprintf("the address %s%s leads nowhere now", address, inEdition(e.name)),
		Hint: fmt.Sprintf("add it to the page that says the same: aliases: [%s]", strings.TrimSuffix(address, "index.html")),
	}
	if e.tree.File(source) != nil {
		p.File, p.Line, p.Column = source, 1, 1
	}
	return p
}
