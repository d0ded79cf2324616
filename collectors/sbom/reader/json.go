package reader

import (
	"bytes"
	"errors"
	"io"
)

// jsonParser reads JSON in two steps: the stream brings the elements of the long lists one by one and finds every fault;
// the cursor takes out of each element what is wanted.
type jsonParser struct {
	*parser
	cursor
	texts
	stream stream
	spdx   spdxDocument
	cdx    cyclonedxDocument
	ld     linkedDocument
}

// line is the line that the cursor stands in.
func (j *jsonParser) line() int {
	if j.at >= len(j.tape) {
		return j.stream.line + 1
	}
	return j.stream.line + 1 - bytes.Count(j.raw[j.tape[j.at].start:], []byte{'\n'})
}

func (p *parser) readJSON(in io.Reader) error {
	j := &jsonParser{parser: p, stream: stream{in: in, scanner: scanner{lenient: p.lenient}}}
	p.where = j.line
	if err := j.document(); err != nil {
		var f *fault
		if errors.As(err, &f) {
			return j.stream.problem(f)
		}
		return problemOf(err, j.stream.line+1)
	}
	j.cursor = cursor{}
	if _, err := j.stream.peekByte(); err == nil {
		p.remark("trailing", "something follows after the end of the document and is left out")
	}
	return j.conclude()
}

// document reads the outermost value. The members of all formats have different names, so that their order does not matter.
func (j *jsonParser) document() error {
	first, err := j.stream.peekByte()
	if err != nil {
		return err
	}
	if first == '[' {
		return j.each(j.element) // a bare graph of SPDX 3
	}
	return j.outermost()
}

// outermost reads the outermost object.
func (j *jsonParser) outermost() error {
	if err := j.stream.takeByte('{', "an object is missing"); err != nil {
		return err
	}
	if ended, err := j.ends('}'); ended || err != nil {
		return err
	}
	seen := map[string]bool{}
	for {
		if err := j.next(); err != nil {
			return err
		}
		if j.peek() != '"' {
			return &fault{text: "the name of a member is missing"}
		}
		name := string(j.take())
		if seen[name] && !j.lenient {
			return &fault{text: "the member \"" + short(name) + "\" occurs twice", mendable: true}
		}
		seen[name] = true
		if err := j.stream.takeByte(':', "a colon is missing behind the name of a member"); err != nil {
			return err
		}
		if err := j.top(name); err != nil {
			return err
		}
		if ended, err := j.continues('}'); ended || err != nil {
			return err
		}
	}
}

// ends takes the closing bracket, if it comes next.
func (j *jsonParser) ends(with byte) (bool, error) {
	c, err := j.stream.peekByte()
	if err == nil && c == with {
		j.stream.at++
		return true, nil
	}
	return false, err
}

// continues takes the comma between values, or the closing bracket behind the last.
func (j *jsonParser) continues(end byte) (ended bool, err error) {
	if ended, err := j.ends(end); ended || err != nil {
		return ended, err
	}
	return false, j.stream.takeByte(',', "a comma or a closing bracket is missing")
}

func (j *jsonParser) top(member string) error {
	switch member {
	case "sbom": // the envelope in which a forge sends SPDX
		if first, err := j.stream.peekByte(); err == nil && first == '{' {
			return j.outermost()
		}
	case "components":
		j.cdx.components = true
		return j.each(j.cyclonedxComponent)
	case "dependencies":
		return j.each(j.dependency)
	case "packages":
		j.spdx.packages = true
		return j.each(j.spdxPackage)
	case "relationships":
		return j.each(j.relationship)
	case "@graph":
		return j.each(j.element)
	case "@context":
		j.ld.seen = true
	case "bomFormat", "specVersion", "metadata", "spdxVersion", "name", "creationInfo", "documentDescribes":
		if err := j.next(); err != nil {
			return err
		}
		j.header(member)
		return j.failed
	}
	return j.ignore()
}

// ignore passes over a value that nobody asks for. Long lists are not held for that.
func (j *jsonParser) ignore() error {
	if first, err := j.stream.peekByte(); err == nil && first == '[' {
		return j.each(j.skip)
	}
	return j.next()
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

// next brings a value to the cursor.
func (j *jsonParser) next() error {
	raw, err := j.stream.value()
	j.cursor = cursor{raw: raw, tape: j.stream.tape, unescaped: j.unescaped[:0]}
	return err
}

// each calls element for each element of a list that is too long to be held.
func (j *jsonParser) each(element func()) error {
	if first, err := j.stream.peekByte(); err != nil || first != '[' {
		if err := j.next(); err != nil {
			return err
		}
		j.list(element)
		return j.failed
	}
	j.stream.at++
	if ended, err := j.ends(']'); ended || err != nil {
		return err
	}
	for {
		if err := j.next(); err != nil {
			return err
		}
		if element(); j.failed != nil {
			return j.failed
		}
		if ended, err := j.continues(']'); ended || err != nil {
			return err
		}
	}
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
