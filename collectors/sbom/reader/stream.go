package reader

import (
	"bytes"
	"errors"
	"io"
)

// stream holds the piece of a text that is being read. What was read of it stays in place until two pieces later, or until
// fresh is called, so that bytes need not be copied to outlive the next ones.
type stream struct {
	in io.Reader
	// buf holds, from at to end, what is not yet taken, and behind it a zero and room for what looks at eight bytes at once.
	buf     []byte
	at, end int
	piece   int // how much is held at once
	lines   int // before the piece
	err     error
	spare   []byte // the piece before
	moved   bool   // the piece before may still be asked for
}

// usualPiece is how much of a text is held at once; a string that is longer makes the buffer grow. Behind is the room behind.
const (
	usualPiece = 128 << 10
	behind     = 8
)

func newStream(in io.Reader) stream {
	return stream{in: in, buf: make([]byte, behind), piece: usualPiece}
}

// line is the line of what comes next.
func (s *stream) line() int { return s.lines + 1 + bytes.Count(s.buf[:s.at], []byte{'\n'}) }

// fresh says that nothing of what was read is asked for any more.
func (s *stream) fresh() { s.moved = false }

// more reads on and tells whether there was more. It may move what is not yet taken.
func (s *stream) more() bool {
	if s.end+behind == len(s.buf) {
		s.turn()
	}
	for range mostVain {
		if s.err != nil {
			return false
		}
		n, err := s.in.Read(s.buf[s.end : len(s.buf)-behind])
		s.end += n
		s.buf[s.end] = 0
		if n > 0 {
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

// turn takes what is left of a full buffer to the start of another.
func (s *stream) turn() {
	s.lines += bytes.Count(s.buf[:s.at], []byte{'\n'})
	rest := s.buf[s.at:s.end]
	other := s.spare
	if s.moved || len(other) < 2*len(rest)+s.piece+behind {
		other = make([]byte, 4*len(rest)+s.piece+behind)
	}
	s.spare, s.buf, s.moved = s.buf, other, true
	s.at, s.end = 0, copy(other, rest)
}

// fail notes what is wrong at the place that was reached, the first time, and ends the text there.
func (s *stream) fail(err error) {
	if s.err == nil && err != nil {
		s.lines += bytes.Count(s.buf[:s.at], []byte{'\n'})
		s.err, s.buf, s.at, s.end = err, make([]byte, behind), 0, 0
	}
}
