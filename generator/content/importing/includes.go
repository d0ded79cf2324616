package importing

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// The marks of files that are shown within a page.
var (
	snippet      = lazy(`^(\s*)(?:-+8<-+)\s+["']([^"']+)["']\s*$`)
	includeFile  = lazy(`^(\s*)\{!\s*([^!\s]+)\s*!\}\s*$`)
	liquidFile   = lazy(`^(\s*)\{%-?\s*(?:include|include_relative|render|render_file|include-markdown|renderFile)\s+["']?([^\s"'%]+\.(?:md|markdown))["']?\s*-?%\}\s*$`)
	readFileTag  = lazy(`^(\s*)\{\{[<%]\s*(?:readfile|include|render-file)\s+(?:file=)?["']([^"']+\.md)["'][^}]*[>%]\}\}\s*$`)
	snippetList  = lazy(`^(\s*)-+8<-+\s*$`)
	sectionStart = "--8<-- [start:"
)

// limits of what pages may include.
const (
	deepestInclude = 8
	mostLines      = 20_000
	mostListed     = 200
)

// include puts the text of included files where they are named.
func (s *source) include(p *page, lines []line, depth int) []line {
	var out []line
	for _, l := range oneEach(lines) {
		indent, name := included(l)
		if name == "" {
			out = append(out, l)
			continue
		}
		body, file := s.findIncluded(p, name)
		switch {
		case file == "":
			s.remain(p, l.n, 1, "import/include", fmt.Sprintf("%s is not there to be included", name), "put its text here")
			out = append(out, line{text: indent + "<!-- " + strings.ReplaceAll(name, "--", "- -") + " was included here -->", n: l.n})
		case depth >= deepestInclude || p.included+len(body) > mostLines:
			s.remain(p, l.n, 1, "import/include", fmt.Sprintf("%s includes too much", name), "put the text that is meant here")
		default:
			p.included += len(body) + 1
			for i := range body {
				body[i].n = l.n
				if body[i].text != "" {
					body[i].text = indent + body[i].text
				}
				body[i].code = body[i].code || l.code
			}
			out = append(out, s.include(p, body, depth+1)...)
		}
	}
	return out
}

// oneEach turns a list of files between two marks into a mark for each. A list that is never closed is none; a name behind
// a semicolon is switched off.
func oneEach(lines []line) (out []line) {
	for i := 0; i < len(lines); i++ {
		end := listEnd(lines, i)
		if end < 0 {
			out = append(out, lines[i])
			continue
		}
		indent := snippetList().FindStringSubmatch(lines[i].text)[1]
		for _, l := range lines[i+1 : end] {
			if name := strings.TrimSpace(l.text); name != "" && name[0] != ';' {
				out = append(out, line{text: indent + `--8<-- "` + name + `"`, n: l.n, code: l.code})
			}
		}
		i = end
	}
	return out
}

// listEnd returns where the list that opens at a line is closed; -1 where none opens, or none is closed.
func listEnd(lines []line, at int) int {
	if !snippetList().MatchString(lines[at].text) {
		return -1
	}
	for end := at + 1; end < len(lines) && end <= at+mostListed; end++ {
		if snippetList().MatchString(lines[end].text) {
			return end
		}
	}
	return -1
}

func included(l line) (indent, name string) {
	for _, mark := range []*regexp.Regexp{snippet(), includeFile(), liquidFile(), readFileTag()} {
		if l.code && mark != snippet() {
			continue
		}
		if found := mark.FindStringSubmatch(l.text); found != nil {
			return found[1], found[2]
		}
	}
	return "", ""
}

// findIncluded reads an included file, or the lines or section of it that are asked for: "file.md:3:9", "file.md:name".
func (s *source) findIncluded(p *page, name string) (lines []line, file string) {
	name, part, _ := strings.Cut(name, ":")
	root := p.root.from
	for _, candidate := range []string{
		path.Join(path.Dir(p.file), name), path.Join(root, name), name, path.Join("_includes", name), path.Join(root, "_includes", name), path.Join("includes", name),
		path.Join("assets", name), path.Join(root, strings.TrimPrefix(name, "/")),
	} {
		if !s.known[path.Clean(candidate)] {
			continue
		}
		data, err := s.readFile(path.Clean(candidate))
		if err != nil {
			continue
		}
		own := &page{file: candidate}
		s.readIncluded(own, data)
		if f := s.files[candidate]; f != nil && f.Outcome == Left {
			f.Outcome, f.Reason = Used, "its text stands in the pages that include it"
		}
		return cutPart(own.body, part), candidate
	}
	return nil, ""
}

// readIncluded drops the front matter of an included file.
func (s *source) readIncluded(p *page, data []byte) {
	text := strings.ToValidUTF8(string(data), "\ufffd")
	if strings.HasPrefix(text, "---\n") {
		if end := strings.Index(text[4:], "\n---\n"); end >= 0 {
			text = text[4+end+5:]
		}
	}
	p.body = splitLines(strings.TrimRight(text, "\n"), 1)
}

func cutPart(lines []line, part string) []line {
	if part == "" {
		return lines
	}
	from, to, _ := strings.Cut(part, ":")
	if start, err := strconv.Atoi(from); err == nil || from == "" {
		end, err := strconv.Atoi(to)
		if err != nil || end > len(lines) {
			end = len(lines)
		}
		return lines[min(max(start-1, 0), end):end]
	}
	var out []line
	inside := false
	for _, l := range lines {
		switch {
		case strings.Contains(l.text, sectionStart+part+"]"):
			inside = true
		case strings.Contains(l.text, "--8<-- [end:"+part+"]"):
			return out
		case inside:
			out = append(out, l)
		}
	}
	return out
}
