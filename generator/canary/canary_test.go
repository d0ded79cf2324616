package canary

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
)

func squeezed(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.Bytes()
}

func deflated(text string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.Bytes()
}

func zipped(name, text string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, _ := w.Create(name)
	f.Write([]byte(text))
	w.Close()
	return b.Bytes()
}

func wide(text string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return b
}

func each(text, form string) []byte {
	var b strings.Builder
	for _, r := range text {
		fmt.Fprintf(&b, form, r)
	}
	return []byte(b.String())
}

func TestAWordIsFoundHoweverItIsWritten(t *testing.T) {
	const word = "Project Zeus"
	f := New([]string{word, ""})
	for name, data := range map[string][]byte{
		"plain":        []byte("the Project Zeus is"),
		"case":         []byte("PROJECT ZEUS"),
		"backwards":    []byte("x suez tcejorp y"),
		"hexadecimal":  []byte(strings.ToUpper(hex.EncodeToString([]byte(word)))),
		"base64 0":     []byte(base64.StdEncoding.EncodeToString([]byte("abc" + word + "!"))),
		"base64 1":     []byte(base64.RawURLEncoding.EncodeToString([]byte("a" + word))),
		"base64 2":     []byte(base64.StdEncoding.EncodeToString([]byte("ab" + word + "??"))),
		"percent":      each(word, "%%%02x"),
		"space":        []byte("/project%20zeus/"),
		"entities":     each(word, "&#%d;"),
		"hex entities": each(word, "&#x%X;"),
		"JSON":         each(word, `\u%04X`),
		"JavaScript":   each(word, `\x%02x`),
		"UTF-16":       wide(word),
		"gzip":         squeezed("the Project Zeus is"),
		"gzip of JSON": squeezed(string(each(word, `\u%04x`))),
		"zlib":         deflated("the Project Zeus is"),
		"zip":          zipped("a.txt", "the Project Zeus is"),
		"zip's names":  zipped("project zeus.txt", ""),
	} {
		if finds := f.In("x.html", data); len(finds) != 1 || finds[0].Word != word || finds[0].Excerpt == "" {
			t.Errorf("%s: %+v in %q", name, finds, data)
		}
	}
	if finds := f.In("plans/project zeus.html", nil); len(finds) != 1 || !strings.Contains(finds[0].As, "name") {
		t.Errorf("a file's name: %+v", finds)
	}
}

func TestNothingIsFoundWhereNothingIs(t *testing.T) {
	f := New([]string{"Zeus", "Project Zeus", "ab"})
	for _, text := range []string{"", "Project", "zeu s", "%", "%zz", `\u00`, "\x1f\x8bnot gzip", "PK\x03\x04", "\x78\x9c", "YWI="} {
		if finds := f.In("index.html", []byte(text)); len(finds) > 0 {
			t.Errorf("%q: %+v", text, finds)
		}
	}
}

func FuzzIn(f *testing.F) {
	f.Add([]byte("%5a&#90;\\u005a"))
	f.Add(squeezed("zeus zeus"))
	f.Add(zipped("a", "b"))
	finder := New([]string{"canary bird"})
	f.Fuzz(func(t *testing.T, data []byte) {
		finder.In("x", data)
		if finds := finder.In("x", append(bytes.ReplaceAll(data, []byte{'%'}, nil), "canary bird"...)); len(finds) == 0 {
			t.Error("a plain word is not found")
		}
	})
}
