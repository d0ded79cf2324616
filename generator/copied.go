package generator

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"portolan/generator/problem"
)

// writeFiles copies the files of the content folder that pages refer to, and everything below static/ that is not spoken
// of by hidden pages alone.
func (e *edition) writeFiles() error {
	withheld := e.tree.HiddenStatic(e.files, e.config)
	for _, name := range e.tree.Files {
		target, static := strings.CutPrefix(name, "static/")
		if !static && !e.files[name] || withheld[name] {
			continue
		}
		if reason := e.portal.inert(name); reason != "" {
			e.report(problem.Problem{Severity: problem.Warning, Rule: "file/active", File: name, Text: "the file is not published: " + reason, Hint: activeHint})
			continue
		}
		data, err := fs.ReadFile(e.portal.fsys, name)
		if err != nil {
			return err
		}
		if err := e.put(path.Clean(target), data); err != nil {
			return err
		}
	}
	return nil
}

// writeAssets copies what browsers load.
func (e *edition) writeAssets() error {
	for _, name := range slices.Sorted(maps.Keys(e.portal.assets.files)) {
		if err := e.put(name, e.portal.assets.files[name]); err != nil {
			return err
		}
	}
	return nil
}
