package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
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
	id      string
	open    string // the start tag, not yet closed
	places  string // where the points stand
	hatched bool
}

// newCanvas begins a drawing. Its description is for drawings beside which no summary stands; whoever hears a page would
// hear the same twice otherwise.
func newCanvas(id string, width, height int, name, description string) *canvas {
	p := &canvas{id: id}
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
func (p *canvas) across(first, step float64) { p.places += fmt.Sprintf("x %s %.2f ", num(first), step) }
func (p *canvas) down(first, step float64)   { p.places += fmt.Sprintf("y %s %.2f ", num(first), step) }

func (p *canvas) close() []byte {
	if p.places != "" {
		p.open += ` data-points="` + strings.TrimSpace(p.places) + `"`
	}
	return []byte(p.open + ">" + p.b.String() + "</svg>")
}

func (p *canvas) raw(s string) { p.b.WriteString(s) }

// group opens a group with attributes and returns what closes it.
func (p *canvas) group(attributes ...string) func() {
	p.raw("<g" + joined(attributes) + ">")
	return func() { p.raw("</g>") }
}

func (p *canvas) path(d string, attributes ...string) {
	p.raw(`<path d="` + d + `"` + joined(attributes) + "/>")
}

func (p *canvas) circle(x, y, r float64, attributes ...string) {
	p.raw(`<circle cx="` + num(x) + `" cy="` + num(y) + `" r="` + num(r) + `"` + joined(attributes) + "/>")
}

func (p *canvas) rect(x, y, w, h float64, attributes ...string) {
	p.path("M"+num(x)+" "+num(y)+"h"+num(w)+"v"+num(h)+"h"+num(-w)+"z", attributes...)
}

func (p *canvas) text(x, y float64, s string, attributes ...string) {
	p.raw(`<text x="` + num(x) + `" y="` + num(y) + `"` + joined(attributes) + ">" + escape(s) + "</text>")
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

func joined(attributes []string) string {
	var b strings.Builder
	for _, a := range attributes {
		if a != "" {
			b.WriteString(" " + a)
		}
	}
	return b.String()
}

// num writes a coordinate: one decimal is a tenth of a pixel on most screens.
func num(v float64) string {
	v = math.Round(v*10) / 10
	if v == 0 {
		return "0"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
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
