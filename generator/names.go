package generator

import "strings"

// names are those of the files of an edition and of the folders above them, all slash-separated. Most files are the page
// of a folder of their own, and there may be millions: folder and page are one entry.
type names struct {
	folders map[string]bool // with their closing slash, "" for the root; true where the folder has its page
	files   map[string]bool // all others
}

func newNames() names { return names{map[string]bool{}, map[string]bool{}} }

// pageName is the name of a folder's own page.
const pageName = "index.html"

// folderOf is the folder of which a file is the page.
func folderOf(name string) (folder string, isPage bool) {
	folder, isPage = strings.CutSuffix(name, pageName)
	return folder, isPage && (folder == "" || strings.HasSuffix(folder, "/"))
}

// has tells whether there is a file of that name.
func (n names) has(name string) bool {
	if folder, isPage := folderOf(name); isPage {
		return n.folders[folder]
	}
	return n.files[name]
}

// claim takes a name. It returns the file or folder that stands in the way; "" for none. Folders end with a slash.
func (n names) claim(name string) (taken string) {
	if n.has(name) {
		return name
	}
	if _, folder := n.folders[name+"/"]; folder {
		return name + "/"
	}
	for at := len(name) - 1; at >= 0; at-- {
		if name[at] != '/' {
			continue
		}
		if _, known := n.folders[name[:at+1]]; known {
			break // and so are those above it
		}
		if n.has(name[:at]) {
			return name[:at]
		}
	}
	n.add(name)
	return ""
}

func (n names) add(name string) {
	for at := len(name) - 1; at >= 0; at-- {
		if name[at] != '/' {
			continue
		}
		if _, known := n.folders[name[:at+1]]; known {
			break
		}
		n.folders[name[:at+1]] = false
	}
	if folder, isPage := folderOf(name); isPage {
		n.folders[folder] = true
	} else {
		n.files[name] = true
	}
}
