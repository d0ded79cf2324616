package problem

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"
)

// Formats are the forms of a report by name. The folder is that of the files as the reader of the report knows it, the
// content folder.
var Formats = map[string]func(w io.Writer, problems []Problem, folder string) error{
	"text":   func(w io.Writer, problems []Problem, _ string) error { return Print(w, problems) },
	"json":   writeJSON,
	"github": writeGitHub,
	"sarif":  writeSARIF,
}

func writeJSON(w io.Writer, problems []Problem, _ string) error {
	if problems == nil {
		problems = []Problem{}
	}
	return encode(w, map[string]any{"problems": problems})
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// writeGitHub writes workflow commands, which GitHub Actions shows beside the lines of a change.
func writeGitHub(w io.Writer, problems []Problem, folder string) error {
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	text := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	for _, p := range problems {
		message := p.Text
		if p.Hint != "" {
			message += "\n" + p.Hint
		}
		place := ""
		if p.File != "" {
			place = fmt.Sprintf(" file=%s,line=%d,col=%d", value.Replace(inFolder(folder, p.File)), max(p.Line, 1), max(p.Column, 1))
		}
		if _, err := fmt.Fprintf(w, "::%s%s::%s\n", p.Severity, place, text.Replace(message)); err != nil {
			return err
		}
	}
	return nil
}

func inFolder(folder, file string) string { return path.Join(filepath.ToSlash(folder), file) }
