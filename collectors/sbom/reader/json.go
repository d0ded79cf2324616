package reader

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// jsonParser walks through JSON token by token. What it is not asked for is skipped without being built.
type jsonParser struct {
	*parser
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

// line is the line that the parser stands in.
func (j *jsonParser) line() int {
	return j.in.count - bytes.Count(j.d.UnreadBuffer(), []byte{'\n'}) + 1
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
		return j.list(j.element) // a bare graph of SPDX 3
	}
	return j.object(j.top)
}

func (j *jsonParser) top(member []byte) error {
	switch string(member) {
	case "sbom":
		return j.object(j.top) // the envelope in which a forge sends SPDX
	case "@graph":
		return j.list(j.element)
	case "@context":
		j.ld.seen = true
		return j.d.SkipValue()
	}
	if known, err := j.cyclonedxMember(member); known || err != nil {
		return err
	}
	return j.spdxMember(member)
}

// conclude tells which format it was.
func (j *jsonParser) conclude() error {
	switch {
	case j.ld.seen:
		return j.concludeLinked()
	case j.spdx.version != "" || j.spdx.packages:
		return j.concludeSPDX()
	case j.cdx.format != "" || j.cdx.components:
		return j.concludeCycloneDX()
	}
	return &Problem{Line: 1, Text: "this is JSON, and no bill of materials: it has no bomFormat, spdxVersion or @context", Hint: formats}
}

// object calls member for each member of an object; member reads or skips the value. Anything else than an object is
// skipped and remarked upon, null aside.
func (j *jsonParser) object(member func(name []byte) error) error {
	if !j.opens('{', "an object") {
		return j.d.SkipValue()
	}
	if _, err := j.d.ReadToken(); err != nil {
		return err
	}
	for j.d.PeekKind() != '}' {
		raw, err := j.d.ReadValue()
		if err != nil {
			return err
		}
		name := raw[1 : len(raw)-1]
		if bytes.IndexByte(name, '\\') >= 0 {
			if name, err = jsontext.AppendUnquote(nil, raw); err != nil {
				return err
			}
		}
		if err := member(name); err != nil {
			return err
		}
	}
	_, err := j.d.ReadToken()
	return err
}

// list calls element for each element of a list. A single object where a list belongs counts as a list of one.
func (j *jsonParser) list(element func() error) error {
	if j.d.PeekKind() == '{' {
		j.remark("single", "an object stands where a list belongs and is read as a list of one")
		return element()
	}
	if !j.opens('[', "a list") {
		return j.d.SkipValue()
	}
	if _, err := j.d.ReadToken(); err != nil {
		return err
	}
	for j.d.PeekKind() != ']' {
		if err := element(); err != nil {
			return err
		}
	}
	_, err := j.d.ReadToken()
	return err
}

func (j *jsonParser) opens(with jsontext.Kind, what string) bool {
	kind := j.d.PeekKind()
	if kind != with && kind != 'n' && kind != jsontext.KindInvalid {
		j.remark("shape "+what, "something stands where "+what+" belongs and is left out")
	}
	return kind == with
}

// text reads a string. A number is taken as it is written; anything else is skipped and counts as nothing said.
func (j *jsonParser) text() (string, error) {
	switch kind := j.d.PeekKind(); kind {
	case '"':
		raw, err := j.d.ReadValue()
		if err != nil {
			return "", err
		}
		return unquote(raw)
	case '0':
		raw, err := j.d.ReadValue()
		j.remark("number", "a number stands where a text belongs and is taken as it is written")
		return string(raw), err
	default:
		if kind != 'n' && kind != jsontext.KindInvalid {
			j.remark("shape text", "something stands where a text belongs and is left out")
		}
		return "", j.d.SkipValue()
	}
}

// into reads a string into a place.
func (j *jsonParser) into(to *string) error {
	text, err := j.text()
	if err == nil {
		*to = text
	}
	return err
}

func unquote(raw jsontext.Value) (string, error) {
	inner := raw[1 : len(raw)-1]
	if bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
		return string(inner), nil
	}
	// A lenient reading puts the replacement character where there is no character.
	text, err := jsontext.AppendUnquote(nil, raw)
	if len(text) > 0 {
		return string(text), nil
	}
	return "", err
}

// texts reads a list of strings, or a single one.
func (j *jsonParser) texts() (all []string, err error) {
	one := func() error {
		text, err := j.text()
		if text != "" {
			all = append(all, text)
		}
		return err
	}
	if j.d.PeekKind() == '"' {
		return all, errors.Join(one())
	}
	err = j.list(one)
	return all, err
}
