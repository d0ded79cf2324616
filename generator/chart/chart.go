// Package chart turns numbers into drawings that can be read, quoted and checked.
//
// Two nouns matter. A [Chart] is what is to be shown: series of points, each with a value or without one, and the words
// around them. A [Figure] is what comes out: an SVG, a title that states the finding, one sentence that says what the
// drawing shows, and a table of the same numbers. [Draw] turns the one into the other; it is pure, and the same chart
// gives the same bytes.
//
// What every drawing keeps to:
//   - A value that is not known is nil: a gap with the word "unknown", never a zero.
//   - Scales start at zero. The unfinished period is dashed or open, labelled "so far", and is in no total.
//   - Marks are labelled themselves. The accent colour marks the last whole point and nothing else.
//   - Colours are attributes with the theme's properties and a fallback, so a saved file looks right too.
//   - A drawing is 400 units wide. A theme sets the size of its text by the width of the container, so that it stays
//     readable: at most 18 units, for which all labels have room but those of class "opt". Those have room at 12 units,
//     and have to be hidden wherever the text is larger.
//   - Sparklines are 168 units wide and hold no text; they have neither title nor table.
package chart

import (
	"math"
	"slices"

	"portolan/generator/words"
)

// Kind is the form of a drawing.
type Kind string

// The kinds of drawings.
const (
	Line      Kind = "line"      // how something changes; one or a few series over time
	Area      Kind = "area"      // a line with its ground filled: one series that is a quantity
	Bars      Kind = "bars"      // counts by period; upright
	Ranked    Kind = "ranked"    // things by size, with long names; lying
	Stacked   Kind = "stacked"   // parts of a whole, by period (upright) or by thing (lying)
	HeatMap   Kind = "heat"      // many things over many periods; series are the rows
	Sparkline Kind = "sparkline" // a line without words, beside a figure
	Gauge     Kind = "gauge"     // how far something is from its baseline to its target
	Treemap   Kind = "treemap"   // many parts of one whole
	Dots      Kind = "dots"      // how a value is spread over many things
)

// Kinds returns every kind, in the order of their documentation.
func Kinds() []Kind {
	return []Kind{Line, Area, Bars, Ranked, Stacked, HeatMap, Sparkline, Gauge, Treemap, Dots}
}

// Point is one value of a series.
type Point struct {
	// Label names the point: a period ("2026-10", "2026-Q4", "2026", "2026-11-22") or a thing ("anvil"). Required.
	Label string
	// Value is nil where unknown.
	Value *float64
	// Unfinished marks a period that still runs.
	Unfinished bool
	// Note is said of the point in the table: "from 37 of 40 projects". Optional.
	Note string
}

// Series is a row of points under one name.
type Series struct {
	// Name labels the series in the drawing and heads its column. Required where there are several.
	Name   string
	Points []Point
	// Fill is the colour of a stacked part; empty: the next of the chart's own.
	Fill Fill
}

// Fill names a colour of the theme by its meaning.
type Fill string

// The fills of the verdict ladder and of other things.
const (
	FillAllowed     Fill = "allowed"
	FillConditional Fill = "conditional"
	FillReview      Fill = "review"
	FillUnknown     Fill = "unknown" // hatched, so that it is told from the rest without colour
	FillForbidden   Fill = "forbidden"
)

// Target is a value to reach or keep.
type Target struct {
	Value float64
	// Label stands at the target's line; empty: "target".
	Label string
}

// Chart is what is to be drawn.
type Chart struct {
	// ID is unique in the page: letters, digits and dashes. It begins every id in the drawing. Required.
	ID   string
	Kind Kind
	// Words say it in the language of its readers. Required.
	Words *words.Words
	// Title is the finding, as a sentence; empty: computed from the numbers.
	Title string
	// Subject is what is counted, as a title would begin: "Commits". It begins a computed title and the drawing's name.
	Subject string
	// Measure says what is counted and by which period: "Commits on default branches, by month".
	Measure string
	// Unit is what one of it is: "commits", "hours", "%". Optional.
	Unit string
	// Adds is true where the points of a series may be summed: commits do, open issues do not.
	Adds   bool
	Series []Series
	// Cut is how many more things there are that have less and are not drawn.
	Cut int
	// Target is drawn as a dotted line. Optional; required for a gauge.
	Target *Target
	// Baseline is where a gauge starts; nil: zero.
	Baseline *float64
	// LowerIsBetter turns the words on the target round.
	LowerIsBetter bool
	// Notes are said under the drawing; Draw adds the key of a heat map.
	Notes []string
	// Source says who said so and when, as one line.
	Source string
}

