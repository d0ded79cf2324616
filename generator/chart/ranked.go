package chart

import "math"

// A ranked bar has its name and value on a line of their own, so that a long name costs no room.
const rankedStep = 38

func rankedHeight(c Chart) int { return len(c.Series[0].Points)*rankedStep + 4 }

// drawRanked draws things as lying bars under their names, in the order given.
func drawRanked(p *canvas, c Chart) {
	points := c.Series[0].Points
	p.down(rankedStep/2, rankedStep)
	low, high := 0.0, 0.0
	for _, v := range values(c) {
		low, high = math.Min(low, v), math.Max(high, v)
	}
	if low == high {
		high = 1
	}
	at := func(v float64) float64 { return (v - low) / (high - low) * chartWidth }
	bars := ""
	for i, point := range points {
		if point.Value != nil {
			y := float64(i*rankedStep) + 22
			bars += "M" + num(at(0)) + " " + num(y) + "H" + num(at(*point.Value)) + "v10H" + num(at(0)) + "z"
		} else {
			p.rect(0, float64(i*rankedStep)+22, chartWidth, 10, fill(p.hatch()))
		}
	}
	p.path(bars, fill(sea))
	p.path("M"+num(at(0))+" 0V"+num(float64(rankedHeight(c))), stroke(ink), thin)
	if c.Target != nil {
		p.path("M"+num(at(c.Target.Value))+" 0V"+num(float64(rankedHeight(c))), stroke(ink), `stroke-width="1.5"`, `stroke-dasharray="0 4"`,
			`stroke-linecap="round"`, thin)
	}
	shut := p.group(fill(ink))
	for i, point := range points {
		y := float64(i*rankedStep) + 17
		value := valueWords(c, point.Value)
		room := chartWidth - textWidth(value, largestFont) - 20
		p.text(6, y, fitted(point.Label, room, largestFont))
		p.text(chartWidth, y, value, end, bold)
	}
	shut()
}

// valueWords is a value in a drawing, or the word for its absence.
func valueWords(c Chart, v *float64) string {
	if v == nil {
		return c.say().Word("unknown")
	}
	return c.say().With(c.say().Short(*v), percentOnly(c.Unit))
}
