package chart

import "math"

// scale maps values to positions; it always contains zero.
type scale struct {
	ticks []float64
	from  float64 // position of the lowest tick
	to    float64 // position of the highest tick
}

// newScale finds round ticks, at most five, around all values and zero. With whole values it has whole ticks.
func newScale(values []float64, unit string, from, to float64) scale {
	low, high, whole := 0.0, 0.0, true
	for _, v := range values {
		low, high = math.Min(low, v), math.Max(high, v)
		whole = whole && v == math.Trunc(v)
	}
	if low == 0 && high == 0 {
		high = 1
	}
	step := roundStep((high - low) / 4)
	if whole {
		step = math.Max(step, 1)
	}
	first, last := math.Floor(low/step)*step, math.Ceil(high/step)*step
	if unit == "%" && high <= 100 && last > 100 {
		last = 100
	}
	s := scale{from: from, to: to}
	for i := 0; first+float64(i)*step <= last+step/1e6; i++ {
		s.ticks = append(s.ticks, first+float64(i)*step)
	}
	return s
}

// roundStep is the next of 1, 2, 2.5, 5 times a power of ten.
func roundStep(rough float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, factor := range []float64{1, 2, 2.5, 5} {
		if step := factor * power; rough <= step*(1+1e-9) && !(factor == 2.5 && power < 10 && power >= 1) {
			return step
		}
	}
	return 10 * power
}

// at is the position of a value.
func (s scale) at(v float64) float64 {
	low, high := s.ticks[0], s.ticks[len(s.ticks)-1]
	return s.from + (v-low)/(high-low)*(s.to-s.from)
}

// values gathers what a scale must hold.
func values(c Chart) (all []float64) {
	for _, s := range c.Series {
		for _, p := range s.Points {
			if p.Value != nil {
				all = append(all, *p.Value)
			}
		}
	}
	if c.Target != nil {
		all = append(all, c.Target.Value)
	}
	return all
}

// upright draws the value axis of a chart over time: thin lines, their values on top of them, the unit at the highest.
func upright(p *canvas, s scale, unit string, room *placer) {
	grid, zero := "", ""
	for _, tick := range s.ticks {
		line := "M0 " + num(s.at(tick)) + "H400"
		if tick == 0 {
			zero = line
		} else {
			grid += line
		}
	}
	p.path(grid, stroke(rule), thin)
	p.path(zero, stroke(ink), thin)
	shut := p.group(fill(muted))
	for i, tick := range s.ticks {
		if i == 0 && tick == 0 {
			continue // the ground line says zero itself
		}
		label := tickLabel(p.say, s, i, unit)
		p.text(0, s.at(tick)-3, label)
		room.taken = append(room.taken, box{0, s.at(tick) - 17, textWidth(label, largestFont), s.at(tick) + 1})
	}
	shut()
}

// tickLabel is the value at a tick, with the unit at the highest.
func tickLabel(say speech, s scale, i int, unit string) string {
	if i == len(s.ticks)-1 {
		return say.With(say.Short(s.ticks[i]), unit)
	}
	return say.Short(s.ticks[i])
}

// leftOf is where marks may begin so that they stay clear of the ticks' labels at the largest font.
func leftOf(say speech, s scale) float64 {
	left := 20.0
	for _, tick := range s.ticks[:len(s.ticks)-1] {
		left = math.Max(left, textWidth(say.Short(tick), largestFont)+6)
	}
	return left
}

// withHeadroom adds a tick where the label of a high bar near the left would meet that of the highest tick.
func (s scale) withHeadroom(say speech, points []Point, unit string, left float64) scale {
	last := len(s.ticks) - 1
	label := textWidth(tickLabel(say, s, last, unit), largestFont)
	step := (chartWidth - left) / float64(len(points))
	for i, point := range points {
		if point.Value == nil || left+(float64(i)+.5)*step-textWidth(say.Short(*point.Value), largestFont)/2 > label+4 {
			continue
		}
		if s.at(*point.Value)-s.at(s.ticks[last]) < 20 {
			s.ticks = append(s.ticks, s.ticks[last]+(s.ticks[last]-s.ticks[last-1]))
			return s
		}
	}
	return s
}
