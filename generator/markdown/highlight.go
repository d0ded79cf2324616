package markdown

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/dlclark/regexp2"
)

// holdOut lets the clock of the lexers' patterns tick seldom. They give up after a quarter of a second by it, and colour what
// follows otherwise: on a machine that is busy with something else, the same page would come out different.
var holdOut = sync.OnceFunc(func() { regexp2.SetTimeoutCheckPeriod(20 * time.Second) })

// Code beyond these limits is shown without colours: lexers are backtracking, and nobody reads colours in so much.
const (
	maxColoured     = 32 << 10
	maxColouredLine = 300
	// maxColourWork bounds what the code of one page may cost in all, in the units of colourWork.
	maxColourWork = 30_000_000
)

// colourWork estimates what colouring may cost at worst: lexers' patterns look again and again at the rest of a line,
// some at the rest of the code.
func colourWork(code []byte) int {
	work := len(code) * len(code) / 24
	for line := range bytes.Lines(code) {
		work += len(line) * len(line)
	}
	return work
}

// highlighter colours code with one set of lexers for all pages, and remembers what it has coloured.
type highlighter struct {
	lexers sync.Map // language -> chroma.Lexer, or nil for a language that has none: looking one up is slow
	cache  *cache
}

func newHighlighter() *highlighter {
	holdOut()
	return &highlighter{cache: newCache(cacheSize)}
}

func (h *highlighter) lexer(language string) chroma.Lexer {
	if found, ok := h.lexers.Load(language); ok {
		lexer, _ := found.(chroma.Lexer)
		return lexer
	}
	lexer := lookUp(language)
	if len(language) <= maxLanguage {
		h.lexers.Store(language, lexer)
	}
	return lexer
}

// maxLanguage keeps hostile names of languages from filling memory.
const maxLanguage = 32

// slowLexers need seconds for a few kilobytes that are made to hurt.
var slowLexers = []string{"markdown", "AutoIt", "CFEngine3"}

// lookUp finds a lexer by name or alias alone: chroma would also try the name as a file's.
func lookUp(language string) chroma.Lexer {
	if language == "" || len(language) > maxLanguage {
		return nil
	}
	registry := lexers.GlobalLexerRegistry
	for _, lexer := range registry.Lexers {
		config := lexer.Config()
		if slices.Contains(slowLexers, config.Name) {
			continue
		}
		if strings.EqualFold(config.Name, language) {
			return lexer
		}
		for _, alias := range config.Aliases {
			if strings.EqualFold(alias, language) {
				return lexer
			}
		}
	}
	return nil
}

// append writes code as HTML, coloured if it can be.
func (h *highlighter) append(out []byte, language string, code []byte) []byte {
	lexer := h.lexer(language)
	if lexer == nil || len(code) == 0 {
		return appendEscaped(out, code)
	}
	key := language + "\x00" + string(code)
	if coloured, ok := h.cache.get(key); ok {
		return append(out, coloured...)
	}
	start := len(out)
	out = appendTokens(out, lexer, string(code))
	h.cache.put(key, string(out[start:]))
	return out
}

// appendTokens writes one span per run of tokens of the same colour. Code that the lexer fails on stays plain.
func appendTokens(out []byte, lexer chroma.Lexer, code string) []byte {
	next, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root"}, code)
	if err != nil {
		return appendEscaped(out, code)
	}
	open := ""
	for token := next(); token != chroma.EOF; token = next() {
		class := colour(token.Type)
		if class != open && strings.TrimSpace(token.Value) != "" {
			if open != "" {
				out = append(out, "</span>"...)
			}
			if class != "" {
				out = append(out, `<span class="`...)
				out = append(out, class...)
				out = append(out, `">`...)
			}
			open = class
		}
		out = appendEscaped(out, token.Value)
	}
	if open != "" {
		out = append(out, "</span>"...)
	}
	return out
}

// colour returns the short class of a kind of token, empty for what keeps the colour of the text.
func colour(t chroma.TokenType) string {
	switch t {
	case chroma.NameFunction, chroma.NameFunctionMagic, chroma.NameClass, chroma.NameDecorator:
		return "f"
	case chroma.NameTag, chroma.NameAttribute, chroma.NameBuiltin, chroma.NameBuiltinPseudo, chroma.NameConstant,
		chroma.NameVariable, chroma.NameVariableGlobal, chroma.NameVariableInstance, chroma.NameVariableClass:
		return "n"
	case chroma.OperatorWord:
		return "k"
	case chroma.GenericDeleted:
		return "d"
	case chroma.GenericInserted:
		return "i"
	case chroma.GenericHeading, chroma.GenericSubheading, chroma.GenericPrompt, chroma.GenericOutput:
		return "c"
	}
	switch {
	case t.InCategory(chroma.Keyword):
		return "k"
	case t.InCategory(chroma.Comment):
		return "c"
	case t.InSubCategory(chroma.LiteralString):
		return "s"
	case t.InSubCategory(chroma.LiteralNumber):
		return "m"
	}
	return ""
}

// CodeCSS returns the style sheet for highlighted code, for light and dark: it follows the page's color-scheme. A theme
// changes a colour by setting the variable.
func CodeCSS() string {
	var b strings.Builder
	for _, c := range codeColours {
		b.WriteString("pre ." + c.class + "{color:var(--code-" + c.name + ",light-dark(" + c.light + "," + c.dark + "))}\n")
	}
	return b.String()
}

// codeColours keep a contrast of 5.5 to 1 or more on backgrounds up to #f2f2f2 and down to #1c1c1c.
var codeColours = []struct{ class, name, light, dark string }{
	{"k", "keyword", "#8a2089", "#e3a1f2"},
	{"s", "string", "#1e6130", "#9bd3a0"},
	{"m", "number", "#8a3d00", "#f0b27a"},
	{"c", "comment", "#595959", "#a8a8a8"},
	{"f", "function", "#0b5394", "#8fc1f5"},
	{"n", "name", "#1f5a63", "#84ccd6"},
	{"d", "deleted", "#a1171f", "#ffa3a3"},
	{"i", "inserted", "#1e6130", "#9bd3a0"},
}
