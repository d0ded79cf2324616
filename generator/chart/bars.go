package chart

import "math"

// drawBars draws counts by period as upright bars from zero.
func drawBars(p *canvas, c Chart) {
	points := c.Series[0].Points
	s := newScale(values(c), c.Unit, plotBottom, plotTop)
	left := leftOf(s)
	step := (chartWidth - left) / float64(len(points))
	x := func(i int) float64 { return left + (float64(i)+.5)*step }
	upright(p, s, c.Unit)
	timeAxis(p, points, x, step, plotBottom+17)
	room := &placer{bounds: box{left, 2, chartWidth, plotBottom}}
	width := math.Min(step*.72, 40)
	whole, open := lastPoints(points)
	solid := ""
	for i, point := range points {
		switch {
		case point.Value == nil:
		case i == open:
			p.path(bar(x(i), width-1, s, *point.Value), `fill="none"`, stroke(sea), `stroke-width="1.5"`, `stroke-dasharray="3 3"`, thin)
		case i == whole:
			p.path(bar(x(i), width, s, *point.Value), fill(accent))
		default:
			solid += bar(x(i), width, s, *point.Value)
		}
	}
	if solid != "" {
		p.path(solid, fill(sea))
	}
	unknownBars(p, points, x, step)
	target(p, c, s, left)
	barLabels(p, c, points, x, s, step, room)
	targetLabel(p, c, s, room, left)
}

// bar is the outline of a bar from zero to a value, above the ground or below it.
func bar(x, width float64, s scale, v float64) string {
	return "M" + num(x-width/2) + " " + num(s.at(0)) + "V" + num(s.at(v)) + "h" + num(width) + "V" + num(s.at(0)) + "z"
}

// unknownBars hatches the ground where a bar is missing and says so once for each gap.
func unknownBars(p *canvas, points []Point, x func(int) float64, step float64) {
	free := math.Inf(-1)
	for i := 0; i < len(points); i++ {
		from := i
		for i < len(points) && points[i].Value == nil {
			i++
		}
		if i == from {
			continue
		}
		left, right := x(from)-step/2, x(i-1)+step/2
		p.rect(left+1, plotBottom-10, right-left-2, 10, fill(p.hatch()))
		width := textWidth(unknown, largestFont)
		at := inside((left+right)/2, width)
		if at-width/2 > free {
			shut := p.halo(muted)
			p.text(at, plotBottom-14, unknown, middle)
			shut()
			free = at + width/2
		}
	}
}

// barLabels writes values over bars: all where they fit, else the highest, the last whole and the unfinished.
func barLabels(p *canvas, c Chart, points []Point, x func(int) float64, s scale, step float64, room *placer) {
	whole, open := lastPoints(points)
	highest := -1
	widest := 0.0
	for i, point := range points {
		if point.Value == nil {
			continue
		}
		widest = math.Max(widest, textWidth(short(*point.Value), 1))
		if highest < 0 || *point.Value > *points[highest].Value {
			highest = i
		}
	}
	all, most := widest*largestFont+3 <= step, widest*usualFont+3 <= step
	shut := p.halo(ink)
	defer shut()
	for i, point := range points {
		if point.Value == nil {
			continue
		}
		key := i == whole || i == open || i == highest && far(x(i), x, whole, open)
		if !all && !most && !key {
			continue
		}
		words := short(*point.Value)
		base := math.Min(s.at(*point.Value), s.at(0)) - 4
		at := x(i)
		class, weight := "", ""
		switch {
		case key && i == open:
			class = ""
			if !all {
				at = math.Min(at, chartWidth-textWidth(words, largestFont)/2)
			}
		case key:
			weight = bold
			if !all && i == whole && open > whole {
				at -= textWidth(words, largestFont)/2 - step*.3
			}
		case !all:
			class = opt
		}
		p.text(at, base, words, middle, class, weight)
		half := textWidth(words, largestFont) / 2
		room.taken = append(room.taken, box{at - half, base - 14, at + half, base + 3})
	}
}

// far says whether the label of the highest bar keeps clear of those of the last ones.
func far(at float64, x func(int) float64, others ...int) bool {
	for _, i := range others {
		if i >= 0 && math.Abs(x(i)-at) < 70 {
			return false
		}
	}
	return true
}
