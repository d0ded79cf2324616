package search

import (
	"slices"
	"testing"
)

// lettered are words, each with a list as long as is said.
type lettered struct {
	words []string
	long  []int
}

func (l lettered) text(i int) string { return l.words[i] }
func (l lettered) entry(i int) wordEntry {
	return wordEntry{text: l.words[i], list: string(make([]byte, l.long[i]))}
}
func (l lettered) size(i int) int    { e := l.entry(i); return e.size() }
func (l lettered) pack(*packer, int) {}

func (l lettered) list() *wordList {
	list := &wordList{terms: l}
	for i := range l.words {
		list.refs = append(list.refs, int32(i))
	}
	return list
}

func textsOf(l *wordList) (all []string) {
	for i := range l.count() {
		all = append(all, l.at(i).text)
	}
	return all
}

func TestWordsThatAreNoTermsStandAmongTheOthers(t *testing.T) {
	l := lettered{[]string{"b", "d", "f"}, []int{1, 1, 1}}.list()
	l.mix([]wordEntry{{text: "g"}, {text: "a"}, {text: "e"}})
	l.mix([]wordEntry{{text: "c"}})
	l.addDistantForms(map[string][]string{"d": {"x"}, "e": {"y"}, "h": {"z"}})
	if got := textsOf(l); !slices.Equal(got, []string{"a", "b", "c", "d", "e", "f", "g", "h"}) {
		t.Errorf("the words are %v", got)
	}
	for i := range l.count() {
		e := l.at(i)
		leads := e.further != nil && e.further.stems != nil
		if want := e.text == "d" || e.text == "e" || e.text == "h"; leads != want || e.text != l.text(i) {
			t.Errorf("%s leads elsewhere: %v", e.text, leads)
		}
	}
}

func TestTheCommonestWordsAreTakenOut(t *testing.T) {
	words := lettered{[]string{"a", "b", "c", "d", "stop"}, []int{10, 500, 20, 400, 900}}
	common, others := words.list().takeCommon(map[string]bool{"stop": true}, 920, func(i int) int { return words.long[i] })
	if len(common) != 2 || common[0].text != "b" || common[1].text != "d" {
		t.Errorf("the commonest are %v", common)
	}
	if got := textsOf(others); !slices.Equal(got, []string{"a", "c", "stop"}) {
		t.Errorf("the others are %v", got)
	}
}
