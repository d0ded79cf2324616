package collectors

import (
	"fmt"
	"time"
)

// Progress is told how a run goes, from several goroutines.
type Progress interface {
	Report(Event)
}

// Event says how far one source is.
type Event struct {
	Source string
	// Done of Total things are dealt with; Total is 0 while it is not known.
	Done, Total int
	Doing       string
	// Requests were sent so far; Remaining is what is left of the rate limit, -1 while it is not known.
	Requests, Remaining int
	// Left is the time that the rest will take at the pace so far; 0 while it cannot be told.
	Left time.Duration
	// WaitingFor names the host whose rate limit is waited for, WaitingUntil says how long; empty while nothing waits.
	WaitingFor   string
	WaitingUntil time.Time
	// Finished marks the last event of a source, Failed whether something went wrong.
	Finished, Failed bool
}

// String says it in a line.
func (e Event) String() string {
	if e.WaitingFor != "" {
		return fmt.Sprintf("%s: waiting for the rate limit of %s until %s", e.Source, e.WaitingFor, e.WaitingUntil.Format(time.TimeOnly)) + e.toGo()
	}
	text := e.Source + ": " + e.Doing
	if e.Total > 0 {
		text = fmt.Sprintf("%s: %d of %d, %s", e.Source, e.Done, e.Total, e.Doing)
	}
	if e.Remaining >= 0 && e.Requests > 0 {
		text += fmt.Sprintf(" (%d requests, %d left of the rate limit)", e.Requests, e.Remaining)
	}
	return text + e.toGo()
}

func (e Event) toGo() string {
	if e.Left <= 0 {
		return ""
	}
	return fmt.Sprintf(", %s to go", e.Left.Round(time.Second))
}

// silence is the progress that nobody wants to see.
type silence struct{}

func (silence) Report(Event) {}

// left estimates the time that remains from the time that went by.
func left(gone time.Duration, done, total int) time.Duration {
	if done == 0 || total <= done {
		return 0
	}
	return (gone / time.Duration(done) * time.Duration(total-done)).Round(time.Second)
}
