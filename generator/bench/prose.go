package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// writer makes up text. The same seed gives the same text.
type writer struct {
	random *rand.Rand
	rare   *rand.Zipf
}

// The words that handbooks of this kind are made of.
var (
	actors  = strings.Fields("reviewer maintainer contributor lawyer committee owner release-manager auditor team newcomer supplier customer")
	actions = strings.Fields("approves records checks publishes renews rejects measures explains archives signs compares inherits translates withdraws")
	things  = strings.Fields("policy licence inventory release exception notice dependency repository component review decision objective " +
		"advisory attribution fork branch contract register schedule handbook agreement")
	qualities = strings.Fields("public internal yearly written signed recent binding optional separate complete stale former shared critical")
	endings   = []string{"before the next release", "within ten working days", "once a quarter", "without asking twice", "where a customer can read it",
		"and says why", "unless the exception has expired", "as long as the product is supported", "in the same pull request"}
	syllables = strings.Fields("ba cor del fin gra hel ist jun kal lor mer nov oph pra quin ros sten tal und ver wil xan yor zet")
)

// vocabulary is how many invented words there are beside the common ones: names of products, teams, technologies.
const vocabulary = 40_000

func newWriter(seed, part uint64) *writer {
	random := rand.New(rand.NewPCG(seed, part))
	return &writer{random: random, rare: rand.NewZipf(random, 1.2, 8, vocabulary-1)}
}

// word is one of a list.
func (w *writer) word(list []string) string { return list[w.random.IntN(len(list))] }

// oneIn tells true once in n times.
func (w *writer) oneIn(n int) bool { return w.random.IntN(n) == 0 }

// term is an invented word; few are frequent, most are rare, as in real text.
func (w *writer) term() string { return invented(int(w.rare.Uint64())) }

// invented spells a number below vocabulary as a word of its own; numbers that lie close together look nothing alike.
func invented(n int) string {
	word := ""
	for n = n*7919%vocabulary + len(syllables); n >= 0; n = n/len(syllables) - 1 {
		word += syllables[n%len(syllables)]
	}
	return word
}

// phrase is a noun with what is said of it, perhaps marked.
func (w *writer) phrase() string {
	noun := w.word(things)
	switch w.random.IntN(12) {
	case 0:
		return "**" + noun + "**"
	case 1:
		return "`" + noun + "." + w.term() + "`"
	case 2, 3:
		return w.word(qualities) + " " + noun
	case 4, 5, 6:
		return w.term() + " " + noun
	}
	return noun
}

func (w *writer) sentence() string {
	s := fmt.Sprintf("The %s %s the %s", w.word(actors), w.word(actions), w.phrase())
	switch w.random.IntN(4) {
	case 0:
		s += " and the " + w.phrase()
	case 1:
		s += ", not the " + w.phrase() + " of " + w.term() + ","
	}
	return s + " " + w.word(endings) + "."
}

func (w *writer) sentences(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = w.sentence()
	}
	return strings.Join(list, " ")
}

// heading is the title of a section or page.
func (w *writer) heading() string {
	return capital(w.word(qualities)) + " " + w.word(things) + " of " + capital(w.term())
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// list is a list of a few points, numbered now and then.
func (w *writer) list() string {
	var b strings.Builder
	numbered := w.oneIn(3)
	for i := range 3 + w.random.IntN(5) {
		if numbered {
			fmt.Fprintf(&b, "%d. %s\n", i+1, w.sentence())
		} else {
			fmt.Fprintf(&b, "- %s\n", w.sentence())
		}
	}
	return b.String()
}

func (w *writer) table() string {
	var b strings.Builder
	b.WriteString("| who | what | days | since |\n| --- | --- | ---: | --- |\n")
	for range 3 + w.random.IntN(8) {
		fmt.Fprintf(&b, "| %s | %s | %d | %d-%02d |\n", w.word(actors), w.phrase(), w.random.IntN(90), 2018+w.random.IntN(8), 1+w.random.IntN(12))
	}
	return b.String()
}
