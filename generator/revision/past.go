package revision

import (
	"maps"
	"path"
	"strings"
)

// Past is a file as it was from a commit on.
type Past struct {
	Change
	// File is its path at that time, Blob names its text.
	File, Blob string
	// Folders are the pages of the folders above it, blobs by path: at that commit, and again after each later commit
	// that changed one of them while the file stayed as it was.
	Folders []map[string]string
}

// Move is a file that lay elsewhere before. From is where, To where that file lies now, Before how it was until then.
type Move struct {
	From, To string
	Before   Past
}

// Follow walks back through the history, across renames. It returns how each wanted file read at each commit that touched
// it, and the moves of all files; the newest first.
func (h *History) Follow(wanted []string) (pasts map[string][]Past, moves []Move) {
	w := walk{folders: folderState{}, names: map[string]string{}, then: map[string]string{}, waiting: map[string][]map[string]string{}, pasts: map[string][]Past{}}
	for file, blob := range h.folders {
		w.folders.set(file, blob)
	}
	for _, file := range wanted {
		w.then[file] = file
	}
	for _, s := range h.steps {
		w.step(s)
	}
	return w.pasts, w.moves
}

// walk is where the way back has come to: the state after the commit that is looked at.
type walk struct {
	folders folderState
	names   map[string]string // what a path at this time is called now; "" for what is gone. Others keep their name.
	then    map[string]string // where each wanted file is at this time
	waiting map[string][]map[string]string
	pasts   map[string][]Past
	moves   []Move
}

func (w *walk) step(s step) {
	for _, t := range s.touched {
		w.waitUnder(t.before)
		if t.after != t.before {
			w.waitUnder(t.after)
		}
	}
	for _, t := range s.touched {
		if now := w.name(t.after); t.after != "" && w.then[now] == t.after {
			folders, above := w.waiting[now], w.folders.above(t.after)
			if n := len(folders); n == 0 || !maps.Equal(folders[n-1], above) {
				folders = append(folders, above)
			}
			delete(w.waiting, now)
			w.pasts[now] = append(w.pasts[now], Past{Change: s.Change, File: t.after, Blob: t.blobAfter, Folders: folders})
		}
	}
	w.undo(s)
}

// waitUnder remembers the folders' pages above the wanted files below a folder whose own page changed: the next past of
// such a file was read under them.
func (w *walk) waitUnder(page string) {
	if !isFolderPage(page) {
		return
	}
	dir := path.Dir(page)
	for now, then := range w.then {
		if then != page && (dir == "." || strings.HasPrefix(then, dir+"/")) {
			w.waiting[now] = append(w.waiting[now], w.folders.above(then))
		}
	}
}

// undo goes back to the state before a commit, and notes what it moved.
func (w *walk) undo(s step) {
	names := make([]string, len(s.touched))
	for i, t := range s.touched { // first all that came, then all that was there: a commit may swap two files
		names[i] = w.name(t.after)
		if t.after != "" {
			w.names[t.after] = ""
			w.folders.set(t.after, "")
			if names[i] != "" {
				delete(w.then, names[i])
			}
		}
	}
	for i, t := range s.touched {
		if t.before == "" {
			continue
		}
		w.folders.set(t.before, t.blobBefore)
		w.names[t.before] = names[i]
		if _, wanted := w.pasts[names[i]]; wanted && names[i] != "" {
			w.then[names[i]] = t.before
		}
	}
	for i, t := range s.touched {
		if t.before != "" && t.before != t.after && names[i] != "" {
			past := Past{Change: s.Change, File: t.before, Blob: t.blobBefore, Folders: []map[string]string{w.folders.above(t.before)}}
			w.moves = append(w.moves, Move{From: t.before, To: names[i], Before: past})
		}
	}
}

// name is what a path at this time is called now.
func (w *walk) name(then string) string {
	if now, moved := w.names[then]; moved {
		return now
	}
	return then
}

// folderState holds the blobs of folders' own pages, by folder and path.
type folderState map[string]map[string]string

func (f folderState) set(file, blob string) {
	if !isFolderPage(file) {
		return
	}
	dir := path.Dir(file)
	if f[dir] == nil {
		f[dir] = map[string]string{}
	}
	if f[dir][file] = blob; blob == "" {
		delete(f[dir], file)
	}
}

// above returns the pages of the folders above a file.
func (f folderState) above(file string) map[string]string {
	pages := map[string]string{}
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		for page, blob := range f[dir] {
			if page != file {
				pages[page] = blob
			}
		}
		if dir == path.Dir(dir) {
			return pages
		}
	}
}
