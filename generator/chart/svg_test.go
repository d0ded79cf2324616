package chart

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// element is a start tag with the text in it.
type element struct {
	name string
	attr map[string]string
	text string
	// anchor and group attributes are inherited from the groups around.
	anchor string
}

// elements parses a drawing; it fails where that is not well-formed.
func elements(t *testing.T, svg string) (all []element) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	d.Strict = true
	anchors := []string{"start"}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attr: map[string]string{}, anchor: anchors[len(anchors)-1]}
			for _, a := range token.Attr {
				if _, twice := e.attr[a.Name.Local]; twice {
					t.Errorf("%s has two of %s\n%s", e.name, a.Name.Local, svg)
				}
				e.attr[a.Name.Local] = a.Value
			}
			if a := e.attr["text-anchor"]; a != "" {
				e.anchor = a
			}
			anchors = append(anchors, e.anchor)
			all = append(all, e)
		case xml.EndElement:
			anchors = anchors[:len(anchors)-1]
		case xml.CharData:
			all[len(all)-1].text += string(token)
		}
	}
}

// TestDrawingsKeepTheirPromises holds for every kind: named, described, ids of their own, no style, no script, themed colours.
func TestDrawingsKeepTheirPromises(t *testing.T) {
	colour := regexp.MustCompile(`^(none|var\(--[a-z0-9-]+, #[0-9a-f]{3,6}\)|url\(#[a-z-]+-h\))$`)
	for name, c := range gallery() {
		t.Run(name, func(t *testing.T) {
			f := drawn(c)
			all := elements(t, f.SVG)
			root := all[0]
			labels := c.ID + "-t"
			if c.Kind == Sparkline { // nothing else beside it says what it shows
				labels += " " + c.ID + "-d"
				if all[2].name != "desc" || all[2].text != f.Summary {
					t.Errorf("described as %q", all[2].text)
				}
			}
			if root.attr["role"] != "img" || root.attr["aria-labelledby"] != labels || all[1].name != "title" || all[1].text == "" {
				t.Errorf("%v, named %q", root.attr, all[1].text)
			}
			for _, e := range all {
				if id := e.attr["id"]; id != "" && !strings.HasPrefix(id, c.ID+"-") {
					t.Errorf("the id %q is not the drawing's own", id)
				}
				if e.attr["style"] != "" || e.name == "style" || e.name == "script" || e.attr["class"] != "" && e.attr["class"] != "opt" {
					t.Errorf("%s with %v", e.name, e.attr)
				}
				for _, a := range []string{"fill", "stroke"} {
					if v, found := e.attr[a]; found && !colour.MatchString(v) {
						t.Errorf("%s=%q is no colour of the theme", a, v)
					}
				}
				for _, a := range []string{"d", "x", "y", "data-points"} {
					if strings.Contains(e.attr[a], "NaN") || strings.Contains(e.attr[a], "Inf") {
						t.Errorf("%s=%q", a, e.attr[a])
					}
				}
			}
		})
	}
}

func TestALineOfTwoYearsIsSmall(t *testing.T) {
	for _, name := range []string{"line", "line-falling"} {
		if n := len(drawn(gallery()[name]).SVG); n > 3*1024 {
			t.Errorf("%s has %d bytes", name, n)
		}
	}
}

// TestPointsStandWhereTheDrawingSays holds the places that scripts are told against the marks: the accent is the last whole point.
func TestPointsStandWhereTheDrawingSays(t *testing.T) {
	for name, last := range map[string]int{"line": 23, "bars": 11, "area": 11, "line-one": 0} {
		all := elements(t, drawn(gallery()[name]).SVG)
		var axis string
		var first, step float64
		if _, err := fmt.Sscan(all[0].attr["data-points"], &axis, &first, &step); err != nil || axis != "x" {
			t.Fatalf("%s: %q, %v", name, all[0].attr["data-points"], err)
		}
		at := math.NaN()
		for _, e := range all {
			if e.attr["fill"] == accent && e.name == "circle" {
				at = number(e.attr["cx"])
			} else if e.attr["fill"] == accent {
				var left, width float64
				fmt.Sscanf(e.attr["d"], "M%f", &left)
				fmt.Sscanf(e.attr["d"][strings.IndexByte(e.attr["d"], 'h'):], "h%f", &width)
				at = left + width/2
			}
		}
		if want := first + float64(last)*step; !(math.Abs(at-want) < .4) {
			t.Errorf("%s: the last whole point stands at %v, not at %v", name, at, want)
		}
	}
}

// TestTextIsEscaped puts what could break out of an element into every text.
func TestTextIsEscaped(t *testing.T) {
	evil := `</text><script>alert("x")</script>&amp;` + "\x00\x1b" + `'"`
	for _, kind := range Kinds() {
		c := Chart{ID: "evil", Kind: kind, Title: evil, Subject: evil, Measure: evil, Unit: evil, Target: &Target{Value: 2, Label: evil},
			Series: []Series{{Name: evil, Points: []Point{{Label: evil, Value: float(3)}, {Label: evil}}}, {Name: evil, Points: []Point{{Label: evil, Value: float(3)}}}}}
		for _, e := range elements(t, drawn(c).SVG) {
			if e.name == "script" {
				t.Errorf("%s lets a script in", kind)
			}
		}
	}
}

