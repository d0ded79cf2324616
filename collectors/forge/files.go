package forge

import (
	"path"
	"strings"

	"portolan/collectors/dataset"
)

// Files are the files at the top of a repository and in the folders where people look for the ones that matter. The zero
// value is an empty repository.
type Files struct {
	names map[string]bool
	// License is the first file at the top that looks like a licence, as it is spelt.
	License string
}

// Add notes a file or a folder in a folder; the top is "".
func (f *Files) Add(folder, name string, isFolder bool) {
	if f.names == nil {
		f.names = map[string]bool{}
	}
	spelt := strings.ToLower(strings.TrimPrefix(folder+"/"+name, "/"))
	if isFolder {
		spelt += "/"
	}
	f.names[spelt] = true
	if folder == "" && f.License == "" && isLicenseFile(spelt) {
		f.License = name
	}
}

// HasFolder tells whether a folder is there.
func (f *Files) HasFolder(name string) bool { return f.names[name+"/"] }

// Has tells whether a file of that name, with any ending, is in one of the usual places.
func (f *Files) Has(stem string) bool {
	for name := range f.names {
		base := path.Base(name)
		if !strings.HasSuffix(name, "/") && strings.TrimSuffix(base, path.Ext(base)) == stem {
			return true
		}
	}
	return false
}

// Community says which of the files are there that contributors look for.
func (f *Files) Community() dataset.Community {
	return dataset.Community{
		Readme: dataset.Of(f.Has("readme")), Contributing: dataset.Of(f.Has("contributing")),
		CodeOfConduct:  dataset.Of(f.Has("code_of_conduct") || f.Has("code-of-conduct")),
		SecurityPolicy: dataset.Of(f.Has("security")), LicenseFile: dataset.Of(f.License != ""),
	}
}

func isLicenseFile(name string) bool {
	stem := strings.TrimSuffix(name, path.Ext(name))
	return stem == "license" || stem == "licence" || stem == "copying" || stem == "unlicense" ||
		strings.HasPrefix(name, "license") && !strings.HasSuffix(name, "/")
}
