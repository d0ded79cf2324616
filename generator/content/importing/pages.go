package importing

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"portolan/generator/content"
	"portolan/generator/problem"
)

// line is a line of a page's text, without its ending, and where it stood in the file.
type line struct {
	text string
	n    int
	code bool // within a fence: an example, and nobody's markup
}

// readPages reads front matter and text of all pages and decides where each goes.
func (s *source) readPages() {
	s.pages = slices.DeleteFunc(s.pages, func(p *page) bool {
		data, err := s.readFile(p.file)
		if err != nil {
			s.leave(p.file, err.Error())
			delete(s.byFile, p.file)
			return true
		}
		s.readPage(p, data)
		return false
	})
	slices.SortFunc(s.pages, func(a, b *page) int { return strings.Compare(a.file, b.file) })
	for _, p := range s.pages {
		s.inherit(p)
		s.locate(p)
		s.settle(p)
	}
}

func (s *source) readPage(p *page, data []byte) {
	text := strings.ToValidUTF8(string(data), "\ufffd")
	f, body, bodyLine, wrong := content.ReadFront(p.file, []byte(text))
	if wrong != nil {
		s.work.Add(*wrong)
		s.remain(p, wrong.Line, 1, "import/front-matter", "the front matter could not be read and is kept in a remark at the top of the page", "write it anew in the moved page")
		f = content.Front{Values: map[string]any{}}
		remark := string(data[:max(0, len(data)-len(body))])
		if remark == "" {
			remark, body = string(data), nil
		}
		body = append([]byte("<!--\n"+strings.ReplaceAll(strings.Trim(remark, "\n"), "--", "- -")+"\n-->\n\n"), body...)
		bodyLine = 1
	}
	p.front = newFront(f)
	p.body = splitLines(string(body), bodyLine)
}

// splitLines cuts a text into lines and tells those that are code.
func splitLines(text string, first int) []line {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var lines []line
	for i, t := range strings.Split(text, "\n") {
		lines = append(lines, line{text: t, n: first + i})
	}
	markCode(lines)
	return lines
}

// markCode tells which lines lie in a fence, its own lines included.
func markCode(lines []line) {
	fence := ""
	for i := range lines {
		text := strings.TrimLeft(lines[i].text, " \t>")
		lines[i].code = fence != ""
		switch {
		case fence != "":
			if strings.HasPrefix(text, fence) && strings.Trim(text, fence[:1]+" \t") == "" {
				fence = ""
			}
		case strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~"):
			rest := strings.TrimLeft(text, text[:1])
			if text[0] == '~' || !strings.Contains(rest, "`") {
				fence, lines[i].code = text[:len(text)-len(rest)], true
			}
		}
	}
}

// joinLines is the text of lines, with one line feed at its end.
func joinLines(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text)
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

var (
	orderPrefix = lazy(`^(\d{1,4})[-_. ]+(\S.*)$`)
	datePrefix  = lazy(`^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$`)
	dateFolders = lazy(`^(\d{4})[/-](\d{2})[/-](\d{2})[/-]`)
)

// locate decides the file that a page becomes and the address that it had.
func (s *source) locate(p *page) {
	name := strings.TrimSuffix(p.inRoot, path.Ext(p.inRoot))
	dir, base := path.Split(name)
	switch s.kind {
	case "docusaurus":
		s.locateDocusaurus(p, dir, base)
	case "jekyll":
		s.locateJekyll(p, dir, base)
	case "eleventy":
		s.locateEleventy(p, dir, base)
	case "mkdocs":
		s.locateMkDocs(p, dir, base)
	default:
		s.locateHugo(p, dir, base)
	}
	if p.root.language != "" && !p.front.has("language") {
		p.front.set("language", p.root.language)
	}
}

// aim sets the file that a page becomes. Names that no file system of ours takes are cleaned.
func (s *source) aim(p *page, dir, base string) {
	p.index = content.IsIndex(base + ".md")
	if p.index {
		base = "index"
	}
	target := path.Join(p.root.to, s.cleanPath(path.Join(dir, base))) + ".md"
	for n := 2; s.taken(target, p); n++ {
		target = fmt.Sprintf("%s-%d.md", strings.TrimSuffix(path.Join(p.root.to, s.cleanPath(path.Join(dir, base))), ".md"), n)
		p.index = false
	}
	p.target = target
	s.targets[strings.ToLower(target)] = p
}

// taken tells whether another page goes to a file, also by case alone.
func (s *source) taken(target string, p *page) bool {
	other := s.targets[strings.ToLower(target)]
	return other != nil && other != p
}

// cleanPath makes each part of a name fit for a file.
func (s *source) cleanPath(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		if strings.IndexFunc(part, func(r rune) bool { return r < ' ' || strings.ContainsRune(`<>:"\|?*`, r) }) >= 0 {
			parts[i] = content.CleanSegment(part)
		}
		if parts[i] = strings.TrimLeft(parts[i], "."); parts[i] == "" {
			parts[i] = "_"
		}
	}
	return strings.Join(parts, "/")
}

// stated returns the address that a page gives itself, where it is written out.
func (s *source) ownAddress(p *page, key string) string {
	given := p.front.text(key)
	if given == "" {
		return ""
	}
	if strings.ContainsAny(given, "{}") || strings.Contains(given, ":") {
		return ""
	}
	clean := path.Clean("/" + strings.TrimSuffix(given, "index.html"))
	if path.Ext(clean) == "" || strings.HasSuffix(given, "/") {
		return address(clean)
	}
	return clean
}

// dropAddress takes a stated address out of front matter; the address that the page had is put there again where ours
// would be another.
func (s *source) dropAddress(p *page, keys ...string) {
	for _, key := range keys {
		if !p.front.has(key) {
			p.front.remove(key)
			continue
		}
		if given := p.front.text(key); given != "false" && p.old == "" && s.ownAddress(p, key) == "" {
			s.remain(p, p.front.lines[key], 1, "import/address", fmt.Sprintf("the address %q is made by a template", given), "write the address into the moved page: url: /policies/use/")
		}
		p.front.remove(key)
	}
}

// weigh takes a number before a file's name for its place in the menu.
func (s *source) weigh(p *page, number string) {
	n, err := strconv.Atoi(number)
	if err != nil || p.front.has("weight") || p.front.has("sidebar_position") {
		return
	}
	p.front.set("weight", n)
}

func (s *source) info(p *page, at int, rule, text, hint string) {
	s.note(problem.Notice, p.file, at, 0, rule, text, hint)
}
