// Package escape writes texts and addresses into HTML as html/template writes them, so that a page is the same whoever
// writes it.
package escape

import "strings"

// textSigns are the signs that mean something in HTML, and the one that means something in an old encoding.
var textSigns = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "+", "&#43;", "\x00", "\uFFFD")

// special tells the bytes that textSigns replaces.
var special = [256]bool{'&': true, '<': true, '>': true, '"': true, '\'': true, '+': true, 0: true}

// Text appends words for the text of an element or for a quoted attribute.
func Text(dst []byte, s string) []byte {
	for i := range len(s) {
		if special[s[i]] {
			return append(dst, textSigns.Replace(s)...)
		}
	}
	return append(dst, s...)
}

// Address appends an address for a quoted attribute. One whose scheme could run something leads nowhere.
func Address(dst []byte, s string) []byte {
	if scheme, _, found := strings.Cut(s, ":"); found && !strings.Contains(scheme, "/") && !mayLead(scheme) {
		return append(dst, "#ZgotmplZ"...)
	}
	from := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; plain[c] || c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		switch c := s[i]; c {
		case '&':
			dst = append(dst, "&amp;"...)
		case '+':
			dst = append(dst, "&#43;"...)
		default:
			dst = appendHex(dst, c)
		}
	}
	return append(dst, s[from:]...)
}

// Part appends words for a part of an address, such as what follows its "#": there no sign means anything.
func Part(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; plain[c] && strings.IndexByte("!#$*,/:;=?@[]", c) < 0 {
			dst = append(dst, c)
		} else {
			dst = appendHex(dst, c)
		}
	}
	return dst
}

func appendHex(dst []byte, c byte) []byte {
	const digits = "0123456789abcdef"
	return append(dst, '%', digits[c>>4], digits[c&15])
}

// mayLead tells the schemes that a link may have.
func mayLead(scheme string) bool {
	return strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "mailto")
}

// plain tells the letters and signs that stand in an address and in HTML as they are.
var plain = plainSigns()

func plainSigns() (signs [256]bool) {
	for c := range signs {
		signs[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~!#$*,/:;=?@[]", byte(c)) >= 0
	}
	return signs
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
