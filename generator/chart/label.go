package chart

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// The sizes of text in units of the drawing: on a telephone, and where labels of class opt are shown.
const (
	largestFont = 18
	usualFont   = 12
)

// textWidth estimates how wide a text is: wide enough for the sans-serif faces in use, which differ by a tenth.
func textWidth(s string, size float64) float64 {
	width := 0.0
	for _, r := range s {
		width += runeWidth(r)
	}
	return width * size
}

// runeWidth is the width of a character at a font size of one.
func runeWidth(r rune) float64 {
	if r >= 0 && int(r) < len(plainWidths()) {
		return plainWidths()[r]
	}
	return widthOf(r)
}

// plainWidths are the widths of the signs that nearly all labels are made of.
var plainWidths = sync.OnceValue(func() *[128]float64 {
	var widths [128]float64
	for r := range widths {
		widths[r] = widthOf(rune(r))
	}
	return &widths
})

func widthOf(r rune) float64 {
	switch {
	case strings.ContainsRune(" .,iljtfr-", r):
		return 0.34
	case r == 'w':
		return 0.72
	case strings.ContainsRune("mMW%@", r):
		return 0.9
	case unicode.IsUpper(r):
		return 0.68
	case r > 0x2e80: // full-width scripts
		return 1
	}
	return 0.56
}

// fitted cuts a text to a width; the table has it in full.
func fitted(s string, width, size float64) string {
	room, used, cut := width/size, 0.0, 0
	for at, r := range s {
		if used+runeWidth('…') <= room {
			cut = at
		}
		if used += runeWidth(r); used > room {
			return strings.TrimRight(s[:cut], " ") + "…"
		}
	}
	return s
}

// box is the room that a label takes.
type box struct{ left, top, right, bottom float64 }

func (b box) overlap(o box) float64 {
	if b.right <= o.left || o.right <= b.left || b.bottom <= o.top || o.bottom <= b.top {
		return 0
	}
	return (min(b.right, o.right) - max(b.left, o.left)) * (min(b.bottom, o.bottom) - max(b.top, o.top))
}

// placer finds room for labels among lines and other labels.
type placer struct {
	taken  []box // by other labels
	lines  []box
	bounds box
	// cost is what all labels placed so far hide, and how far they stand from what they name.
	cost float64
}

// placers are used again with their room for lines, of which each drawing has hundreds of pieces.
var placers = sync.Pool{New: func() any { return new(placer) }}

func newPlacer() *placer {
	p := placers.Get().(*placer)
	*p = placer{taken: p.taken[:0], lines: p.lines[:0], bounds: box{0, 2, chartWidth, plotBottom}}
	return p
}

// word is a label that has found its place.
type word struct {
	x, y       float64
	text       string
	attributes []string
}

func (p *canvas) words(all []word, colour string) {
	shut := p.halo(colour)
	for _, w := range all {
		p.text(w.x, w.y, w.text, w.attributes...)
	}
	shut()
}

// line makes a polyline an obstacle; where no labels are placed there is no placer.
func (p *placer) line(xs, ys []float64) {
	if p == nil {
		return
	}
	steps := func(i int) int {
		return int(math.Max(math.Abs(xs[i]-xs[i-1]), math.Abs(ys[i]-ys[i-1]))/4) + 1
	}
	all := 0
	for i := 1; i < len(xs); i++ {
		all += steps(i) + 1
	}
	p.lines = slices.Grow(p.lines, all)
	for i := 1; i < len(xs); i++ {
		steps := steps(i)
		for k := range steps + 1 {
			t := float64(k) / float64(steps)
			x, y := xs[i-1]+t*(xs[i]-xs[i-1]), ys[i-1]+t*(ys[i]-ys[i-1])
			p.lines = append(p.lines, box{x - 2, y - 2, x + 2, y + 2})
		}
	}
}

// candidate is a place that a label may take, and how far it stands from what it names.
type candidate struct {
	box
	away float64
}

// place takes the room of the candidate that costs least, the first of equals.
func (p *placer) place(candidates []candidate) box {
	best, least := 0, math.Inf(1)
	for i, c := range candidates {
		if cost := p.costOf(c, least-1e-9); cost < least-1e-9 {
			best, least = i, cost
		}
	}
	p.taken = append(p.taken, candidates[best].box)
	p.cost += least
	return candidates[best].box
}

// costOf is what a label at a place hides and how far it stands off, reckoned no further than what is too much.
func (p *placer) costOf(c candidate, tooMuch float64) float64 {
	cost := outside(c.box, p.bounds)*4 + c.away*2 + max(0, c.away-20)*6
	for i := range p.taken {
		cost += c.overlap(p.taken[i]) * 6 // words over words cannot be read; over a line they can
	}
	for i := 0; i < len(p.lines) && cost < tooMuch; i++ {
		cost += c.overlap(p.lines[i]) * 1.5
	}
	return cost
}

func outside(b, bounds box) float64 {
	return (b.right-b.left)*(b.bottom-b.top) - b.overlap(bounds)
}

// mark is a label at a point: it goes above or below, near first.
// It keeps away from the marks of others, which it would seem to name.
func (p *placer) mark(x, y float64, s string, size float64, others []box) (atX, atY float64) {
	width := textWidth(s, size)
	right := math.Min(math.Max(x+2, p.bounds.left+width), p.bounds.right)
	var places [20]candidate
	all := places[:0]
	for _, away := range [...]float64{8, 14, 22, 32, 44, 58, 74, 92, 112, 132} {
		for _, base := range []float64{y - away, y + away + size*0.75} {
			all = append(all, candidate{box{right - width, base - size*0.8, right, base + size*0.2}, away})
		}
	}
	taken := len(p.taken)
	p.taken = append(p.taken, others...)
	chosen := p.place(all)
	p.taken = append(p.taken[:taken], chosen)
	return chosen.right, chosen.bottom - size*0.2
}
