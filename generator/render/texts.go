package render

import (
	"bytes"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"strconv"
	"strings"
	"text/template/parse"
	"time"

	"portolan/generator/problem"
	"portolan/generator/render/press"
	"portolan/generator/words"
)

// vocabulary is the words of a language as templates use them.
type vocabulary struct{ *words.Words }

func (v vocabulary) funcs() template.FuncMap {
	return template.FuncMap{
		"t": v.Text, "texts": v.Below, "rows": v.rows, "count": v.Count, "word": v.Word, "number": v.Number,
		"date": v.Day, "shortdate": v.Words.ShortDay, "month": v.Month, "day": v.day, "shortday": v.ShortDay,
		"address": address, "slot": slot, "entry": entryMark, "unfold": unfoldMark, "section": sectionMark, "fordata": dataMark,
	}
}

// writers are the functions that write their result themselves.
func (v vocabulary) writers() map[string]press.Writer {
	return map[string]press.Writer{"rows": func(dst []byte, value any) ([]byte, bool) {
		rows, ok := value.(Rows)
		if !ok {
			return dst, false
		}
		return rows.AppendRows(dst, v), true
	}}
}

// address lets an e-mail or web address break after its signs instead of within a word.
func address(text string) template.HTML {
	return template.HTML(addressBreaks.Replace(template.HTMLEscapeString(text)))
}

var addressBreaks = strings.NewReplacer("@", "@<wbr>", "://", "://", "/", "/<wbr>")

func (v vocabulary) day(day string) template.HTML { return v.timeElement(day, v.Day(day)) }

// ShortDay writes a day in few letters.
func (v vocabulary) ShortDay(day string) template.HTML {
	return v.timeElement(day, v.Words.ShortDay(day))
}

func (v vocabulary) timeElement(day, text string) template.HTML {
	at, ok := words.ParseDay(day)
	switch {
	case ok:
		return template.HTML(`<time datetime="` + at.Format(time.DateOnly) + `">` + template.HTMLEscapeString(text) + `</time>`)
	case day == "":
		return template.HTML(template.HTMLEscapeString(v.Word("unknown")))
	}
	return template.HTML(template.HTMLEscapeString(day))
}

// Texts are the fixed texts of a language, for what writes HTML without templates.
type Texts interface {
	Text(key string, arguments ...any) string
	Word(word string) string
	Number(n int) string
	// ShortDay is a day such as "2026-11-22" as a time element.
	ShortDay(day string) template.HTML
}

// Rows are rows of a table that write themselves, because there may be too many for a template.
type Rows interface {
	// AppendRows writes the rows as HTML, all that is not ours escaped.
	AppendRows(dst []byte, texts Texts) []byte
}

func (v vocabulary) rows(rows Rows) template.HTML {
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	buffer.Reset()
	written := rows.AppendRows(buffer.AvailableBuffer(), v)
	buffer.Write(written) // where there was room the bytes are in place already; where not, there will be next time
	return template.HTML(written)
}

// readTexts reads i18n/*.yaml of the theme over those of the base, by language. A file that both have is read once.
func readTexts(theme, base fs.FS, problems *problem.List) map[string]map[string]string {
	languages := map[string]map[string]string{}
	read := map[string][]byte{}
	for _, source := range []fs.FS{base, theme} {
		if source == nil {
			continue
		}
		files, err := fs.Glob(source, "i18n/*.yaml")
		if err != nil {
			problems.Add(problem.Problem{Rule: "theme/read", File: "i18n", Text: err.Error()})
		}
		for _, file := range files {
			language := strings.TrimSuffix(path.Base(file), ".yaml")
			if languages[language] == nil {
				languages[language] = map[string]string{}
			}
			data, err := fs.ReadFile(source, file)
			if err == nil && read[file] != nil && bytes.Equal(data, read[file]) {
				continue
			}
			read[file] = data
			maps.Copy(languages[language], parseTexts(file, data, err, problems))
		}
	}
	return languages
}

func parseTexts(file string, data []byte, err error, problems *problem.List) map[string]string {
	var texts map[string]string
	if err == nil {
		texts, err = words.Parse(data)
	}
	if err != nil {
		problems.Add(problem.Problem{
			Rule: "theme/texts", File: file, Text: strings.SplitN(err.Error(), "\n", 2)[0],
			Hint: "write one line for each text, as in: search: Search",
		})
	}
	return texts
}

// checkTexts finds the texts that templates name and English lacks.
func checkTexts(set *template.Template, english map[string]string, problems *problem.List) {
	for _, each := range set.Templates() {
		if each.Tree == nil || len(english) == 0 {
			continue
		}
		eachCall(each.Tree.Root, func(function, key string) {
			if function == "count" {
				key += ".other"
			}
			if _, ok := english[key]; !ok {
				problems.Add(problem.Problem{
					Rule: "theme/text-missing", File: "templates/" + each.Name(), Text: "there is no text " + strconv.Quote(key),
					Hint: "add it to i18n/en.yaml",
				})
			}
		})
	}
}

// eachCall visits the calls of t and count with a key that is written out.
func eachCall(root parse.Node, visit func(function, key string)) {
	eachNode(root, func(node parse.Node) {
		command, ok := node.(*parse.CommandNode)
		if !ok || len(command.Args) < 2 {
			return
		}
		function, ok := command.Args[0].(*parse.IdentifierNode)
		key, isText := command.Args[1].(*parse.StringNode)
		if ok && isText && (function.Ident == "t" || function.Ident == "count") {
			visit(function.Ident, key.Text)
		}
	})
}
