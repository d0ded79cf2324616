package reader

import (
	"bytes"

	"portolan/collectors/dataset"
)

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
	end := int(j.tape[j.at].next)
	for j.at++; j.at < end; {
		name := j.take()
		at := j.at
		if member(name); j.at == at {
			j.skip()
		}
	}
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
	end := int(j.tape[j.at].next)
	for j.at++; j.at < end; {
		element()
	}
}

// bytes takes a string as bytes that hold until the next element. A number is taken as it is written; anything else is
// skipped and counts as nothing said.
func (j *jsonParser) bytes() []byte {
	switch j.peek() {
	case '"':
		if j.lenient {
			return valid(j.take())
		}
		return j.take()
	case '0':
		j.remark("number", "a number stands where a text belongs and is taken as it is written")
		return j.take()
	}
	j.unfit("a text")
	return nil
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
	sure := j.tape[j.at].plain
	text := j.bytes()
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
