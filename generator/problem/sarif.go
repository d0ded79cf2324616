package problem

import (
	"io"
	"net/url"
	"unicode/utf8"
)

// The parts of the Static Analysis Results Interchange Format 2.1.0 (OASIS, 2020) that code scanning reads.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string       `json:"id"`
		ShortDescription *sarifText   `json:"shortDescription,omitempty"`
		FullDescription  *sarifText   `json:"fullDescription,omitempty"`
		Help             *sarifText   `json:"help,omitempty"`
		Configuration    *sarifLevels `json:"defaultConfiguration,omitempty"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifLevels struct {
		Level string `json:"level"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifLocation struct {
		PhysicalLocation sarifPlace `json:"physicalLocation"`
	}
	sarifPlace struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
	}
)

// writeSARIF writes the problems with the rules that they break, which carry their help.
func writeSARIF(w io.Writer, problems []Problem, folder string) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}, Tool: sarifTool{sarifDriver{Name: "portolan", Rules: []sarifRule{}}}}
	known := map[string]int{}
	for _, p := range problems {
		id := p.Rule
		if id == "" {
			id = "portal"
		}
		at, there := known[id]
		if !there {
			at = len(run.Tool.Driver.Rules)
			known[id] = at
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, describe(id))
		}
		run.Results = append(run.Results, result(p, id, at, folder))
	}
	return encode(w, sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

// describe is a rule as the table has it.
func describe(id string) sarifRule {
	rule, known := RuleOf(id)
	if !known {
		return sarifRule{ID: id}
	}
	return sarifRule{
		ID: id, ShortDescription: &sarifText{Text: rule.What + "."}, FullDescription: &sarifText{Text: rule.What + ". " + rule.Why},
		Help:          &sarifText{Text: rule.Why + " " + rule.Mend, Markdown: "**Why:** " + rule.Why + "\n\n**How to mend it:** " + rule.Mend},
		Configuration: &sarifLevels{sarifLevel(rule.Severity)},
	}
}

func result(p Problem, id string, rule int, folder string) sarifResult {
	message := p.Text
	if p.Hint != "" {
		message += ". " + p.Hint
	}
	r := sarifResult{RuleID: id, RuleIndex: rule, Level: sarifLevel(p.Severity), Message: sarifText{Text: message}}
	if p.File != "" {
		uri := (&url.URL{Path: inFolder(folder, p.File)}).EscapedPath()
		r.Locations = []sarifLocation{{sarifPlace{sarifArtifact{uri}, sarifRegion{max(p.Line, 1), characters(p)}}}}
	}
	return r
}

// characters is a problem's column in characters, where its line is known.
func characters(p Problem) int {
	if p.Column < 1 || p.Column-1 > len(p.Source) {
		return max(p.Column, 1)
	}
	return utf8.RuneCountInString(p.Source[:p.Column-1]) + 1
}

func sarifLevel(s Severity) string {
	if s == Notice {
		return "note"
	}
	return s.String()
}
