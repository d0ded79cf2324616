package chart

import "math"

// axisStep is how many points apart labels stand: enough at a font size that the widest fits between two.
func axisStep(points []Point, widest, step, size float64) int {
	for _, k := range stepsFor(points) {
		if float64(k)*step >= widest*size+size*0.6 {
			return k
		}
	}
	return max(1, len(points))
}

// axisSteps are the steps of labels that always show, and of those that show where there is room: a divisor of the first.
func axisSteps(say speech, points []Point, step float64) (always, often int) {
	widest := 0.0
	for _, p := range points {
		widest = math.Max(widest, textWidth(say.brief(p.Label), 1))
	}
	always, often = axisStep(points, widest, step, largestFont), axisStep(points, widest, step, usualFont)
	if always%often != 0 {
		often = always
	}
	return always, often
}

// stepsFor are the steps that keep the same months under each other.
func stepsFor(points []Point) []int {
	if len(points) > 0 && periodOf(points[0].Label).word == "month" {
		return []int{1, 2, 3, 6, 12, 24, 36, 60, 120}
	}
	return []int{1, 2, 4, 8, 16, 32, 64, 128}
}

// timeAxis labels the periods under a drawing: their names in one row, the years in the row below. Where the marks do not
// say themselves that the last period still runs, the lower row says so.
func timeAxis(p *canvas, points []Point, x func(int) float64, step, y float64, sayOpen bool) {
	always, often := axisSteps(p.say, points, step)
	shut := p.group(fill(muted), middle)
	defer shut()
	lastYear, lastRight, limit := "", math.Inf(-1), float64(chartWidth)
	if _, open := lastPoints(points); sayOpen && open >= 0 {
		soFar := p.say.Text("chart.open_mark")
		p.text(chartWidth, y+18, soFar, end)
		limit -= textWidth(soFar, largestFont) + 6
	}
	for i := range points {
		if i%often != 0 {
			continue
		}
		class := opt
		if i%always == 0 {
			class = ""
		}
		label := p.say.brief(points[i].Label)
		p.text(inside(x(i), textWidth(label, largestFont)), y, label, class)
		year := yearOf(points[i].Label)
		half := textWidth(year, largestFont) / 2
		if class == "" && year != lastYear && x(i)-half > lastRight+6 && x(i)+half < limit {
			p.text(inside(x(i), 2*half), y+18, year)
			lastYear, lastRight = year, x(i)+half
		}
	}
}

// inside moves the middle of a text so that it stays within the drawing.
func inside(x, width float64) float64 {
	return math.Min(math.Max(x, width/2), chartWidth-width/2)
}

// axisRoom is the height that the labels of periods take.
func axisRoom(c Chart) int {
	if len(c.Series) > 0 && len(c.Series[0].Points) > 0 && yearOf(c.Series[0].Points[0].Label) != "" {
		return 40
	}
	return 22
}