// TestLabelsKeepClear checks, at the size of a telephone, that no label covers another and none leaves the drawing.
func TestLabelsKeepClear(t *testing.T) {
	for name, c := range gallery() {
		t.Run(name, func(t *testing.T) { keepClear(t, c) })
	}
}

// TestLabelsOfATreemapStayInTheirTiles looks at the largest font: what has no room at it is an extra for wide screens.
func TestLabelsOfATreemapStayInTheirTiles(t *testing.T) {
	var tiles []box
	for _, e := range elements(t, drawn(gallery()["treemap-small"]).SVG) {
		switch {
		case e.name == "path":
			var x, y, w, h float64
			if _, err := fmt.Sscanf(e.attr["d"], "M%f %fh%fv%f", &x, &y, &w, &h); err == nil {
				tiles = append(tiles, box{x, y, x + w, y + h})
			}
		case e.name == "text" && e.attr["class"] != "opt":
			b, in := boxOf(e), false
			for _, tile := range tiles {
				in = in || b.left >= tile.left && b.right <= tile.right+4 && b.top >= tile.top-2
			}
			if !in {
				t.Errorf("%q stands in no tile: %v", e.text, b)
			}
		}
	}
	if len(tiles) == 0 {
		t.Error("no tiles")
	}
}

// TestLabelsOfAnySeriesKeepClear does the same for lines and bars of all lengths and sizes.
func TestLabelsOfAnySeriesKeepClear(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 400 {
		n := 1 + r.IntN(40)
		size := math.Pow(10, float64(r.IntN(6)))
		values := make([]float64, n)
		for k := range values {
			values[k] = math.Round(r.Float64() * size)
			if r.IntN(8) == 0 {
				values[k] = hole
			}
		}
		c := Chart{ID: "any", Kind: []Kind{Line, Area, Bars}[i%3], Subject: "Any", Unit: "commits", Series: []Series{months("", 2023, 1+r.IntN(12), values...)}}
		if r.IntN(2) == 0 {
			soFar(c.Series[0])
		}
		keepClear(t, c)
	}
}

// TestLabelsOfAnyThingsKeepClear does the same for the kinds that show parts and things.
func TestLabelsOfAnyThingsKeepClear(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 300 {
		size := math.Pow(10, float64(r.IntN(6)))
		random := func() float64 { return math.Round(r.Float64() * size) }
		c := Chart{ID: "any", Kind: []Kind{Stacked, HeatMap, Gauge, Treemap, Dots, Ranked, Stacked}[i%7], Subject: "Any", Unit: []string{"commits", "%"}[r.IntN(2)],
			Target: &Target{Value: random()}}
		rows, columns := 1+r.IntN(5), 1+r.IntN(30)
		for row := range rows {
			s := Series{Name: strings.Repeat("name ", 1+r.IntN(5)) + strconv.Itoa(row)}
			for k := range columns {
				label := fmt.Sprintf("%04d-%02d", 2024+k/12, k%12+1)
				if i%7 > 2 {
					label = fmt.Sprintf("thing-%d-%s", k, strings.Repeat("x", r.IntN(40)))
				}
				p := point(label, random())
				if r.IntN(9) == 0 {
					p.Value = nil
				}
				s.Points = append(s.Points, p)
			}
			c.Series = append(c.Series, s)
		}
		keepClear(t, c)
	}
}

func keepClear(t *testing.T, c Chart) {
	t.Helper()
	f := drawn(c)
	if f.Kind == Sparkline {
		return
	}
	type placed struct {
		box
		text string
	}
	var texts []placed
	for _, e := range elements(t, f.SVG) {
		if e.name != "text" || e.attr["class"] == "opt" {
			continue
		}
		b := boxOf(e)
		for _, other := range texts {
			// Estimated widths are generous; a sliver is no collision.
			if b.overlap(other.box) > 24 {
				t.Errorf("%q covers %q\n%s", e.text, other.text, f.SVG)
			}
		}
		if b.left < -3 || b.right > chartWidth+3 || b.top < -2 || b.bottom > f_(f.Height)+4 {
			t.Errorf("%q leaves the drawing: %v\n%s", e.text, b, f.SVG)
		}
		texts = append(texts, placed{b, e.text})
	}
}

func f_(n int) float64 { return float64(n) }

var turned = regexp.MustCompile(`^translate\(([-0-9.]+) ([-0-9.]+)\)rotate\(-90\)$`)

// boxOf is the room that a text takes at the largest font.
func boxOf(e element) box {
	width := textWidth(e.text, largestFont)
	if m := turned.FindStringSubmatch(e.attr["transform"]); m != nil {
		x, y := number(m[1]), number(m[2])
		return box{x - largestFont*.75, y - width, x + largestFont*.2, y}
	}
	x, y := number(e.attr["x"]), number(e.attr["y"])
	left := map[string]float64{"start": x, "middle": x - width/2, "end": x - width}[e.anchor]
	return box{left, y - largestFont*.75, left + width, y + largestFont*.2}
}

func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(fmt.Sprintf("%q is no number", s))
	}
	return v
}

func TestEscapeKeepsPlainWords(t *testing.T) {
	for in, want := range map[string]string{
		"October 2026": "October 2026", `it's "so"`: `it's "so"`, "a<b>&c": "a&lt;b&gt;&amp;c", "&#39;": "&amp;#39;", "a\x00b": "a\uFFFDb",
		"\u00e4\u2028": "\u00e4\u2028", "\xff": "\uFFFD", "a\tb": "a&#x9;b",
	} {
		if got := escape(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
