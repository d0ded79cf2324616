package generator

import (
	"portolan/generator/content/importing"
	"portolan/generator/markdown"
)

// Import plans the move of a handbook that was written for another generator, named by from or detected.
func Import(dir, from string) (*importing.Move, error) {
	return importing.Read(importing.Options{Dir: dir, From: from, Rewrite: func(text []byte) ([]byte, []importing.Tag) {
		made, replaced := markdown.Rewrite(text)
		tags := make([]importing.Tag, 0, len(replaced))
		for _, r := range replaced {
			tags = append(tags, importing.Tag{Line: r.At.Line, Column: r.At.Column, Text: r.Text, Markdown: r.Markdown, Warning: r.Warning, Hint: r.Hint})
		}
		return made, tags
	}})
}
