package dataset

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// lineWidth is the width in bytes up to which an object or list stays on one line.
const lineWidth = 120

// Encode writes a record as it lies in the folder: members in the order of the type, maps sorted, indented so that a
// change shows as the lines that changed. What fits on a line stays on one: an issue, a release, a year of months.
func Encode(r Record) ([]byte, error) {
	// A list or map that is nil is unknown, and unknown is null.
	compact, err := json.Marshal(r, json.Deterministic(true), jsontext.EscapeForHTML(false),
		json.FormatNilSliceAsNull(true), json.FormatNilMapAsNull(true))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := layOut(&b, compact, "", true); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// layOut writes one JSON value that starts at the given indent.
func layOut(b *bytes.Buffer, v jsontext.Value, indent string, spread bool) error {
	kind := v.Kind()
	if (kind != '{' && kind != '[') || len(v) <= 2 {
		b.Write(v)
		return nil
	}
	if !spread && len(indent)+len(v) <= lineWidth {
		return oneLine(b, v)
	}
	d := jsontext.NewDecoder(bytes.NewReader(v))
	open, err := d.ReadToken()
	if err != nil {
		return err
	}
	b.WriteString(open.String())
	inner := indent + "  "
	for first := true; d.PeekKind() != '}' && d.PeekKind() != ']'; first = false {
		if !first {
			b.WriteByte(',')
		}
		b.WriteString("\n" + inner)
		if kind == '{' {
			name, err := d.ReadValue()
			if err != nil {
				return err
			}
			b.Write(name)
			b.WriteString(": ")
		}
		member, err := d.ReadValue()
		if err != nil {
			return err
		}
		if err := layOut(b, member, inner, false); err != nil {
			return err
		}
	}
	b.WriteString("\n" + indent)
	b.WriteByte(v[len(v)-1])
	return nil
}

func oneLine(b *bytes.Buffer, v jsontext.Value) error {
	spaced := v.Clone()
	if err := spaced.Format(jsontext.SpaceAfterColon(true), jsontext.SpaceAfterComma(true)); err != nil {
		return err
	}
	b.Write(spaced)
	return nil
}

// Decode reads one record of a kind and refuses what breaks its schema. The error is an [*Error] without a file.
func Decode(kind string, data []byte) (Record, error) {
	fresh, ok := kinds()[kind]
	if !ok {
		return nil, &Error{Line: 1, Text: fmt.Sprintf("%q is no kind of record", kind)}
	}
	r := fresh()
	if err := json.Unmarshal(data, r, json.RejectUnknownMembers(true)); err != nil {
		return nil, locate(data, err)
	}
	if at := missing(r); at != "" {
		return nil, &Error{Line: 1, Column: 1, Text: fmt.Sprintf("%q is missing", at), Source: lineAt(data, 0),
			Hint: "every " + kind + " record needs it"}
	}
	return r, nil
}

// locate turns an error of the JSON library into one that names line and column.
func locate(data []byte, err error) *Error {
	var semantic *json.SemanticError
	var syntactic *jsontext.SyntacticError
	switch {
	case errors.As(err, &syntactic):
		e := errorAt(data, syntactic.ByteOffset, "not JSON: "+syntactic.Err.Error())
		if bytes.Contains(data, []byte("<<<<<<<")) {
			e.Hint = "the file holds a merge conflict: choose one side"
		}
		return e
	case errors.As(err, &semantic):
		return errorAt(data, valueStart(data, semantic.ByteOffset), semanticText(semantic))
	}
	return errorAt(data, 0, err.Error())
}

// valueStart moves from the end of a member's name, where the library may stop, to the value after it.
func valueStart(data []byte, offset int64) int64 {
	for offset < int64(len(data)) && bytes.IndexByte([]byte(" \t\r\n:,"), data[offset]) >= 0 {
		offset++
	}
	return offset
}

func semanticText(err *json.SemanticError) string {
	where := string(err.JSONPointer)
	switch {
	case errors.Is(err.Err, json.ErrUnknownName):
		return fmt.Sprintf("%s is not part of the record", where)
	case err.Err != nil:
		return fmt.Sprintf("%s: %v", where, err.Err)
	case err.GoType != nil:
		return fmt.Sprintf("%s: a JSON %s does not fit here", where, err.JSONKind)
	}
	return where + ": does not fit here"
}
