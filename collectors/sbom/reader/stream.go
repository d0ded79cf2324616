package reader

import (
	"bytes"
	"errors"
	"io"
)

// stream reads a JSON text value by value, holding no more of it than the value at hand.
type stream struct {
	scanner
	in      io.Reader
	buf     []byte
	at, end int // what is held and not yet taken
	ended   bool
	line    int // of what comes next, counted from 0
}

// firstBuffer is how much is read at once; a value that is larger makes the buffer grow.
const firstBuffer = 128 << 10

// more reads on. It tells io.ErrUnexpectedEOF where there is no more.
func (s *stream) more() error {
	if s.ended {
		return io.ErrUnexpectedEOF
	}
	if s.at > 0 {
		s.end = copy(s.buf, s.buf[s.at:s.end])
		s.at = 0
	}
	if s.end == len(s.buf) {
		grown := make([]byte, max(firstBuffer, 2*len(s.buf)))
		copy(grown, s.buf)
		s.buf = grown
	}
	for range 100 {
		n, err := s.in.Read(s.buf[s.end:])
		s.end += n
		if errors.Is(err, io.EOF) {
			s.ended = true
			err = nil
		}
		if err != nil || n > 0 || s.ended {
			return err
		}
	}
	return io.ErrNoProgress
}

// peekByte returns the next byte that is no white space, without taking it. At the end of the text it tells
// io.ErrUnexpectedEOF.
func (s *stream) peekByte() (byte, error) {
	for {
		for ; s.at < s.end; s.at++ {
			switch c := s.buf[s.at]; c {
			case '\n':
				s.line++
			case ' ', '\t', '\r':
			default:
				return c, nil
			}
		}
		if err := s.more(); err != nil {
			return 0, err
		}
	}
}

// takeByte takes the byte that is wanted next.
func (s *stream) takeByte(wanted byte, missing string) error {
	c, err := s.peekByte()
	if err != nil {
		return err
	}
	if c != wanted {
		return &fault{text: missing}
	}
	s.at++
	return nil
}

// value takes the next value. It holds until the next is taken.
func (s *stream) value() (raw []byte, err error) {
	if _, err := s.peekByte(); err != nil {
		return nil, err
	}
	for {
		length, err := s.scan(s.buf[s.at:s.end])
		if errors.Is(err, errMore) {
			if err := s.more(); err != nil {
				s.line += bytes.Count(s.buf[s.at:s.end], []byte{'\n'})
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		raw = s.buf[s.at : s.at+length]
		s.line += bytes.Count(raw, []byte{'\n'})
		s.at += length
		return raw, nil
	}
}

// problem gives a fault its line. Faults within a value are counted from its start.
func (s *stream) problem(f *fault) *Problem {
	line := s.line + 1 + bytes.Count(s.buf[s.at:min(s.end, s.at+f.at)], []byte{'\n'})
	p := &Problem{Line: line, Text: f.text, Hint: again, Mendable: f.mendable}
	if !f.mendable {
		p.Text = "not JSON: " + f.text
	}
	return p
}
