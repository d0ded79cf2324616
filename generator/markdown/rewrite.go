package markdown

// Replaced is a template tag that was turned into Markdown.
type Replaced struct {
	// At is the tag's place in the text that was given.
	At Position
	// Text is the tag on one line, Markdown what stands for it now; "" where it was taken out.
	Text, Markdown string
	// Warning and Hint are set where nothing could stand for the tag.
	Warning, Hint string
}

// Rewrite turns the shortcodes of Hugo and the tags of Liquid and Nunjucks in a text into Markdown, as [Renderer.Render]
// does, for those who want to keep the outcome. A tag that is taken out of a line of its own leaves an empty remark.
func Rewrite(body []byte) ([]byte, []Replaced) {
	w := &writer{doc: &Document{}}
	w.source.reset(Page{Body: body})
	var tags []Replaced
	r := &rewriter{writer: w, body: body, told: func(t tag, made rewritten) {
		tags = append(tags, Replaced{At: w.source.originAt(t.at), Text: t.text(), Markdown: made.markdown, Warning: made.warning, Hint: made.hint})
	}}
	r.run()
	return w.source.body, tags
}
