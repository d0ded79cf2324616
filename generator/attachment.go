package generator

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// active says why a picture or download could run scripts in the name of the site when a reader opens it by itself; ""
// for one that cannot. Within a page a picture never runs anything, but nobody stops a reader from opening it.
func active(name string, data []byte) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".svg", ".xml", ".xsl", ".xslt", ".rdf", ".rss", ".atom":
		return activeXML(data)
	case ".html", ".htm", ".xhtml", ".xht", ".shtml":
		return activeHTML(data)
	case ".svgz", ".mht", ".mhtml", ".hta", ".swf":
		return "it cannot be looked into"
	}
	return ""
}

// activeHint says how to mend a file that is not published.
const activeHint = "save it without scripts, or as a PDF or PNG; trusted_html in site.yaml publishes it as it is"

// running are the elements that run something or bring another document in.
var running = []string{"script", "iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "handler", "listener"}

// activeXML reads XML as browsers do; elements of HTML may stand under any prefix.
func activeXML(data []byte) string {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return ""
		}
		if err != nil { // a browser runs what it has read up to there, and may read more than we can
			return activeText(data)
		}
		switch token := token.(type) {
		case xml.ProcInst:
			if token.Target == "xml-stylesheet" {
				return "it names a style sheet that could rewrite it"
			}
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(token), []byte("<!ENTITY")) && bytes.ContainsAny(token, "&%#") || activeText(token) != "" {
				return "its document type holds what could run"
			}
		case xml.StartElement:
			if reason := activeElement(token.Name.Local, xmlAttributes(token.Attr)); reason != "" {
				return reason
			}
		}
	}
}

func xmlAttributes(list []xml.Attr) map[string]string {
	attributes := map[string]string{}
	for _, a := range list {
		attributes[strings.ToLower(a.Name.Local)] = a.Value
	}
	return attributes
}

func activeHTML(data []byte) string {
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			attributes := map[string]string{}
			for _, a := range token.Attr {
				attributes[strings.ToLower(a.Key)] = a.Val
			}
			if token.Data == "link" && attributes["rel"] == "stylesheet" || token.Data == "meta" && attributes["http-equiv"] == "" {
				continue
			}
			if reason := activeElement(token.Data, attributes); reason != "" {
				return reason
			}
		}
	}
}

// activeElement says what an element could run; "" for one that only shows something.
func activeElement(name string, attributes map[string]string) string {
	if slices.Contains(running, strings.ToLower(name)) {
		return "it holds <" + strings.ToLower(name) + ">"
	}
	for key, value := range attributes {
		switch {
		case strings.HasPrefix(key, "on"):
			return "it holds " + key + "="
		case scripted(value):
			return "it leads to a script"
		}
	}
	return ""
}

// scripted tells whether a value is an address that runs, however it is spaced.
func scripted(value string) bool {
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, value))
	for _, scheme := range []string{"javascript:", "vbscript:", "data:text/html", "data:image/svg", "data:text/xml", "data:application/xhtml"} {
		if strings.Contains(plain, scheme) {
			return true
		}
	}
	return false
}

var runs = regexp.MustCompile(`(?i)<[^>]*\b(script|iframe|object|embed|foreignobject)\b|\son[a-z]+\s*=|javascript\s*:|&#`)

// activeText looks for what could run in a text that cannot be read as a document.
func activeText(data []byte) string {
	if runs.Match(data) {
		return "it cannot be read, and holds what could run"
	}
	return ""
}

// inert says why a file of the content folder is not published; "" where it may be. Each file is looked at once.
func (p *portal) inert(file string) string {
	if p.site.TrustedHTML {
		return ""
	}
	if known, ok := p.looked.Load(file); ok {
		return known.(string)
	}
	reason := ""
	if data, err := fs.ReadFile(p.fsys, file); err == nil {
		reason = active(file, data)
	}
	p.looked.Store(file, reason)
	return reason
}
