package policy

import (
	"cmp"
	"fmt"
	"strings"
)

// versionRange is one or more alternatives ("||"), each of comparisons that all hold.
type versionRange [][]comparison

type comparison struct{ operator, version string }

// parseRange reads ">=1.2 <2 || 3.1". A comma joins like a blank; a version without operator means exactly that one.
func parseRange(s string) (versionRange, error) {
	var alternatives versionRange
	for part := range strings.SplitSeq(s, "||") {
		var all []comparison
		operator := ""
		for _, word := range strings.Fields(strings.ReplaceAll(part, ",", " ")) {
			version := strings.TrimLeft(word, "<>=!")
			operator += word[:len(word)-len(version)]
			if version == "" {
				continue // the version follows after a blank
			}
			c, err := newComparison(operator, version)
			if err != nil {
				return nil, err
			}
			all, operator = append(all, c), ""
		}
		if len(all) == 0 || operator != "" {
			return nil, fmt.Errorf("a version is missing in the range %q", s)
		}
		alternatives = append(alternatives, all)
	}
	return alternatives, nil
}

func newComparison(operator, version string) (comparison, error) {
	switch operator {
	case "", "=", "==":
		operator = "="
	case "<", "<=", ">", ">=", "!=":
	default:
		return comparison{}, fmt.Errorf("%q is not a comparison", operator)
	}
	if strings.ContainsAny(version, "^~*") {
		return comparison{}, fmt.Errorf("%q is not a version", version)
	}
	return comparison{operator, version}, nil
}

func (r versionRange) holds(version string) bool {
	if version == "" {
		return false
	}
	for _, all := range r {
		if every(all, version) {
			return true
		}
	}
	return false
}

func every(all []comparison, version string) bool {
	for _, c := range all {
		order := compareVersions(version, c.version)
		fits := map[string]bool{
			"=": order == 0, "!=": order != 0, "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0,
		}
		if !fits[c.operator] {
			return false
		}
	}
	return true
}

// compareVersions orders versions of any ecosystem: numbers as numbers, words as words, "1.0-rc1" before "1.0", what
// follows "+" does not count. It is not any ecosystem's own order to the letter, and agrees with all on plain numbers.
func compareVersions(a, b string) int {
	x, y := versionPieces(a), versionPieces(b)
	for i := range max(len(x), len(y)) {
		if order := comparePieces(pieceAt(x, i), pieceAt(y, i)); order != 0 {
			return order
		}
	}
	return 0
}

// pieceAt fills the shorter version with zeros: "1" is "1.0".
func pieceAt(pieces []string, i int) string {
	if i < len(pieces) {
		return pieces[i]
	}
	return "0"
}

func comparePieces(a, b string) int {
	aNumber, bNumber := isDigits(a), isDigits(b)
	switch {
	case aNumber && bNumber:
		a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	case aNumber != bNumber && aNumber:
		return -wordOrder(b)
	case aNumber != bNumber:
		return wordOrder(a)
	}
	return cmp.Compare(a, b)
}

// wordOrder says where a word stands against a number: words for finished work after it, all others ("rc") before.
func wordOrder(word string) int {
	switch word {
	case "final", "release", "ga", "post", "sp", "patch", "p":
		return 1
	}
	return -1
}

func versionPieces(version string) []string {
	version, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(version)), "+")
	version = strings.TrimPrefix(version, "v")
	var pieces []string
	for part := range strings.FieldsFuncSeq(version, func(r rune) bool { return strings.ContainsRune(".-_~ ", r) }) {
		pieces = append(pieces, splitDigits(part)...)
	}
	return pieces
}

// splitDigits cuts between digits and other letters: "rc10" is "rc" and "10".
func splitDigits(s string) []string {
	var pieces []string
	start := 0
	for i := 1; i <= len(s); i++ {
		if i == len(s) || isDigit(s[i]) != isDigit(s[i-1]) {
			pieces = append(pieces, s[start:i])
			start = i
		}
	}
	return pieces
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isDigits(s string) bool { return s != "" && isDigit(s[0]) }
