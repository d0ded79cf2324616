package gomod

import (
	"cmp"
	"maps"
	"slices"

	"portolan/collectors/dataset"
)

// needed is a module that the checkout is built from, or tested with, and how it got there.
type needed struct {
	*module
	scope dataset.Scope
	via   []string // the modules between the checkout and this one, on the shortest way
}

// own is the main module; the first by name where a workspace has several.
func (l *listing) own() *module {
	var own *module
	for _, p := range l.packages {
		if p.Module != nil && p.Module.Main && (own == nil || p.Module.Path < own.Path) {
			own = p.Module
		}
	}
	return own
}

// needed returns the modules of others, sorted by path.
func (l *listing) needed() []needed {
	built, tested := walk(l.packages), walk(l.tests)
	var all []needed
	for _, path := range slices.Sorted(maps.Keys(tested)) {
		if n, ok := built[path]; ok {
			n.scope = dataset.ScopeRequired
			all = append(all, n)
		} else {
			n = tested[path]
			n.scope = dataset.ScopeDevelopment
			all = append(all, n)
		}
	}
	return all
}

// walk follows the imports from the checkout's own packages, module by module, the nearest first.
func walk(packages []pkg) map[string]needed {
	modules := map[string]*module{}
	home := map[string]string{} // the module of each package
	for _, p := range packages {
		if p.Module != nil {
			modules[p.Module.Path] = p.Module
			home[p.ImportPath] = p.Module.Path
		}
	}
	imports := map[string]map[string]bool{}
	for _, p := range packages {
		for _, imported := range p.Imports {
			from, to := home[p.ImportPath], home[imported]
			if from == to || from == "" || to == "" {
				continue
			}
			if imports[from] == nil {
				imports[from] = map[string]bool{}
			}
			imports[from][to] = true
		}
	}
	return nearest(modules, imports)
}

// nearest gives each module of others the shortest way to it; among equal ones, the first in the alphabet.
func nearest(modules map[string]*module, imports map[string]map[string]bool) map[string]needed {
	found := map[string]needed{}
	type step struct {
		path string
		via  []string
	}
	var queue []step
	for _, path := range slices.Sorted(maps.Keys(modules)) {
		if modules[path].Main {
			queue = append(queue, step{path: path})
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		via := at.via
		if !modules[at.path].Main {
			via = append(slices.Clone(via), at.path)
		}
		for _, next := range slices.Sorted(maps.Keys(imports[at.path])) {
			if _, seen := found[next]; seen || modules[next].Main {
				continue
			}
			found[next] = needed{module: modules[next], via: via}
			queue = append(queue, step{path: next, via: via})
		}
	}
	return found
}

// source is the module whose code is used: the one that go.mod puts in place of another, if it does.
func (m *module) source() (path, version, dir string) {
	if m.Replace == nil {
		return m.Path, m.Version, m.Dir
	}
	if m.Replace.Version == "" {
		return m.Path, m.Version, cmp.Or(m.Replace.Dir, m.Dir)
	}
	return m.Replace.Path, m.Replace.Version, cmp.Or(m.Replace.Dir, m.Dir)
}
