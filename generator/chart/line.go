package chart

import "strings"

// Where a drawing over time has its top and where its ground lies.
const (
	plotTop    = 26.0
	plotBottom = 200.0
)

func lineHeight(c Chart) int { return int(plotBottom) + axisRoom(c) }

// The strokes of lines, in the order of the series; each line carries its name too.
var lineStrokes = []string{sea, ink, sea2, muted, edge}

// pen is how a line is drawn.
type pen struct{ colour, width string }

// lineOf is the pen of a series. Of several lines the first is thick and the second thin, so that they are told apart where
// all colours are one.
func lineOf(c Chart, i int) pen {
	width := "2"
	if len(c.Series) > 1 {
		width = []string{"3.5", "1.25", "2.25"}[min(i, 2)]
	}
	return pen{lineStrokes[i%len(lineStrokes)], width}
}

// drawLine draws one or a few series over time, and the ground under a single one for an area.
func drawLine(p *canvas, c Chart) {
	points := longest(c.Series)
	s := newScale(values(c), c.Unit, plotBottom, plotTop)
	left, right := leftOf(c.say(), s), chartWidth-12.0
	step := (right - left) / float64(max(1, len(points)-1))
	x := func(i int) float64 {
		if len(points) == 1 {
			return (left + right) / 2
		}
		return left + float64(i)*step
	}
	room := newPlacer()
	defer placers.Put(room)
	p.across(x(0), step)
	upright(p, s, c.Unit, room)
	timeAxis(p, points, x, step, plotBottom+17, false)
	holes := gaps(p, c.Series, x)
	if target(p, c, s, left); c.Target != nil {
		y := s.at(c.Target.Value)
		room.line([]float64{left, chartWidth}, []float64{y, y})
	}
	for i, line := range c.Series {
		drawSeries(p, c, line.Points, x, s, lineOf(c, i), room)
	}
	lineMarks(p, c, x, s)
	p.lineWords(c, x, s, room, holes, left)
}

// drawSeries draws the whole points as one path that breaks at gaps, and the way to the unfinished one dashed.
func drawSeries(p *canvas, c Chart, points []Point, x func(int) float64, s scale, line pen, room *placer) {
	whole, open := p.whole[:0], p.dashed[:0]
	xs, ys := p.xs[:0], p.ys[:0]
	for i, point := range points {
		if point.Value == nil {
			room.line(xs, ys)
			xs, ys = xs[:0], ys[:0]
			continue
		}
		px, py := x(i), s.at(*point.Value)
		switch {
		case point.Unfinished && len(xs) > 0:
			open = appendPlaces(append(open, 'M'), xs[len(xs)-1], ys[len(ys)-1])
			open = appendPlaces(append(open, ' '), px, py)
		case point.Unfinished:
		case len(xs) > 0:
			whole = appendPlaces(append(whole, ' '), px, py)
		default:
			whole = appendPlaces(append(whole, 'M'), px, py)
			if lonely(points, i) {
				p.circle(px, py, 2.5, fill(line.colour))
			}
		}
		xs, ys = append(xs, px), append(ys, py)
	}
	room.line(xs, ys)
	p.whole, p.dashed, p.xs, p.ys = whole, open, xs, ys
	if c.Kind == Area && len(c.Series) == 1 {
		ground(p, points, x, s)
	}
	if len(whole) > 0 {
		p.way(whole, `fill="none"`, stroke(line.colour), `stroke-width="`+line.width+`"`, `stroke-linejoin="round"`, `stroke-linecap="round"`, thin)
	}
	if len(open) > 0 {
		p.way(open, stroke(line.colour), `stroke-width="`+line.width+`"`, `stroke-dasharray="2 4"`, `stroke-linecap="round"`, thin)
	}
}

// appendPlaces writes where a point is.
func appendPlaces(dst []byte, x, y float64) []byte {
	return appendNum(append(appendNum(dst, x), ' '), y)
}

func lonely(points []Point, i int) bool {
	before := i == 0 || points[i-1].Value == nil
	after := i == len(points)-1 || points[i+1].Value == nil
	return before && after
}

