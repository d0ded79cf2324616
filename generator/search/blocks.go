package search

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// block is a run of terms as it is written to one file (or, the commonest, into the manifest).
type block struct {
	Words    string                 `json:"w"`           // terms and their forms, see appendWord
	Lists    string                 `json:"p"`           // one list per term, each ended by a tilde
	Meanings map[string][]expansion `json:"s,omitempty"` // by term: what the words from here on also mean
	Stems    map[string][]string    `json:"a,omitempty"` // forms that sort here while their term stands elsewhere
}

// wordEntry is a term on its way into a block.
type wordEntry struct {
	text    string
	forms   []string // as written
	list    string   // empty for none
	named   bool     // also the whole name of a catalog document
	further *further
}

// further is what few words have.
type further struct {
	meanings []expansion
	stems    []string // where the word leads as a form of another language
}

func (e *wordEntry) size() int { return entrySize(e.text, len(e.forms), e.list) }

func entrySize(text string, forms int, list string) int { return len(text)/2 + 3*forms + len(list) + 3 }

// pack writes down what the entry is made of.
func (e *wordEntry) pack(p *packer) {
	p.Text(e.text)
	p.Texts(e.forms)
	p.Text(e.list)
	p.Flag(e.named)
	p.further(e.further)
}

func (p *packer) further(f *further) {
	if p.Flag(f != nil); f != nil {
		p.Bytes(encode([]any{f.meanings, f.stems}))
	}
}

// blockRooms are used again: the blocks of a site are made one after the other.
var blockRooms = sync.Pool{New: func() any { return new([2][]byte) }}

func makeBlock(entries []wordEntry) block {
	var b block
	room := blockRooms.Get().(*[2][]byte)
	defer blockRooms.Put(room)
	w, p := room[0][:0], room[1][:0]
	last := ""
	for i := range entries {
		e := &entries[i]
		if e.further != nil {
			b.add(e.text, e.further)
		}
		if e.list != "" {
			w = appendWord(w, last, e)
			p = append(append(p, e.list...), listEnd)
			last = e.text
		}
	}
	b.Words, b.Lists = string(w), string(p)
	*room = [2][]byte{w, p}
	return b
}

func (b *block) add(word string, f *further) {
	if f.meanings != nil {
		if b.Meanings == nil {
			b.Meanings = make(map[string][]expansion)
		}
		b.Meanings[word] = f.meanings
	}
	if f.stems != nil {
		if b.Stems == nil {
			b.Stems = make(map[string][]string)
		}
		b.Stems[word] = f.stems
	}
}

// appendWord writes how many letters the term shares with the one before, its other letters, then each form after a
// comma. A form is written as its ending; a digit in front says how many letters of the term go first, "=" that the whole form follows. The term
// itself is a form unless "-" says that it is not. "!" marks a name of the catalog.
func appendWord(to []byte, last string, e *wordEntry) []byte {
	if len(to) > 0 {
		to = append(to, ' ')
	}
	n := sharedASCII(last, e.text)
	to = append(append(to, base36[n]), e.text[n:]...)
	if e.named {
		to = append(to, ",!"...)
	}
	if !slices.Contains(e.forms, e.text) {
		to = append(to, ",-"...)
	}
	for _, f := range e.forms {
		if f != e.text {
			to = append(append(to, ','), ending(e.text, f)...)
		}
	}
	return to
}

const base36 = "0123456789abcdefghijklmnopqrstuvwxyz"

func sharedASCII(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && n < len(base36)-1 && a[n] == b[n] && a[n] < utf8.RuneSelf {
		n++
	}
	return n
}

// ending is what makes the form of a term: "e", or "1ies" after one letter is taken away.
func ending(term, form string) string {
	t, f := []rune(term), []rune(form)
	n := 0
	for n < len(t) && n < len(f) && t[n] == f[n] {
		n++
	}
	rest, drop := string(f[n:]), len(t)-n
	switch {
	case drop > 9:
		return "=" + form
	case drop > 0 || rest == "" || rest[0] < 'a':
		return string(base36[drop]) + rest
	}
	return rest
}

// cutSizes divides a sequence of sizes into runs of about equal size and returns the first index of each.
func cutSizes(sizes []int32, runs int) []int {
	total := 0
	for _, s := range sizes {
		total += int(s)
	}
	var starts []int
	sum := 0
	for i, s := range sizes {
		if len(starts) < runs && sum*runs >= total*len(starts) {
			starts = append(starts, i)
		}
		sum += int(s)
	}
	return starts
}

// fewFiles is the number of files up to which they all keep their size. Then files grow in number and in size, and
// once the size is 150 times the first, mostly in number: a query fetches three or four files however large the site.
const (
	fewFiles    = 24
	filesGrowth = 0.45
	lateGrowth  = 0.8
)

// fileCount says into how many files a total is divided. A catalog, of which a query seldom asks, keeps to few files.
func fileCount(total, size int, catalog bool) int {
	if total <= 0 {
		return 0
	}
	n := float64(total) / float64(size)
	if n > fewFiles {
		grown := fewFiles * math.Pow(n/fewFiles, filesGrowth)
		if !catalog {
			grown = math.Max(grown, math.Pow(n, lateGrowth))
		}
		n = grown
	}
	return max(1, int(math.Ceil(n)))
}

// boundary is the shortest beginning of word that still sorts after the word before.
func boundary(before, word string) string {
	for i := range word {
		if i > 0 && word[:i] > before {
			return word[:i]
		}
	}
	return word
}

func joinSorted(set map[string]bool) string {
	all := make([]string, 0, len(set))
	for s := range set {
		all = append(all, s)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// Words returns the words of a file of the index, put together from what each shares with the one before, for those who
// want to know whether it holds one. What is no such file has none.
func Words(data []byte) []string {
	var value any
	if json.Unmarshal(data, &value) != nil {
		return nil
	}
	return wordsWithin(nil, value)
}

func wordsWithin(words []string, value any) []string {
	switch value := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			if text, ok := value[key].(string); ok && key == "w" {
				words = append(words, unfold(text)...)
			}
			words = wordsWithin(words, value[key])
		}
	case []any:
		for _, inner := range value {
			words = wordsWithin(words, inner)
		}
	}
	return words
}

// unfold reads what appendWord wrote.
func unfold(text string) (words []string) {
	last := ""
	for entry := range strings.SplitSeq(text, " ") {
		term, _, _ := strings.Cut(entry, ",")
		if term == "" {
			continue
		}
		last = last[:min(len(last), max(0, strings.IndexByte(base36, term[0])))] + term[1:]
		words = append(words, last)
	}
	return words
}
