package generator

import (
	"bytes"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"portolan/generator/publish"
)

// Some files grow with the site: lists of all pages, all files, all components. They are written piece by piece, and never
// held as a whole.

// streamer is a sink that takes such files. What is handed to it must write the same when it is called again.
type streamer interface {
	Stream(name string, write func(io.Writer) error) (publish.File, error)
}

// stream is put for a file that grows with the site.
func (e *edition) stream(name string, write func(io.Writer) error) error {
	out, able := e.out.(streamer)
	if !able {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return err
		}
		return e.put(name, b.Bytes())
	}
	whole, within := e.nameOf(name)
	if !e.mayPut(within) {
		return nil
	}
	file, err := out.Stream(whole, write)
	e.portal.clock.made(file.Bytes)
	return err
}

// jsonOptions are how all our JSON is written.
var jsonOptions = json.JoinOptions(json.Deterministic(true), json.FormatNilMapAsNull(true), jsontext.EscapeForHTML(false))

// streamJSON is putJSON for a file that grows with the site.
func (e *edition) streamJSON(name string, write func(*jsonWriter)) error {
	return e.stream(name, func(to io.Writer) error {
		// Names are looked after by us: the encoder would remember every one of them.
		w := &jsonWriter{to: jsontext.NewEncoder(to, jsonOptions, jsontext.AllowDuplicateNames(true))}
		write(w)
		return w.err
	})
}

// jsonWriter writes JSON and remembers the first fault.
type jsonWriter struct {
	to  *jsontext.Encoder
	err error
}

func (w *jsonWriter) token(t jsontext.Token) {
	if w.err == nil {
		w.err = w.to.WriteToken(t)
	}
}

func (w *jsonWriter) value(v any) {
	if w.err == nil {
		w.err = json.MarshalEncode(w.to, v, jsonOptions)
	}
}

func (w *jsonWriter) member(name string, v any) {
	w.token(jsontext.String(name))
	w.value(v)
}

// object writes an object whose members the function writes, list a list.
func (w *jsonWriter) object(members func()) {
	w.token(jsontext.BeginObject)
	members()
	w.token(jsontext.EndObject)
}

func (w *jsonWriter) list(members func()) {
	w.token(jsontext.BeginArray)
	members()
	w.token(jsontext.EndArray)
}
