package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"strconv"
	"strings"
	"text/template/parse"
	"time"

	"github.com/goccy/go-yaml"

	"portolan/generator/problem"
)

// words are the fixed texts of one language.
type words struct {
	language       string
	texts          map[string]string
	months, shorts []string
	separator      string // between thousands
}

func newWords(language string, languages map[string]map[string]string) *words {
	texts := map[string]string{}
	base, _, _ := strings.Cut(language, "-")
	for _, name := range []string{"en", base, language} {
		for key, text := range languages[name] {
			texts[key] = text
		}
	}
	return &words{
		language:  language,
		texts:     texts,
		months:    strings.Fields(texts["months"]),
		shorts:    strings.Fields(texts["months_short"]),
		separator: texts["thousands"],
	}
}

func (w *words) funcs() template.FuncMap {
	return template.FuncMap{
		"t": w.Text, "texts": w.group, "rows": w.rows, "count": w.count, "word": w.Word, "number": w.Number,
		"date": w.date, "shortdate": w.shortDate, "month": w.month, "day": w.day, "shortday": w.ShortDay,
		"address": address, "slot": slot, "entry": entryMark, "unfold": unfoldMark, "section": sectionMark,
	}
}

// address lets an e-mail or web address break after its signs instead of within a word.
func address(text string) template.HTML {
	return template.HTML(addressBreaks.Replace(template.HTMLEscapeString(text)))
}

var addressBreaks = strings.NewReplacer("@", "@<wbr>", "://", "://", "/", "/<wbr>")

// Text returns a fixed text, each %s replaced by an argument.
func (w *words) Text(key string, arguments ...any) string {
	text, ok := w.texts[key]
	if !ok {
		return key
	}
	for _, argument := range arguments {
		text = strings.Replace(text, "%s", fmt.Sprint(argument), 1)
	}
	return text
}

func (w *words) count(key string, n int) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return strings.Replace(w.Text(key+form), "%s", w.Number(n), 1)
}

// Word returns the text of a word that data uses.
func (w *words) Word(word string) string {
	if text, ok := w.texts["word."+word]; ok {
		return text
	}
	return word
}

// Number parts the thousands of a count.
func (w *words) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + w.separator + digits[i:]
	}
	return sign + digits
}

func (w *words) date(day string) string { return w.format("pattern_day", day, w.months) }

func (w *words) shortDate(day string) string { return w.format("pattern_day_short", day, w.shorts) }

func (w *words) month(month string) string {
	if len(month) == len("2026-11") {
		month += "-01"
	}
	return w.format("pattern_month", month, w.months)
}

// format writes a day by a pattern such as "{day} {month} {year}". What is no day is returned as it is.
func (w *words) format(pattern, day string, months []string) string {
	at, ok := parseDay(day)
	if !ok || len(months) != 12 {
		return day
	}
	text := strings.ReplaceAll(w.Text(pattern), "{day}", strconv.Itoa(at.Day()))
	text = strings.ReplaceAll(text, "{year}", strconv.Itoa(at.Year()))
	return strings.ReplaceAll(text, "{month}", months[at.Month()-1])
}

// parseDay reads the day of "2026-11-17" or "2026-11-17T10:00:00Z".
func parseDay(day string) (time.Time, bool) {
	at, err := time.Parse(time.DateOnly, day[:min(len(day), len(time.DateOnly))])
	return at, err == nil
}

func (w *words) day(day string) template.HTML { return w.timeElement(day, w.date(day)) }

// ShortDay writes a day in few letters.
func (w *words) ShortDay(day string) template.HTML { return w.timeElement(day, w.shortDate(day)) }

func (w *words) timeElement(day, text string) template.HTML {
	at, ok := parseDay(day)
	switch {
	case ok:
		return template.HTML(`<time datetime="` + at.Format(time.DateOnly) + `">` + template.HTMLEscapeString(text) + `</time>`)
	case day == "":
		return template.HTML(template.HTMLEscapeString(w.Word("unknown")))
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

func (w *words) rows(rows Rows) template.HTML { return template.HTML(rows.AppendRows(nil, w)) }

// group returns the texts whose keys begin with a prefix as a tree, for scripts: "searching.kinds.policy" is found under
// "kinds", "policy".
func (w *words) group(prefix string) map[string]any {
	tree := map[string]any{}
	for key, text := range w.texts {
		rest, ok := strings.CutPrefix(key, prefix)
		if !ok {
			continue
		}
		parts := strings.Split(rest, ".")
		branch := tree
		for _, part := range parts[:len(parts)-1] {
			inner, ok := branch[part].(map[string]any)
			if !ok {
				inner = map[string]any{}
				branch[part] = inner
			}
			branch = inner
		}
		branch[parts[len(parts)-1]] = text
	}
	return tree
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
		err = yaml.Unmarshal(data, &texts)
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
func eachCall(node parse.Node, visit func(function, key string)) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				eachCall(child, visit)
			}
		}
	case *parse.ActionNode:
		eachCallIn(n.Pipe, visit)
	case *parse.TemplateNode:
		eachCallIn(n.Pipe, visit)
	case *parse.IfNode:
		eachCallInBranch(&n.BranchNode, visit)
	case *parse.RangeNode:
		eachCallInBranch(&n.BranchNode, visit)
	case *parse.WithNode:
		eachCallInBranch(&n.BranchNode, visit)
	}
}

func eachCallInBranch(n *parse.BranchNode, visit func(function, key string)) {
	eachCallIn(n.Pipe, visit)
	eachCall(n.List, visit)
	eachCall(n.ElseList, visit)
}

func eachCallIn(pipe *parse.PipeNode, visit func(function, key string)) {
	if pipe == nil {
		return
	}
	for _, command := range pipe.Cmds {
		for _, argument := range command.Args {
			if inner, ok := argument.(*parse.PipeNode); ok {
				eachCallIn(inner, visit)
			}
		}
		if len(command.Args) < 2 {
			continue
		}
		function, ok := command.Args[0].(*parse.IdentifierNode)
		key, isText := command.Args[1].(*parse.StringNode)
		if ok && isText && (function.Ident == "t" || function.Ident == "count") {
			visit(function.Ident, key.Text)
		}
	}
}
