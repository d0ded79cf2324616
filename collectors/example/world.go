package example

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// world is what every draw shares: the seed, the clock and the origin that each record carries.
type world struct {
	seed       uint64
	now        dataset.Time
	provenance dataset.Provenance
}

// dice returns the random numbers that belong to a thing. Each thing has its own, so that a month that has passed stays
// as it was drawn when the clock moves on, and a new project changes no other.
func (w *world) dice(thing ...string) *rand.Rand {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d/%s", w.seed, strings.Join(thing, "/")))
	return rand.New(rand.NewPCG(binary.LittleEndian.Uint64(sum[:8]), binary.LittleEndian.Uint64(sum[8:16])))
}

// thisMonth is the unfinished month that the clock stands in.
func (w *world) thisMonth() dataset.Month { return dataset.MonthOf(w.now.Time) }

// firstMonth is the first that the company remembers.
func (w *world) firstMonth() dataset.Month { return w.thisMonth().Add(1 - months) }

// yearAgo is where the year before now begins.
func (w *world) yearAgo() time.Time { return w.now.AddDate(-1, 0, 0) }

// past cuts off what lies in the future of the clock.
func (w *world) past(t time.Time) *dataset.Time {
	if t.After(w.now.Time) {
		return nil
	}
	return dataset.AtOrNil(t)
}

// day returns the day that lies so many days from now.
func (w *world) day(fromNow int) dataset.Date {
	return dataset.Date(w.now.AddDate(0, 0, fromNow).Format(time.DateOnly))
}

// about draws a count near a mean, never below zero.
func about(r *rand.Rand, mean float64) int {
	return max(0, int(math.Round(mean+r.NormFloat64()*math.Sqrt(mean))))
}

// wait draws a waiting time around a median, with the long tail that waiting has.
func wait(r *rand.Rand, median time.Duration, spread float64) time.Duration {
	return time.Duration(float64(median) * math.Exp(r.NormFloat64()*spread)).Truncate(time.Second)
}

// within draws a moment of a month.
func within(r *rand.Rand, m dataset.Month) time.Time {
	length := m.Add(1).Start().Sub(m.Start())
	return m.Start().Add(time.Duration(r.Int64N(int64(length)))).Truncate(time.Second)
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }
