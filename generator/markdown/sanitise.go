package markdown

import (
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// sanitiser takes from raw HTML what could run, load, submit or disguise.
type sanitiser struct{ trusted bool }

func (s sanitiser) clean(fragment []byte) []byte {
	if s.trusted {
		return fragment
	}
	return harmless().SanitizeBytes(fragment)
}

// harmless is what raw HTML may hold. It is made on first use, since most sites hold none.
var harmless = sync.OnceValue(func() *bluemonday.Policy {
	var (
		safeID     = regexp.MustCompile(`^[\p{L}\p{N}_][\p{L}\p{N}_.:-]*$`)
		safeClass  = regexp.MustCompile(`^[a-zA-Z0-9_ -]+$`)
		safeLang   = regexp.MustCompile(`^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8}){0,4}$`)
		safeDir    = regexp.MustCompile(`^(ltr|rtl|auto)$`)
		smallCount = regexp.MustCompile(`^[1-9][0-9]{0,2}$`)
		anyNumber  = regexp.MustCompile(`^-?[0-9]{1,9}$`)
		safeScope  = regexp.MustCompile(`^(col|row|colgroup|rowgroup)$`)
		listType   = regexp.MustCompile(`^[1aAiI]$`)
		safeTime   = regexp.MustCompile(`^[0-9TZ:.+-]{4,40}$`)
	)
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "wbr", "div", "b", "i", "em", "strong", "small", "sub", "sup", "u", "s", "ins", "del",
		"mark", "q", "cite", "code", "pre", "kbd", "samp", "var", "abbr", "dfn", "time", "bdi", "bdo", "ruby", "rt", "rp",
		"figure", "figcaption", "details", "summary", "blockquote", "ul", "ol", "li", "dl", "dt", "dd",
		"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th",
		"h2", "h3", "h4", "h5", "h6")
	p.AllowNoAttrs().OnElements("span", "a")
	p.AllowAttrs("id").Matching(safeID).Globally()
	p.AllowAttrs("class").Matching(safeClass).Globally()
	p.AllowAttrs("lang").Matching(safeLang).Globally()
	p.AllowAttrs("dir").Matching(safeDir).Globally()
	p.AllowAttrs("title").Globally()
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("colspan", "rowspan").Matching(smallCount).OnElements("td", "th")
	p.AllowAttrs("scope").Matching(safeScope).OnElements("th")
	p.AllowAttrs("span").Matching(smallCount).OnElements("col", "colgroup")
	p.AllowAttrs("start").Matching(anyNumber).OnElements("ol")
	p.AllowAttrs("type").Matching(listType).OnElements("ol")
	p.AllowAttrs("reversed").OnElements("ol")
	p.AllowAttrs("value").Matching(anyNumber).OnElements("li")
	p.AllowAttrs("open").OnElements("details")
	p.AllowAttrs("datetime").Matching(safeTime).OnElements("time")
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(true)
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	return p
})
