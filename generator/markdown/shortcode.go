package markdown

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// rewritten is what stands for a tag.
type rewritten struct {
	markdown string
	end      int // where in the body to go on; 0: behind the tag
	warning  string
	hint     string
}

// layout shortcodes arrange what stands between them: the text stays, the arrangement goes.
var layout = set("intro lead spacer space column columns col cols row grid container section block blocks card cards card-group " +
	"cardpane cardgrid tabs tabpane steps step div center left right br clear pageinfo-end content inner wrapper panel accordion " +
	"toc index children childpages list-children current_date raw autoescape set-layout no_toc")

// boxes become containers.
var boxes = set("alert notice callout admonition note tip info warning danger caution important hint pageinfo success error attention")

func (r *rewriter) render(t tag) rewritten {
	switch {
	case t.opener == "{:":
		return rewritten{}
	case strings.HasPrefix(t.inner, "/*"):
		return rewritten{markdown: escapeMarkdown(t.opener + " " + strings.TrimSpace(strings.Trim(t.inner, "/*")) + closer(t.opener))}
	case t.opener == "{{":
		return r.expression(t)
	case t.closing:
		return r.closingTag(t)
	case layout[t.name]:
		return rewritten{}
	case t.name == "comment":
		_, end := r.endOf(t)
		return rewritten{end: end}
	case t.name == "highlight" || t.name == "mermaid" || t.name == "codeblock":
		return r.codeTag(t)
	case t.name == "details" || t.name == "expand" || boxes[t.name]:
		return r.box(t)
	case t.name == "tab":
		return rewritten{markdown: bold(cmpOr(t.first("name", "title", "header", "label"), t.value(0)))}
	}
	return inlineTag(t)
}

func closer(opener string) string {
	for _, kind := range tagEnds {
		if kind.open == opener {
			return " " + kind.end
		}
	}
	return ""
}

// inlineTag renders tags that stand within a line.
func inlineTag(t tag) rewritten {
	switch {
	case t.name == "ref" || t.name == "relref" || t.name == "link" && t.opener == "{%" || t.name == "post_url" || t.name == "url":
		return rewritten{markdown: address(cmpOr(t.first("path", "to"), t.value(0)))}
	case t.name == "icon" || t.name == "emoji" || t.name == "fa":
		return rewritten{}
	case isImageTag(t):
		return rewritten{markdown: imageTag(t)}
	}
	if link := embedLink(t); link != "" {
		return rewritten{markdown: link}
	}
	if card := cardTag(t); card != "" {
		return rewritten{markdown: card}
	}
	return unknownTag(t)
}

// expression renders {{ value }}: an address handed to a filter stays, a base address goes, the rest is unknown.
func (r *rewriter) expression(t tag) rewritten {
	value, filter, _ := strings.Cut(t.inner, "|")
	word, quoted, _ := cutWord(strings.TrimSpace(value))
	switch {
	case quoted && strings.Contains(filter, "url"):
		return rewritten{markdown: address(word)}
	case strings.Contains(strings.ToLower(word), "baseurl") || strings.Contains(strings.ToLower(word), "base_url"):
		return rewritten{}
	}
	return unknownTag(t)
}

// closingTag renders the end of what render has opened; the ends of all else go without a word.
func (r *rewriter) closingTag(t tag) rewritten {
	if n := len(r.shut); n > 0 && r.shut[n-1] == t.name {
		r.shut = r.shut[:n-1]
		if t.ownLine {
			return rewritten{markdown: ":::"}
		}
		return rewritten{markdown: "\n:::\n"}
	}
	return rewritten{}
}

// box renders a call-out as a container, if it stands on lines of its own and ends somewhere.
func (r *rewriter) box(t tag) rewritten {
	if _, end := r.endOf(t); end == 0 || !t.ownLine {
		return rewritten{}
	}
	r.shut = append(r.shut, t.name)
	kind := strings.ToLower(cmpOr(t.first("type", "color", "kind", "context"), t.value(0)))
	title := t.first("title", "summary", "heading", "header")
	switch {
	case t.name == "details" || t.name == "expand":
		return rewritten{markdown: ":::details " + oneLine(cmpOr(title, t.value(0)))}
	case alertKinds[kind] != "":
	case alertKinds[t.name] != "":
		kind = t.name
	default:
		kind = "note"
	}
	return rewritten{markdown: ":::" + kind + " " + oneLine(title)}
}

// codeTag renders a pair of tags around code as a fence.
func (r *rewriter) codeTag(t tag) rewritten {
	start, end := r.endOf(t)
	if end == 0 {
		return unknownTag(t)
	}
	language := cmpOr(t.first("lang", "language"), t.value(0))
	if t.name == "mermaid" {
		language = "mermaid"
	}
	code := r.body[t.at+t.length : start]
	marks := strings.Repeat("`", max(3, longestRun(code, '`')+1))
	return rewritten{markdown: "\n" + marks + oneLine(language) + "\n" + strings.Trim(string(code), "\r\n") + "\n" + marks + "\n", end: end}
}

func longestRun(b []byte, c byte) int {
	longest := 0
	for i := 0; i < len(b); i++ {
		if n := leading(b[i:], c); n > 0 {
			longest = max(longest, n)
			i += n
		}
	}
	return longest
}

