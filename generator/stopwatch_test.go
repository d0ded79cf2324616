package generator

import (
	"strings"
	"testing"
	"time"
)

func TestAStageWithinAnotherInterruptsIt(t *testing.T) {
	var s stopwatch
	s.made(1) // before any stage: counted to none
	endOuter := s.stage("outer")
	s.made(10)
	endInner := s.stage("inner")
	s.made(100)
	time.Sleep(20 * time.Millisecond)
	endInner()
	s.made(1000)
	endOuter()
	s.stage("outer")()
	r := Result{Timing: s.timings()}
	outer, inner := r.Timing[0], r.Timing[1]
	if len(r.Timing) != 2 || outer.Files != 2 || outer.Bytes != 1010 || inner.Files != 1 || inner.Bytes != 100 {
		t.Errorf("%+v", r.Timing)
	}
	if inner.Wall < 20*time.Millisecond || outer.Wall > inner.Wall {
		t.Errorf("the outer stage took %v, the inner one %v", outer.Wall, inner.Wall)
	}
	var b strings.Builder
	if err := r.WriteProfile(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{" s  outer ", " s  inner ", " s  before, between ", " s  in all ", "1 files of", "3 files of", "held at most"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, &b)
		}
	}
}
