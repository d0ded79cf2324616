package importing

import (
	"fmt"
	"path"
	"strings"

	"portolan/generator/problem"
)

var (
	mdxImport   = lazy(`^import\s+(?:(\w+)|\{[^}]*\}|\*\s+as\s+\w+)(?:\s*,\s*\{[^}]*\})?\s+from\s+['"]([^'"]+)['"];?\s*$`)
	mdxBare     = lazy(`^import\s+['"][^'"]+['"];?\s*$`)
	mdxExport   = lazy(`^export\s+(?:const|let|function|default)\b`)
	jsxRemark   = lazy(`\{/\*(.*?)\*/\}`)
	jsxTag      = lazy(`</?([A-Z][\w.]*)((?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}))?)*)\s*(/?)>`)
	jsxValue    = lazy(`([\w-]+)=(?:"([^"]*)"|'([^']*)'|\{["'` + "`" + `]?([^{}"'` + "`" + `]*)["'` + "`" + `]?\})`)
	jsxRequire  = lazy(`\{\s*(?:require\(\s*['"]([^'"]+)['"]\s*\)(?:\.default)?|useBaseUrl\(\s*['"]([^'"]+)['"]\s*\))\s*\}`)
	jsxStyle    = lazy(`\s+style=\{\{[^}]*\}\}`)
	jsxClass    = lazy(`\bclassName=(?:"([^"]*)"|\{[^}]*\})`)
	jsxValueOut = lazy(`(^|[^\\{#])\{([A-Za-z_][\w.]*(?:\([^)]*\))?)\}`)
)

// convertMDX turns what MDX adds to Markdown into Markdown: files that are imported and shown stand in the text,
// components that we know become what they mean, the others are work to do.
func (s *source) convertMDX(p *page) {
	imports := s.takeImports(p)
	var out []line
	for _, l := range p.body {
		if l.code {
			out = append(out, l)
			continue
		}
		if name := partialOf(l.text); name != "" && imports[name] != "" {
			out = append(out, s.include(p, []line{{text: `--8<-- "` + imports[name] + `"`, n: l.n}}, 0)...)
			continue
		}
		text := jsxRemark().ReplaceAllString(l.text, "<!--$1-->")
		text = outsideCode(text, func(part string) string { return s.plainJSX(p, l, imports, part) })
		for piece := range strings.SplitSeq(text, "\n") {
			out = append(out, line{text: piece, n: l.n})
		}
	}
	p.body = out
	markCode(p.body)
}

// takeImports takes the imports and exports out of a text and returns the files behind names.
func (s *source) takeImports(p *page) map[string]string {
	imports := map[string]string{}
	out := p.body[:0:0]
	inExport := false
	for _, l := range p.body {
		switch found := mdxImport().FindStringSubmatch(l.text); {
		case l.code:
		case inExport:
			inExport = strings.TrimSpace(l.text) != ""
			continue
		case found != nil:
			if found[1] != "" {
				imports[found[1]] = strings.TrimPrefix(found[2], "@site/")
			}
			continue
		case mdxBare().MatchString(l.text):
			continue
		case mdxExport().MatchString(l.text):
			s.remain(p, l.n, 1, "import/component", "an export of MDX is taken out", "write what it gives into the text")
			inExport = strings.Count(l.text, "{") > strings.Count(l.text, "}")
			continue
		}
		out = append(out, l)
	}
	p.body = out
	return imports
}

var partialTag = lazy(`^\s*<([A-Z]\w*)(?:\s[^>]*)?/>\s*$`)

// partialOf returns the component that a line consists of.
func partialOf(text string) string {
	if found := partialTag().FindStringSubmatch(text); found != nil {
		return found[1]
	}
	return ""
}

func (s *source) plainJSX(p *page, l line, imports map[string]string, part string) string {
	part = jsxRequire().ReplaceAllStringFunc(part, func(call string) string {
		found := jsxRequire().FindStringSubmatch(call)
		return `"` + strings.TrimPrefix(found[1]+found[2], "@site/static") + `"`
	})
	part = jsxStyle().ReplaceAllString(part, "")
	part = jsxClass().ReplaceAllString(part, `class="$1"`)
	part = jsxTag().ReplaceAllStringFunc(part, func(tag string) string { return s.component(p, l, imports, tag) })
	for _, found := range jsxValueOut().FindAllStringSubmatchIndex(part, -1) {
		value := part[found[4]:found[5]]
		if file := imports[value]; file != "" && strings.Contains(part[:found[4]], "src=") {
			part = strings.Replace(part, "{"+value+"}", `"`+file+`"`, 1)
			return part
		}
		s.remain(p, l.n, found[4], "import/component", fmt.Sprintf("{%s} is a program and shown as it is", value), "write what it gives")
	}
	return part
}

// component is what stands for the tag of a component.
func (s *source) component(p *page, l line, imports map[string]string, tag string) string {
	found := jsxTag().FindStringSubmatch(tag)
	name, attributes, closing := found[1], found[2], strings.HasPrefix(tag, "</")
	switch name {
	case "Tabs", "DocCardList", "TOCInline", "BrowserOnly":
		if !closing && name != "Tabs" {
			s.note(problem.Notice, p.file, l.n, column(l, tag), "import/layout", "<"+name+"> is taken out", "")
		}
		return ""
	case "TabItem":
		if closing {
			return ""
		}
		s.note(problem.Notice, p.file, l.n, column(l, tag), "import/tabs", "the tab stands below the one before it", "")
		return "\n**" + attribute(attributes, "label", "value") + "**\n"
	case "Admonition":
		if closing {
			return "\n:::\n"
		}
		kind := attribute(attributes, "type")
		if kind == "" {
			kind = "note"
		}
		return strings.TrimRight("\n:::"+kind+" "+attribute(attributes, "title"), " ") + "\n"
	case "Link":
		if closing {
			return "</a>"
		}
		return `<a href="` + attribute(attributes, "to", "href") + `">`
	case "Highlight":
		return ""
	case "CodeBlock":
		if closing {
			return "\n```\n"
		}
		return "\n```" + attribute(attributes, "language") + "\n"
	case "Image", "ThemedImage", "ZoomableImage", "Figure":
		if src := attribute(attributes, "src", "img"); src != "" {
			if file := imports[src]; file != "" {
				src = file
			}
			return "![" + attribute(attributes, "alt", "caption") + "](" + src + ")"
		}
	}
	if file := imports[name]; isPage(file) && !closing {
		return s.inline(p, file)
	}
	if !closing {
		s.remain(p, l.n, column(l, tag), "import/component", fmt.Sprintf("the component <%s> is not known; the words in it stay", name), "write in Markdown what it showed")
	}
	return ""
}

// inline is the text of a file shown within a line.
func (s *source) inline(p *page, file string) string {
	body, found := s.findIncluded(p, path.Clean(file))
	if found == "" {
		return ""
	}
	return strings.TrimRight(joinLines(body), "\n")
}

// attribute returns the first of the attributes that a tag has.
func attribute(attributes string, names ...string) string {
	for _, name := range names {
		for _, found := range jsxValue().FindAllStringSubmatch(attributes, -1) {
			if found[1] == name {
				return found[2] + found[3] + found[4]
			}
		}
	}
	return ""
}
