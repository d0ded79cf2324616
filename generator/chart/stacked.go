package chart

import (
	"math"
	"strings"
)

// stackFills are the colours of parts without a meaning of their own, in order, with the ink that can be read on each in
// light and dark.
var stackFills = []struct{ ground, text string }{
	{sea, paper},
	{"var(--heat-3, #8ab6d6)", onLow},
	{muted, paper},
	{"var(--heat-1, #e4eef5)", onLow},
}

// verdictFills are the theme's own. Only on the first can words be read in light and dark.
var verdictFills = map[Fill]string{
	FillAllowed:     "var(--allowed-fill, #a9d3c8)",
	FillConditional: "var(--conditional-fill, #4d8fc0)",
	FillReview:      "var(--review-fill, #bd8713)",
	FillForbidden:   "var(--forbidden-fill, #8f1d14)",
}

// partFill is the ground of a part and the ink on it.
func partFill(p *canvas, c Chart, i int) (ground, text string) {
	if c.Series[i].Fill == FillUnknown {
		return p.hatch(), ink
	}
	if f, known := verdictFills[c.Series[i].Fill]; known {
		return f, ink
	}
	f := stackFills[i%len(stackFills)]
	return f.ground, f.text
}

// lying says whether a stack is drawn by things rather than by periods.
func lying(c Chart) bool { return periodWord(c) == "" }

func stackedHeight(c Chart) int {
	if lying(c) {
		return len(longest(c.Series)) * stackStep(c)
	}
	return lineHeight(c) + 6 + 22*((len(c.Series)+1)/2)
}

func drawStacked(p *canvas, c Chart) {
	if lying(c) {
		drawComposition(p, c)
		return
	}
	drawColumns(p, c)
}

// drawComposition draws one lying bar for each thing: its name and total above, its small parts in words below.
func drawComposition(p *canvas, c Chart) {
	points := longest(c.Series)
	p.down(float64(stackStep(c))/2, float64(stackStep(c)))
	for i, point := range points {
		y := float64(i * stackStep(c))
		sum := total(c.Series, i)
		words := c.say().With(c.say().Short(sum), c.Unit)
		if missing := known(c.Series, i) < len(c.Series); missing && known(c.Series, i) > 0 {
			words = c.say().Text("chart.at_least", words)
		} else if missing {
			words = c.say().Word("unknown")
		}
		shut := p.group(fill(ink))
		p.text(0, y+16, fitted(point.Label, chartWidth-textWidth(words, largestFont)-12, largestFont), bold)
		p.text(chartWidth, y+16, words, end)
		shut()
		composition(p, c, i, y, unitOf(c))
	}
}

// unitOf is the width of one in a lying stack: the longest fills the drawing.
func unitOf(c Chart) float64 {
	most := 0.0
	for i := range longest(c.Series) {
		most = math.Max(most, total(c.Series, i))
	}
	return chartWidth / math.Max(most, 1e-9)
}

// inBar says whether the part of a thing has room for its words inside the bar, and a ground on which they can be read.
func inBar(c Chart, s Series, v, unit float64) bool {
	return (s.Fill == "" || s.Fill == FillAllowed) && textWidth(partWords(c, s, v), largestFont) < v*unit-10
}

func partWords(c Chart, s Series, v float64) string { return c.say().Short(v) + " " + s.Name }

// smallParts are the words below a bar: the parts without room inside it, in order, in lines that fit.
func smallParts(c Chart, i int) (lines []string) {
	line := ""
	for _, s := range c.Series {
		if i >= len(s.Points) || s.Points[i].Value == nil || *s.Points[i].Value <= 0 || inBar(c, s, *s.Points[i].Value, unitOf(c)) {
			continue
		}
		words := partWords(c, s, *s.Points[i].Value)
		if line != "" && textWidth(line+", "+words+",", largestFont) > chartWidth {
			lines = append(lines, line+",")
			line = words
		} else {
			line = strings.TrimPrefix(line+", "+words, ", ")
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// stackStep is the height of one thing: its name, its bar, and as many lines of small parts as the one with most needs.
func stackStep(c Chart) int {
	most := 0
	for i := range longest(c.Series) {
		most = max(most, len(smallParts(c, i)))
	}
	return 50 + 19*most
}

// composition draws the parts of one thing and names the ones that are too small to hold their figure.
func composition(p *canvas, c Chart, i int, y, unit float64) {
	if known(c.Series, i) == 0 {
		p.rect(0, y+22, chartWidth, 20, fill(p.hatch()))
		return
	}
	x := 0.0
	for k, s := range c.Series {
		if i >= len(s.Points) || s.Points[i].Value == nil || *s.Points[i].Value <= 0 {
			continue
		}
		v := *s.Points[i].Value
		ground, text := partFill(p, c, k)
		p.rect(x, y+22, math.Max(v*unit-1, .5), 20, fill(ground), stroke(edge), `stroke-width=".5"`)
		if inBar(c, s, v, unit) {
			p.text(x+5, y+37, partWords(c, s, v), fill(text))
		}
		x += v * unit
	}
	for k, line := range smallParts(c, i) {
		p.text(0, y+59+float64(k)*19, line, fill(muted))
	}
}

// total sums the known parts at a place.
func total(series []Series, i int) (sum float64) {
	for _, s := range series {
		if i < len(s.Points) && s.Points[i].Value != nil {
			sum += *s.Points[i].Value
		}
	}
	return sum
}
