package importing

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"portolan/generator/problem"
)

// The places of destinations in Markdown and HTML.
var (
	inlineLink    = lazy(`(\]\()(<[^>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)`)
	referenceLink = lazy(`^( {0,3}\[[^\]^][^\]]*\]:\s*)(<[^>]*>|\S+)`)
	htmlLink      = lazy(`(?i)(\b(?:href|src)\s*=\s*["'])([^"']*)`)
)

// convertLinks turns the destinations of a page's links to where pages and files lie now. A destination that leads
// nowhere stays as it is.
func (s *source) convertLinks(p *page) {
	for i, l := range p.body {
		if l.code || !strings.ContainsAny(l.text, "](=:") {
			continue
		}
		turn := func(part string) string {
			for _, where := range []*regexp.Regexp{inlineLink(), htmlLink()} {
				part = where.ReplaceAllStringFunc(part, func(match string) string {
					found := where.FindStringSubmatch(match)
					return found[1] + s.turned(p, l, found[2])
				})
			}
			return part
		}
		text := outsideCode(l.text, turn)
		text = referenceLink().ReplaceAllStringFunc(text, func(match string) string {
			found := referenceLink().FindStringSubmatch(match)
			return found[1] + s.turned(p, l, found[2])
		})
		p.body[i].text = text
	}
}

// turned returns where a destination leads now.
func (s *source) turned(p *page, l line, destination string) string {
	bare := strings.TrimSuffix(strings.TrimPrefix(destination, "<"), ">")
	rest, fragment := bare, ""
	if at := strings.IndexAny(bare, "#?"); at >= 0 {
		rest, fragment = bare[:at], bare[at:]
	}
	if rest == "" || strings.HasPrefix(rest, "//") || hasScheme(rest) || strings.ContainsAny(rest, "{}<>") {
		return destination
	}
	rest = strings.TrimPrefix(rest, "@site/")
	unescaped, err := url.PathUnescape(rest)
	if err != nil {
		unescaped = rest
	}
	target := s.find(p, unescaped)
	if target == "" {
		if !s.suspected(unescaped) {
			return destination
		}
		s.note(problem.Notice, p.file, l.n, column(l, destination), "import/link", fmt.Sprintf("%s led nowhere in the files that were read", bare), "")
		return destination
	}
	if file, ok := strings.CutPrefix(target, "static/"); ok { // served from the root, there and here
		return "/" + escapeLink(file) + fragment
	}
	return escapeLink(relative(path.Dir(p.target), target)) + fragment
}

func hasScheme(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	return ok && scheme != "" && !strings.ContainsAny(scheme, "/?#. ")
}

// suspected tells a destination that ought to be a page or file from words that only look like one.
func (s *source) suspected(rest string) bool { return strings.ContainsAny(rest, "/.") }

// find returns the file of the content folder that a destination on a page means: a file beside it, a file below the
// root, or an address that a page had.
func (s *source) find(p *page, rest string) string {
	var files, addresses []string
	if strings.HasPrefix(rest, "/") {
		files = []string{path.Join(p.root.from, rest), strings.TrimPrefix(path.Clean(rest), "/"), path.Join("static", rest), path.Join("assets", rest), path.Join("docs", rest)}
		addresses = []string{rest}
		if base := s.basePath(); base != "" {
			addresses = append(addresses, strings.TrimPrefix(rest, base))
		}
	} else {
		files = []string{path.Join(path.Dir(p.file), rest), path.Join(p.root.from, rest)}
		if p.old != "" {
			addresses = []string{path.Join(p.old, rest), path.Join(path.Dir(strings.TrimSuffix(p.old, "/")), rest)}
		}
	}
	for _, file := range files {
		if target := s.fileAt(file); target != "" {
			return target
		}
	}
	for _, address := range addresses {
		if q := s.byOld[oldKey(address)]; q != nil {
			return q.target
		}
	}
	return ""
}

func (s *source) fileAt(file string) string {
	file = strings.TrimSuffix(path.Clean(file), "/")
	for _, name := range []string{file, file + ".md", file + ".mdx", path.Join(file, "index.md"), path.Join(file, "_index.md"), path.Join(file, "README.md"), path.Join(file, "index.mdx")} {
		if q := s.byFile[name]; q != nil && q.target != "" {
			return q.target
		}
	}
	return s.assets[file]
}

// basePath is the folder of a web server that the other site was served from.
func (s *source) basePath() string {
	base := s.setting("baseurl", "site_url", "baseURL")
	if base == "" {
		base = s.literal("baseUrl")
	}
	u, err := url.Parse(base)
	if err != nil || u.Path == "/" {
		return ""
	}
	return strings.TrimSuffix(u.Path, "/")
}

// relative returns the way from a folder to a file.
func relative(dir, file string) string {
	if dir == "." {
		return file
	}
	from, to := strings.Split(dir, "/"), strings.Split(file, "/")
	same := 0
	for same < len(from) && same < len(to)-1 && from[same] == to[same] {
		same++
	}
	return strings.Repeat("../", len(from)-same) + strings.Join(to[same:], "/")
}

func escapeLink(file string) string {
	return strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `"`, "%22", "#", "%23", "?", "%3F").Replace(file)
}

// reference are the tags that name a page by its file: Hugo's ref and relref, Jekyll's link and post_url.
var reference = lazy(`\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?["']?([^"'\s>%]+)["']?[^}]*[>%]\}\}|\{%-?\s*(?:link|post_url)\s+([^%\s]+)\s*-?%\}`)

// convertReferences writes the file of the page that a tag names in place of the tag.
func (s *source) convertReferences(p *page) {
	for i, l := range p.body {
		if l.code || !reference().MatchString(l.text) {
			continue
		}
		p.body[i].text = reference().ReplaceAllStringFunc(l.text, func(tag string) string {
			found := reference().FindStringSubmatch(tag)
			name, fragment, hasFragment := strings.Cut(found[1]+found[2], "#")
			if hasFragment {
				fragment = "#" + fragment
			}
			if name == "" {
				return fragment
			}
			file := s.named(p, name)
			if file == "" {
				s.remain(p, l.n, column(l, tag), "import/link", fmt.Sprintf("%s names a page that is not there", tag), "")
				return strings.TrimPrefix(name, "./") + fragment
			}
			return "/" + file + fragment
		})
	}
}

// named finds the file of a page by its path, or by its name alone where only one page has it.
func (s *source) named(p *page, name string) string {
	if q := s.pageNamed(p, name); q != nil {
		return q.file
	}
	return ""
}

func (s *source) pageNamed(p *page, name string) *page {
	base := strings.TrimSuffix(strings.TrimSuffix(path.Base(name), ".md"), ".markdown")
	var only *page
	for _, candidate := range []string{path.Join(path.Dir(p.file), name), path.Join(p.root.from, name), strings.TrimPrefix(name, "/"), path.Join("_posts", name)} {
		for _, file := range []string{candidate, candidate + ".md", path.Join(candidate, "_index.md"), path.Join(candidate, "index.md")} {
			if q := s.byFile[path.Clean(file)]; q != nil {
				return q
			}
		}
	}
	for _, q := range s.pages {
		if strings.TrimSuffix(path.Base(q.file), path.Ext(q.file)) == base {
			if only != nil {
				return nil
			}
			only = q
		}
	}
	return only
}
