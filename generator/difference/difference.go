// Package difference tells what changed between two texts, in words that people can read.
//
// The two nouns that matter are [Block], a paragraph, heading, list item or table row of plain text, and [Passage], a
// block of the result with its [Piece]s: words that stayed, came or went. Blocks that stayed are matched first; between
// them, a block that went and one that came are compared word by word where they are alike, and shown whole where not.
package difference

import (
	"strings"

	"znkr.io/diff"
)

// Op is what happened to words.
type Op string

// What can happen to words. The values are the names of the elements of HTML that say the same.
const (
	Same     Op = ""
	Inserted Op = "ins"
	Deleted  Op = "del"
)

// Block is a part of a text that stands on lines of its own.
type Block struct {
	// Kind is "h" for a heading, "li" for an item of a list, "tr" for a row of a table, "pre" for text whose lines stay as
	// they are, "p" for the rest.
	Kind string
	Text string
}

// Piece is a run of words with one fate.
type Piece struct {
	Op   Op     `json:"op,omitempty"`
	Text string `json:"text"`
}

// Passage is a block of the result.
type Passage struct {
	// Kind is that of the block.
	Kind   string  `json:"kind,omitempty"`
	Pieces []Piece `json:"pieces,omitempty"`
	// Skipped counts unchanged blocks that are left out here; such a passage holds nothing else.
	Skipped int `json:"skipped,omitempty"`
}

// Changed tells whether anything in the passage is new or gone.
func (p Passage) Changed() bool {
	for _, piece := range p.Pieces {
		if piece.Op != Same {
			return true
		}
	}
	return false
}

// Count counts the words that came and those that went.
func Count(passages []Passage) (inserted, deleted int) {
	for _, passage := range passages {
		for _, piece := range passage.Pieces {
			switch n := len(strings.Fields(piece.Text)); piece.Op {
			case Inserted:
				inserted += n
			case Deleted:
				deleted += n
			}
		}
	}
	return inserted, deleted
}

// Blocks compares two texts. Around each change so many unchanged blocks are shown; nil where nothing changed.
func Blocks(old, new []Block, context int) []Passage {
	var all []Passage
	var gone, come []Block
	flush := func() {
		all = append(all, between(gone, come)...)
		gone, come = nil, nil
	}
	for _, edit := range diff.Edits(old, new) {
		switch edit.Op {
		case diff.Match:
			flush()
			all = append(all, whole(edit.X, Same))
		case diff.Delete:
			gone = append(gone, edit.X)
		case diff.Insert:
			come = append(come, edit.Y)
		}
	}
	flush()
	return cut(all, context)
}

func whole(b Block, op Op) Passage {
	return Passage{Kind: b.Kind, Pieces: []Piece{{op, b.Text}}}
}

// cut leaves out unchanged passages that are far from a change.
func cut(all []Passage, context int) []Passage {
	near := make([]bool, len(all))
	changed := false
	for i, p := range all {
		if !p.Changed() {
			continue
		}
		changed = true
		for j := max(0, i-context); j <= min(len(all)-1, i+context); j++ {
			near[j] = true
		}
	}
	if !changed {
		return nil
	}
	var shown []Passage
	for i, p := range all {
		switch {
		case near[i]:
			shown = append(shown, p)
		case len(shown) > 0 && shown[len(shown)-1].Skipped > 0:
			shown[len(shown)-1].Skipped++
		default:
			shown = append(shown, Passage{Skipped: 1})
		}
	}
	return shown
}
