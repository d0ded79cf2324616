package collectors

import (
	"testing"
	"time"
)

func TestEventInALine(t *testing.T) {
	at := time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		event Event
		want  string
	}{
		{Event{Source: "github", Doing: "acme", Remaining: -1}, "github: acme"},
		{Event{Source: "github", Doing: "acme/anvil", Done: 3, Total: 9, Remaining: -1}, "github: 3 of 9, acme/anvil"},
		{Event{Source: "github", Doing: "acme", Requests: 7, Remaining: 4993}, "github: acme (7 requests, 4993 left of the rate limit)"},
		{Event{Source: "github", Doing: "acme", Remaining: -1, Left: 61 * time.Second}, "github: acme, 1m1s to go"},
		{Event{Source: "github", Doing: "acme", WaitingFor: "api.github.com", WaitingUntil: at, Left: time.Minute}, "github: waiting for the rate limit of api.github.com until 09:30:00, 1m0s to go"},
	} {
		if got := c.event.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
