package decisions

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"portolan/collectors/source"
)

// row is one record of a register: its fields by name, as text.
type row struct {
	file   string
	line   int // from 1
	number int // from 1, within its file
	fields map[string]string
	// wrong says why its fields cannot be relied upon; empty where they can.
	wrong string
}

// place names the row in a sentence.
func (r row) place() string { return fmt.Sprintf("row %d of %s", r.number, r.file) }

// parse reads the rows of a register: JSON where it starts as a list or object does, else a table.
func parse(data []byte, list string) ([]row, *source.WrongError) {
	text, err := source.Text(data)
	var wrong *source.WrongError
	if errors.As(err, &wrong) {
		return nil, wrong
	}
	start := bytes.TrimSpace(text)
	switch {
	case len(start) == 0:
		return nil, &source.WrongError{Text: "the file is empty"}
	case start[0] == '[' || start[0] == '{':
		return parseJSON(text, list)
	}
	return parseTable(text)
}

// parseTable reads a table whose first line names the columns.
func parseTable(text []byte) ([]row, *source.WrongError) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord = source.Separator(text), -1
	names, err := heading(r)
	if err != nil {
		return nil, inTable(err)
	}
	var rows []row
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, inTable(err)
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue // what spreadsheets leave at the end
		}
		line, _ := r.FieldPos(0)
		one := row{line: line, number: len(rows) + 1, fields: map[string]string{}}
		for i, name := range names {
			if i < len(cells) {
				one.fields[name] = cells[i]
			}
		}
		if len(cells) > len(names) {
			one.wrong = fmt.Sprintf("it has %d cells, and the heading %d", len(cells), len(names))
		}
		rows = append(rows, one)
	}
}

// heading reads the names of the columns. Of two with one name nobody could tell which is meant.
func heading(r *csv.Reader) ([]string, error) {
	names, err := r.Read()
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for i, name := range names {
		names[i] = strings.TrimSpace(name)
		if name = names[i]; name != "" && seen[name] {
			return nil, fmt.Errorf("two columns are called %q", name)
		}
		seen[names[i]] = true
	}
	return names, nil
}

func inTable(err error) *source.WrongError {
	var syntax *csv.ParseError
	if errors.As(err, &syntax) {
		return &source.WrongError{Line: syntax.Line, Column: syntax.Column, Text: "the table cannot be read: " + syntax.Err.Error(),
			Hint: `a cell with quotation marks stands in quotation marks, and each within it is doubled: "so ""to"" say"`}
	}
	return &source.WrongError{Line: 1, Column: 1, Text: err.Error()}
}

// parseJSON reads the list of objects below the member that list names.
func parseJSON(text []byte, list string) ([]row, *source.WrongError) {
	d := jsontext.NewDecoder(bytes.NewReader(text))
	if wrong := descend(d, text, list); wrong != nil {
		return nil, wrong
	}
	var rows []row
	for d.PeekKind() != ']' {
		value, err := d.ReadValue()
		if err != nil {
			return nil, inJSON(text, err)
		}
		one := row{line: lineOf(text, d.InputOffset()-int64(len(value))), number: len(rows) + 1, fields: map[string]string{}}
		if err := one.flatten("", value); err != nil || value.Kind() != '{' {
			one.wrong = "it is not an object"
		}
		rows = append(rows, one)
	}
	for {
		if _, err := d.ReadToken(); errors.Is(err, io.EOF) {
			return rows, nil
		} else if err != nil {
			return nil, inJSON(text, err)
		}
	}
}

// descend goes down to the list and into it.
func descend(d *jsontext.Decoder, text []byte, list string) *source.WrongError {
	for step := range strings.SplitSeq(list, ".") {
		if step == "" {
			continue
		}
		if d.PeekKind() != '{' {
			return &source.WrongError{Line: lineOf(text, d.InputOffset()), Text: fmt.Sprintf("there is no list %q", list)}
		}
		if wrong := member(d, text, step); wrong != nil {
			return wrong
		}
	}
	switch kind := d.PeekKind(); {
	case kind == '[':
		d.ReadToken()
		return nil
	case kind == 0:
		_, err := d.ReadToken()
		return inJSON(text, err)
	}
	return &source.WrongError{Line: lineOf(text, d.InputOffset()), Text: "the decisions are not a list", Hint: "write list: and the name of the member that holds them"}
}

// member reads an object up to the value of a member.
func member(d *jsontext.Decoder, text []byte, name string) *source.WrongError {
	d.ReadToken()
	var names []string
	for d.PeekKind() != '}' {
		found, err := d.ReadToken()
		if err != nil {
			return inJSON(text, err)
		}
		if found.String() == name {
			return nil
		}
		names = append(names, found.String())
		if err := d.SkipValue(); err != nil {
			return inJSON(text, err)
		}
	}
	return &source.WrongError{Line: lineOf(text, d.InputOffset()), Text: fmt.Sprintf("there is no member %q", name),
		Hint: "the members are " + strings.Join(names, ", ")}
}

func inJSON(text []byte, err error) *source.WrongError {
	wrong := &source.WrongError{Text: "the file is not JSON: " + err.Error()}
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		wrong.Text = "the file is not JSON: " + strings.TrimPrefix(syntax.Err.Error(), "jsontext: ")
		wrong.Line = lineOf(text, syntax.ByteOffset)
	}
	return wrong
}

func lineOf(text []byte, offset int64) int {
	return bytes.Count(text[:min(max(offset, 0), int64(len(text)))], []byte{'\n'}) + 1
}

// flatten takes in a value under its name, with dots for objects within objects. What lists hold is joined with commas.
func (r *row) flatten(name string, value jsontext.Value) (err error) {
	switch value.Kind() {
	case '{':
		var members map[string]jsontext.Value
		if err := json.Unmarshal(value, &members); err != nil {
			return err
		}
		for _, member := range slices.Sorted(maps.Keys(members)) {
			if err := r.flatten(strings.TrimPrefix(name+"."+member, "."), members[member]); err != nil {
				return err
			}
		}
	case '[':
		var items []jsontext.Value
		if err := json.Unmarshal(value, &items); err != nil {
			return err
		}
		for _, item := range items {
			if err := r.flatten(name, item); err != nil {
				return err
			}
		}
	case '"':
		var text string
		err = json.Unmarshal(value, &text)
		r.add(name, text)
	case 'n':
		r.add(name, "")
	default:
		r.add(name, string(value))
	}
	return err
}

func (r *row) add(name, text string) {
	if before := r.fields[name]; before != "" && text != "" {
		text = before + ", " + text
	} else if text == "" {
		text = before
	}
	r.fields[name] = text
}
