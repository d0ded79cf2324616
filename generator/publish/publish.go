// Package publish puts a finished site in place: it writes what changed, removes what is gone, and leaves the folder at
// every moment either as the last good site or as the next one, never as a mixture.
//
// Files are gathered in a staging folder. [Publisher.Commit] completes it with links to what did not change, and swaps
// it with the published folder in one step. Whatever in that folder is not Portolan's is carried over untouched, and a
// folder that Portolan did not make is refused.
//
// On Linux this holds for a loss of power too: before the switch the disk has all that is switched to. Elsewhere a system
// that goes down within seconds of a build may keep names of files and lose what they hold; the next build notices, and
// writes them again. That the switch itself is on the disk is never waited for: until it is, the last site is what is found.
package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"portolan/generator/memo"
	"portolan/generator/parallel"
)

// Manifest is the name of the file in which each site lists its own files.
const Manifest = "build.json"

// Generator is the mark by which a manifest is known as ours.
const Generator = "portolan"

// File is what a manifest says of a file.
type File struct {
	SHA256 Digest `json:"sha256"`
	Bytes  int    `json:"bytes"`
}

// Digest is a SHA-256. A manifest writes it in hexadecimal digits; there may be millions in memory.
type Digest [sha256.Size]byte

func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// AppendText writes the digits.
func (d Digest) AppendText(to []byte) ([]byte, error) { return hex.AppendEncode(to, d[:]), nil }

// MarshalText returns the digits.
func (d Digest) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads the digits. What is none is like no digest of a file: a manifest tells more than digests.
func (d *Digest) UnmarshalText(text []byte) error {
	*d = Digest{}
	if len(text) != hex.EncodedLen(len(d)) {
		return nil
	}
	if _, err := hex.Decode(d[:], text); err != nil {
		*d = Digest{}
	}
	return nil
}

// added is a file of the next site.
type added struct {
	File
	fresh bool // whether it was written to the staging folder
	// as is the file of which it is another name there; empty for none.
	as string
}

// Changes counts what a commit did.
type Changes struct {
	Written, Removed, Unchanged int
}

// Publisher gathers the files of a site. Put may be called from several goroutines.
type Publisher struct {
	out, staging string
	sites        []string
	unlock       func()
	old          map[string]bool      // files of the last site
	foreign      []string             // files in the folder that are not ours
	known        map[string]published // the published files as the last build left them
	sync         bool
	spare        string
	spared       map[string]published // those of the spare folder
	outFolders   folders              // the published folders as the last build left them
	spareFolders folders              // those of the spare folder
	swapped      bool                 // whether all that is published was put in place at once
	settled      folders              // those of the staging folder that were as they had been left before anything was put there
	twinned      bool                 // whether the spare folder holds the very files that are published
	readyOnce    sync.Once
	inSpare      []string // names of the files in the spare folder
	readyErr     error

	mu    sync.Mutex
	files map[string]added      // all files of the next site
	fresh int                   // how many of them were written to the staging folder
	kept  map[string]memo.Stamp // those of them that were not even looked into
	// touched are the settled folders in which names came or went since, and those that were added to them; slash-separated.
	touched map[string]bool
}

// Options say where to publish.
type Options struct {
	// Out is the folder to publish into. Required. A link to a folder stands for that folder.
	Out string
	// Staging is the folder in which the next site is gathered; it is made when it is first needed. Required. Where it
	// would lie on another file system, a folder within Out takes its place.
	Staging string
	// Memory is what [Publisher.Memory] wrote down after the last build. Optional.
	Memory []byte
	// Sites are the subfolders, or "" for the folder itself, that will be replaced. Other sites of ours stay. Required.
	Sites []string
	// Spare is a folder that keeps the site before the last, so that the next one is made of it by changing what differs
	// rather than anew. Optional.
	Spare string
	// Sync waits for the disk before the switch, so that a loss of power leaves a whole site. Optional: it waits for all
	// that others have written, too.
	Sync bool
	// Waiting is told that somebody else is publishing and has to be waited for. Optional.
	Waiting func()
}

