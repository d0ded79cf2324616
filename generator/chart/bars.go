package chart

import "math"

// drawBars draws counts by period as upright bars from zero.
func drawBars(p *canvas, c Chart) {
	points := c.Series[0].Points
	s := newScale(values(c), c.Unit, plotBottom, plotTop)
	s = s.withHeadroom(c.say(), points, c.Unit, leftOf(c.say(), s))
	left := leftOf(c.say(), s)
	step := (chartWidth - left) / float64(len(points))
	x := func(i int) float64 { return left + (float64(i)+.5)*step }
	room := newPlacer()
	defer placers.Put(room)
	p.across(x(0), step)
	upright(p, s, c.Unit, room)
	timeAxis(p, points, x, step, plotBottom+17, true)
	width := math.Min(step*.72, 40)
	whole, open := lastPoints(points)
	solid := p.whole[:0]
	for i, point := range points {
		switch {
		case point.Value == nil:
		case i == open:
			p.way(appendBar(p.dashed[:0], x(i), width-1, s, *point.Value), `fill="none"`, stroke(sea), `stroke-width="1.5"`, `stroke-dasharray="3 3"`, thin)
		case i == whole:
			p.way(appendBar(p.dashed[:0], x(i), width, s, *point.Value), fill(accent))
		default:
			solid = appendBar(solid, x(i), width, s, *point.Value)
		}
	}
	if p.whole = solid; len(solid) > 0 {
		p.way(solid, fill(sea))
	}
	holes := unknownBars(p, points, x, step)
	target(p, c, s, left)
	barLabels(p, points, x, s, step, room)
	if words := targetLabel(c, s, room, left); len(words) > 0 {
		p.words(words, ink)
	}
	if words := c.unknownWords(holes, plotBottom-14, false, room); len(words) > 0 {
		p.words(words, muted)
	}
}

// appendBar writes the outline of a bar from zero to a value, above the ground or below it.
func appendBar(dst []byte, x, width float64, s scale, v float64) []byte {
	dst = appendPlaces(append(dst, 'M'), x-width/2, s.at(0))
	dst = appendNum(append(dst, 'V'), s.at(v))
	dst = appendNum(append(dst, 'h'), width)
	dst = appendNum(append(dst, 'V'), s.at(0))
	return append(dst, 'z')
}

// unknownBars hatches the ground where bars are missing.
func unknownBars(p *canvas, points []Point, x func(int) float64, step float64) (holes []gap) {
	for i := 0; i < len(points); i++ {
		from := i
		for i < len(points) && points[i].Value == nil {
			i++
		}
		if i > from {
			g := gap{x(from) - step/2, x(i-1) + step/2}
			p.rect(g.left+1, plotBottom-10, g.right-g.left-2, 10, fill(p.hatch()))
			holes = append(holes, g)
		}
	}
	return holes
}

// barLabels writes values over bars: all of them where they fit, else the highest and the last whole one.
func barLabels(p *canvas, points []Point, x func(int) float64, s scale, step float64, room *placer) {
	whole, _ := lastPoints(points)
	highest, widest := tallest(p, points)
	all, most := widest*largestFont+3 <= step, widest*usualFont+3 <= step
	shut := p.halo(ink)
	defer shut()
	for i, point := range points {
		key := i == whole || i == highest && math.Abs(x(highest)-x(max(whole, 0))) > 70
		if point.Value == nil || !all && !most && !key {
			continue
		}
		words := p.say.Short(*point.Value)
		half := textWidth(words, largestFont) / 2
		at, base := x(i), math.Min(s.at(*point.Value), s.at(0))-4
		class, weight := "", ""
		if i == whole {
			weight = bold
		}
		if !all && key {
			at = max(inside(at, 2*half), x(0)-step/2+half)
		} else if !all {
			class = opt
		}
		p.text(at, base, words, middle, class, weight)
		room.taken = append(room.taken, box{at - half, base - 14, at + half, base + 3})
	}
}

// tallest returns the place of the highest bar, and how wide the widest label is at a font size of one.
func tallest(p *canvas, points []Point) (highest int, widest float64) {
	highest = -1
	for i, point := range points {
		if point.Value == nil {
			continue
		}
		widest = math.Max(widest, textWidth(p.say.Short(*point.Value), 1))
		if highest < 0 || *point.Value > *points[highest].Value {
			highest = i
		}
	}
	return highest, widest
}
