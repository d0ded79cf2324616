package licensefile

import (
	"bytes"
	"regexp"
	"strings"

	"portolan/collectors/dataset"
)

// notice is a line that claims copyright: the word, then a year, a sign or a name with a capital letter.
var notice = regexp.MustCompile(`^(?:copyright|©|\(c\))\s*(?:©|\(c\)|:)?\s*(?:copyright\s*)?(?:[0-9]{4}|by\s|the\s\S+\s(?:authors|project)|[A-Z])`)

// forms are the words of blank forms, and of sentences on copyright, that are no claim.
var forms = []string{"[yyyy]", "[year]", "<year>", "{yyyy}", "19yy", "yyyy name", "copyright notice", "copyright holder", "copyright owner",
	"copyright law", "copyright license", "copyright and ", "copyright in ", "copyright interest", "copyright statement", "(c) you must", "free software foundation, inc. <", "copyrights"}

// mostNotices bounds what a file may bring: some list every contributor.
const mostNotices = 40

// Copyright returns the copyright lines of a text, each once.
func Copyright(text []byte) []string {
	var lines []string
	for raw := range bytes.Lines(text) {
		line := strings.Trim(dataset.CleanText(string(raw)), " */#-;|\"'")
		if claims(line) && len(line) < 300 {
			lines = append(lines, line)
		}
		if len(lines) == mostNotices {
			break
		}
	}
	return distinct(lines)
}

func claims(line string) bool {
	start, _, _ := strings.Cut(strings.ToLower(line), " ")
	start = strings.TrimSuffix(start, ":")
	if start != "copyright" && start != "©" && !strings.HasPrefix(start, "(c)") {
		return false
	}
	lower := strings.ToLower(line)
	for _, form := range forms {
		if strings.Contains(lower, form) {
			return false
		}
	}
	rest := line[len(start):]
	return notice.MatchString(start + rest)
}
