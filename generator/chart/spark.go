package chart

const (
	sparkWidth  = 168
	sparkHeight = 48
)

// drawSparkline draws one series as a bare line: the figure beside it has the words.
func drawSparkline(p *canvas, c Chart) {
	dashes := ""
	if isEmpty(c) {
		dashes = `stroke-dasharray="2 3"`
	}
	p.path("M0 45H168", stroke(rule), dashes, thin)
	points := longest(c.Series)
	if isEmpty(c) {
		return // the figure beside it says "unknown"; an empty line is not drawn at zero
	}
	var room [64]float64
	all := room[:0]
	for _, point := range points {
		if point.Value != nil {
			all = append(all, *point.Value)
		}
	}
	s := newScale(all, "", 45, 5)
	high := s.ticks[0]
	for _, v := range all {
		high = max(high, v)
	}
	if high > s.ticks[0] {
		s.ticks[len(s.ticks)-1] = high // no ticks are shown, so the line may use the whole height
	}
	step := float64(sparkWidth-8) / float64(max(1, len(points)-1))
	x := func(i int) float64 { return 4 + float64(i)*step }
	drawSeries(p, Chart{Series: c.Series[:1]}, points, x, s, pen{sea, "2"}, nil)
	switch whole, open := lastPoints(points); {
	case whole >= 0:
		p.circle(x(whole), s.at(*points[whole].Value), 3.25, fill(accent))
	case open >= 0: // nothing but what is unfinished
		p.circle(x(open), s.at(*points[open].Value), 3, fill(paper), stroke(sea), `stroke-width="1.5"`)
	}
}