// ground fills what lies between the whole points of a line and zero.
func ground(p *canvas, points []Point, x func(int) float64, s scale) {
	var d strings.Builder
	zero := num(s.at(0))
	opened := -1
	for i, point := range points {
		solid := point.Value != nil && !point.Unfinished
		if solid && opened < 0 {
			d.WriteString("M" + num(x(i)) + " " + zero)
			opened = i
		}
		if solid {
			d.WriteString("L" + num(x(i)) + " " + num(s.at(*point.Value)))
		}
		if opened >= 0 && (!solid || i == len(points)-1) {
			last := i
			if !solid {
				last = i - 1
			}
			d.WriteString("L" + num(x(last)) + " " + zero + "z")
			opened = -1
		}
	}
	if d.Len() > 0 {
		p.path(d.String(), fill(sea), `fill-opacity=".16"`)
	}
}

// gap is the room from the last known point to the next.
type gap struct{ left, right float64 }

// gaps marks the periods of which no series knows anything.
func gaps(p *canvas, series []Series, x func(int) float64) (all []gap) {
	points := longest(series)
	edges := ""
	for i := 0; i < len(points); i++ {
		from := i
		for i < len(points) && known(series, i) == 0 {
			i++
		}
		if i > from {
			g := gap{x(max(0, from-1)), x(min(len(points)-1, i))}
			edges += "M" + num(g.left) + " 26V200M" + num(g.right) + " 26V200"
			all = append(all, g)
		}
	}
	if edges != "" {
		p.path(edges, stroke(edge), `stroke-dasharray="1 4"`, thin)
	}
	return all
}

// unknownWords writes the word into gaps from the bottom up, so that it fits one of a single period, where no label stands:
// low where there is room, or high.
func (c Chart) unknownWords(holes []gap, ground float64, high bool, room *placer) (words []word) {
	unknown := c.say().Word("unknown")
	length := textWidth(unknown, largestFont)
	for _, g := range holes {
		var all []candidate
		for _, at := range []float64{(g.left + g.right) / 2, (3*g.left + g.right) / 4, (g.left + 3*g.right) / 4} {
			at = min(max(at, 12), chartWidth-8)
			for base := ground; base-length > 4; base -= 10 {
				away := (ground - base) / 20
				if high {
					away = base / 20
				}
				all = append(all, candidate{box{at - 9, base - length, at + 9, base}, away})
			}
		}
		chosen := room.place(all)
		words = append(words, word{0, 0, unknown, []string{`transform="translate(` + num(chosen.right-4) + " " + num(chosen.bottom) + `)rotate(-90)"`}})
	}
	return words
}

// known counts the series that have a value at a place.
func known(series []Series, i int) (n int) {
	for _, s := range series {
		if i < len(s.Points) && s.Points[i].Value != nil {
			n++
		}
	}
	return n
}

// target draws the value to reach as a dotted line.
func target(p *canvas, c Chart, s scale, left float64) {
	if c.Target != nil {
		p.path("M"+num(left)+" "+num(s.at(c.Target.Value))+"H400", stroke(ink), `stroke-width="1.5"`, `stroke-dasharray="0 4"`,
			`stroke-linecap="round"`, thin)
	}
}

// targetLabel finds room for the words of the target, at either end of its line, above or below.
func targetLabel(c Chart, s scale, room *placer, left float64) []word {
	if c.Target == nil {
		return nil
	}
	y, words := s.at(c.Target.Value), targetWords(c)
	width := textWidth(words, largestFont)
	var all []candidate
	for _, at := range []float64{left, chartWidth - width, (left + chartWidth - width) / 2} {
		all = append(all, candidate{box{at, y - 20, at + width, y - 4}, 0}, candidate{box{at, y + 4, at + width, y + 20}, 0})
	}
	chosen := room.place(all)
	return []word{{chosen.left, chosen.bottom - 3, words, nil}}
}

func targetWords(c Chart) string {
	label := c.Target.Label
	if label == "" {
		label = c.say().Text("chart.target")
	}
	return label + " " + c.say().With(c.say().Short(c.Target.Value), percentOnly(c.Unit))
}

// percentOnly keeps the unit where it is a sign; words have no room at a mark.
func percentOnly(unit string) string {
	if unit == "%" {
		return unit
	}
	return ""
}
