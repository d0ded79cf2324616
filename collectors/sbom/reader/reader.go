// Package reader reads software bills of materials, whatever their format: CycloneDX 1.0 to 1.7 in JSON and XML, SPDX 2.2
// and 2.3 in JSON and tag-value, SPDX 3.0 in JSON-LD, each plain or packed with gzip or zstd. The content tells the format;
// the name of a file is not asked.
//
// [Read] streams: it hands on each component as soon as it is read and keeps only what must wait for the end, names and
// relationships in compact form. What waits for the end is asked of the [Document] afterwards: the way by which a component
// came in and its scope. [Mend] reads a file again, over faults that a strict reader refuses.
package reader

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"portolan/collectors/dataset"
)

// Document is what a bill of materials says besides its components.
type Document struct {
	// Format is the format and its version: "CycloneDX 1.6".
	Format string
	// Created is when the document was made; nil where it does not say.
	Created *dataset.Time
	// Name, Version and License are those of what the document describes, in CycloneDX; in SPDX, Name is the document's own.
	// Empty where it does not say.
	Name, Version, License string
	// Root is the number of the component that the document describes, in SPDX, where that is one of the packages; else -1.
	Root int
	// Sole tells that Root is the product itself and no part of it: the document describes nothing else, and no other
	// component needs or holds it.
	Sole bool
	// Components is how many were handed on, Root with them.
	Components int

	remarks remarks
	graph   graph
	// scope is that of components of which nothing else tells one.
	scope dataset.Scope
}

// Remarks say what was mended or left out.
func (d *Document) Remarks() []string { return d.remarks.texts() }

// Emit takes the components in the order of the document, the first as number 0.
type Emit func(dataset.Component) error

// Read reads a document and hands on its components. The error is a [*Problem] for anything that is wrong with the document.
func Read(r io.Reader, emit Emit) (*Document, error) {
	return read(r, emit, nil)
}

// Mend reads again a document of which Read gave a problem that is Mendable. The problem becomes the first remark.
func Mend(r io.Reader, why *Problem, emit Emit) (*Document, error) {
	return read(r, emit, why)
}

func read(r io.Reader, emit Emit, why *Problem) (*Document, error) {
	in, err := unpack(r)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	p := &parser{doc: &Document{}, emit: emit, lenient: why != nil}
	if why != nil {
		p.doc.remarks.add("mended", why.Line, why.Text)
	}
	if err := p.parse(in); p.failed != nil {
		return nil, p.failed
	} else if err != nil {
		return nil, err
	}
	p.finish()
	return p.doc, nil
}

// parser is one reading.
type parser struct {
	doc     *Document
	emit    Emit
	lenient bool
	failed  error // what emit said
	// where tells the line that is being read; asking has its price.
	where func() int
}

// remark notes what was mended or left out, with the line.
func (p *parser) remark(kind, text string) {
	if !p.doc.remarks.repeats(kind) {
		p.doc.remarks.add(kind, p.where(), text)
	}
}

// peeked is how much is looked at to tell the format.
const peeked = 64 << 10

func (p *parser) parse(in io.Reader) error {
	in, start, err := decodeText(in)
	if err != nil {
		return problemOf(err, 0)
	}
	text := bytes.TrimLeft(start, " \t\r\n")
	switch {
	case len(text) == 0:
		return &Problem{Text: "the file is empty", Hint: "make the bill of materials again; the last good copy stays"}
	case text[0] == '{' || text[0] == '[':
		return p.readJSON(in)
	case text[0] == '<':
		return p.readXML(in)
	case bytes.Contains(text, []byte("SPDXVersion:")):
		return p.readTags(in)
	}
	return &Problem{Line: 1, Text: "this is no bill of materials: it begins with " + beginning(text), Hint: formats}
}

// formats is what can be read, as a hint.
const formats = "CycloneDX (JSON, XML) and SPDX (2.2 and 2.3 JSON and tag-value, 3.0 JSON-LD) are read, plain or as gzip or zstd"

// beginning shows the start of a text that is not understood.
func beginning(text []byte) string {
	return fmt.Sprintf("%q", dataset.CleanText(string(text[:min(len(text), 24)])))
}

// component hands a component on. ref is the name that relationships know it by; empty where it has none.
func (p *parser) component(ref []byte, c dataset.Component) {
	n := p.doc.Components
	p.doc.Components++
	if len(ref) > 0 && !p.doc.graph.name(ref, n, c) {
		p.remark("twice", fmt.Sprintf("two components are called %q; relationships mean the first", short(string(ref))))
	}
	if !link(c.URL) {
		c.URL = ""
	}
	if c.PURL != "" && !plausible(c.PURL) {
		p.remark("purl", fmt.Sprintf("%q is no package URL and is left out", short(c.PURL)))
		c.PURL = ""
	}
	if c.Name == "" {
		c.Name = nameless(c, string(ref))
		p.remark("nameless", fmt.Sprintf("a component has no name and is called %q", short(c.Name)))
	}
	if p.failed == nil {
		p.failed = p.emit(c)
	}
}

// nameless names a component that has no name by the next best thing.
func nameless(c dataset.Component, ref string) string {
	for _, name := range []string{dataset.CleanText(c.PURL), dataset.CleanText(ref)} {
		if name != "" {
			return name
		}
	}
	return "(no name)"
}

func short(s string) string {
	s = dataset.CleanText(s)
	if len(s) > 100 {
		return strings.ToValidUTF8(s[:100], "") + "..." // the cut may fall into a character
	}
	return s
}

// finish draws from the relationships what they tell once all are known.
func (p *parser) finish() {
	p.doc.Root, p.doc.Sole = p.doc.graph.rootComponent()
	if circle := p.doc.graph.settle(p.doc.Components); circle != nil {
		text := "the dependencies go round in a circle: "
		for _, ref := range circle {
			text += short(ref) + " -> "
		}
		p.doc.remarks.add("circle", 0, text+short(circle[0]))
	}
	if n := p.doc.graph.strangers; n > 0 {
		p.doc.remarks.add("strangers", 0, fmt.Sprintf("%d relationships name something that the document does not hold", n))
	}
	if p.doc.Components == 0 {
		p.doc.remarks.add("none", 0, "the document lists no components")
	}
}
