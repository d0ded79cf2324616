package generator

import (
	"fmt"
	"io"
	"slices"
	"sync"

	"portolan/generator/meter"
)

// Timing is what a stage took, over all editions.
type Timing struct {
	Stage string
	meter.Reading
	// Files and Bytes are what was made to be published, whether it was there before or not.
	Files, Bytes int
}

// stopwatch adds up what stages take. A stage within another interrupts it.
type stopwatch struct {
	mu      sync.Mutex
	stages  []Timing
	running []int // the innermost last
	since   meter.Reading
}

// stage starts a stage; the returned function ends it.
func (s *stopwatch) stage(name string) func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn()
	at := slices.IndexFunc(s.stages, func(t Timing) bool { return t.Stage == name })
	if at < 0 {
		at = len(s.stages)
		s.stages = append(s.stages, Timing{Stage: name})
	}
	s.running = append(s.running, at)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.turn()
		s.running = s.running[:len(s.running)-1]
	}
}

// turn counts what was used since the last turn to the stage that runs.
func (s *stopwatch) turn() {
	now := meter.Read()
	if t := s.current(); t != nil {
		t.Reading = t.Plus(now.Since(s.since))
	}
	s.since = now
}

func (s *stopwatch) current() *Timing {
	if len(s.running) == 0 {
		return nil
	}
	return &s.stages[s.running[len(s.running)-1]]
}

// made counts a file.
func (s *stopwatch) made(bytes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.current(); t != nil {
		t.Files++
		t.Bytes += bytes
	}
}

func (s *stopwatch) timings() []Timing {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.stages)
}

// WriteProfile says where the time of a build went, stage by stage: seconds, those of processors, memory asked for, files.
func (r *Result) WriteProfile(w io.Writer) error {
	whole := Timing{Stage: "in all", Reading: meter.Read()}
	rest := Timing{Stage: "before, between", Reading: whole.Reading}
	for _, t := range r.Timing {
		whole.Files += t.Files
		whole.Bytes += t.Bytes
		rest.Reading = rest.Since(t.Reading)
		if err := t.write(w); err != nil {
			return err
		}
	}
	if err := rest.write(w); err != nil {
		return err
	}
	if err := whole.write(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%8.1f MB of memory were held at most\n", megabytes(whole.Peak))
	return err
}

func (t Timing) write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%8.3f s  %-16s  %8.3f s of processors  %8.1f MB allocated", t.Wall.Seconds(), t.Stage, t.CPU.Seconds(), megabytes(t.Allocated))
	if err == nil && t.Files > 0 {
		_, err = fmt.Fprintf(w, "  %7d files of %.1f MB", t.Files, megabytes(uint64(t.Bytes)))
	}
	if err == nil {
		_, err = fmt.Fprintln(w)
	}
	return err
}

func megabytes(bytes uint64) float64 { return float64(bytes) / (1 << 20) }
