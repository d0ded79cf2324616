package garbage

import (
	"math"
	"runtime/debug"
	"testing"
)

func TestRoomGrowsSlowlyWithPagesAndNotForEver(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(math.MaxInt64)
	t.Cleanup(func() { debug.SetGCPercent(percent); debug.SetMemoryLimit(limit) })
	last := int64(0)
	for _, pages := range []int{0, 300, 10_000, 100_000} {
		Spare(pages)
		room := debug.SetMemoryLimit(-1)
		if room <= last || pages > 0 && room > 400<<20+int64(pages)*6<<10 {
			t.Errorf("%d pages: %d MiB, after %d", pages, room>>20, last>>20)
		}
		last = room
	}
	if last > 1<<30 {
		t.Errorf("100,000 pages: %d MiB", last>>20)
	}
	Spare(10_000_000)
	if room := debug.SetMemoryLimit(-1); room > 2<<30 {
		t.Errorf("without end: %d MiB", room>>20)
	}
	Spare(300)
	small := debug.SetGCPercent(-1)
	Spare(10_000)
	if large := debug.SetGCPercent(-1); small >= large {
		t.Errorf("a small site collects at %d %%, a large one at %d %%", small, large)
	}
}
