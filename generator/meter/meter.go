// Package meter says what the program has used so far, for those who want to know where the time of a build went.
package meter

import (
	"runtime/metrics"
	"time"
)

// Reading is what was used since the program started.
type Reading struct {
	// Wall is the time that has passed since some moment, the same for all readings.
	Wall time.Duration
	// CPU is the time of processors, that of programs that were run and have ended included; 0 where the system does not tell.
	CPU time.Duration
	// Allocated is how many bytes of memory were asked for, used again or not.
	Allocated uint64
	// Peak is the most memory, in bytes, that was held at once; 0 where the system does not tell.
	Peak uint64
}

var start = time.Now()

// Read reads the meter. It costs some microseconds.
func Read() Reading {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	cpu, peak := used()
	return Reading{time.Since(start), cpu, sample[0].Value.Uint64(), peak}
}

// Since is what was used between an earlier reading and this one. The peak is that of the whole run.
func (r Reading) Since(earlier Reading) Reading {
	return Reading{r.Wall - earlier.Wall, r.CPU - earlier.CPU, r.Allocated - earlier.Allocated, r.Peak}
}

// Plus adds up two parts of a run.
func (r Reading) Plus(other Reading) Reading {
	return Reading{r.Wall + other.Wall, r.CPU + other.CPU, r.Allocated + other.Allocated, max(r.Peak, other.Peak)}
}
