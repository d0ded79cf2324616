package gomod

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/package-url/packageurl-go"

	"portolan/collectors/dataset"
	"portolan/collectors/licensefile"
)

// component describes a module, and says what could not be told of its licence.
func component(m needed, checkout string) (c dataset.Component, remark string) {
	path, version, dir := m.source()
	c = dataset.Component{
		PURL: purl(path, version), Name: path, Version: version, Type: "library", Scope: m.scope,
		Direct: dataset.Of(len(m.via) == 0), Via: m.via,
	}
	if version != "" {
		c.URL = "https://pkg.go.dev/" + path + "@" + version
	}
	dir = cmp.Or(dir, vendored(checkout, m.Path))
	if dir == "" {
		return c, path + ": its files are not here, so that its licence is unknown"
	}
	found, err := licensefile.Dir(dir)
	c.Copyright = dataset.CleanText(strings.Join(found.Copyright, "; "))
	switch {
	case err != nil:
		remark = fmt.Sprintf("%s: its licence file cannot be read: %v", path, err)
	case len(found.Files) == 0:
		remark = path + ": it has no licence file"
	case found.Expression == "":
		remark = fmt.Sprintf("%s: its licence file %s resembles no known licence", path, found.Files[0])
	default:
		c.License = &found.Expression
	}
	return c, remark
}

// vendored finds a module's folder in the vendor folder of the checkout; empty where there is none.
func vendored(checkout, path string) string {
	for dir := checkout; ; dir = filepath.Dir(dir) {
		candidate := filepath.Join(dir, "vendor", filepath.FromSlash(path))
		if info, err := os.Stat(candidate); err == nil && info.IsDir() {
			return candidate
		}
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil || dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// purl spells a module as a package URL (https://github.com/package-url/purl-spec/blob/main/types-doc/golang-definition.md).
func purl(path, version string) string {
	namespace, name := "", path
	if at := strings.LastIndexByte(path, '/'); at >= 0 {
		namespace, name = path[:at], path[at+1:]
	}
	return packageurl.NewPackageURL("golang", namespace, name, version, nil, "").ToString()
}

// standardLibrary is what comes with Go itself. Its licence is the one of the Go project (https://go.dev/LICENSE).
func standardLibrary(version string) dataset.Component {
	return dataset.Component{
		PURL: purl("stdlib", version), Name: "stdlib", Version: version, Type: "library", License: dataset.Of("BSD-3-Clause"),
		Copyright: "Copyright 2009 The Go Authors.", URL: "https://pkg.go.dev/std@go" + version, Scope: dataset.ScopeRequired, Direct: dataset.Of(true),
	}
}
