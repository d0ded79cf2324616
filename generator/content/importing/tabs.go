package importing

import (
	"strings"

	"portolan/generator/problem"
)

var indentedTab = lazy(`^(\s*)===[!+]?\s+"([^"]*)"\s*$`)

// indentedTabs writes the tabs of MkDocs, `=== "Title"` with an indented body, one below the other under their titles.
func (s *source) indentedTabs(p *page, lines []line) []line {
	var out []line
	for i := 0; i < len(lines); i++ {
		found := indentedTab().FindStringSubmatch(lines[i].text)
		if found == nil || lines[i].code {
			out = append(out, lines[i])
			continue
		}
		indent := found[1]
		s.note(problem.Notice, p.file, lines[i].n, len(indent)+1, "import/tabs", "the tab stands below the one before it", "")
		out = append(out, line{text: indent + "**" + found[2] + "**", n: lines[i].n}, line{n: lines[i].n})
		end := i + 1
		for end < len(lines) && (strings.TrimSpace(lines[end].text) == "" || strings.HasPrefix(lines[end].text, indent+"    ") || strings.HasPrefix(lines[end].text, indent+"\t")) {
			end++
		}
		var body []line
		for _, l := range lines[i+1 : end] {
			rest := strings.TrimPrefix(l.text, indent)
			rest = strings.TrimPrefix(strings.TrimPrefix(rest, "    "), "\t")
			if strings.TrimSpace(rest) != "" {
				rest = indent + rest
			}
			body = append(body, line{text: rest, n: l.n})
		}
		markCode(body)
		out = append(out, s.indentedTabs(p, body)...)
		i = end - 1
	}
	return out
}
