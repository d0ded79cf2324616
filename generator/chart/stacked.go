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
	for i, point := range points {
		y := float64(i * stackStep(c))
		sum := total(c.Series, i)
		words := withUnit(short(sum), c.Unit)
		if missing := known(c.Series, i) < len(c.Series); missing && known(c.Series, i) > 0 {
			words = "at least " + words
		} else if missing {
			words = unknown
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
func inBar(s Series, v, unit float64) bool {
	return (s.Fill == "" || s.Fill == FillAllowed) && textWidth(partWords(s, v), largestFont) < v*unit-10
}

func partWords(s Series, v float64) string { return short(v) + " " + s.Name }

// smallParts are the words below a bar: the parts without room inside it, in order, in lines that fit.
func smallParts(c Chart, i int) (lines []string) {
	line := ""
	for _, s := range c.Series {
		if i >= len(s.Points) || s.Points[i].Value == nil || *s.Points[i].Value <= 0 || inBar(s, *s.Points[i].Value, unitOf(c)) {
			continue
		}
		words := partWords(s, *s.Points[i].Value)
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
		if inBar(s, v, unit) {
			p.text(x+5, y+37, partWords(s, v), fill(text))
		}
		x += v * unit
	}
	for k, line := range smallParts(c, i) {
		p.text(0, y+59+float64(k)*19, line, fill(muted))
	}
}

// drawColumns draws one upright stack for each period, with its key in the order of the stack below.
func drawColumns(p *canvas, c Chart) {
	points := longest(c.Series)
	var sums []float64
	for i := range points {
		sums = append(sums, total(c.Series, i))
	}
	s := newScale(sums, c.Unit, plotBottom, plotTop)
	left := leftOf(s)
	step := (chartWidth - left) / float64(len(points))
	x := func(i int) float64 { return left + (float64(i)+.5)*step }
	room := &placer{bounds: box{0, 2, chartWidth, plotBottom}}
	upright(p, s, c.Unit, room)
	timeAxis(p, points, x, step, plotBottom+17, true)
	width := math.Min(step*.76, 40)
	base := make([]float64, len(points))
	for k, part := range c.Series {
		ground, _ := partFill(p, c, k)
		solid, open := "", ""
		for i, point := range part.Points {
			if point.Value == nil || *point.Value <= 0 {
				continue
			}
			from, to := s.at(base[i]), s.at(base[i]+*point.Value)
			base[i] += *point.Value
			d := "M" + num(x(i)-width/2) + " " + num(from) + "V" + num(to) + "h" + num(width) + "V" + num(from) + "z"
			if point.Unfinished {
				open += d
			} else {
				solid += d
			}
		}
		if solid != "" {
			p.path(solid, fill(ground), stroke(edge), `stroke-width=".5"`)
		}
		if open != "" {
			p.path(open, fill(ground), `fill-opacity=".35"`, stroke(ink), `stroke-dasharray="3 3"`, thin)
		}
	}
	blank := make([]Point, len(points))
	for i := range points {
		blank[i] = points[i]
		blank[i].Value = nil
		if known(c.Series, i) > 0 {
			blank[i].Value = &base[i]
		}
	}
	if words := unknownWords(unknownBars(p, blank, x, step), plotBottom-14, false, room); len(words) > 0 {
		p.words(words, muted)
	}
	columnKey(p, c)
}

// columnKey names the parts, two in a row, in the order in which they are stacked.
func columnKey(p *canvas, c Chart) {
	top := float64(lineHeight(c)) + 8
	for k, s := range c.Series {
		x, y := float64(k%2)*200, top+float64(k/2)*22
		ground, _ := partFill(p, c, k)
		p.rect(x, y, 14, 14, fill(ground), stroke(edge), `stroke-width=".5"`)
		p.text(x+20, y+12.5, fitted(s.Name, 176, largestFont), fill(ink))
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
