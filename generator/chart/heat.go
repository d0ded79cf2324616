package chart

import (
	"math"
	"strings"
)

const (
	heatTop  = 44.0
	heatStep = 30.0
)

// heatFills are the five steps and the ink that can be read on each.
var heatFills = [5]struct{ ground, text string }{
	{"var(--heat-1, #e4eef5)", onLow},
	{"var(--heat-2, #bdd6e8)", onLow},
	{"var(--heat-3, #8ab6d6)", onLow},
	{"var(--heat-4, #38749f)", onHigh},
	{"var(--heat-5, #17486c)", onHigh},
}

func heatHeight(c Chart) int { return int(heatTop + heatStep*float64(len(c.Series))) }

// heatSteps are the four borders between the five steps: round numbers up to the highest value.
func heatSteps(c Chart) (steps [4]float64) {
	high := 0.0
	whole := true
	for _, v := range values(Chart{Series: c.Series}) {
		high = math.Max(high, v)
		whole = whole && v == math.Trunc(v)
	}
	step := high / 5
	if step > 0 {
		power := math.Pow(10, math.Floor(math.Log10(step)))
		step = math.Max(math.Floor(step/power*2)/2*power, power)
	}
	if whole {
		step = math.Max(1, math.Ceil(step))
	}
	for i := range steps {
		steps[i] = step * float64(i+1)
	}
	return steps
}

func heatOf(v float64, steps [4]float64) int {
	for i, border := range steps {
		if v < border {
			return i
		}
	}
	return 4
}

// heatKey says what the five steps mean; empty for other kinds.
func heatKey(c Chart) string {
	if c.Kind != HeatMap || isEmpty(c) {
		return ""
	}
	var borders []string
	steps := heatSteps(c)
	for _, s := range steps {
		borders = append(borders, c.say().Figure(s))
	}
	key := c.say().Text("chart.heat_key", strings.Join(borders, ", "))
	holes, open := false, false
	for _, s := range c.Series {
		for _, p := range s.Points {
			holes = holes || p.Value == nil
			open = open || p.Unfinished && p.Value != nil
		}
	}
	if holes {
		key += " " + c.say().Text("chart.heat_unknown")
	}
	if open {
		key += " " + c.say().Text("chart.heat_open")
	}
	return key
}

// drawHeat draws a row of cells for each series.
func drawHeat(p *canvas, c Chart) {
	points := longest(c.Series)
	left := 0.0
	for _, s := range c.Series {
		left = math.Max(left, textWidth(s.Name, largestFont)+8)
	}
	left = math.Min(left, 130)
	step := (chartWidth - left) / float64(max(1, len(points)))
	timeAxis(p, points, func(i int) float64 { return left + (float64(i)+.5)*step }, step, 16, true)
	p.across(left+step/2, step)
	p.down(heatTop+heatStep/2, heatStep)
	class, show := heatWords(c, step)
	steps := heatSteps(c)
	for row, s := range c.Series {
		y := heatTop + float64(row)*heatStep
		p.text(0, y+20, fitted(s.Name, left-6, largestFont), fill(ink))
		heatCells(p, s.Points, steps, left, y, step)
		if show {
			heatFigures(p, s.Points, steps, left, y, step, class)
		}
	}
}

// heatCells draws one row, cells of one step together, then the figures.
func heatCells(p *canvas, points []Point, steps [4]float64, left, y, step float64) {
	var grounds [5]string
	holes, open := "", ""
	for i, point := range points {
		d := "M" + num(left+float64(i)*step+.5) + " " + num(y+.5) + "h" + num(step-1) + "v" + num(heatStep-1) + "h" + num(1-step) + "z"
		if point.Value == nil {
			holes += d
			continue
		}
		grounds[heatOf(*point.Value, steps)] += d
		if point.Unfinished {
			open += "M" + num(left+float64(i)*step+2) + " " + num(y+2) + "h" + num(step-4) + "v" + num(heatStep-4) + "h" + num(4-step) + "z"
		}
	}
	for i, d := range grounds {
		if d != "" {
			p.path(d, fill(heatFills[i].ground), stroke(rule), `stroke-width=".5"`)
		}
	}
	if holes != "" {
		p.path(holes, fill(p.hatch()), stroke(rule), `stroke-width=".5"`)
	}
	if open != "" {
		p.path(open, `fill="none"`, stroke(ink), `stroke-dasharray="3 2"`, thin)
	}
}

// heatWords says whether the figures fit the cells, and whether only where there is room: one rule for all cells.
func heatWords(c Chart, step float64) (class string, show bool) {
	widest := 0.0
	for _, v := range values(Chart{Series: c.Series}) {
		widest = math.Max(widest, textWidth(c.say().Short(v), 1))
	}
	if widest*largestFont+2 > step {
		class = opt
	}
	return class, widest*usualFont+2 <= step
}

func heatFigures(p *canvas, points []Point, steps [4]float64, left, y, step float64, class string) {
	shut := p.group(middle)
	for i, point := range points {
		if point.Value != nil {
			p.text(left+(float64(i)+.5)*step, y+20, p.say.Short(*point.Value), class, fill(heatFills[heatOf(*point.Value, steps)].text))
		}
	}
	shut()
}
