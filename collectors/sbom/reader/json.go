package reader

import (
	"bytes"
	"errors"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// jsonParser reads JSON in two steps: the decoder brings the elements of the long lists one by one and finds every fault;
// the cursor takes out of each element what is wanted.
type jsonParser struct {
	*parser
	cursor
	texts
	d    *jsontext.Decoder
	in   *newlines
	spdx spdxDocument
	cdx  cyclonedxDocument
	ld   linkedDocument
}

// newlines counts the lines that went through.
type newlines struct {
	in    io.Reader
	count int
}

func (n *newlines) Read(p []byte) (int, error) {
	read, err := n.in.Read(p)
	n.count += bytes.Count(p[:read], []byte{'\n'})
	return read, err
}

// line is the line that the decoder, and the cursor within its value, stand in.
func (j *jsonParser) line() int {
	behind := bytes.Count(j.d.UnreadBuffer(), []byte{'\n'}) + bytes.Count(j.raw[j.at:], []byte{'\n'})
	return j.in.count - behind + 1
}

func (p *parser) readJSON(in io.Reader) error {
	lines := &newlines{in: in}
	d := jsontext.NewDecoder(lines, jsontext.AllowDuplicateNames(p.lenient), jsontext.AllowInvalidUTF8(p.lenient))
	j := &jsonParser{parser: p, d: d, in: lines}
	p.where = j.line
	if err := j.document(); err != nil {
		return j.located(err)
	}
	if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
		p.remark("trailing", "something follows after the end of the document and is left out")
	}
	return j.conclude()
}

// located gives an error its line.
func (j *jsonParser) located(err error) error {
	j.cursor = cursor{}
	line := j.line()
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		rest := j.d.UnreadBuffer()
		if ahead := syntax.ByteOffset - j.d.InputOffset(); ahead > 0 && ahead <= int64(len(rest)) {
			line += bytes.Count(rest[:ahead], []byte{'\n'})
		}
	}
	return problemOf(err, line)
}

// document reads the outermost value. The members of all formats have different names, so that their order does not matter.
func (j *jsonParser) document() error {
	if j.d.PeekKind() == '[' {
		return j.stream(j.element) // a bare graph of SPDX 3
	}
	return j.outermost()
}

// outermost reads the outermost object.
func (j *jsonParser) outermost() error {
	if _, err := j.d.ReadToken(); err != nil {
		return err
	}
	for j.d.PeekKind() != '}' {
		name, err := j.d.ReadToken()
		if err != nil {
			return err
		}
		if err := j.top(name.String()); err != nil {
			return err
		}
	}
	_, err := j.d.ReadToken()
	return err
}

func (j *jsonParser) top(member string) error {
	switch member {
	case "sbom": // the envelope in which a forge sends SPDX
		if j.d.PeekKind() == '{' {
			return j.outermost()
		}
	case "components":
		j.cdx.components = true
		return j.stream(j.cyclonedxComponent)
	case "dependencies":
		return j.stream(j.dependency)
	case "packages":
		j.spdx.packages = true
		return j.stream(j.spdxPackage)
	case "relationships":
		return j.stream(j.relationship)
	case "@graph":
		return j.stream(j.element)
	case "@context":
		j.ld.seen = true
	case "bomFormat", "specVersion", "metadata", "spdxVersion", "name", "creationInfo", "documentDescribes":
		if err := j.next(); err != nil {
			return err
		}
		j.header(member)
		return j.failed
	}
	return j.d.SkipValue()
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

// next has the decoder bring a value to the cursor.
func (j *jsonParser) next() error {
	raw, err := j.d.ReadValue()
	j.cursor = cursor{raw: raw, unescaped: j.unescaped[:0]}
	return err
}

// stream calls element for each element of a list that is too long to be held.
func (j *jsonParser) stream(element func()) error {
	if j.d.PeekKind() != '[' {
		if err := j.next(); err != nil {
			return err
		}
		j.list(element)
		return j.failed
	}
	if _, err := j.d.ReadToken(); err != nil {
		return err
	}
	for j.d.PeekKind() != ']' {
		if err := j.next(); err != nil {
			return err
		}
		if element(); j.failed != nil {
			return j.failed
		}
	}
	j.cursor = cursor{}
	_, err := j.d.ReadToken()
	return err
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

// unfit skips a value of the wrong kind and says so; null is no kind.
func (j *jsonParser) unfit(wanted string) {
	if j.peek() != 'n' {
		j.remark("shape "+wanted, "something stands where "+wanted+" belongs and is left out")
	}
	j.skip()
}

// object calls member for each member of an object. A value that member does not take is stepped over.
func (j *jsonParser) object(member func(name []byte)) {
	if j.peek() != '{' {
		j.unfit("an object")
		return
	}
	for j.at++; j.peek() != '}'; {
		name := j.plainText()
		at := j.at
		if member(name); j.at == at {
			j.skip()
		}
	}
	j.at++
}

// list calls element for each element of a list. A single object where a list belongs counts as a list of one.
func (j *jsonParser) list(element func()) {
	switch j.peek() {
	case '{':
		j.remark("single", "an object stands where a list belongs and is read as a list of one")
		element()
		return
	case '[':
	default:
		j.unfit("a list")
		return
	}
	for j.at++; j.peek() != ']'; {
		element()
	}
	j.at++
}

// bytes takes a string as bytes that hold until the decoder goes on. A number is taken as it is written; anything else is
// skipped and counts as nothing said.
func (j *jsonParser) bytes() []byte {
	switch first := j.peek(); {
	case first == '"':
		if j.lenient {
			return valid(j.plainText())
		}
		return j.plainText()
	case first == '-' || first >= '0' && first <= '9':
		j.remark("number", "a number stands where a text belongs and is taken as it is written")
		return j.scalar()
	}
	j.unfit("a text")
	return nil
}

// text takes a string; common takes one that is likely to occur again.
func (j *jsonParser) text() string   { return j.texts.keep(j.bytes()) }
func (j *jsonParser) common() string { return j.texts.again(j.bytes()) }

// bytesList takes a list of strings, or a single one.
func (j *jsonParser) bytesList() (all [][]byte) {
	if j.peek() == '"' {
		return [][]byte{j.bytes()}
	}
	j.list(func() {
		if text := j.bytes(); len(text) > 0 {
			all = append(all, text)
		}
	})
	return all
}
