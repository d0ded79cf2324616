package reader

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"portolan/collectors/dataset"
)

// inPieces reads JSON with little of it held at once, and tells all that is found.
func inPieces(data string, piece int) string {
	var told strings.Builder
	p := &parser{doc: &Document{}, emit: func(c dataset.Component) error {
		license := "?"
		if c.License != nil {
			license = *c.License
		}
		fmt.Fprintln(&told, c.Name, c.Version, c.PURL, license, c.Supplier, c.Copyright, c.URL)
		return nil
	}}
	j := &jsonParser{parser: p, scanner: newScanner(strings.NewReader(data), false)}
	j.piece = piece
	if err := j.read(); err != nil {
		return told.String() + err.Error()
	}
	p.finish()
	for n := range p.doc.Components {
		place := p.doc.Place(n)
		fmt.Fprintln(&told, place.Direct != nil && *place.Direct, place.Scope, place.Above)
	}
	return told.String() + strings.Join(p.doc.Remarks(), "\n")
}

func TestTheSizeOfThePiecesDoesNotMatter(t *testing.T) {
	long := strings.Repeat("long ", 40)
	documents := []string{
		`{"bomFormat":"CycloneDX","components":[{"bom-ref":"a` + long + `","name":"` + long + `b"},{"name":"\u00e4\ud83d\ude00\n","licenses":[{"expression":"MIT"}]}]}`,
		"{\"bomFormat\":\"CycloneDX\",\n\n\"components\":[{\"name\":\"a\",\n\n\n\"version\":1.5}]}",
		"{\"bomFormat\":\"CycloneDX\",\n\n\"components\":[{\"name\":\"a\",\n\n\n\"name\":\"b\"}]}",
		"{\"bomFormat\":\"CycloneDX\",\n\n\"components\":[{\"name\":\"" + long + "\xff\"}]}",
		"{\"bomFormat\":\"CycloneDX\",\n\n\"components\":[{\"name\":\"" + long + "\",\n\n\"x\":tru}]}",
		"{\"bomFormat\":\"CycloneDX\",\n\n\"components\":[{\"name\":\"" + long,
	}
	for _, data := range formatsByExample(t) {
		if data[0] == '{' {
			documents = append(documents, string(data), string(data[:len(data)*2/3]))
		}
	}
	for _, data := range documents {
		whole := inPieces(data, usualPiece)
		for _, piece := range []int{1, 7, 64, 500} {
			if got := inPieces(data, piece); got != whole {
				t.Errorf("%.60s... in pieces of %d:\n%s\nwhole:\n%s", data, piece, got, whole)
			}
		}
	}
}

func TestFaultsHaveTheirLine(t *testing.T) {
	for text, line := range map[string]int{
		"{\n\"a\": 1,\n\"a\": 2}": 3, "{\n\n\"a\" 1}": 3, "{\"a\": [1,\n2\n3]}": 3, "{\"a\":\n\"\xff\"}": 2, "{\"a\":\n\n\n": 4,
		"{\"a\": \"\\q\"}": 1, "{\n\"a\": {\"b\": [\n{\"c\": 1,\n\"c\": 1}]}}": 4, "{\"a\":\n01}": 2, "{\n\x01}": 2, "{\n\"a\": \"\x01\"}": 2,
	} {
		_, err := Read(strings.NewReader(text), drop)
		var p *Problem
		if !errors.As(err, &p) || p.Line != line {
			t.Errorf("%q: %v, want line %d", text, err, line)
		}
	}
}

