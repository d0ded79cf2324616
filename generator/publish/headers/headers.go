// Package headers knows what a host should say beside each file of a site: what it is, how long it may be kept, and
// what a browser may do with it. It is pure: publish/deploy tells it to an object storage, the generator writes it into
// each page and into _headers, and the command line prints it for web servers.
//
// The two nouns are [File], what is said of one file, and [Header], what is said of every answer.
package headers

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// File is what a host says of one file.
type File struct {
	// Type is the media type, with its charset where it is text.
	Type string
	// Cache is the value of Cache-Control.
	Cache string
}

// The two ways to keep a file. A name that carries the digest of its bytes never means anything else, so whoever has it
// need not ask again. All else is asked for each time, and answered in few bytes where it did not change: a page that
// was kept would lead to files which a later deployment has removed.
const (
	ForEver     = "public, max-age=31536000, immutable"
	Revalidated = "public, max-age=0, must-revalidate"
)

// named matches files whose names carry a digest: the theme's assets and the parts of the search index.
var named = regexp.MustCompile(`^(assets/.+\.[0-9a-f]{12}\.[a-z0-9]+|search/[a-z]+-[a-z2-7]{8}\.json)$`)

// Lasting tells whether a file's name carries the digest of its bytes. The name is that within the site.
func Lasting(name string) bool { return named.MatchString(name) }

// Of returns what to say of a file by its name within the site.
func Of(name string) File {
	f := File{Type: mediaType(name), Cache: Revalidated}
	if Lasting(name) {
		f.Cache = ForEver
	}
	return f
}

const text = "; charset=utf-8"

// byName are files whose ending says too little.
var byName = map[string]string{
	"feed.xml":       "application/atom+xml" + text,
	"opensearch.xml": "application/opensearchdescription+xml" + text,
	"_headers":       "text/plain" + text,
}

// byEnding are media types as IANA registers them. JSON and its kin are UTF-8 by definition and take no charset.
var byEnding = map[string]string{
	".html": "text/html" + text, ".css": "text/css" + text, ".js": "text/javascript" + text, ".mjs": "text/javascript" + text,
	".json": "application/json", ".map": "application/json", ".jsonld": "application/ld+json", ".webmanifest": "application/manifest+json",
	".xml": "application/xml" + text, ".svg": "image/svg+xml", ".txt": "text/plain" + text, ".md": "text/markdown" + text,
	".csv": "text/csv" + text, ".tsv": "text/tab-separated-values" + text, ".ics": "text/calendar" + text, ".vtt": "text/vtt" + text,
	".yaml": "application/yaml", ".yml": "application/yaml", ".toml": "application/toml", ".spdx": "text/spdx" + text,
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif",
	".ico": "image/vnd.microsoft.icon", ".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf",
	".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg", ".ogg": "audio/ogg",
	".pdf": "application/pdf", ".zip": "application/zip", ".gz": "application/gzip", ".epub": "application/epub+zip",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}

// mediaType tells what a file is. What nobody knows is offered for download and never guessed at.
func mediaType(name string) string {
	if t := byName[name]; t != "" {
		return t
	}
	if t := byEnding[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
}

// packed are media types beside text whose bytes are text or lie open.
var packed = []string{"application/json", "application/ld+json", "application/manifest+json", "application/yaml", "application/toml", "image/svg+xml",
	"image/vnd.microsoft.icon", "font/ttf", "font/otf"}

// Shrinks tells whether gzip makes files of this kind smaller: text does, pictures are packed already.
func (f File) Shrinks() bool {
	kind, charset, _ := strings.Cut(f.Type, ";")
	return charset != "" || slices.Contains(packed, kind)
}
