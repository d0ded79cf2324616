package generator

import "strings"

// What is written by hand is escaped as the templates escape it, so that a row is the same whoever writes it.

// textSigns are the signs that mean something in HTML, and the one that means something in an old encoding.
var textSigns = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "+", "&#43;", "\x00", "\uFFFD")

// appendText appends words for the text of an element or for a quoted attribute.
func appendText(dst []byte, s string) []byte {
	if strings.IndexAny(s, "&<>\"'+\x00") < 0 {
		return append(dst, s...)
	}
	return append(dst, textSigns.Replace(s)...)
}

// appendHref appends an address for a quoted attribute. One whose scheme could run something leads nowhere.
func appendHref(dst []byte, address Address) []byte {
	s := string(address)
	if scheme, _, found := strings.Cut(s, ":"); found && !strings.Contains(scheme, "/") && !mayLead(scheme) {
		return append(dst, "#ZgotmplZ"...)
	}
	from := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; isPlainInAddress(c) || c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
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
			const digits = "0123456789abcdef"
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		}
	}
	return append(dst, s[from:]...)
}

// mayLead tells the schemes that a link may have.
func mayLead(scheme string) bool {
	return strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "mailto")
}

// isPlainInAddress tells the letters and signs that stand in an address and in HTML as they are.
func isPlainInAddress(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~!#$*,/:;=?@[]", c) >= 0
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
