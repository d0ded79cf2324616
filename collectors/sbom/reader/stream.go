package reader

import (
	"bytes"
	"errors"
	"io"
)

// stream holds the piece of a text that is being read. What was read of it stays in place until two pieces later, or until
// fresh is called, so that bytes need not be copied to outlive the next ones.
type stream struct {
	in      io.Reader
	buf     []byte
	at, end int // what is held and not yet taken
	lines   int // before the piece
	err     error
	spare   []byte // the piece before
	moved   bool   // the piece before may still be asked for
}

// firstBuffer is how much is held at once; what belongs together and is larger makes the buffer grow.
const firstBuffer = 128 << 10

// line is the line of what comes next.
func (s *stream) line() int { return s.lines + 1 + bytes.Count(s.buf[:s.at], []byte{'\n'}) }

// fresh says that nothing of what was read is asked for any more.
func (s *stream) fresh() { s.moved = false }

// more reads on and tells whether there was more. What is not yet taken comes to stand at the start of the buffer.
func (s *stream) more() bool {
	if s.err == nil && s.end == len(s.buf) {
		s.turn()
	}
	for range mostVain {
		if s.err != nil {
			return false
		}
		n, err := s.in.Read(s.buf[s.end:])
		if s.end += n; n > 0 {
			return true
		}
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		s.fail(err)
	}
	s.fail(io.ErrNoProgress)
	return false
}

// mostVain is how often a text may give nothing without being at its end.
const mostVain = 100

// fail notes what is wrong at the place that was reached, once, and ends the text there.
func (s *stream) fail(err error) {
	if s.err == nil && err != nil {
		s.err, s.end = err, s.at
	}
}

// turn takes what is left of a full buffer to the start of another.
func (s *stream) turn() {
	s.lines += bytes.Count(s.buf[:s.at], []byte{'\n'})
	rest := s.buf[s.at:]
	other := s.spare
	if s.moved || len(other) <= 2*len(rest) {
		other = make([]byte, max(firstBuffer, 4*len(rest)))
	}
	s.spare, s.buf, s.moved = s.buf, other, true
	s.at, s.end = 0, copy(other, rest)
}
