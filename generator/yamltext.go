package generator

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// yamlWriter writes members of a YAML document one below the other.
type yamlWriter struct{ out []byte }

// text writes a member that is a text; an empty one is left out.
func (w *yamlWriter) text(key, value string) {
	if value != "" {
		w.out = append(appendYAML(append(append(w.out, key...), ": "...), value), '\n')
	}
}

// texts writes a member that is a list of texts; its lines are indented as the key is.
func (w *yamlWriter) texts(key string, values ...string) {
	indent := key[:len(key)-len(strings.TrimLeft(key, " "))]
	w.plain(key + ":\n")
	for _, value := range values {
		w.out = append(appendYAML(append(append(w.out, indent...), "- "...), value), '\n')
	}
}

// plain writes what is ours as it is.
func (w *yamlWriter) plain(line string) { w.out = append(w.out, line...) }

// appendYAML appends a text as a scalar: as it is where nobody could take it for anything else, or quoted as in JSON.
func appendYAML(dst []byte, s string) []byte {
	if isPlainYAML(s) {
		return append(dst, s...)
	}
	dst, err := jsontext.AppendQuote(dst, strings.ToValidUTF8(s, "\uFFFD"))
	if err != nil {
		panic(err) // valid text only
	}
	return dst
}

// yamlWords are letters that some readers take for something other than a text.
var yamlWords = []string{"y", "n", "yes", "no", "on", "off", "true", "false", "null"}

// isPlainYAML tells whether a text begins with a letter and holds nothing that means something in YAML.
func isPlainYAML(s string) bool {
	if s == "" || !isLetter(s[0]) || strings.HasSuffix(s, " ") || strings.HasSuffix(s, ":") || slices.Contains(yamlWords, strings.ToLower(s)) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !isLetter(c) && (c < '0' || c > '9') && strings.IndexByte(" .,-_/()+@;", c) < 0 && (c != ':' || s[i+1] == ' ') {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
