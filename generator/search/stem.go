package search

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
)

// stemmers are the Snowball algorithms by language. The reader's script carries the English one only: words of the
// other languages reach their stem through the list of forms that stands beside each term in the index.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"da": danish.Stem, "de": german.Stem, "en": english.Stem, "es": spanish.Stem, "fi": finnish.Stem, "fr": french.Stem,
	"hu": hungarian.Stem, "it": italian.Stem, "nb": norwegian.Stem, "nl": dutch.Stem, "nn": norwegian.Stem,
	"no": norwegian.Stem, "pt": portuguese.Stem, "ro": romanian.Stem, "ru": russian.Stem, "sv": swedish.Stem, "tr": turkish.Stem,
}

// baseLanguage reduces a language tag to its first part, and nothing to English.
func baseLanguage(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	if tag == "" {
		return "en"
	}
	return tag
}

// stem reduces a folded word to the form shared by its inflections. Words with digits or signs stay as they are.
func stem(language, word string) string {
	algorithm := stemmers[language]
	if algorithm == nil || len(word) < 3 || !isPlain(word) {
		return word
	}
	env := snowballstem.NewEnv(word)
	algorithm(env)
	if env.Current() == "" {
		return word
	}
	return env.Current()
}

func isPlain(word string) bool {
	for i := range len(word) {
		if c := word[i]; c < 'a' && c < 0x80 || c > 'z' && c < 0x80 {
			return false
		}
	}
	return true
}
