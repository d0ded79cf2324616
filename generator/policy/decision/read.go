package decision

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// JSON reads the rows of a JSON document: a list of objects, below the field that list names. Numbers and truth values
// become text, lists of words are joined with commas, anything deeper is left out.
func JSON(r io.Reader, list string) ([]Row, error) {
	decoder := json.NewDecoder(r)
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		return nil, fmt.Errorf("the register is not JSON: %w", err)
	}
	for step := range strings.SplitSeq(list, ".") {
		if step == "" {
			continue
		}
		object, ok := document.(map[string]any)
		if !ok || object[step] == nil {
			return nil, fmt.Errorf("the register has no %q", list)
		}
		document = object[step]
	}
	items, ok := document.([]any)
	if !ok {
		return nil, errors.New("the register is not a list")
	}
	rows := make([]Row, len(items))
	for i, item := range items {
		object, ok := item.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("row %d is not an object", i+1)
		}
		rows[i] = flat(object)
	}
	return rows, nil
}

func flat(object map[string]any) Row {
	row := Row{}
	for name, value := range object {
		switch v := value.(type) {
		case string:
			row[name] = v
		case json.Number, bool:
			row[name] = fmt.Sprint(v)
		case []any:
			var words []string
			for _, item := range v {
				if word, ok := item.(string); ok {
					words = append(words, word)
				}
			}
			row[name] = strings.Join(words, ", ")
		}
	}
	return row
}

// CSV reads the rows of a table whose first line names the columns. The separator is a comma, a semicolon or a tab,
// whichever the first line has most of.
func CSV(r io.Reader) ([]Row, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	raw = bytes.TrimPrefix(raw, []byte("\uFEFF"))
	reader := csv.NewReader(bytes.NewReader(raw))
	reader.Comma = separator(raw)
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	records, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("the register is not CSV: %w", err)
	}
	if len(records) == 0 {
		return nil, errors.New("the register is empty")
	}
	var rows []Row
	for _, record := range records[1:] {
		row := Row{}
		for i, name := range records[0] {
			if i < len(record) {
				row[strings.TrimSpace(name)] = record[i]
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func separator(raw []byte) rune {
	head, _, _ := bytes.Cut(raw, []byte("\n"))
	best, most := ',', bytes.Count(head, []byte(","))
	for _, other := range []rune{';', '\t'} {
		if n := bytes.Count(head, []byte(string(other))); n > most {
			best, most = other, n
		}
	}
	return best
}
