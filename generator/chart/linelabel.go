package chart

// lineLabels marks and names the ends of lines: the last whole point in the accent, the unfinished one open.
func lineLabels(p *canvas, c Chart, x func(int) float64, s scale, room *placer) {
	for i, line := range c.Series {
		whole, open := lastPoints(line.Points)
		if open >= 0 {
			p.circle(x(open), s.at(*line.Points[open].Value), 3, fill(paper), stroke(lineStrokes[i%len(lineStrokes)]), `stroke-width="1.5"`)
		}
		if whole >= 0 {
			p.circle(x(whole), s.at(*line.Points[whole].Value), 3.5, fill(accent))
		}
	}
	shut := p.halo(ink)
	defer shut()
	if len(c.Series) == 1 {
		endLabels(p, c, c.Series[0].Points, x, s, room)
		return
	}
	for _, line := range c.Series {
		if whole, _ := lastPoints(line.Points); whole >= 0 {
			v := *line.Points[whole].Value
			words := fitted(line.Name, 220, largestFont) + " " + withUnit(short(v), percentOnly(c.Unit))
			right, base := room.mark(x(whole), s.at(v), words, largestFont, true)
			p.text(right, base, words, end, bold)
		}
	}
}

// endLabels writes what the last whole point and the unfinished one stand at.
func endLabels(p *canvas, c Chart, points []Point, x func(int) float64, s scale, room *placer) {
	whole, open := lastPoints(points)
	if whole >= 0 {
		v := *points[whole].Value
		words := withUnit(short(v), percentOnly(c.Unit)) + " in " + brief(points[whole].Label)
		if periodOf(points[whole].Label).word == "" {
			words = withUnit(short(v), percentOnly(c.Unit))
		}
		right, base := room.mark(x(whole), s.at(v), words, largestFont, true)
		p.text(right, base, words, end, bold)
	}
	if open >= 0 {
		v := *points[open].Value
		words := withUnit(short(v), percentOnly(c.Unit)) + " so far"
		right, base := room.mark(x(open), s.at(v), words, largestFont, true)
		p.text(right, base, words, end)
	}
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
