package serve

import (
	"context"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long a folder must be quiet before it is built: editors write a file in several steps.
const settle = 30 * time.Millisecond

// watch tells which files below a folder changed, each time that it is quiet again; none where nobody says. The channel
// is closed when the context ends. A link to a folder stands for that folder.
func watch(ctx context.Context, dir string) (<-chan []string, error) {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	if err := addFolders(w, dir); err != nil {
		w.Close()
		return nil, err
	}
	changes := make(chan []string)
	go func() {
		defer close(changes)
		defer w.Close()
		var quiet <-chan time.Time
		changed, unsaid := map[string]bool{}, false
		for {
			select {
			case <-ctx.Done():
				return
			case event, ok := <-w.Events:
				if !ok {
					return
				}
				if event.Has(fsnotify.Create) {
					addFolders(w, event.Name) // fails for files, which their folder's watch covers
				}
				if matters(event) {
					changed[nameBelow(dir, event.Name)] = true
					quiet = time.After(settle)
				}
			case <-w.Errors: // an overflow: something changed, though nobody says what
				unsaid = true
				quiet = time.After(settle)
			case <-quiet:
				names := slices.Sorted(maps.Keys(changed))
				if unsaid {
					names = nil
				}
				quiet, changed, unsaid = nil, map[string]bool{}, false
				select {
				case changes <- names:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return changes, nil
}

// nameBelow names a file below a folder, slash-separated.
func nameBelow(dir, file string) string {
	name, err := filepath.Rel(dir, file)
	if err != nil {
		return file
	}
	return filepath.ToSlash(name)
}

// matters leaves out what editors do beside writing: swap files, attributes.
func matters(e fsnotify.Event) bool {
	name := filepath.Base(e.Name)
	return e.Op != fsnotify.Chmod && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "~")
}

// addFolders watches a folder and all below it.
func addFolders(w *fsnotify.Watcher, dir string) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if path != dir && strings.HasPrefix(entry.Name(), ".") {
			return fs.SkipDir
		}
		return w.Add(path)
	})
}
