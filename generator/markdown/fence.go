package markdown

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"portolan/generator/problem"
)

// BlockNames are the data blocks that a portal knows.
var BlockNames = []string{
	"chart", "metric", "projects", "licenses", "components", "policies", "objectives", "decision", "releases",
}

// blockPrefix before a name says outright that a data block is meant.
const blockPrefix = "portolan-"

func (w *writer) fence(n *ast.FencedCodeBlock) {
	var info string
	if n.Info != nil {
		info = strings.TrimSpace(string(n.Info.Segment.Value(w.source.body)))
	}
	word, rest := infoWord(info)
	body := w.lines(n)
	name, explicit := strings.CutPrefix(word, blockPrefix)
	isBlock := w.page.Block != nil && (w.renderer.blocks[name] || explicit)
	switch {
	case isBlock && w.dataBlock(n, name, rest, body):
	case word == "mermaid":
		w.diagram(body)
	default:
		if w.page.Block != nil {
			w.checkBlockName(n, word, isBlock)
		}
		w.code(word, body)
	}
}

// checkBlockName reports a name that was meant to be a data block's.
func (w *writer) checkBlockName(n *ast.FencedCodeBlock, word string, surely bool) {
	meant := w.renderer.meant(word, surely)
	if meant == "" {
		return
	}
	hint := "the blocks are " + strings.Join(w.renderer.options.Blocks, ", ")
	if meant != word {
		hint = "did you mean " + strconv.Quote(meant) + "? " + hint
	}
	w.report(problem.Error, "block/unknown", w.positions[n], "there is no data block "+strconv.Quote(clip(word)), hint)
}

// reportOpenFence reports a fence that nothing closes. One that takes all the rest of the page with it is an error.
func (w *writer) reportOpenFence(n ast.Node) {
	end := w.positions[n]
	if lines := n.Lines(); lines.Len() > 0 {
		end = lines.At(lines.Len() - 1).Stop
	}
	severity, text := problem.Error, "a code fence is never closed"
	if len(bytes.TrimSpace(w.source.body[min(end, len(w.source.body)):])) > 0 && n.Lines().Len() > 0 {
		severity, text = problem.Warning, "a code fence is not closed before its list or quotation ends"
	}
	w.report(severity, "fence/unclosed", w.positions[n], text, "end it with the same marks on a line of their own")
}

// infoWord splits what follows an opening fence: "go {hl_lines=1}", "{.python}", "js:title", "rust,ignore".
func infoWord(info string) (word, rest string) {
	info = strings.TrimLeft(info, "{. ")
	end := strings.IndexAny(info, " \t{},:=")
	if end < 0 {
		return strings.ToLower(info), ""
	}
	return strings.ToLower(info[:end]), strings.TrimSpace(strings.TrimLeft(info[end:], "},"))
}

// dataBlock asks the page for a block; false means that it knows none of that name.
func (w *writer) dataBlock(n *ast.FencedCodeBlock, name, arguments string, body []byte) bool {
	at := w.source.at(w.positions[n])
	block, ok := w.page.Block(Fence{Name: name, Arguments: arguments, Body: body, Line: at.Line})
	if !ok {
		return false
	}
	w.doc.Problems = append(w.doc.Problems, block.Problems...)
	start := len(w.out)
	w.out = append(w.out, block.HTML...)
	w.kept = append(w.kept, span{start, len(w.out)})
	w.add("\n")
	w.breakText()
	w.text = append(w.text, block.Text...)
	w.breakText()
	return true
}

// meant returns the data block that a name stands for, or nothing if the name may well be a language. A name that is
// surely a block's stands for the one nearest to it.
func (r *Renderer) meant(word string, surely bool) string {
	name := strings.TrimPrefix(word, blockPrefix)
	if !surely && (word == "" || slices.Contains(plainWords, word) || r.highlighter.lexer(word) != nil) {
		return ""
	}
	best, least := "", math.MaxInt
	for _, block := range r.options.Blocks {
		distance := editDistance(name, block)
		mayMean := distance <= 1 || distance == 2 && len(block) >= 7
		if distance < least && (surely || mayMean) {
			best, least = block, distance
		}
	}
	return best
}

// plainWords follow opening fences without naming a language that could be coloured.
var plainWords = []string{"text", "txt", "plain", "plaintext", "none", "console", "output", "log", "mermaid", "tree", "math", "cert", "chat", "markdown", "md", "autoit", "cfengine3", "cf3"}

// editDistance counts the letters to insert, delete, replace or swap with their neighbour to turn a into b.
func editDistance(a, b string) int {
	if len(a) > 40 {
		return len(a)
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

// diagram shows a diagram's source as text.
func (w *writer) diagram(body []byte) {
	w.add(`<figure class="diagram"><figcaption>`)
	w.escape(w.renderer.texts.Diagram)
	w.add("</figcaption>\n")
	w.code("mermaid", body)
	w.add("</figure>\n")
}

// scrollWidth is the line length, in bytes, from which code may scroll sideways on a phone, so that the keyboard must
// reach it.
const scrollWidth = 32

// code writes code, highlighted if its language is known.
func (w *writer) code(language string, body []byte) {
	start := len(w.out)
	w.add("<pre")
	longest := longestLine(body)
	if longest > scrollWidth {
		w.add(` tabindex="0"`)
	}
	w.add("><code")
	if language != "" {
		w.add(` class="language-`)
		w.escape(language)
		w.add(`"`)
	}
	w.add(">")
	if w.mayColour(body, longest) {
		w.out = w.renderer.highlighter.append(w.out, language, body)
	} else {
		w.out = appendEscaped(w.out, body)
	}
	w.add("</code></pre>\n")
	w.kept = append(w.kept, span{start, len(w.out)})
	w.breakText()
	w.text = append(w.text, body...)
	w.breakText()
}

// mayColour says that code is small enough to be coloured, and that the page has not had too much of it.
func (w *writer) mayColour(body []byte, longest int) bool {
	if len(body) > maxColoured || longest > maxColouredLine {
		return false
	}
	w.colours += colourWork(body)
	return w.colours <= maxColourWork
}

func longestLine(b []byte) int {
	longest := 0
	for len(b) > 0 {
		n := bytes.IndexByte(b, '\n')
		if n < 0 {
			return max(longest, len(b))
		}
		longest = max(longest, n)
		b = b[n+1:]
	}
	return longest
}
