package chart

import (
	"math"
	"slices"
)

// lineMarks marks the ends of lines: the last whole point in the accent, the unfinished one open.
func lineMarks(p *canvas, c Chart, x func(int) float64, s scale) {
	for i, line := range c.Series {
		whole, open := lastPoints(line.Points)
		if open >= 0 {
			p.circle(x(open), s.at(*line.Points[open].Value), 3, fill(paper), stroke(lineStrokes[i%len(lineStrokes)]), `stroke-width="1.5"`)
		}
		if whole >= 0 {
			p.circle(x(whole), s.at(*line.Points[whole].Value), 3.5, fill(accent))
		}
	}
}

// lineWords writes the labels of a line chart, in the arrangement that hides least: the gaps' word low, high, or where the
// other labels leave room.
func (p *canvas) lineWords(c Chart, x func(int) float64, s scale, room *placer, holes []gap, left float64) {
	var best, bestHoles []word
	least, orders := math.Inf(1), 3
	if len(holes) == 0 {
		orders = 1 // all are the same
	}
	for order := range orders {
		try := &placer{taken: slices.Clone(room.taken), lines: room.lines, bounds: room.bounds}
		var gapWords []word
		if order < 2 {
			gapWords = c.unknownWords(holes, plotBottom-4, order == 1, try)
		}
		words := endLabels(c, x, s, try)
		words = append(words, targetLabel(c, s, try, left)...)
		if order == 2 {
			gapWords = c.unknownWords(holes, plotBottom-4, false, try)
		}
		if try.cost < least-1e-9 {
			best, bestHoles, least = words, gapWords, try.cost
		}
	}
	if len(bestHoles) > 0 {
		p.words(bestHoles, muted)
	}
	p.words(best, ink)
}

// endLabels writes what the last whole point of each line stands at, and the unfinished one of a single line.
func endLabels(c Chart, x func(int) float64, s scale, room *placer) (words []word) {
	ends := lineEnds(c, x, s)
	for i, e := range ends {
		var others []box
		for k, o := range ends {
			if k != i {
				others = append(others, box{o.x - 9, o.y - 9, o.x + 9, o.y + 9})
			}
		}
		right, base := room.mark(e.x, e.y, e.text, largestFont, others)
		words = append(words, word{right, base, e.text, e.attributes})
	}
	return words
}

// lineEnds are the marks at the ends of lines, with their words.
func lineEnds(c Chart, x func(int) float64, s scale) (ends []word) {
	unit := percentOnly(c.Unit)
	for _, line := range c.Series {
		whole, open := lastPoints(line.Points)
		if whole >= 0 {
			text := c.say().With(c.say().Short(*line.Points[whole].Value), unit)
			switch {
			case len(c.Series) > 1:
				text = fitted(line.Name, 220, largestFont) + " " + text
			case periodOf(line.Points[whole].Label).word != "":
				text = c.say().Text("chart.at_mark", text, c.say().brief(line.Points[whole].Label))
			}
			ends = append(ends, word{x(whole), s.at(*line.Points[whole].Value), text, []string{end, bold}})
		}
		if open >= 0 && len(c.Series) == 1 {
			text := c.say().Text("chart.so_far", c.say().With(c.say().Short(*line.Points[open].Value), unit))
			ends = append(ends, word{x(open), s.at(*line.Points[open].Value), text, []string{end}})
		}
	}
	return ends
}

// lastPoints returns the places of the last whole point with a value and of an unfinished one after it; -1 where missing.
func lastPoints(points []Point) (whole, open int) {
	whole, open = -1, -1
	for i, p := range points {
		switch {
		case p.Value == nil:
		case p.Unfinished:
			open = i
		default:
			whole = i
		}
	}
	return whole, open
}

// longest returns the points of the series that has most: those that label the axis.
func longest(series []Series) []Point {
	var points []Point
	for _, s := range series {
		if len(s.Points) > len(points) {
			points = s.Points
		}
	}
	return points
}
