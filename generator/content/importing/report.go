package importing

import (
	"fmt"
	"io"

	"portolan/generator/problem"
)

// WriteText writes the report as people read it: what became of each file, then what is left to do, then the sums.
func (r *Report) WriteText(w io.Writer) error {
	p := &printer{w: w}
	p.line("from %s", r.From)
	for _, f := range r.Files {
		switch {
		case f.Target != "":
			p.line("%-8s %s -> %s", f.Outcome, f.Source, f.Target)
		default:
			p.line("%-8s %s: %s", f.Outcome, f.Source, f.Reason)
		}
	}
	for _, name := range r.Added {
		p.line("%-8s %s", "added", name)
	}
	if p.err != nil {
		return p.err
	}
	if len(r.Work) > 0 {
		p.line("")
		p.line("left to do, or given up, in the files that were read:")
		if err := problem.Print(w, r.Work); err != nil {
			return err
		}
		p.line("")
	}
	byHand := 0
	for _, one := range r.Work {
		if one.Severity != problem.Notice {
			byHand++
		}
	}
	p.line("%d pages written, %d files copied, %d used, %d left; %d things to do by hand, %d notes",
		r.Count(Written), r.Count(Copied), r.Count(Used), r.Count(Left), byHand, len(r.Work)-byHand)
	return p.err
}

// printer remembers the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}
