package chart

import (
	"math"
	"testing"
)

// What cannot be drawn is unknown in the drawing, and stays as it is with the caller.
func TestDrawableLeavesTheCallersPoints(t *testing.T) {
	one, none := 1.0, math.NaN()
	c := Chart{Series: []Series{{Points: []Point{{Value: &one}, {Value: &none}}}, {Points: []Point{{Value: &one}}}}}
	drawn := drawable(c)
	if c.Series[0].Points[1].Value != &none {
		t.Error("the caller's point has changed")
	}
	if drawn.Series[0].Points[0].Value != &one || drawn.Series[0].Points[1].Value != nil {
		t.Error("the value that is no number is still there, or the other is gone")
	}
	if &drawn.Series[1].Points[0] != &c.Series[1].Points[0] {
		t.Error("points that can be drawn were copied")
	}
}

// Whole points are told from the rest wherever the rest lies.
func TestViewTellsPointsApart(t *testing.T) {
	one, two, three := 1.0, 2.0, 3.0
	for name, c := range map[string]struct {
		points []Point
		whole  []float64
		gaps   int
		open   bool
	}{
		"whole":        {[]Point{{Value: &one}, {Value: &two}}, []float64{1, 2}, 0, false},
		"still runs":   {[]Point{{Value: &one}, {Value: &two}, {Value: &three, Unfinished: true}}, []float64{1, 2}, 0, true},
		"with a gap":   {[]Point{{Value: &one}, {}, {Value: &three}}, []float64{1, 3}, 1, false},
		"begins empty": {[]Point{{}, {Value: &two}, {Value: &three}}, []float64{2, 3}, 1, false},
		"nothing":      {[]Point{{}, {}}, nil, 2, false},
	} {
		before := append([]Point(nil), c.points...)
		v := view(c.points)
		if len(v.whole) != len(c.whole) || len(v.gaps) != c.gaps || (v.open != nil) != c.open {
			t.Errorf("%s: %d whole, %d gaps, open %v", name, len(v.whole), len(v.gaps), v.open)
			continue
		}
		for i, want := range c.whole {
			if *v.whole[i].Value != want {
				t.Errorf("%s: the whole point %d is %g, want %g", name, i, *v.whole[i].Value, want)
			}
		}
		for i := range before {
			if before[i] != c.points[i] {
				t.Errorf("%s: the caller's point %d has changed", name, i)
			}
		}
	}
}
