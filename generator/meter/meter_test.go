package meter

import (
	"runtime"
	"testing"
	"time"
)

func TestWorkIsMeasured(t *testing.T) {
	before := Read()
	var kept [][]byte
	for end := time.Now().Add(30 * time.Millisecond); time.Now().Before(end); {
		kept = append(kept, make([]byte, 1<<12))
		if len(kept) == 1<<12 {
			kept = kept[:0]
		}
	}
	used := Read().Since(before)
	if used.Wall < 30*time.Millisecond || used.Allocated < 1<<12 {
		t.Errorf("%+v", used)
	}
	if runtime.GOOS == "linux" && (used.CPU <= 0 || used.Peak < 1<<20 || used.Peak > 1<<40) {
		t.Errorf("%+v", used)
	}
	twice := used.Plus(used)
	if twice.Wall != 2*used.Wall || twice.Allocated != 2*used.Allocated || twice.Peak != used.Peak {
		t.Errorf("%+v twice is %+v", used, twice)
	}
}
