package press

import (
	"bytes"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"

	"portolan/generator/render/escape"
)

// escaper writes a value as it may stand in a place.
type escaper func(r *run, v reflect.Value)

// escapers are the ways to write that html/template finds for the places of a template, by the names that it gives them.
var escapers = map[string]escaper{
	"_html_template_htmlescaper":   writeText,
	"_html_template_attrescaper":   writeQuoted,
	"_html_template_rcdataescaper": writeQuoted,
	"_html_template_jsvalescaper":  writeScript,
	"_html_template_urlfilter|_html_template_urlnormalizer|_html_template_attrescaper": writeAddress,
	"_html_template_urlescaper|_html_template_attrescaper":                             writePart,
}

// action is what is shown or, without an escaper, put into a variable.
func (m *maker) action(n *parse.ActionNode) step {
	if len(n.Pipe.Decl) > 0 {
		put := m.pipe(n.Pipe)
		return func(r *run, dot reflect.Value) { put(r, dot) }
	}
	shown, escaping := cutEscaping(n.Pipe)
	write := escapers[escaping]
	if write == nil {
		m.cannot(n)
		return nil
	}
	if by, of := m.writer(shown); by != nil && escaping == "_html_template_htmlescaper" {
		return written(by, of)
	}
	of := m.pipe(shown)
	return func(r *run, dot reflect.Value) { write(r, of(r, dot)) }
}

// cutEscaping parts what is shown from the escaping that html/template put behind it.
func cutEscaping(pipe *parse.PipeNode) (shown *parse.PipeNode, escaping string) {
	var names []string
	cut := *pipe
	for last := len(cut.Cmds) - 1; last > 0; last-- {
		name, ok := cut.Cmds[last].Args[0].(*parse.IdentifierNode)
		if !ok || !strings.HasPrefix(name.Ident, "_html_template_") {
			break
		}
		names = append([]string{name.Ident}, names...)
		cut.Cmds = cut.Cmds[:last]
	}
	return &cut, strings.Join(names, "|")
}

// writer is the function that writes what is shown itself, and what it is given.
func (m *maker) writer(shown *parse.PipeNode) (Writer, value) {
	arguments := shown.Cmds[0].Args
	name, ok := arguments[0].(*parse.IdentifierNode)
	if !ok || m.writers[name.Ident] == nil || len(shown.Cmds) != 1 || len(arguments) != 2 {
		return nil, nil
	}
	return m.writers[name.Ident], m.operand(arguments[1])
}

// written lets a value write itself.
func written(by Writer, of value) step {
	return func(r *run, dot reflect.Value) {
		v := of(r, dot)
		if !v.IsValid() || !v.CanInterface() {
			r.lost = true
			return
		}
		if out, ok := by(r.out, v.Interface()); ok {
			r.out = out
		} else {
			r.lost = true
		}
	}
}

var htmlType, urlType, scriptType = reflect.TypeFor[template.HTML](), reflect.TypeFor[template.URL](), reflect.TypeFor[template.JS]()

// writeText writes into the text of an element, where HTML may stand.
func writeText(r *run, v reflect.Value) {
	if v.IsValid() && v.Type() == htmlType {
		r.out = append(r.out, v.String()...)
		return
	}
	r.plain(v)
}

// writeQuoted writes into a quoted attribute or a title.
func writeQuoted(r *run, v reflect.Value) {
	if v.IsValid() && v.Type() == htmlType {
		r.lost = true
		return
	}
	r.plain(v)
}

// plain writes a text or a number that has no way of its own to be written.
func (r *run) plain(v reflect.Value) {
	switch {
	case !v.IsValid() || v.NumMethod() > 0:
		r.lost = true
	case v.Kind() == reflect.String:
		r.out = escape.Text(r.out, v.String())
	case v.CanInt():
		r.out = strconv.AppendInt(r.out, v.Int(), 10)
	default:
		r.lost = true
	}
}

// writeAddress writes the whole of a link.
func writeAddress(r *run, v reflect.Value) { r.link(v, escape.Address) }

// writePart writes into a link that has begun.
func writePart(r *run, v reflect.Value) { r.link(v, escape.Part) }

func (r *run) link(v reflect.Value, write func([]byte, string) []byte) {
	if v.Kind() != reflect.String || v.NumMethod() > 0 || v.Type() == urlType {
		r.lost = true
		return
	}
	r.out = write(r.out, v.String())
}

const scriptOpen, scriptShut = `<script>`, `</script>`

// script has html/template write a value into a script: there is more to it than is worth doing twice.
var script = template.Must(template.New("").Parse(scriptOpen + `{{.}}` + scriptShut))

func writeScript(r *run, v reflect.Value) {
	if !v.IsValid() || !v.CanInterface() {
		r.lost = true
		return
	}
	if v.Type() == scriptType { // stands as it is
		r.out = append(r.out, v.String()...)
		return
	}
	var b bytes.Buffer
	if script.Execute(&b, v.Interface()) != nil {
		r.lost = true
		return
	}
	r.out = append(r.out, b.Bytes()[len(scriptOpen):b.Len()-len(scriptShut)]...)
}
