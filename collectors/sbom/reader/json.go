package reader

import (
	"errors"
	"io"
)

// jsonParser reads JSON while the scanner walks over it: each member is asked for by its name as it comes, and of values
// that nobody asks for only their faults are noticed.
type jsonParser struct {
	*parser
	scanner
	texts
	spdx spdxDocument
	cdx  cyclonedxDocument
	ld   linkedDocument
}

func (p *parser) readJSON(in io.Reader) error {
	return (&jsonParser{parser: p, scanner: newScanner(in, p.lenient)}).read()
}

func (j *jsonParser) read() error {
	j.where = j.line
	j.document()
	if j.err != nil {
		return j.problem()
	}
	if j.peek() != 0 {
		j.remark("trailing", "something follows after the end of the document and is left out")
	}
	return j.conclude()
}

// problem gives what is wrong its line.
func (j *jsonParser) problem() error {
	var f *fault
	if !errors.As(j.err, &f) {
		return problemOf(j.err, j.line())
	}
	p := &Problem{Line: j.line(), Text: f.text, Hint: again, Mendable: f.mendable}
	if !f.mendable {
		p.Text = "not JSON: " + f.text
	}
	return p
}

// document reads the outermost value. The members of all formats have different names, so that their order does not matter.
func (j *jsonParser) document() {
	switch j.peek() {
	case '[':
		j.each(j.element) // a bare graph of SPDX 3
	case '{':
		j.eachMember(j.top)
	default:
		j.fail(&fault{text: "an object is missing"})
	}
}

func (j *jsonParser) top(member []byte) {
	j.fresh()
	switch string(member) {
	case "sbom": // the envelope in which a forge sends SPDX
		if j.peek() == '{' {
			j.eachMember(j.top)
		}
	case "components":
		j.cdx.components = true
		j.each(j.cyclonedxComponent)
	case "dependencies":
		j.each(j.dependency)
	case "packages":
		j.spdx.packages = true
		j.each(j.spdxPackage)
	case "relationships":
		j.each(j.relationship)
	case "@graph":
		j.each(j.element)
	case "@context":
		j.ld.seen = true
	default:
		j.header(string(member))
		j.fail(j.failed)
	}
}

func (j *jsonParser) header(member string) {
	switch member {
	case "bomFormat":
		j.cdx.format = j.text()
	case "specVersion":
		j.cdx.version = j.text()
	case "metadata":
		j.object(j.metadata)
	case "spdxVersion":
		j.spdx.version = j.text()
	case "name":
		j.spdx.name = j.text()
	case "creationInfo":
		j.object(j.creation)
	case "documentDescribes":
		for _, id := range j.bytesList() {
			j.doc.graph.root(id)
		}
	}
}

// each calls element for each element of a list of the document, one after another.
func (j *jsonParser) each(element func()) {
	j.list(func() {
		j.fresh()
		element()
		j.fail(j.failed)
	})
}

// conclude tells which format it was.
func (j *jsonParser) conclude() error {
	switch {
	case j.ld.seen:
		j.concludeLinked()
	case j.spdx.version != "" || j.spdx.packages:
		j.concludeSPDX()
	case j.cdx.format != "" || j.cdx.components:
		j.concludeCycloneDX()
	default:
		return &Problem{Line: 1, Text: "this is JSON, and no bill of materials: it has no bomFormat, spdxVersion or @context", Hint: formats}
	}
	return j.failed
}
