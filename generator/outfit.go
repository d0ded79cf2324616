package generator

import (
	"bytes"
	"io/fs"
	"regexp"
	"slices"
)

// outfit is what a page loads to look and behave as it should: one style sheet and one script, since each more takes its
// time. Most pages are text and get portolan.css and portolan.js; pages with records, figures and lists get what
// data.css and data.js add, too, in one file with the former.
type outfit struct{ sheet, script string }

// beside are the assets that stand behind another one in the file that is published in their name.
var beside = map[string]string{"data.css": "portolan.css", "data.js": "portolan.js"}

// outfits tells pages of data from pages of text by the classes that they use.
type outfits struct {
	text, data outfit
	classes    map[string]bool // that data.css names and portolan.css does not
}

// newOutfits reads the classes from the two style sheets as the theme has them.
func newOutfits(names map[string]string, text, data []byte) outfits {
	o := outfits{
		text: outfit{names["portolan.css"], names["portolan.js"]}, data: outfit{names["data.css"], names["data.js"]},
		classes: map[string]bool{},
	}
	known := classesOf(text)
	for class := range classesOf(data) {
		if !known[class] {
			o.classes[class] = true
		}
	}
	return o
}

// of chooses for a page by its kind, which is the class of its body, and its main part.
func (o *outfits) of(kind string, main []byte) outfit {
	if o.classes[kind] || uses(main, o.classes) {
		return o.data
	}
	return o.text
}

var (
	notSelectors = regexp.MustCompile(`(?s)/\*.*?\*/|"[^"]*"`)
	classNames   = regexp.MustCompile(`\.(-?[A-Za-z_][\w-]*)`)
)

// classesOf are the classes that the rules of a style sheet name.
func classesOf(sheet []byte) map[string]bool {
	classes := map[string]bool{}
	for _, found := range classNames.FindAllSubmatch(notSelectors.ReplaceAll(sheet, nil), -1) {
		classes[string(found[1])] = true
	}
	return classes
}

// wholeSheet is the style sheet of pages of data.
func wholeSheet(theme fs.FS) ([]byte, error) {
	text, err := fs.ReadFile(theme, "assets/portolan.css")
	if err != nil {
		return nil, err
	}
	data, err := fs.ReadFile(theme, "assets/data.css")
	return slices.Concat(text, data), err
}

var classAttribute = []byte(` class="`)

// uses tells whether an element has one of the classes.
func uses(html []byte, classes map[string]bool) bool {
	for {
		_, rest, found := bytes.Cut(html, classAttribute)
		if !found {
			return false
		}
		value, after, _ := bytes.Cut(rest, []byte{'"'})
		for class := range bytes.FieldsSeq(value) {
			if classes[string(class)] {
				return true
			}
		}
		html = after
	}
}
