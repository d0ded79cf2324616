// Package starter writes the first files of a new portal: the example portal that is built into the program, and the
// workflow that keeps a portal running. No file is written over.
package starter

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrNotEmpty means that a folder holds something already.
var ErrNotEmpty = errors.New("the folder is not empty")

// Pipelines are where each system looks for its workflow.
var Pipelines = map[string]string{"github": ".github/workflows/portal.yml", "gitlab": ".gitlab-ci.yml"}

// Write starts a portal in a folder that is empty or not there. Content is its content folder, site the name of the file
// of settings in it.
func Write(dir string, content fs.FS, site string) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return ErrNotEmpty
	}
	if err := os.CopyFS(filepath.Join(dir, "content"), content); err != nil {
		return err
	}
	settings := filepath.Join(dir, "content", site)
	data, err := os.ReadFile(settings)
	if err != nil {
		return err
	}
	// The starter lists the Go modules of its own checkout. A new portal stands in no Go module.
	data = bytes.Replace(data, []byte("\n  - gomod:"), []byte("\n  # - gomod:"), 1)
	if err := os.WriteFile(settings, data, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("/public/\n/.portolan/\n"), 0o644)
}

// WriteNew writes a file with the folders above it. Where something is there, that somebody may have changed, it returns
// [fs.ErrExist].
func WriteNew(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Write(data); err != nil {
		return err
	}
	return file.Close()
}
