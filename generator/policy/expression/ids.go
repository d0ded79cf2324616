package expression

import (
	"strings"
	"unicode/utf8"

	"portolan/generator/policy/facts"
)

// resolve turns one word into a licence, or nil when it is none; replaced tells of a deprecated id.
func resolve(word string) (e *Expression, replaced bool) {
	if l, ok := facts.Lookup(word); ok {
		return current(l)
	}
	base, plus := strings.CutSuffix(word, "+")
	if id, ok := reference(base, "LicenseRef-"); ok && !plus {
		return leaf(License, id, false, ""), false
	}
	l, ok := facts.Lookup(base)
	if !ok || !plus {
		return nil, false
	}
	e, replaced = current(l)
	if later, ok := orLater(e.ID); ok {
		return leaf(License, later, false, e.Exception), true
	}
	return leaf(License, e.ID, true, e.Exception), replaced
}

// current follows the replacement of a deprecated id.
func current(l facts.License) (*Expression, bool) {
	if l.Replacement == "" {
		return leaf(License, l.ID, false, ""), false
	}
	id, exception, _ := strings.Cut(l.Replacement, " WITH ")
	return leaf(License, id, false, exception), true
}

// orLater turns the GNU spelling of "this version only" into "this or any later version".
func orLater(id string) (string, bool) {
	if strings.HasSuffix(id, "-or-later") {
		return id, true
	}
	base, only := strings.CutSuffix(id, "-only")
	l, ok := facts.Lookup(base + "-or-later")
	return l.ID, only && ok
}

// addition turns the word after WITH into an exception in its official spelling.
func addition(word string) (string, bool) {
	if x, ok := facts.LookupException(word); ok {
		if x.Replacement != "" {
			return x.Replacement, true
		}
		return x.ID, true
	}
	return reference(word, "AdditionRef-")
}

// reference reads "LicenseRef-name" or "DocumentRef-file:LicenseRef-name". The prefixes are accepted in any letter
// case, the names stay as written.
func reference(word, prefix string) (string, bool) {
	document, name, found := strings.Cut(word, ":")
	if !found {
		document, name = "", word
	}
	name, ok := cutPrefixFold(name, prefix)
	if !ok || !isIDString(name) {
		return "", false
	}
	if !found {
		return prefix + name, true
	}
	document, ok = cutPrefixFold(document, "DocumentRef-")
	return "DocumentRef-" + document + ":" + prefix + name, ok && isIDString(document)
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// known tells whether a leaf names a licence of the list or a LicenseRef.
func known(e *Expression) bool {
	_, ok := facts.Lookup(e.ID)
	return ok || strings.Contains(e.ID, "LicenseRef-")
}

func isOperator(word string) bool {
	return strings.EqualFold(word, "AND") || strings.EqualFold(word, "OR") || strings.EqualFold(word, "WITH")
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func isIDByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.'
}

func isWordByte(c byte) bool { return isIDByte(c) || c == '+' || c == ':' }

func isIDString(s string) bool {
	for i := range len(s) {
		if !isIDByte(s[i]) {
			return false
		}
	}
	return s != ""
}

func isWord(s string) bool { return isIDString(strings.TrimSuffix(s, "+")) && !isOperator(s) }

func firstRune(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}