// Figure is a drawing with everything that a page and a screen reader need.
type Figure struct {
	ID   string
	Kind Kind
	// SVG is a whole element, safe to put into a page as it is.
	SVG string
	// Width and Height are those of the drawing in its own units.
	Width, Height int
	Title         string
	Measure       string
	// Summary is one or a few sentences computed from the numbers.
	Summary string
	// Alt is title and summary, for a feed or a mail that shows no drawing.
	Alt    string
	Table  Table
	Notes  []string
	Source string
	// Empty is true where no value at all is known.
	Empty bool
}

// drawing is a kind at work: it draws on a canvas of the size it asks for.
type drawing struct {
	height int
	draw   func(*canvas, Chart)
}

// largest is the size past which a value is no figure of anything; smallest is the size below which it is drawn as zero.
const (
	largest  = 1e15
	smallest = 1e-9
)

// drawable is a chart with the values that can be drawn: what is no number, or larger than any figure, is unknown.
func drawable(c Chart) Chart {
	series := c.Series
	for i, s := range c.Series {
		if !slices.ContainsFunc(s.Points, func(p Point) bool { return drawableValue(p.Value) != p.Value }) {
			continue
		}
		if &series[0] == &c.Series[0] {
			series = slices.Clone(c.Series)
		}
		series[i].Points = slices.Clone(s.Points)
		for k, p := range s.Points {
			series[i].Points[k].Value = drawableValue(p.Value)
		}
	}
	c.Series, c.Baseline = series, drawableValue(c.Baseline)
	if c.Target != nil && drawableValue(&c.Target.Value) == nil {
		c.Target = nil
	}
	return c
}

func drawableValue(v *float64) *float64 {
	if v == nil || math.IsNaN(*v) || math.Abs(*v) > largest {
		return nil
	}
	if *v != 0 && math.Abs(*v) < smallest {
		return new(float64)
	}
	return v
}

// Draw draws a chart. An unknown kind is drawn as a line.
func Draw(c Chart) Figure {
	c = drawable(c)
	width := chartWidth
	if c.Kind == Sparkline {
		width = sparkWidth
	}
	d := drawingOf(c)
	f := Figure{
		ID: c.ID, Kind: c.Kind, Width: width, Height: d.height, Measure: c.Measure, Summary: summaryOf(c),
		Notes: append([]string(nil), c.Notes...), Source: c.Source, Empty: isEmpty(c),
	}
	description := f.Summary
	if c.Kind != Sparkline {
		f.Title, f.Table, description = titleOf(c), tableOf(c), ""
		f.Alt = f.Title + ". " + f.Summary
	}
	if key := heatKey(c); key != "" {
		f.Notes = append(f.Notes, key)
	}
	paper := newCanvas(c.say(), c.ID, width, d.height, nameOf(c), description)
	d.draw(paper, c)
	f.SVG = paper.close()
	return f
}

func drawingOf(c Chart) drawing {
	if isEmpty(c) && c.Kind != Sparkline {
		return drawing{height: 90, draw: drawNothing}
	}
	switch c.Kind {
	case Bars:
		return drawing{height: lineHeight(c), draw: drawBars}
	case Ranked:
		return drawing{height: rankedHeight(c), draw: drawRanked}
	case Stacked:
		return drawing{height: stackedHeight(c), draw: drawStacked}
	case HeatMap:
		return drawing{height: heatHeight(c), draw: drawHeat}
	case Sparkline:
		return drawing{height: sparkHeight, draw: drawSparkline}
	case Gauge:
		return drawing{height: gaugeHeight, draw: drawGauge}
	case Treemap:
		return drawing{height: treemapHeight, draw: drawTreemap}
	case Dots:
		return drawing{height: dotsHeight, draw: drawDots}
	}
	return drawing{height: lineHeight(c), draw: drawLine}
}

// drawNothing says that there is nothing to draw, so that nobody takes an empty frame for zero.
func drawNothing(p *canvas, c Chart) {
	p.path("M0 1H400M0 89H400", stroke(rule), `stroke-dasharray="2 3"`)
	p.text(200, 52, p.say.Word("unknown"), middle, fill(muted))
}

func isEmpty(c Chart) bool {
	for _, s := range c.Series {
		for _, p := range s.Points {
			if p.Value != nil {
				return false
			}
		}
	}
	return true
}
