package content

import "portolan/generator/problem"

// ReadFront cuts the front matter off a file and decodes it. BodyLine is the line of the file on which the text starts.
func ReadFront(file string, data []byte) (front Front, body []byte, bodyLine int, found *problem.Problem) {
	return cut(file, data)
}

// DecodeYAML reads a document of YAML into maps, lists, strings, truth values and nil, within bounds that no document of
// nested aliases passes. Numbers are kept as they are written.
func DecodeYAML(data []byte) (map[string]any, error) { return decodeYAML(data) }

// IsIndex tells whether a file is its folder's own page.
func IsIndex(file string) bool { return isIndex(file) }

// CleanSegment makes a folder's or file's name fit for an address, as addresses are made of them.
func CleanSegment(name string) string { return cleanSegment(name) }

// FolderAddress returns where the page of a folder is served.
func FolderAddress(dir string) string { return folderAddress(dir) }
