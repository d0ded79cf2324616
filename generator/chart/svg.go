package chart

import (
	"bytes"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"sync"
)

// chartWidth is the width of every drawing but the sparkline. Narrow enough that text of a readable size fits a telephone.
const chartWidth = 400

// The colours of a drawing: the theme's property, and the light value for a file that stands alone.
const (
	ink    = "var(--ink, #15222e)"
	muted  = "var(--muted, #51606d)"
	rule   = "var(--rule, #d7dee2)"
	edge   = "var(--edge, #74838f)"
	accent = "var(--accent, #9b1557)"
	sea    = "var(--sea, #1f5f8b)"
	sea2   = "var(--sea-2, #8a99a5)"
	paper  = "var(--paper, #fff)"
	onLow  = "var(--on-low, #15222e)"
	onHigh = "var(--on-high, #fff)"
)

// Attributes that several kinds use.
const (
	middle = `text-anchor="middle"`
	end    = `text-anchor="end"`
	bold   = `font-weight="700"`
	// thin keeps a line as thin as it is, however large the drawing is shown.
	thin = `vector-effect="non-scaling-stroke"`
	opt  = `class="opt"`
)

func fill(colour string) string   { return `fill="` + colour + `"` }
func stroke(colour string) string { return `stroke="` + colour + `"` }

// canvas writes one SVG element.
type canvas struct {
	b       bytes.Buffer
	say     speech
	id      string
	open    string // the start tag, not yet closed
	places  string // where the points stand
	hatched bool

	// What a line or bars are made of while they are drawn: most are as long as those before them.
	whole, dashed []byte
	xs, ys        []float64
}

func (p *canvas) place(axis string, first, step float64) {
	var room [48]byte
	b := append(appendNum(append(room[:0], axis...), first), ' ')
	p.places += string(strconv.AppendFloat(b, step, 'f', 2, 64)) + " "
}

// canvases are used again: a page has several drawings, and each is as long as the next.
var canvases = sync.Pool{New: func() any { return new(canvas) }}

// newCanvas begins a drawing. Its description is for drawings beside which no summary stands; whoever hears a page would
// hear the same twice otherwise.
func newCanvas(say speech, id string, width, height int, name, description string) *canvas {
	p := canvases.Get().(*canvas)
	p.say, p.id, p.places, p.hatched = say, id, "", false
	p.b.Reset()
	w, h, labels := strconv.Itoa(width), strconv.Itoa(height), id+"-t"
	if description != "" {
		labels += " " + id + "-d"
	}
	p.open = `<svg viewBox="0 0 ` + w + " " + h + `" width="` + w + `" height="` + h + `" role="img" aria-labelledby="` + labels + `" font-family="system-ui, sans-serif" font-size="12"`
	p.raw(`<title id="` + id + `-t">` + escape(name) + `</title>`)
	if description != "" {
		p.raw(`<desc id="` + id + `-d">` + escape(description) + `</desc>`)
	}
	return p
}

// across says where the first point stands and how far apart they are, for scripts that read a drawing point by point;
// down says the same of rows.
func (p *canvas) across(first, step float64) { p.place("x ", first, step) }
func (p *canvas) down(first, step float64)   { p.place("y ", first, step) }

// close ends the drawing and gives the canvas back.
func (p *canvas) close() string {
	defer canvases.Put(p)
	if p.places != "" {
		p.open += ` data-points="` + strings.TrimSpace(p.places) + `"`
	}
	var whole strings.Builder
	whole.Grow(len(p.open) + p.b.Len() + len("></svg>"))
	whole.WriteString(p.open)
	whole.WriteString(">")
	whole.Write(p.b.Bytes())
	whole.WriteString("</svg>")
	return whole.String()
}

// raw writes texts one after the other, as they are.
func (p *canvas) raw(texts ...string) {
	for _, s := range texts {
		p.b.WriteString(s)
	}
}

// number writes a coordinate after a text.
func (p *canvas) number(before string, v float64) {
	p.b.WriteString(before)
	p.b.Write(appendNum(p.b.AvailableBuffer(), v))
}

// group opens a group with attributes and returns what closes it.
func (p *canvas) group(attributes ...string) func() {
	p.raw("<g")
	p.attributes(attributes)
	p.raw(">")
	return func() { p.raw("</g>") }
}

func (p *canvas) path(d string, attributes ...string) {
	p.raw(`<path d="`, d, `"`)
	p.attributes(attributes)
	p.raw("/>")
}

// way is path for what was written byte by byte.
func (p *canvas) way(d []byte, attributes ...string) {
	p.raw(`<path d="`)
	p.b.Write(d)
	p.raw(`"`)
	p.attributes(attributes)
	p.raw("/>")
}

func (p *canvas) circle(x, y, r float64, attributes ...string) {
	p.number(`<circle cx="`, x)
	p.number(`" cy="`, y)
	p.number(`" r="`, r)
	p.raw(`"`)
	p.attributes(attributes)
	p.raw("/>")
}

func (p *canvas) rect(x, y, w, h float64, attributes ...string) {
	p.path("M"+num(x)+" "+num(y)+"h"+num(w)+"v"+num(h)+"h"+num(-w)+"z", attributes...)
}

func (p *canvas) text(x, y float64, s string, attributes ...string) {
	p.number(`<text x="`, x)
	p.number(`" y="`, y)
	p.raw(`"`)
	p.attributes(attributes)
	p.raw(">", escape(s), "</text>")
}

// halo opens a group whose text stays readable where a line runs behind it.
func (p *canvas) halo(colour string) func() {
	return p.group(fill(colour), stroke(paper), `stroke-width="3"`, `stroke-linejoin="round"`, `paint-order="stroke"`)
}

// hatch returns the fill for what is unknown; the pattern is written where it is first used.
func (p *canvas) hatch() string {
	name := p.id + "-h"
	if !p.hatched {
		p.hatched = true
		p.raw(`<pattern id="` + name + `" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
			`<path d="M0 0v5" stroke="` + edge + `" stroke-width="2"/></pattern>`)
	}
	return "url(#" + name + ")"
}

func (p *canvas) attributes(all []string) {
	for _, a := range all {
		if a != "" {
			p.raw(" ", a)
		}
	}
}

// num writes a coordinate: one decimal is a tenth of a pixel on most screens.
func num(v float64) string { return string(appendNum(nil, v)) }

func appendNum(dst []byte, v float64) []byte {
	tenths := int64(math.Round(v * 10))
	if tenths < 0 {
		dst, tenths = append(dst, '-'), -tenths
	}
	dst = strconv.AppendInt(dst, tenths/10, 10)
	if tenths%10 != 0 {
		dst = append(dst, '.', '0'+byte(tenths%10))
	}
	return dst
}

// escape makes text safe inside an element; characters that XML cannot hold become the replacement character.
func escape(s string) string {
	if !strings.ContainsFunc(s, needsEscape) {
		return s
	}
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(s))
	return quotes.Replace(b.String())
}

// quotes mean nothing inside an element.
var quotes = strings.NewReplacer("&#39;", "'", "&#34;", `"`)

// needsEscape tells what may have to be written otherwise; the plain signs of most labels never do.
func needsEscape(r rune) bool { return r < ' ' || r > '~' || r == '&' || r == '<' || r == '>' }
