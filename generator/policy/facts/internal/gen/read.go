package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"
)

// packages holds what the npm packages say.
type packages struct {
	licenses    map[string]license
	ids         []string
	deprecated  []string
	exceptions  []string
	oldExcepts  []string
	permissive  map[string]bool
	obligations map[string]obligations
}

type license struct {
	Name string `json:"name"`
	URL  string `json:"url"`
	OSI  bool   `json:"osiApproved"`
	Text string `json:"licenseText"`
}

type obligations struct {
	Permissions []string `json:"permissions"`
	Conditions  []string `json:"conditions"`
	Limitations []string `json:"limitations"`
}

func readPackages(dir string) (packages, error) {
	var p packages
	var ratings []struct {
		Licenses []struct {
			ID string `json:"id"`
		} `json:"licenses"`
	}
	for _, f := range []struct {
		path string
		into any
	}{
		{"spdx-license-list/spdx-full.json", &p.licenses},
		{"spdx-license-ids/index.json", &p.ids},
		{"spdx-license-ids/deprecated.json", &p.deprecated},
		{"spdx-exceptions/index.json", &p.exceptions},
		{"spdx-exceptions/deprecated.json", &p.oldExcepts},
		{"@blueoak/list/index.json", &ratings},
		{"@rexxars/choosealicense-list/licenses.json", &p.obligations},
	} {
		raw, err := os.ReadFile(filepath.Join(dir, f.path))
		if err != nil {
			return p, err
		}
		if err := json.Unmarshal(raw, f.into); err != nil {
			return p, fmt.Errorf("%s: %w", f.path, err)
		}
	}
	p.ids = append(p.ids, spdxlicenses.GetLicenses()...)
	p.deprecated = append(p.deprecated, spdxlicenses.GetDeprecated()...)
	p.exceptions = append(p.exceptions, spdxlicenses.GetExceptions()...)
	p.permissive = map[string]bool{}
	for _, rating := range ratings {
		for _, l := range rating.Licenses {
			p.permissive[l.ID] = true
		}
	}
	return p, nil
}

// judgement holds what judgement.txt says.
type judgement struct {
	categories []said
	replace    map[string]string
	linking    map[string]bool
	free       map[string]string
}

// said puts the ids that a pattern covers into a category.
type said struct{ pattern, category string }

func readJudgement(name string) (judgement, error) {
	j := judgement{replace: map[string]string{}, linking: map[string]bool{}, free: map[string]string{}}
	raw, err := os.ReadFile(name)
	if err != nil {
		return j, err
	}
	for number, line := range strings.Split(string(raw), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, values, found := strings.Cut(line, ": ")
		word, of, _ := strings.Cut(head, " ")
		if !found || !j.add(word, of, values) {
			return j, fmt.Errorf("%s:%d: %q is not understood", name, number+1, line)
		}
	}
	return j, nil
}

func (j *judgement) add(word, of, values string) bool {
	for _, v := range strings.Fields(values) {
		switch word {
		case "category":
			j.categories = append(j.categories, said{v, of})
		case "linking":
			j.linking[v] = true
		case "free":
			j.free[v] = "free"
		case "nonfree":
			j.free[v] = "nonfree"
		}
	}
	if word == "replace" {
		j.replace[of] = values
	}
	return word == "category" || word == "linking" || word == "free" || word == "nonfree" || word == "replace"
}

// category answers for one id: a line that names it, else the first pattern that covers it, else the packages.
func (j judgement) category(id string, permissive bool) string {
	covered := ""
	for _, s := range j.categories {
		if s.pattern == id {
			return s.category
		}
		if ok, _ := path.Match(s.pattern, id); ok && covered == "" {
			covered = s.category
		}
	}
	if covered == "" && permissive {
		return "permissive"
	}
	return covered
}
