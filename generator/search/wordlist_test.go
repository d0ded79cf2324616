package search

import (
	"slices"
	"testing"
)

// lettered is a list whose terms are the words, each with a list as long as is said.
func lettered(words []string, long []int) *wordList {
	l := &wordList{
		term: func(i int) string { return words[i] }, long: func(i int) int { return long[i] },
		entry: func(i int) wordEntry { return wordEntry{text: words[i], list: string(make([]byte, long[i]))} },
	}
	for i := range words {
		l.refs = append(l.refs, int32(i))
	}
	return l
}

func textsOf(l *wordList) (all []string) {
	for i := range l.count() {
		all = append(all, l.at(i).text)
	}
	return all
}

func TestWordsThatAreNoTermsStandAmongTheOthers(t *testing.T) {
	l := lettered([]string{"b", "d", "f"}, []int{1, 1, 1})
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
	if got := textsOf(listOfWords([]wordEntry{{text: "b"}, {text: "a"}})); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("the words are %v", got)
	}
}

func TestTheCommonestWordsAreTakenOut(t *testing.T) {
	l := lettered([]string{"a", "b", "c", "d", "stop"}, []int{10, 500, 20, 400, 900})
	common, others := l.takeCommon(map[string]bool{"stop": true}, 920)
	if len(common) != 2 || common[0].text != "b" || common[1].text != "d" {
		t.Errorf("the commonest are %v", common)
	}
	if got := textsOf(others); !slices.Equal(got, []string{"a", "c", "stop"}) {
		t.Errorf("the others are %v", got)
	}
}
