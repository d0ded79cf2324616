package search

import (
	"slices"
	"strings"
)

// wordList is a sequence of words, by their letters, on its way to file. There may be millions, so that each entry is put
// together when it is asked for.
type wordList struct {
	refs  []int32             // a term, or below 0 a word of extra, counted from -1 downwards
	terms termEntries         // of which most words are
	extra []wordEntry         // words that are no terms
	stems map[string][]string // where forms of other languages lead
}

// termEntries puts the entries of terms together, or tells of them without.
type termEntries interface {
	text(term int) string
	entry(term int) wordEntry
	size(term int) int        // that of the entry
	pack(p *packer, term int) // what the entry is made of
}

func (l *wordList) count() int { return len(l.refs) }

func (l *wordList) text(i int) string {
	if ref := l.refs[i]; ref >= 0 {
		return l.terms.text(int(ref))
	}
	return l.extra[-1-l.refs[i]].text
}

func (l *wordList) at(i int) wordEntry {
	var e wordEntry
	if ref := l.refs[i]; ref >= 0 {
		e = l.terms.entry(int(ref))
	} else {
		e = l.extra[-1-ref]
	}
	if stems := l.stems[e.text]; stems != nil {
		f := further{stems: stems}
		if e.further != nil {
			f.meanings = e.further.meanings
		}
		e.further = &f
	}
	return e
}

func (l *wordList) size(i int) int {
	if ref := l.refs[i]; ref >= 0 {
		return l.terms.size(int(ref))
	}
	return l.extra[-1-l.refs[i]].size()
}

// pack writes down what an entry is made of.
func (l *wordList) pack(p *packer, i int) {
	if ref := l.refs[i]; ref >= 0 {
		l.terms.pack(p, int(ref))
	} else {
		l.extra[-1-ref].pack(p)
	}
	if len(l.stems) > 0 {
		p.Texts(l.stems[l.text(i)])
	}
}

func (l *wordList) between(start, end int) []wordEntry {
	entries := make([]wordEntry, end-start)
	for i := range entries {
		entries[i] = l.at(start + i)
	}
	return entries
}

// mix adds words that are no terms.
func (l *wordList) mix(more []wordEntry) {
	if len(more) == 0 {
		return
	}
	slices.SortFunc(more, func(a, b wordEntry) int { return strings.Compare(a.text, b.text) })
	mixed := make([]int32, 0, len(l.refs)+len(more))
	l.extra = slices.Grow(l.extra, len(more))
	next := 0
	for _, e := range more {
		for next < len(l.refs) && l.text(next) <= e.text {
			mixed = append(mixed, l.refs[next])
			next++
		}
		l.extra = append(l.extra, e)
		mixed = append(mixed, int32(-len(l.extra)))
	}
	l.refs = append(mixed, l.refs[next:]...)
}

// addDistantForms adds the written forms of other languages, so that a word of theirs is found where it sorts and leads
// to its term.
func (l *wordList) addDistantForms(stems map[string][]string) {
	if len(stems) == 0 {
		return
	}
	there := make(map[string]bool)
	for i := range l.refs {
		if text := l.text(i); stems[text] != nil {
			there[text] = true
		}
	}
	var more []wordEntry
	for text := range stems {
		if !there[text] {
			more = append(more, wordEntry{text: text})
		}
	}
	l.mix(more)
	l.stems = stems
}

// takeCommon takes the words of most documents out of the list, as many as there is room for. Long tells how long the
// list of a term is, which is less than the size of its entry.
func (l *wordList) takeCommon(stops map[string]bool, room int, long func(term int) int) (common []wordEntry, others *wordList) {
	order := l.longest(stops, room, long)
	slices.SortStableFunc(order, func(a, b sized) int { return b.list - a.list })
	taken := make(map[int]bool)
	for _, one := range order {
		if room -= one.size; room < 0 {
			break
		}
		taken[one.at] = true
	}
	kept := l.refs[:0]
	for i, ref := range l.refs {
		if taken[i] {
			common = append(common, l.at(i))
		} else {
			kept = append(kept, ref)
		}
	}
	l.refs = kept
	return common, l
}

// sized is a word of a list by its place, with the length of its list and what it takes in a file.
type sized struct{ at, list, size int }

// longest are the words with the longest lists: more than there is room for, if there are so many.
func (l *wordList) longest(stops map[string]bool, room int, long func(term int) int) []sized {
	for least := 4096; ; least /= 2 {
		var found []sized
		size := 0
		for i := range l.refs {
			if l.refs[i] < 0 || l.size(i) < least || long(int(l.refs[i])) < least || stops[l.text(i)] {
				continue
			}
			e := l.at(i)
			found = append(found, sized{i, len(e.list), e.size()})
			size += e.size()
		}
		if size > room || least == 0 {
			return found
		}
	}
}
