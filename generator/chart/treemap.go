package chart

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"
)

const treemapHeight = 240

type tile struct {
	name  string
	value float64
	at    box
}

// drawTreemap draws parts as areas, the largest first; what is unknown or nothing has no area and stands in the table.
func drawTreemap(p *canvas, c Chart) {
	var tiles []tile
	for _, point := range c.Series[0].Points {
		if point.Value != nil && *point.Value > 0 {
			tiles = append(tiles, tile{name: point.Label, value: *point.Value})
		}
	}
	slices.SortStableFunc(tiles, func(a, b tile) int { return cmp.Compare(b.value, a.value) })
	layOut(tiles, box{0, 0, chartWidth, treemapHeight})
	high := 0.0
	for _, t := range tiles {
		high = math.Max(high, t.value)
	}
	for _, t := range tiles {
		// Area says how much; the ground repeats it.
		f := heatFills[min(4, int(t.value/high*4.999))]
		w, h := t.at.right-t.at.left, t.at.bottom-t.at.top
		p.rect(t.at.left+.75, t.at.top+.75, math.Max(w-1.5, .2), math.Max(h-1.5, .2), fill(f.ground), stroke(edge), `stroke-width=".5"`)
		tileLabel(p, t, w, h, f.text)
	}
}

// tileLabel writes name and value where a tile has room for them, at the largest font or, failing that, at the usual one.
func tileLabel(p *canvas, t tile, w, h float64, colour string) {
	class := ""
	size := float64(largestFont)
	name := fitted(t.name, w-12, size)
	if h < 2.5*size || name != t.name || textWidth(p.say.Short(t.value), size) > w-8 {
		class, size = opt, usualFont
		name = fitted(t.name, w-10, size)
	}
	if h < 2.6*size || textWidth(p.say.Short(t.value), size) > w-8 || name != t.name && utf8.RuneCountInString(name) < 6 {
		return
	}
	p.text(t.at.left+6, t.at.top+5+size*.8, name, fill(colour), class)
	p.text(t.at.left+6, t.at.top+5+size*1.9, p.say.Short(t.value), fill(colour), class, bold)
}

// layOut fills an area with tiles, row by row along its shorter side, each row as long as its tiles stay near square.
func layOut(tiles []tile, area box) {
	for len(tiles) > 0 {
		sum := 0.0
		for _, t := range tiles {
			sum += t.value
		}
		w, h := area.right-area.left, area.bottom-area.top
		side := math.Min(w, h)
		scale := w * h / sum
		n := 1
		for n < len(tiles) && worst(tiles[:n+1], side, scale) <= worst(tiles[:n], side, scale) {
			n++
		}
		area = layRow(tiles[:n], area, scale)
		tiles = tiles[n:]
	}
}

// worst is how far from a square the worst tile of a row is.
func worst(row []tile, side, scale float64) (ratio float64) {
	sum := 0.0
	for _, t := range row {
		sum += t.value * scale
	}
	depth := sum / side
	for _, t := range row {
		length := t.value * scale / depth
		ratio = math.Max(ratio, math.Max(length/depth, depth/length))
	}
	return ratio
}

// layRow places a row and returns what is left of the area.
func layRow(row []tile, area box, scale float64) box {
	sum := 0.0
	for _, t := range row {
		sum += t.value * scale
	}
	w, h := area.right-area.left, area.bottom-area.top
	if w < h {
		depth, x := sum/w, area.left
		for i := range row {
			length := row[i].value * scale / depth
			row[i].at = box{x, area.top, x + length, area.top + depth}
			x += length
		}
		return box{area.left, area.top + depth, area.right, area.bottom}
	}
	depth, y := sum/h, area.top
	for i := range row {
		length := row[i].value * scale / depth
		row[i].at = box{area.left, y, area.left + depth, y + length}
		y += length
	}
	return box{area.left + depth, area.top, area.right, area.bottom}
}
