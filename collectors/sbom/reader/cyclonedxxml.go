package reader

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"portolan/collectors/dataset"
)

// xmlParser walks through the elements of a CycloneDX document in XML. Elements are known by their local name: the
// namespace only tells the version.
type xmlParser struct {
	*parser
	d     *xml.Decoder
	depth int
}

// deepest bounds how deep elements may stand in each other.
const deepest = 500

func (p *parser) readXML(in io.Reader) error {
	if p.lenient {
		in = transform.NewReader(in, unicode.UTF8.NewDecoder())
	}
	x := &xmlParser{parser: p, d: xml.NewDecoder(in)}
	x.d.Strict = !p.lenient
	x.d.CharsetReader = charset
	p.where = func() int {
		line, _ := x.d.InputPos()
		return line
	}
	if err := x.document(); err != nil {
		return problemOf(err, p.where())
	}
	return nil
}

// charset lets documents be written in the character sets that the Internet knows.
func charset(name string, in io.Reader) (io.Reader, error) {
	encoding, err := ianaindex.IANA.Encoding(name)
	if err != nil || encoding == nil {
		return nil, &Problem{Text: fmt.Sprintf("the character set %q is not known", short(name)), Hint: "write the document in UTF-8"}
	}
	return transform.NewReader(in, encoding.NewDecoder()), nil
}

func (x *xmlParser) document() error {
	for {
		token, err := x.d.Token()
		if errors.Is(err, io.EOF) {
			return &Problem{Line: 1, Text: "this is XML without an element", Hint: formats}
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Local != "bom" {
			return foreign(start)
		}
		_, number, _ := strings.Cut(start.Name.Space, "/schema/bom/")
		x.doc.Format = strings.TrimSpace("CycloneDX " + version(number))
		x.doc.scope = scopeWithout
		return x.children(x.top)
	}
}

func foreign(start xml.StartElement) error {
	line := "this is XML, and no bill of materials: its outermost element is " + short(start.Name.Local)
	switch strings.ToLower(start.Name.Local) {
	case "rdf":
		return &Problem{Line: 1, Text: "SPDX in RDF is not read", Hint: "convert it to SPDX JSON or tag-value"}
	case "html":
		return &Problem{Line: 1, Text: "this is a web page, and no bill of materials", Hint: "download the file itself"}
	}
	return &Problem{Line: 1, Text: line, Hint: formats}
}

// children calls child for each element that stands in the one just begun; child reads it to its end.
func (x *xmlParser) children(child func(xml.StartElement) error) error {
	if x.depth++; x.depth > deepest {
		return &Problem{Text: "the document is nested too deeply"}
	}
	defer func() { x.depth-- }()
	for {
		token, err := x.d.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := child(token); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// text reads the text of the element just begun.
func (x *xmlParser) text(to *string) error {
	var b strings.Builder
	for inside := 1; inside > 0; {
		token, err := x.d.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside++
		case xml.EndElement:
			inside--
		case xml.CharData:
			b.Write(token)
		}
	}
	*to = dataset.CleanText(b.String())
	return nil
}

func (x *xmlParser) top(e xml.StartElement) error {
	switch e.Name.Local {
	case "metadata":
		return x.children(x.metadata)
	case "components":
		return x.children(x.componentElement)
	case "dependencies":
		return x.children(func(e xml.StartElement) error { return x.dependency(e, "") })
	}
	return x.d.Skip()
}

func (x *xmlParser) metadata(e xml.StartElement) error {
	switch e.Name.Local {
	case "timestamp":
		var text string
		err := x.text(&text)
		x.doc.Created = moment(text)
		return err
	case "component":
		c := cyclonedxComponent{ref: []byte(attribute(e, "bom-ref"))}
		err := x.children(func(e xml.StartElement) error { return x.componentMember(&c, e) })
		x.described(&c)
		return err
	}
	return x.d.Skip()
}

// componentElement reads a component, and before it those that stand in it.
func (x *xmlParser) componentElement(e xml.StartElement) error {
	if e.Name.Local != "component" {
		return x.d.Skip()
	}
	c := cyclonedxComponent{ref: []byte(attribute(e, "bom-ref"))}
	c.Type = attribute(e, "type")
	if err := x.children(func(e xml.StartElement) error { return x.componentMember(&c, e) }); err != nil {
		return err
	}
	x.component(c.ref, c.finished())
	return x.failed
}

func (x *xmlParser) componentMember(c *cyclonedxComponent, e xml.StartElement) error {
	switch e.Name.Local {
	case "name":
		return x.text(&c.Name)
	case "group":
		return x.text(&c.Group)
	case "version":
		return x.text(&c.Version)
	case "purl":
		return x.text(&c.PURL)
	case "scope":
		return x.text(&c.scope)
	case "copyright":
		return x.text(&c.Copyright)
	case "publisher":
		return x.text(&c.publisher)
	case "supplier":
		return x.children(func(e xml.StartElement) error {
			if e.Name.Local == "name" {
				return x.text(&c.Supplier)
			}
			return x.d.Skip()
		})
	case "licenses":
		return x.children(func(e xml.StartElement) error { return x.license(c, e) })
	case "externalReferences":
		return x.children(func(e xml.StartElement) error { return x.reference(c, e) })
	case "properties":
		return x.children(func(e xml.StartElement) error {
			name, value := attribute(e, "name"), ""
			err := x.text(&value)
			c.property(name, value)
			return err
		})
	case "components":
		return x.children(x.componentElement)
	}
	return x.d.Skip()
}

func (x *xmlParser) license(c *cyclonedxComponent, e xml.StartElement) error {
	l := cyclonedxLicense{acknowledgement: attribute(e, "acknowledgement")}
	var err error
	switch e.Name.Local {
	case "expression":
		err = x.text(&l.expression)
	case "license":
		err = x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "id":
				return x.text(&l.id)
			case "name":
				return x.text(&l.name)
			case "url":
				return x.text(&l.url)
			}
			return x.d.Skip()
		})
	default:
		return x.d.Skip()
	}
	c.add(l)
	return err
}

func (x *xmlParser) reference(c *cyclonedxComponent, e xml.StartElement) error {
	kind, url := attribute(e, "type"), ""
	err := x.children(func(e xml.StartElement) error {
		if e.Name.Local == "url" {
			return x.text(&url)
		}
		return x.d.Skip()
	})
	c.refer(kind, url)
	return err
}

// dependency reads a dependency and those that stand in it, which it needs.
func (x *xmlParser) dependency(e xml.StartElement, above string) error {
	if e.Name.Local != "dependency" {
		return x.d.Skip()
	}
	ref := attribute(e, "ref")
	x.doc.graph.depends([]byte(above), []byte(ref), required)
	return x.children(func(e xml.StartElement) error { return x.dependency(e, ref) })
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return dataset.CleanText(a.Value)
		}
	}
	return ""
}