func TestTheOrderOfMembersDoesNotMatter(t *testing.T) {
	members := []string{`"name":"a"`, `"version":"1"`, `"purl":"pkg:npm/a@1"`, `"unknown":{"name":"x"}`}
	var components []string
	for i := range 24 { // every order, and some left out
		order := append([]string{}, members...)
		for n, rest := len(order), i; n > 1; n-- {
			at := rest % n
			rest /= n
			order[n-1], order[at] = order[at], order[n-1]
		}
		components = append(components, "{"+strings.Join(order, ",")+"}", "{"+strings.Join(order, " ,\n ")+"}", strings.ReplaceAll("{"+strings.Join(order, ",")+"}", ":", " : "))
	}
	_, got := readAll(t, []byte(`{"bomFormat":"CycloneDX","components":[`+strings.Join(components, ",")+`]}`))
	if len(got) != len(components) {
		t.Fatalf("%d of %d", len(got), len(components))
	}
	for i, c := range got {
		if want := strings.Contains(components[i], `"pkg : `); c.Name != "a" || c.Version != "1" || !want && c.PURL != "pkg:npm/a@1" {
			t.Errorf("%s: %+v", components[i], c)
		}
	}
}

func TestWideObjectsAreCheckedToo(t *testing.T) {
	var wide []string
	for n := range 3000 {
		wide = append(wide, fmt.Sprintf(`"m%d":{"a%d":1}`, n, n))
	}
	text := strings.Join(wide, ",")
	if err := accepted("[{"+text+"},{"+text+"}]", usualPiece); err != nil {
		t.Error(err)
	}
	for _, twice := range []int{0, 30, 63, 64, 2999} {
		var f *fault
		if err := accepted(fmt.Sprintf(`[{%s},{%s,"m%d":1}]`, text, text, twice), usualPiece); !errors.As(err, &f) || !f.mendable {
			t.Errorf("m%d: %v", twice, err)
		}
	}
}

func checkUnescaped(t *testing.T, quoted string) {
	t.Helper()
	var want string
	if !utf8.ValidString(quoted) || json.Unmarshal([]byte(quoted), &want) != nil || quoted[0] != '"' {
		return
	}
	s := newScanner(strings.NewReader(quoted), false)
	s.peek()
	if got, _ := s.text(); s.err != nil || string(got) != want {
		t.Errorf("%s means %q, and was read as %q", quoted, want, got)
	}
}

var quotedTexts = []string{
	`"plain"`, `""`, `"\"\\\/\b\f\n\r\t"`, `"\u0041\u00e4\u20AC"`, `"\ud83d\ude00"`, `"\ud83d"`, `"\ud83dx"`, `"\ude00\ud83d"`, `"\ud83d\u0041"`, `"\ud83d\n"`, `"a\\u0041"`, `"ä\n€"`,
}

func TestEscapesMeanWhatAnotherReaderSays(t *testing.T) {
	for _, quoted := range quotedTexts {
		checkUnescaped(t, quoted)
	}
}

func FuzzUnescape(f *testing.F) {
	for _, quoted := range quotedTexts {
		f.Add(quoted)
	}
	f.Fuzz(func(t *testing.T, quoted string) {
		if strings.HasPrefix(quoted, `"`) {
			checkUnescaped(t, quoted)
		}
	})
}

func TestNamesOfAllLengthsAreFoundAgain(t *testing.T) {
	var n names
	lengths := []int{0, 1, 100, 1<<pieceBits - entryHead, 1<<pieceBits - entryHead + 1, 3 << pieceBits, 40_000, 40_001, 5}
	for i, length := range lengths {
		if got, fresh := n.add(bytes.Repeat([]byte{'a'}, length)); got != uint32(i) || !fresh {
			t.Errorf("length %d has number %d", length, got)
		}
	}
	for i, length := range lengths {
		text := bytes.Repeat([]byte{'a'}, length)
		if got, fresh := n.add(text); got != uint32(i) || fresh || !bytes.Equal(n.bytes(got), text) {
			t.Errorf("length %d is found as %d", length, got)
		}
	}
	for i := range 5000 {
		n.add(fmt.Appendf(nil, "name %d", i))
	}
	if got, fresh := n.add([]byte("name 4999")); fresh || got != uint32(len(lengths)+4999) || n.has([]byte("name 5000")) {
		t.Error(got, fresh)
	}
}
