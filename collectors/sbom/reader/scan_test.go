package reader

import (
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// accepted tells whether the scanner takes a text for one JSON value, reading it in pieces of some size.
func accepted(text string, piece int) error {
	s := newScanner(strings.NewReader(text+"\n"), false)
	s.piece = piece
	s.skip()
	if s.err != nil {
		return s.err
	}
	if c := s.peek(); c != 0 || !errors.Is(s.err, io.ErrUnexpectedEOF) {
		return errors.New("something follows: " + string(c))
	}
	return nil
}

// jsonTexts are texts on which scanners of JSON go wrong.
var jsonTexts = []string{
	`{}`, `[]`, `[1,2]`, `[1,]`, `[,1]`, `{"a":1}`, `{"a":1,}`, `{"a" 1}`, `{"a":}`, `{a:1}`, `{"a":1 "b":2}`, `[1 2]`, `[}`, `{]`, `[[]`, `]`, `,`,
	`"a"`, `"a`, `"\n"`, `"\x"`, `"\u00e4"`, `"\u00g4"`, `"\u0`, `"\`, "\"\t\"", "\"\x7f\"", "\"\xff\"", `"\\"`, `"\\\""`, `{"a":{"a":1}}`,
	`{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `[{"a":1},{"a":1}]`, `{"b":{"a":1},"a":2}`, `true`, `tru`, `truex`, `null`, `[nulL]`, `-`, `-0`, `01`, `1.`, `1e`,
	`1e+5`, `[1.5e-7]`, `[+1]`, `[.5]`, `[NaN]`, `"" ""`, `{} {}`, ` `, ``, `{"a":[{"b":[{"c":null}]}]}`, "\ufeff{}", `{"":0,"":0}`, `["a":1]`, `{"a","b"}`, `{1:2}`,
	`[{"a":1,"b":2},{"a":1,"a":2}]`, `[{"a":1,"b":2},{"b":1,"a":2,"b":3}]`, `[{"a":1,"b":2},{"b":1,"b":2}]`, `[{"a":1,"b":2},{"b":2,"c":3,"a":1,"c":4}]`,
	`[{"a":1},{"a":1,"\u0061":2}]`, `[{"a" :1},{"a":1,"a" :2}]`, `[{"a":{"b":1}},{"a":{"b":1,"b":2}}]`, `[{"a":[{"b":1}]},{"a":[{"b":1,"c":2,"b":3}]}]`,
	`[{"a":1,"c":3},{"a":1,"b":2,"c":3},{"a":1,"c":3,"b":2}]`, "[\n{\"a\":\x00}]", "\x00", "\n          1 ", `{"\u00e4":1,"ä":2}`,
	`{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":1,"k":2,"l":3,"m":4,"n":5,"o":6,"p":7,"q":8,"r":9,"s":1,"t":2,"u":3,"v":4,"w":5,"x":6,"y":7,"z":8,"a":9}`,
}

func checkScan(t *testing.T, text string) {
	t.Helper()
	got := accepted(text, usualPiece)
	if pieces := accepted(text, 1); (got == nil) != (pieces == nil) {
		t.Errorf("%q: %v, and piece by piece %v", text, got, pieces)
	}
	// The other reader is told to pass lone surrogates, which ours does too; bytes that are no text neither may pass.
	want := jsontext.Value(text).IsValid(jsontext.AllowInvalidUTF8(true)) && utf8.ValidString(text)
	if strings.Contains(text, `\u`) && !want && got == nil && jsontext.Value(text).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) {
		return // names that differ in how they are written
	}
	if (got == nil) != want {
		t.Errorf("%q: %v, another reader says %v", text, got, want)
	}
}

func TestTextsAreTakenForWhatAnotherReaderTakesThem(t *testing.T) {
	for _, text := range jsonTexts {
		checkScan(t, text)
	}
	for name, data := range formatsByExample(t) {
		if strings.HasSuffix(name, "json") {
			checkScan(t, string(data))
			checkScan(t, string(data[:len(data)-3]))
		}
	}
	checkScan(t, strings.Repeat("1", 5000))
	checkScan(t, strings.Repeat("[", 9000)+strings.Repeat("]", 9000))
}

func TestNamesAreUniqueHoweverTheyAreWritten(t *testing.T) {
	for _, text := range []string{`{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, jsonTexts[len(jsonTexts)-1]} {
		var f *fault
		if err := accepted(text, usualPiece); !errors.As(err, &f) || !f.mendable || !strings.Contains(f.text, `"a" occurs twice`) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestAStreamThatGivesNothingIsNotReadForEver(t *testing.T) {
	s := newScanner(silent{}, false)
	if s.skip(); !errors.Is(s.err, io.ErrNoProgress) {
		t.Error(s.err)
	}
}

type silent struct{}

func (silent) Read([]byte) (int, error) { return 0, nil }

func FuzzScan(f *testing.F) {
	for _, text := range jsonTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Count(text, "[")+strings.Count(text, "{") < 9000 {
			checkScan(t, text)
		}
	})
}
