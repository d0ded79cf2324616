package markdown

import "reflect"

// Texts are the fixed words that the renderer writes into pages. A %s stands for a name or a number.
type Texts struct {
	Note, Tip, Important, Warning, Caution, Quote, Details string
	// Internal heads a part of a page that only internal readers see.
	Internal string
	// HeadingLink names the anchor beside a heading; %s is the heading.
	HeadingLink string
	// Table names a table that scrolls sideways; %s is its number.
	Table string
	// Diagram heads a diagram that is shown as its source.
	Diagram string
	// Footnotes heads the notes; Footnote names the way to one and FootnoteBack the way back; %s is its number.
	Footnotes, Footnote, FootnoteBack string
	// Task names a checkbox that has no text of its own.
	Task string
	// Image is the text of a link to an image without alternative text; Embedded of one to what was an embedded frame.
	Image, Embedded string
}

var english = Texts{
	Note: "Note", Tip: "Tip", Important: "Important", Warning: "Warning", Caution: "Caution", Quote: "Quote",
	Details: "Details", Internal: "Internal only", HeadingLink: "Link to %s", Table: "Table %s",
	Diagram: "Diagram, as text", Footnotes: "Footnotes", Footnote: "Footnote %s", FootnoteBack: "Back to reference %s",
	Task: "Task", Image: "Image", Embedded: "Embedded page",
}

// orEnglish fills the texts that are missing.
func (t Texts) orEnglish() Texts {
	filled, fallback := reflect.ValueOf(&t).Elem(), reflect.ValueOf(english)
	for i := range filled.NumField() {
		if filled.Field(i).Len() == 0 {
			filled.Field(i).Set(fallback.Field(i))
		}
	}
	return t
}
