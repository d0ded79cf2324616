package parallel

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

func TestEachDoesEveryPieceOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000} {
		done := make([]atomic.Int32, n)
		if err := Each(t.Context(), n, func(i int) error { done[i].Add(1); return nil }); err != nil {
			t.Fatal(err)
		}
		for i := range done {
			if times := done[i].Load(); times != 1 {
				t.Errorf("of %d, piece %d was done %d times", n, i, times)
			}
		}
	}
}

func TestEachStops(t *testing.T) {
	wrong := errors.New("wrong")
	var done atomic.Int32
	if err := Each(t.Context(), 1_000_000, func(int) error { done.Add(1); return wrong }); !errors.Is(err, wrong) {
		t.Errorf("the error is %v", err)
	}
	if n := done.Load(); n > 1000 {
		t.Errorf("%d pieces were done after the first failed", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	done.Store(0)
	Each(ctx, 1000, func(int) error { done.Add(1); return nil })
	if n := done.Load(); n > 0 {
		t.Errorf("%d pieces were done for nobody", n)
	}
}

func TestAllLooksAtEveryItem(t *testing.T) {
	list := make([]int, 1000)
	for i := range list {
		list[i] = i
	}
	if !All(list, func(i int) bool { return i < 1000 }) {
		t.Error("all are below 1000")
	}
	for _, odd := range []int{0, 63, 64, 500, 999} {
		if All(list, func(i int) bool { return i != odd }) {
			t.Errorf("%d is not what the others are", odd)
		}
	}
	if !All([]int(nil), func(int) bool { return false }) {
		t.Error("nothing in an empty list is wrong")
	}
}
