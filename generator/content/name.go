package content

import (
	"crypto/sha256"
	"fmt"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"portolan/generator/problem"
)

// devices are the names that mean devices on Windows, whatever their ending.
var devices = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true}

// longestSegment keeps names below the 255 bytes that file systems allow, with room for endings.
const longestSegment = 180

// isDevice tells whether a name means a device on Windows.
func isDevice(segment string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(segment), ".")
	port := len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && stem[3] >= '0' && stem[3] <= '9'
	return port || devices[stem]
}

// fold is what names have in common that some file system or reader cannot tell apart.
func fold(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// unportable says why a picture or download cannot be published under its name: some file system could not hold it, or
// its name shows as another. Lower holds the names seen so far.
func unportable(name string, lower map[string]string) *problem.Problem {
	found := &problem.Problem{Severity: problem.Warning, Rule: "file/name", File: name, Hint: "rename it; letters, digits, hyphens and full stops do"}
	if other := lower[fold(name)]; other != "" {
		found.Text = fmt.Sprintf("the file cannot be published: its name and %s differ by case or spelling alone", other)
		return found
	}
	lower[fold(name)] = name
	for segment := range strings.SplitSeq(name, "/") {
		if reason := unfit(segment); reason != "" {
			found.Text = fmt.Sprintf("the file cannot be published: %q %s", path.Base(segment), reason)
			return found
		}
	}
	return nil
}

// unwritable says that a name is not text. What is below such a folder cannot be reached.
func unwritable(name string, folder bool) problem.Problem {
	found := problem.Problem{Rule: "file/unreadable", Text: fmt.Sprintf("the name of the file %q is not UTF-8", name), Hint: "rename it; letters, digits, hyphens and full stops do"}
	switch {
	case folder:
		found.Text = fmt.Sprintf("the name of the folder %q is not UTF-8", name)
	case !isMarkdown(name):
		found.Rule, found.Severity = "file/name", problem.Warning
		found.Text += ", so it is not published"
	}
	return found
}

func unfit(segment string) string {
	switch {
	case isDevice(segment):
		return "is a device on Windows"
	case len(segment) > longestSegment:
		return fmt.Sprintf("is longer than %d bytes", longestSegment)
	case strings.HasSuffix(segment, ".") || strings.HasSuffix(segment, " "):
		return "ends with a sign that Windows drops"
	case strings.ContainsAny(segment, `\:*?"<>|`):
		return "holds a sign that Windows does not allow"
	case strings.ContainsFunc(segment, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }):
		return "holds a sign that cannot be seen"
	}
	return ""
}

// shorten keeps a segment of an address from being too long for a file's name, or a device.
func shorten(segment string) string {
	if isDevice(segment) {
		segment = "x-" + segment
	}
	if len(segment) > longestSegment {
		segment = fmt.Sprintf("%s-%x", strings.ToValidUTF8(segment[:longestSegment-20], ""), sha256.Sum256([]byte(segment)))[:longestSegment]
	}
	return segment
}