// Open prepares to publish, after those who do it already.
func Open(ctx context.Context, o Options) (*Publisher, error) {
	out := o.Out
	if real, err := filepath.EvalSymlinks(out); err == nil {
		out = real
	}
	p := &Publisher{out: out, sites: o.Sites, sync: o.Sync, touched: map[string]bool{}}
	p.recall(o.Memory)
	p.files, p.kept = make(map[string]added, len(p.known)), make(map[string]memo.Stamp, len(p.known))
	unlock, err := lock(ctx, filepath.Dir(filepath.Clean(out)), o.Waiting)
	if err != nil {
		return nil, err
	}
	p.unlock = unlock
	p.staging, p.spare = stagingFor(o.Staging, out), o.Spare
	for _, left := range []string{o.Staging, filepath.Join(out, inside)} { // a crash may have left one behind
		err = errors.Join(err, os.RemoveAll(left))
	}
	if err == nil {
		err = p.survey(o.Sites)
	}
	if err != nil {
		unlock()
		return nil, err
	}
	return p, nil
}

// inside is the staging folder within the published one. Its dot keeps web servers and other programs from it.
const inside = ".portolan-next"

// stagingFor keeps to the file system of the published folder, since nothing moves from one to another in one step. A
// folder that is a file system of its own cannot be swapped as a whole.
func stagingFor(staging, out string) string {
	around, known := device(filepath.Dir(filepath.Clean(out)))
	own, there := device(out)
	if !known || nearest(staging) == around && (!there || own == around) {
		return staging
	}
	return filepath.Join(out, inside)
}

// nearest is the file system of a folder, or of the first folder above it that is there.
func nearest(dir string) uint64 {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	for {
		if id, known := device(dir); known || dir == filepath.Dir(dir) {
			return id
		}
		dir = filepath.Dir(dir)
	}
}

// survey finds out what lies in the published folder: our files, which may be replaced, and others, which may not.
func (p *Publisher) survey(sites []string) error {
	marked, err := p.recognize(sites)
	if err != nil {
		return err
	}
	if marked && p.outFolders.hold(p.out, p.old) {
		return nil
	}
	p.outFolders = folders{}
	err = filepath.WalkDir(p.out, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if half(entry.Name()) {
			return os.Remove(file)
		}
		name, err := filepath.Rel(p.out, file)
		if name = filepath.ToSlash(name); err == nil && !p.old[name] {
			p.foreign = append(p.foreign, name)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && !marked && slices.ContainsFunc(p.foreign, visible) {
		err = fmt.Errorf("%s holds files that Portolan did not write; name an empty folder with --out", p.out)
	}
	return err
}

// recognize finds our files: by the manifests, which need not be read where they are as the last build left them.
func (p *Publisher) recognize(sites []string) (marked bool, err error) {
	p.old = make(map[string]bool, len(p.known))
	if p.knows(sites) {
		for name := range p.known {
			p.old[name] = true
		}
		return true, nil
	}
	ours, marked, err := manifests(p.out)
	for _, site := range sites {
		for name := range ours[site] {
			p.old[name] = true
		}
	}
	return marked, err
}

func visible(name string) bool { return !strings.HasPrefix(name, ".") }

// manifests returns the files of each site in a folder, as their manifests list them.
func manifests(out string) (files map[string]map[string]bool, marked bool, err error) {
	files = map[string]map[string]bool{}
	found, err := filepath.Glob(filepath.Join(escapeGlob(out), "*", Manifest))
	if err != nil {
		return nil, false, err
	}
	for _, manifest := range append(found, filepath.Join(out, Manifest)) {
		var m struct {
			Generator string
			Files     map[string]File
		}
		data, err := os.ReadFile(manifest)
		if err != nil || json.Unmarshal(data, &m) != nil || m.Generator != Generator {
			continue
		}
		marked = true
		site, _ := filepath.Rel(out, filepath.Dir(manifest))
		if site = filepath.ToSlash(site); site == "." {
			site = ""
		}
		files[site] = map[string]bool{join(site, Manifest): true}
		for name := range m.Files {
			if filepath.IsLocal(filepath.FromSlash(name)) {
				files[site][join(site, name)] = true
			}
		}
	}
	return files, marked, nil
}

func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

func join(site, name string) string {
	if site == "" {
		return name
	}
	return site + "/" + name
}

// Put adds a file of the next site by its slash-separated path. It returns what the manifest will say of it. The data is
// not kept.
func (p *Publisher) Put(name string, data []byte) (File, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return File{}, fmt.Errorf("%q would lie outside the published folder", name)
	}
	file := File{SHA256: sha256.Sum256(data), Bytes: len(data)}
	changed := !p.same(name, data)
	if !p.add(name, file, changed) {
		return File{}, errTwice(name)
	}
	if !changed {
		return file, nil
	}
	return file, p.stage(name, data)
}

// add lists a file of the next site. It is not ok where it is listed already.
func (p *Publisher) add(name string, file File, changed bool) (ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, twice := p.files[name]; twice {
		return false
	}
	p.files[name] = added{File: file, fresh: changed}
	if changed {
		p.fresh++
	}
	return true
}

func errTwice(name string) error { return fmt.Errorf("%s is written twice", name) }

// same tells whether the very bytes are published already.
func (p *Publisher) same(name string, data []byte) bool {
	if !p.old[name] {
		return false
	}
	file := filepath.Join(p.out, filepath.FromSlash(name))
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false
	}
	old, err := os.ReadFile(file)
	return err == nil && bytes.Equal(old, data)
}

