package chart

import "math"

const gaugeHeight = 74

// drawGauge draws how far the last known value is on the way from the baseline to the target.
func drawGauge(p *canvas, c Chart) {
	points := longest(c.Series)
	whole, _ := lastPoints(points)
	if whole < 0 || c.Target == nil {
		drawNothing(p, c)
		return
	}
	now, goal, start := *points[whole].Value, c.Target.Value, 0.0
	if c.Baseline != nil {
		start = *c.Baseline
	}
	share := progress(now, start, goal)
	p.rect(0, 28, chartWidth, 14, `fill="none"`, stroke(edge), thin)
	if share > 0 {
		p.rect(0, 28, share*chartWidth, 14, fill(sea))
	}
	p.path("M"+num(share*chartWidth)+" 23v24", stroke(accent), `stroke-width="3"`, thin)
	unit := percentOnly(c.Unit)
	words := c.say().Text("chart.now_mark", c.say().With(c.say().Short(now), unit))
	at := math.Min(math.Max(share*chartWidth, textWidth(words, largestFont)/2), chartWidth-textWidth(words, largestFont)/2)
	p.text(at, 17, words, middle, bold, fill(ink))
	shut := p.group(fill(muted))
	if c.Baseline != nil {
		p.text(0, 64, c.say().Text("chart.from_mark", c.say().With(c.say().Short(start), unit)))
	} else {
		p.text(0, 64, c.say().With("0", unit))
	}
	p.text(chartWidth, 64, targetWords(c), end)
	shut()
}

// progress is the share of the way from start to goal, from 0 to 1, in whichever direction the goal lies.
func progress(now, start, goal float64) float64 {
	if goal == start {
		if now == goal {
			return 1
		}
		return 0
	}
	return math.Min(1, math.Max(0, (now-start)/(goal-start)))
}
