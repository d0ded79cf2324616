package content

import (
	"bytes"
	"strings"
	"testing"

	"github.com/adrg/frontmatter"
)

// The library reads a whole file; to know the front matter, no more than up to the fence that closes it is needed.
func TestFrontMatterIsTheSameWithoutTheTextBehindIt(t *testing.T) {
	for _, text := range []string{
		"---\ntitle: A\n---\nText\n---\nmore\n", "\n\n  ---\ntitle: A\n --- \n\nText", "---\ntitle: A\n---", "---\n---\nText\n", "---\ntitle: A\nText\n",
		"+++\ntitle = 'A'\n+++\n\n---\n", "---toml\ntitle = 'A'\n---\nText", ";;;\n{}\n;;;\nText\r\n", "{\n}\nText\n}\n\nText", "{\n}\n\nText\n", "---", "",
		"---\r\ntitle: A\r\n---\r\nText\r\n",
	} {
		data := []byte(text)
		opening, _ := openingLine(data)
		fence := fences[opening]
		format := func(raw *string) *frontmatter.Format {
			f := frontmatter.NewFormat(opening, fence.end, func(data []byte, _ any) error { *raw = string(data); return nil })
			f.UnmarshalDelims, f.RequiresNewLine = fence.isPart, fence.isPart
			return f
		}
		var whole, head string
		var none map[string]any
		rest, _ := frontmatter.Parse(bytes.NewReader(data), &none, format(&whole))
		end := fence.closes(data)
		behind, _ := frontmatter.Parse(bytes.NewReader(data[:end]), &none, format(&head))
		if whole != head || !strings.HasSuffix(text, string(rest)) || string(rest) != string(behind)+text[end:] {
			t.Errorf("%q: front matter %q and text %q, not %q and %q", text, head, string(behind)+text[end:], whole, rest)
		}
	}
}