// endOf returns where the tag that closes t begins and ends, or zeros. What is found is remembered by name, so that
// the search never goes over the same text twice.
func (r *rewriter) endOf(t tag) (start, end int) {
	key := t.opener[:2] + t.name
	from := t.at + t.length
	if known, ok := r.ends[key]; ok && (known.start >= from || known.end == 0) {
		return known.start, known.end
	}
	pattern := `(?i)\{\{[<%]\s*/\s*` + regexp.QuoteMeta(t.name) + `\s*[>%]\}\}`
	if t.opener == "{%" {
		pattern = `(?i)\{%-?\s*end` + regexp.QuoteMeta(t.name) + `\s*-?%\}`
	}
	found := regexp.MustCompile(pattern).FindIndex(r.body[from:])
	if r.ends == nil {
		r.ends = map[string]span{}
	}
	r.ends[key] = span{}
	if found != nil {
		r.ends[key] = span{from + found[0], from + found[1]}
	}
	return r.ends[key].start, r.ends[key].end
}

func isImageTag(t tag) bool {
	for _, word := range []string{"figure", "img", "image", "picture"} {
		if strings.Contains(t.name, word) {
			return cmpOr(t.first("src", "url", "path", "file"), t.value(0)) != ""
		}
	}
	return false
}

// imageTag renders an image. Without a named alternative text the last value that reads like one serves.
func imageTag(t tag) string {
	src := cmpOr(t.first("src", "url", "path", "file"), t.value(0))
	alt := t.first("alt", "caption", "title")
	for i := 1; i < len(t.values) && alt == ""; i++ {
		if v := t.values[i]; strings.Contains(v, " ") {
			alt = v
		}
	}
	for i := len(t.values) - 1; i > 0 && alt == ""; i-- {
		if v := t.values[i]; v != "" && v != "true" && v != "false" && !strings.ContainsAny(v, "-_/.") {
			alt = v
		}
	}
	image := "![" + escapeMarkdown(alt) + "](" + address(src) + ")"
	if link := t.first("link", "href"); link != "" {
		return "[" + image + "](" + address(link) + ")"
	}
	return image
}

// embeds are the pages that shortcodes show in a frame; %s is the id.
var embeds = []struct{ name, title, address string }{
	{"youtube", "Video on YouTube", "https://www.youtube.com/watch?v=%s"},
	{"vimeo", "Video on Vimeo", "https://vimeo.com/%s"},
	{"tweet", "Post on X", "https://x.com/i/status/%s"},
	{"twitter", "Post on X", "https://x.com/i/status/%s"},
	{"instagram", "Post on Instagram", "https://www.instagram.com/p/%s/"},
	{"gist", "Gist on GitHub", "https://gist.github.com/%s"},
	{"asciinema", "Recording on asciinema", "https://asciinema.org/a/%s"},
}

// embedLink renders what would have been shown in a frame as a link, or returns nothing.
func embedLink(t tag) string {
	for _, e := range embeds {
		id := cmpOr(t.first("id", "code"), strings.Join(t.values, "/"))
		if !strings.HasPrefix(t.name, e.name) || id == "" || strings.ContainsAny(id, " \n") {
			continue
		}
		return "[" + escapeMarkdown(cmpOr(t.first("title"), e.title)) + "](" + address(strings.Replace(e.address, "%s", id, 1)) + ")"
	}
	src := cmpOr(t.first("src", "url", "file"), t.value(0))
	switch t.name {
	case "iframe", "video", "audio", "pdf", "embed", "slideshare", "presentation":
		if src != "" {
			return "[" + escapeMarkdown(cmpOr(t.first("title", "caption"), src)) + "](" + address(src) + ")"
		}
	}
	return ""
}

// cardTag renders any shortcode that carries addresses with words to them (link and text, gh_url and gh_text) as its
// title and its links, or returns nothing.
func cardTag(t tag) string {
	var parts []string
	title := t.first("title", "name", "heading")
	links := 0
	for _, key := range slices.Sorted(maps.Keys(t.named)) {
		prefix, ok := cutAddressKey(key)
		if !ok {
			continue
		}
		words := t.first(prefix+"text", prefix+"title", prefix+"label", prefix+"name", "text", "label", "title")
		if words == title && len(t.named) > 2 && prefix == "" {
			words = cmpOr(t.first("text", "label"), title)
		}
		if words == title {
			title = ""
		}
		links++
		parts = append(parts, "["+escapeMarkdown(cmpOr(words, t.named[key]))+"]("+address(t.named[key])+")")
	}
	if links == 0 {
		return ""
	}
	for _, key := range slices.Sorted(maps.Keys(t.named)) {
		prefix, isText := strings.CutSuffix(key, "text")
		if isText && prefix != "" && t.first(prefix+"url", prefix+"link") == "" || key == "description" {
			parts = append(parts, escapeMarkdown(t.named[key]))
		}
	}
	text := strings.Join(parts, ", ")
	if title != "" {
		text = bold(title) + ": " + text
	}
	if t.ownLine {
		return text + "\n"
	}
	return text
}

func cutAddressKey(key string) (prefix string, ok bool) {
	for _, suffix := range []string{"url", "link", "href"} {
		if prefix, ok = strings.CutSuffix(key, suffix); ok {
			return prefix, true
		}
	}
	return "", false
}

func bold(s string) string {
	if s == "" {
		return ""
	}
	return "**" + escapeMarkdown(s) + "**"
}

// escapeMarkdown writes text so that Markdown takes it as it is.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, c := range oneLine(s) {
		if strings.ContainsRune("\\`*_[]<>|{}#!~&:", c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// address writes a destination that may hold any character; one in angle brackets would not do inside an attribute.
func address(s string) string { return addressEscapes.Replace(strings.TrimSpace(s)) }

var addressEscapes = strings.NewReplacer(" ", "%20", "\n", "", "\r", "", "\t", "%20", "<", "%3C", ">", "%3E", "(", "%28", ")", "%29",
	"|", "%7C", `"`, "%22", `\`, "%5C", "`", "%60")

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
