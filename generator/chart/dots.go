package chart

import (
	"math"
	"slices"
)

const dotsHeight = 150

// drawDots draws each thing as a dot over its value; dots that would cover each other are piled up.
func drawDots(p *canvas, c Chart) {
	known := values(Chart{Series: c.Series})
	s := newScale(append(values(c), 0), c.Unit, 8, chartWidth-8)
	shut := p.group(fill(muted), middle)
	for i, tick := range s.ticks {
		words := c.say().Short(tick)
		if i == len(s.ticks)-1 {
			words = c.say().With(words, percentOnly(c.Unit))
		}
		p.text(inside(s.at(tick), textWidth(words, largestFont)), 146, words)
	}
	shut()
	ground := "M0 124H400"
	for _, tick := range s.ticks {
		ground += "M" + num(s.at(tick)) + " 124v5"
	}
	p.path(ground, stroke(ink), thin)
	piles(p, known, s)
	median := middleOf(known)
	p.path("M"+num(s.at(median))+" 26V124", stroke(ink), `stroke-width="1.5"`, thin)
	words := c.say().Text("chart.median_mark", c.say().With(c.say().Short(median), percentOnly(c.Unit)))
	halo := p.halo(ink)
	p.text(inside(s.at(median), textWidth(words, largestFont)), 18, words, middle, bold)
	halo()
}

// piles draws the dots; where a pile would leave the drawing, its dots move closer together.
func piles(p *canvas, known []float64, s scale) {
	const width = 9.0
	counts := map[int]int{}
	most := 0
	for _, v := range known {
		bin := int(math.Round(s.at(v) / width))
		counts[bin]++
		most = max(most, counts[bin])
	}
	rise := math.Min(width, 92/float64(max(1, most)))
	d := ""
	for _, bin := range sortedBins(counts) {
		for k := range counts[bin] {
			d += "M" + num(float64(bin)*width) + " " + num(119-float64(k)*rise) + "h0"
		}
	}
	p.path(d, stroke(sea), `stroke-width="8"`, `stroke-linecap="round"`)
}

func sortedBins(counts map[int]int) []int {
	var bins []int
	for bin := range counts {
		bins = append(bins, bin)
	}
	slices.Sort(bins)
	return bins
}

// middleOf is the median: the mean of the middle two of an even number.
func middleOf(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
