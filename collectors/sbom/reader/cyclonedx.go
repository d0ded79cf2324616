package reader

import (
	"cmp"
	"strings"

	"portolan/collectors/dataset"
)

// scopeWithout is what CycloneDX says of a component that has no scope.
const scopeWithout = dataset.ScopeRequired

// cyclonedxComponent is a component as it is being read.
type cyclonedxComponent struct {
	dataset.Component
	ref                            []byte
	scope, publisher               string
	licenses, concluded            []string
	websites, repositories, others string
	development                    bool
}

// described notes what a document is about.
func (p *parser) described(c *cyclonedxComponent) {
	p.doc.Name, p.doc.Version = dataset.CleanText(c.Name), dataset.CleanText(c.Version)
	if c.Group != "" && p.doc.Name != "" {
		p.doc.Name = dataset.CleanText(c.Group) + "/" + p.doc.Name
	}
	if license := c.license(); license != nil {
		p.doc.License = dataset.CleanText(*license)
	}
	p.doc.graph.root(c.ref)
}

// cyclonedxLicense is one entry of a component's licences.
type cyclonedxLicense struct {
	expression, id, name, url, acknowledgement string
}

func (c *cyclonedxComponent) add(l cyclonedxLicense) {
	license := cmp.Or(l.expression, l.id, l.name, l.url)
	switch {
	case license == "":
	case l.acknowledgement == "concluded":
		c.concluded = append(c.concluded, license)
	default:
		c.licenses = append(c.licenses, license)
	}
}

// license joins the licences; those that somebody concluded go before those that are declared.
func (c *cyclonedxComponent) license() *string {
	if len(c.concluded) > 0 {
		return All(c.concluded)
	}
	return All(c.licenses)
}

// refer notes an address: a website rather than a repository, a repository rather than a download.
func (c *cyclonedxComponent) refer(kind, url string) {
	switch {
	case !link(url):
	case kind == "website" && c.websites == "":
		c.websites = url
	case kind == "vcs" && c.repositories == "":
		c.repositories = url
	case kind == "distribution" && c.others == "":
		c.others = url
	}
}

// property heeds what package managers tell of a component only in their own words: that it is for development.
func (c *cyclonedxComponent) property(name, value string) {
	if value != "true" {
		return
	}
	switch name {
	case "cdx:npm:package:development", "cdx:composer:package:isDevRequirement", "cdx:nuget:reference:development", "cdx:poetry:package:development":
		c.development = true
	}
}

// finished turns what was read into a component. Authors are left out: most of them are persons.
func (c *cyclonedxComponent) finished() dataset.Component {
	out := c.Component
	out.License = c.license()
	out.Supplier = cmp.Or(out.Supplier, c.publisher)
	out.URL = cmp.Or(c.websites, c.repositories, c.others)
	switch c.scope {
	case "required":
		out.Scope = dataset.ScopeRequired
	case "optional":
		out.Scope = dataset.ScopeOptional
	case "excluded":
		out.Scope = dataset.ScopeDevelopment
	}
	if c.development {
		out.Scope = dataset.ScopeDevelopment
	}
	return out
}

// version keeps the number of a format's version, if it looks like one.
func version(text string) string {
	text = dataset.CleanText(text)
	if len(text) > 10 || strings.Trim(text, "0123456789.") != "" {
		return ""
	}
	return text
}
