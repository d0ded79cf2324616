package chart

import "math"

// axisStep is how many points apart labels stand: enough at a font size that the widest fits between two.
func axisStep(points []Point, step, size float64) int {
	widest := 0.0
	for _, p := range points {
		widest = math.Max(widest, textWidth(brief(p.Label), size))
	}
	for _, k := range stepsFor(points) {
		if float64(k)*step >= widest+size*0.6 {
			return k
		}
	}
	return max(1, len(points))
}

// stepsFor are the steps that keep the same months under each other.
func stepsFor(points []Point) []int {
	if len(points) > 0 && periodOf(points[0].Label).word == "month" {
		return []int{1, 2, 3, 6, 12, 24, 36, 60, 120}
	}
	return []int{1, 2, 4, 8, 16, 32, 64, 128}
}

// timeAxis labels the periods under a drawing: their names in one row, the years in the row below.
func timeAxis(p *canvas, points []Point, x func(int) float64, step, y float64) {
	always := axisStep(points, step, largestFont)
	often := axisStep(points, step, usualFont)
	if always%often != 0 {
		often = always
	}
	shut := p.group(fill(muted), middle)
	defer shut()
	lastYear, lastRight := "", math.Inf(-1)
	for i := range points {
		if i%often != 0 {
			continue
		}
		class := ""
		if i%always != 0 {
			class = opt
		}
		label := brief(points[i].Label)
		p.text(inside(x(i), textWidth(label, largestFont)), y, label, class)
		year := yearOf(points[i].Label)
		width := textWidth(year, largestFont)
		if class == "" && year != lastYear && x(i)-width/2 > lastRight+6 {
			p.text(inside(x(i), width), y+18, year)
			lastYear, lastRight = year, x(i)+width/2
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
