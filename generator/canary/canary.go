// Package canary finds words that must not be published, however a file writes them down: in any case, backwards, percent
// encoded, as entities, as escapes of JSON, in hexadecimal, in Base64, in UTF-16, and within compressed files.
//
// A [Finder] is made of words once and looks at one file at a time. It holds nothing of what it has seen.
package canary

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Find is a word that a file holds.
type Find struct {
	Word string
	// As says how it is written: "as it is", "in Base64".
	As string
	// Excerpt is what stands around it.
	Excerpt string
}

// Finder looks for words.
type Finder struct{ needles []needle }

// needle is one way to write a word. An exact one is looked for in the bytes as they are, others without regard to case.
type needle struct {
	word, as string
	bytes    []byte
	exact    bool
}

// shortest is the length in bytes below which a word is looked for as it is alone: encoded it would be found by chance.
const shortest = 5

// New returns a finder of words; empty ones are passed over.
func New(words []string) *Finder {
	f := &Finder{}
	for _, word := range words {
		if word = strings.TrimSpace(word); word != "" {
			f.add(word)
		}
	}
	return f
}

func (f *Finder) add(word string) {
	lower := strings.ToLower(word)
	f.needles = append(f.needles, needle{word: word, as: "as it is", bytes: []byte(lower)})
	if len(word) < shortest {
		return
	}
	backwards := []rune(lower)
	slices.Reverse(backwards)
	f.needles = append(f.needles, needle{word: word, as: "backwards", bytes: []byte(string(backwards))})
	for _, form := range slices.Compact([]string{word, lower, strings.ToUpper(word)}) {
		f.needles = append(f.needles, needle{word: word, as: "in hexadecimal", bytes: []byte(hex.EncodeToString([]byte(form)))})
		for shift := range 3 {
			for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
				f.needles = append(f.needles, needle{word: word, as: "in Base64", bytes: inBase64(encoding, form, shift), exact: true})
			}
		}
	}
}

// inBase64 returns the letters that a word has in Base64 whatever stands around it, when it begins so many bytes behind a
// group of three.
func inBase64(encoding *base64.Encoding, word string, shift int) []byte {
	encoded := encoding.EncodeToString(append(make([]byte, shift), word...))
	first := (8*shift + 5) / 6
	last := 8 * (shift + len(word)) / 6
	return []byte(encoded[first:last])
}

// In looks for the words in a file: in its name, its bytes, and what they stand for. Each word is told once for each way
// in which it is written.
func (f *Finder) In(name string, data []byte) []Find {
	finds := f.within(nil, []byte(name), "in the file's name")
	for _, text := range readings(name, data) {
		finds = f.within(finds, text.data, text.as)
	}
	return finds
}

func (f *Finder) within(finds []Find, data []byte, as string) []Find {
	folded := bytes.ToLower(data)
	for _, n := range f.needles {
		where := folded
		if n.exact {
			where = data
		}
		at := bytes.Index(where, n.bytes)
		if at < 0 || slices.ContainsFunc(finds, func(known Find) bool { return known.Word == n.word }) {
			continue
		}
		finds = append(finds, Find{Word: n.word, As: strings.TrimPrefix(fmt.Sprintf("%s, %s", as, n.as), ", "), Excerpt: excerpt(where, at, len(n.bytes))})
	}
	return finds
}

// around is how many bytes are shown on each side of a find.
const around = 40

// excerpt is a find with what stands around it, on one line.
func excerpt(data []byte, at, length int) string {
	text := bytes.ToValidUTF8(data[max(0, at-around):min(len(data), at+length+around)], nil)
	return strings.Join(strings.FieldsFunc(string(text), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError
	}), " ")
}

// reading is what a file's bytes are, or stand for.
type reading struct {
	as   string
	data []byte
}

// readings returns a file as it is and all that can be read out of it.
func readings(name string, data []byte) []reading {
	all := []reading{{"", data}}
	for _, part := range unpack(name, data) {
		all = append(all, reading{"compressed", part})
	}
	for _, r := range slices.Clone(all) {
		all = append(all, decodings(r)...)
	}
	return all
}

func decodings(r reading) (all []reading) {
	add := func(as string, data []byte) {
		if !bytes.Equal(data, r.data) {
			all = append(all, reading{strings.TrimPrefix(r.as+", "+as, ", "), data})
		}
	}
	if bytes.IndexByte(r.data, '%') >= 0 {
		add("percent encoded", unescape(r.data, '%', 2))
	}
	if bytes.Contains(r.data, []byte(`\u`)) || bytes.Contains(r.data, []byte(`\x`)) {
		add("escaped", unescape(unescape(r.data, 'u', 4), 'x', 2))
	}
	if bytes.IndexByte(r.data, '&') >= 0 {
		add("as entities", []byte(html.UnescapeString(string(r.data))))
	}
	if bytes.IndexByte(r.data, 0) >= 0 {
		add("in UTF-16", bytes.ReplaceAll(r.data, []byte{0}, nil))
	}
	return all
}

// unescape replaces a sign and so many hexadecimal digits by what they stand for. A letter as the sign needs a backslash.
func unescape(data []byte, sign byte, digits int) []byte {
	out := make([]byte, 0, len(data))
	for at := 0; at < len(data); at++ {
		start := at
		if sign != '%' {
			if data[at] != '\\' {
				out = append(out, data[at])
				continue
			}
			start++
		}
		if start >= len(data) || data[start] != sign {
			out = append(out, data[at])
			continue
		}
		code, ok := hexadecimal(data, start+1, digits)
		if !ok {
			out = append(out, data[at])
			continue
		}
		if digits == 2 {
			out = append(out, byte(code))
		} else {
			out = utf8.AppendRune(out, code)
		}
		at = start + digits
	}
	return out
}

func hexadecimal(data []byte, at, digits int) (code rune, ok bool) {
	if at+digits > len(data) {
		return 0, false
	}
	for _, c := range data[at : at+digits] {
		digit := bytes.IndexByte([]byte("0123456789abcdef"), c|0x20)
		if digit < 0 || c < '0' {
			return 0, false
		}
		code = code<<4 | rune(digit)
	}
	return code, true
}
