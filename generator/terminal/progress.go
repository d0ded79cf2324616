package terminal

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"
)

// Progress shows how far a long run is: a line that moves on a terminal, a plain line every few seconds elsewhere, nothing
// for what takes less than a second. It may be told from several goroutines.
type Progress struct {
	out    io.Writer // nil shows nothing
	moving bool
	start  time.Time

	mu    sync.Mutex
	last  time.Time
	shown bool
}

// Progress starts to show how far a run is.
func (t *Terminal) Progress() *Progress {
	p := &Progress{out: t.Messages, start: time.Now()}
	if t.Quiet {
		p.out = nil
	}
	if f, ok := t.Messages.(*os.File); ok {
		p.moving = term.IsTerminal(int(f.Fd()))
	}
	return p
}

// Count shows that so many things of a kind are dealt with; a total of 0 is not known.
func (p *Progress) Count(doing string, done, total int) {
	if total > 0 {
		doing = fmt.Sprintf("%s: %d of %d", doing, done, total)
	}
	p.Show(doing)
}

// Show shows a line, unless one was shown a moment ago.
func (p *Progress) Show(text string) {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	pause := 5 * time.Second
	if p.moving {
		pause = 100 * time.Millisecond
	}
	now := time.Now()
	if now.Sub(p.start) < time.Second || now.Sub(p.last) < pause {
		return
	}
	p.last, p.shown = now, true
	if p.moving {
		fmt.Fprintf(p.out, "\r\x1b[K%s", text)
		return
	}
	fmt.Fprintln(p.out, text)
}

// End takes a moving line off the terminal.
func (p *Progress) End() {
	if p.moving && p.shown && p.out != nil {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
