package reader

import (
	"bytes"

	"portolan/collectors/dataset"
)

// unfit skips a value of the wrong kind and says so; null is no kind.
func (j *jsonParser) unfit(wanted string) {
	if c := j.peek(); c != 'n' && j.err == nil {
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
	j.eachMember(member)
}

// list calls element for each element of a list. A single object where a list belongs counts as a list of one.
func (j *jsonParser) list(element func()) {
	switch j.peek() {
	case '[':
		j.eachElement(element)
	case '{':
		j.remark("single", "an object stands where a list belongs and is read as a list of one")
		element()
	default:
		j.unfit("a list")
	}
}

// bytes takes a string as bytes that hold until the next element of the document's lists.
func (j *jsonParser) bytes() []byte {
	text, _ := j.anyText()
	return text
}

// anyText takes a string, and tells whether it is ASCII without backslashes. A number is taken as it is written; anything
// else is skipped and counts as nothing said.
func (j *jsonParser) anyText() (text []byte, plain bool) {
	switch c := j.peek(); {
	case c == '"':
		if text, plain = j.scanner.text(); j.scanner.lenient && !plain {
			text = valid(text)
		}
		return text, plain
	case c == '-' || c >= '0' && c <= '9':
		j.remark("number", "a number stands where a text belongs and is taken as it is written")
		return j.scalar(), true
	}
	j.unfit("a text")
	return nil, true
}

// text takes a string, fit for a record; common takes one that is likely to occur again.
func (j *jsonParser) text() string {
	text, fit := j.fit()
	if fit {
		return j.texts.keep(text)
	}
	return dataset.CleanText(string(text))
}

func (j *jsonParser) common() string {
	text, fit := j.fit()
	if fit {
		return j.texts.again(text)
	}
	return dataset.CleanText(string(text))
}

// fit takes a string and tells whether it is fit for a record as it stands.
func (j *jsonParser) fit() ([]byte, bool) {
	text, sure := j.anyText()
	return bytes.TrimSpace(text), len(text) <= longPlain && (sure || plain(text))
}

// longPlain is the length up to which a plain text is sure to be fit for a record.
const longPlain = 1024

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
