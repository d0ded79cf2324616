package chart

import "math"

// drawColumns draws one upright stack for each period, with its key in the order of the stack below.
func drawColumns(p *canvas, c Chart) {
	points := longest(c.Series)
	stacks := stackedPoints(c)
	s := newScale(values(Chart{Series: []Series{{Points: stacks}}}), c.Unit, plotBottom, plotTop)
	left := leftOf(c.say(), s)
	step := (chartWidth - left) / float64(len(points))
	x := func(i int) float64 { return left + (float64(i)+.5)*step }
	room := newPlacer()
	defer placers.Put(room)
	p.across(x(0), step)
	upright(p, s, c.Unit, room)
	timeAxis(p, points, x, step, plotBottom+17, true)
	base := make([]float64, len(points))
	for k := range c.Series {
		ground, _ := partFill(p, c, k)
		drawPart(p, c.Series[k].Points, base, s, x, math.Min(step*.76, 40), ground)
	}
	partlyKnown(p, c, base, s, x, math.Min(step*.76, 40))
	if words := c.unknownWords(unknownBars(p, stacks, x, step), plotBottom-14, false, room); len(words) > 0 {
		p.words(words, muted)
	}
	columnKey(p, c)
}

// stackedPoints are the sums of what is known at each place; unknown where no part is.
func stackedPoints(c Chart) []Point {
	points := make([]Point, len(longest(c.Series)))
	for i, point := range longest(c.Series) {
		points[i] = Point{Label: point.Label, Unfinished: point.Unfinished}
		if known(c.Series, i) > 0 {
			sum := total(c.Series, i)
			points[i].Value = &sum
		}
	}
	return points
}

// partlyKnown hatches the tops of stacks of which a part is unknown: they reach at least so high.
func partlyKnown(p *canvas, c Chart, base []float64, s scale, x func(int) float64, width float64) {
	for i, sum := range base {
		if n := known(c.Series, i); n > 0 && n < len(c.Series) {
			p.rect(x(i)-width/2, s.at(sum)-8, width, 8, fill(p.hatch()))
		}
	}
}

// drawPart draws one part of all stacks upon what lies below, and raises that.
func drawPart(p *canvas, points []Point, base []float64, s scale, x func(int) float64, width float64, ground string) {
	solid, open := "", ""
	for i, point := range points {
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