func (p *Publisher) stage(name string, data []byte) error {
	// Most often nothing is in the way and the folder is there, but not for a folder's own page: that is the first in it.
	if p.ready(); len(p.spared) == 0 && path.Base(name) != "index.html" {
		file := filepath.Join(p.staging, filepath.FromSlash(name))
		if err := os.WriteFile(file, data, 0o644); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	file, err := p.place(name)
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

// ready makes the spare folder the staging folder, once something has to be written there.
func (p *Publisher) ready() {
	p.readyOnce.Do(func() {
		if p.spare == "" || len(p.spared) == 0 || os.MkdirAll(filepath.Dir(p.staging), 0o755) != nil || os.Rename(p.spare, p.staging) != nil {
			p.spared = nil
			return
		}
		files := make(map[string]bool, len(p.spared))
		for name := range p.spared {
			files[name] = true
		}
		if p.spareFolders.hold(p.staging, files) {
			p.settled = p.spareFolders
			p.inSpare = slices.Collect(maps.Keys(files))
		} else {
			p.inSpare, p.readyErr = listing(p.staging)
		}
	})
}

// place returns where a file is to stand in the staging folder. The folders above it are made; what stood there is gone,
// since it may be a link to what is published.
func (p *Publisher) place(name string) (string, error) {
	p.ready()
	file := filepath.Join(p.staging, filepath.FromSlash(name))
	p.touch(name)
	dir := filepath.Dir(file)
	if os.Mkdir(dir, 0o755) == nil { // most often the folder above is there, and nothing else
		return file, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil && (len(p.spared) == 0 || p.vacateAbove(dir) != nil || os.MkdirAll(dir, 0o755) != nil) {
		return file, err
	}
	return file, p.vacate(file)
}

// touch notes that a name comes or goes in a folder, and so may the folder itself. Where no folders are settled it makes no
// difference.
func (p *Publisher) touch(name string) {
	if len(p.settled.stamps) == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for dir := path.Dir(name); !p.touched[dir]; dir = path.Dir(dir) {
		p.touched[dir] = true
	}
}

// vacate takes away what the spare folder has in a place.
func (p *Publisher) vacate(file string) error {
	if len(p.spared) == 0 {
		return nil
	}
	return os.RemoveAll(file)
}

// vacateAbove takes away the file that stands where a folder has to be. Others may have put the folder there since, and files
// into it.
func (p *Publisher) vacateAbove(dir string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for ; len(dir) > len(p.staging); dir = filepath.Dir(dir) {
		if info, err := os.Lstat(dir); err == nil && !info.IsDir() {
			return os.Remove(dir)
		}
	}
	return nil
}

// Gone tells whether the last site held files that have not been added to this one, among those that count: they are asked for
// by their names within the site.
func (p *Publisher) Gone(site string, counts func(name string) bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for whole := range p.old {
		name, within := whole, true
		if site != "" {
			name, within = strings.CutPrefix(whole, site+"/")
		}
		if _, stays := p.files[whole]; within && !stays && name != Manifest && counts(name) {
			return true
		}
	}
	return false
}

// Commit puts the next site in place of the last.
func (p *Publisher) Commit() (Changes, error) {
	defer p.Abort()
	var gone int
	for name := range p.old {
		if _, stays := p.files[name]; !stays {
			gone++
		}
	}
	changes := Changes{Written: p.fresh, Removed: gone, Unchanged: len(p.files) - p.fresh}
	if changes.Written == 0 && changes.Removed == 0 {
		return changes, nil
	}
	if err := p.complete(); err != nil {
		return Changes{}, err
	}
	if p.sync {
		if err := settle(p.staging); err != nil {
			return Changes{}, err
		}
	}
	how, err := swap(p.staging, p.out, p.sites)
	if err == nil {
		p.swapped = how != merged
		p.putAside(how == exchanged)
		if p.swapped {
			p.twin()
		}
	}
	return changes, err
}

// putAside keeps the site that was replaced, as the spare folder for the next build.
func (p *Publisher) putAside(exchanged bool) {
	p.spared, p.spareFolders = nil, folders{}
	if !exchanged || p.spare == "" || p.known == nil || filepath.Base(p.staging) == inside {
		return
	}
	if os.RemoveAll(p.spare) != nil || os.Rename(p.staging, p.spare) != nil {
		return
	}
	p.spared = p.known
	maps.DeleteFunc(p.spared, func(name string, _ published) bool { return !p.old[name] })
	if len(p.spared) == len(p.old) {
		p.spareFolders = p.outFolders
	}
}

// complete brings everything that stays as it is into the staging folder.
func (p *Publisher) complete() error {
	if p.ready(); p.readyErr != nil {
		return p.readyErr
	}
	if err := p.strip(); err != nil {
		return err
	}
	absent := p.absent()
	if err := parallel.Each(context.Background(), len(absent), func(i int) error { return p.carry(absent[i]) }); err != nil {
		return err
	}
	for _, name := range p.foreign {
		if _, replaced := p.files[name]; replaced {
			continue
		}
		if err := p.carry(name); err != nil {
			return err
		}
	}
	return nil
}

// absent lists the files that stay as they are and that the staging folder does not hold yet.
func (p *Publisher) absent() []string {
	names := make([]string, 0, len(p.files))
	for name, file := range p.files {
		if !file.fresh {
			names = append(names, name)
		}
	}
	stamps := make([]memo.Stamp, len(names))
	stand, twin := make([]bool, len(names)), make([]bool, len(names))
	parallel.Each(context.Background(), len(names), func(i int) error {
		if twin[i] = p.isTwin(names[i]); twin[i] {
			return nil
		}
		if last, spared := p.spared[names[i]]; spared && last.File == p.files[names[i]].File {
			stamps[i], stand[i] = last.stands(filepath.Join(p.staging, filepath.FromSlash(names[i])))
		}
		return nil
	})
	var list []string
	for i, name := range names {
		if stand[i] {
			p.kept[name] = stamps[i]
		} else if !twin[i] {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// isTwin tells whether a file in the staging folder is the very one that is published and has been looked at there: the folder
// holds the names that it held, and this one was of the same inode.
func (p *Publisher) isTwin(name string) bool {
	stamp, kept := p.kept[name]
	last, spared := p.spared[name]
	dir := path.Dir(name)
	folder, settled := p.settled.stamps[dir]
	return kept && spared && stamp.Inode != 0 && stamp == last.stamp && last.File == p.files[name].File &&
		settled && folder.SettledNames(p.settled.taken) && !p.touched[dir]
}

// strip takes out of the spare folder what the next site does not hold.
func (p *Publisher) strip() error {
	if len(p.spared) == 0 {
		return nil
	}
	for _, name := range p.inSpare {
		if _, stays := p.files[name]; stays {
			continue
		}
		file := filepath.Join(p.staging, filepath.FromSlash(name))
		if info, err := os.Lstat(file); err != nil || info.IsDir() {
			continue // it made way for something else
		}
		p.touch(name)
		if err := os.Remove(file); err != nil {
			return err
		}
		for dir := filepath.Dir(file); dir != p.staging && os.Remove(dir) == nil; { // as far as they are empty
			dir = filepath.Dir(dir)
		}
	}
	return nil
}

// carry links a published file into the staging folder, or copies it where the file system has no links.
func (p *Publisher) carry(name string) error {
	to, err := p.place(name)
	if err != nil {
		return err
	}
	from := filepath.Join(p.out, filepath.FromSlash(name))
	if os.Link(from, to) == nil {
		return nil
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// Abort forgets everything; what is published stays as it is. After a commit it only cleans up.
func (p *Publisher) Abort() {
	if p.unlock != nil {
		os.RemoveAll(p.staging)
		p.unlock()
		p.unlock = nil
	}
}
