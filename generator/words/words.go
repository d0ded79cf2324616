// Package words is how the site says things in one language: fixed texts, numbers, amounts, days and periods.
//
// The noun that matters is [Words]: the texts of one language, as the files i18n/*.yaml of the theme hold them. What makes
// sentences asks it by key and hands in numbers and names; no other package knows a language.
package words

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// Words are the fixed texts of one language. They do not change, and may be used by several at a time.
type Words struct {
	language           string
	texts              map[string]string
	months, shorts     []string
	thousands, decimal string

	mu      sync.RWMutex
	written map[writtenMonth]string
}

// New makes the words of a language out of texts by language and key. What it lacks is said as its language at large says
// it ("de" for "de-AT"), or else in English.
func New(language string, languages map[string]map[string]string) *Words {
	texts := map[string]string{}
	base, _, _ := strings.Cut(language, "-")
	for _, name := range []string{"en", base, language} {
		for key, text := range languages[name] {
			texts[key] = text
		}
	}
	return &Words{
		language: language, texts: texts, months: strings.Fields(texts["months"]), shorts: strings.Fields(texts["months_short"]),
		thousands: texts["thousands"], decimal: texts["decimal"],
		written: map[writtenMonth]string{},
	}
}

// In reads the words of a language from a theme.
func In(theme fs.FS, language string) (*Words, error) {
	languages := map[string]map[string]string{}
	base, _, _ := strings.Cut(language, "-")
	for _, name := range []string{"en", base, language} {
		data, err := fs.ReadFile(theme, "i18n/"+name+".yaml")
		if err == nil {
			languages[name], err = Parse(data)
		}
		if err != nil && name == "en" {
			return nil, err
		}
	}
	return New(language, languages), nil
}

// Parse reads a file of texts: a line for each, as in "search: Search".
func Parse(data []byte) (texts map[string]string, err error) {
	if texts, plain := parsePlain(string(data)); plain {
		return texts, nil
	}
	err = yaml.Unmarshal(data, &texts)
	return texts, err
}

// Language is the tag of the language: "en", "de-AT".
func (w *Words) Language() string { return w.language }

// Has tells whether there is a text for a key.
func (w *Words) Has(key string) bool {
	_, there := w.texts[key]
	return there
}

// Text returns the text of a key, or the key where there is none. Each %s in it stands for the next of the arguments, and
// %1 to %9 for one by its number, where a language has them in another order.
func (w *Words) Text(key string, arguments ...any) string {
	if w == nil {
		return key
	}
	text, there := w.texts[key]
	if !there {
		return key
	}
	if !strings.Contains(text, "%") {
		return text
	}
	var room [128]byte
	b, next := room[:0], 0
	for {
		before, after, found := strings.Cut(text, "%")
		b = append(b, before...)
		if !found {
			return string(b)
		}
		text = after
		at := -1
		switch {
		case strings.HasPrefix(after, "s"):
			at, next = next, next+1
		case after != "" && after[0] >= '1' && after[0] <= '9':
			at = int(after[0] - '1')
		}
		if at < 0 || at >= len(arguments) {
			b = append(b, '%')
			continue
		}
		b, text = appendArgument(b, arguments[at]), after[1:]
	}
}

func appendArgument(dst []byte, argument any) []byte {
	switch a := argument.(type) {
	case string:
		return append(dst, a...)
	case int:
		return strconv.AppendInt(dst, int64(a), 10)
	}
	return append(dst, fmt.Sprint(argument)...)
}

// Count is the text of KEY.one or KEY.other with the number.
func (w *Words) Count(key string, n int) string {
	if n == 1 {
		return w.Text(key+".one", w.Number(n))
	}
	return w.Text(key+".other", w.Number(n))
}

// Word returns the text of a word that data uses, or the word itself.
func (w *Words) Word(word string) string {
	if w == nil {
		return word
	}
	if text, there := w.texts["word."+word]; there {
		return text
	}
	return word
}

// Below returns the texts whose keys begin with a prefix as a tree, for scripts: "searching.kinds.policy" is found under
// "kinds", "policy".
func (w *Words) Below(prefix string) map[string]any {
	tree := map[string]any{}
	for key, text := range w.texts {
		rest, found := strings.CutPrefix(key, prefix)
		if !found {
			continue
		}
		parts := strings.Split(rest, ".")
		branch := tree
		for _, part := range parts[:len(parts)-1] {
			inner, there := branch[part].(map[string]any)
			if !there {
				inner = map[string]any{}
				branch[part] = inner
			}
			branch = inner
		}
		branch[parts[len(parts)-1]] = text
	}
	return tree
}
