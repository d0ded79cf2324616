package reader

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Largest is the size in bytes, unpacked, past which a document is refused. A list of a million packages is smaller.
const Largest = 768 << 20

// mostPacked is how often a document may be packed in a packed one.
const mostPacked = 2

// largestWindow bounds the memory that unpacking takes.
const largestWindow = 32 << 20

// unpack opens gzip and zstd, told by their first bytes, and bounds what comes out.
func unpack(r io.Reader) (io.ReadCloser, error) {
	in := bufio.NewReaderSize(disk{r}, 4<<10)
	closers := stack{}
	for range mostPacked + 1 {
		start, err := in.Peek(4)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, problemOf(err, 0)
		}
		inner, close, err := open(in, start)
		if err != nil {
			return nil, problemOf(err, 0)
		}
		if inner == nil {
			return &bounded{in: in, closers: closers}, nil
		}
		closers = append(closers, close)
		in = bufio.NewReaderSize(inner, 4<<10)
	}
	return nil, &Problem{Text: "the file is packed more than twice over", Hint: "unpack it"}
}

// open returns the inner reader of packed data, nil for data that is not packed.
func open(in io.Reader, start []byte) (io.Reader, func(), error) {
	switch {
	case bytes.HasPrefix(start, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(in)
		return z, func() {}, err
	case bytes.HasPrefix(start, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(largestWindow), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	}
	return nil, nil, nil
}

type stack []func()

// bounded refuses what is too large, whatever size the packed file had.
type bounded struct {
	in      *bufio.Reader
	closers stack
	read    int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.in.Read(p)
	if b.read += int64(n); b.read > Largest {
		return 0, TooLarge()
	}
	return n, err
}

func (b *bounded) Close() error {
	for _, close := range b.closers {
		close()
	}
	return nil
}

// TooLarge is the problem of a document that is larger than Largest.
func TooLarge() *Problem {
	return &Problem{Text: fmt.Sprintf("the file is larger than %d MiB and is not read", Largest>>20), Hint: "split it, or leave out files and snippets"}
}

// decodeText turns UTF-16 into UTF-8, takes off a byte order mark, and returns the start of the text besides the whole.
func decodeText(in io.Reader) (text io.Reader, start []byte, err error) {
	if start, err = beginningOf(in); err != nil {
		return nil, nil, err
	}
	switch {
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		start = start[3:]
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		decoder := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
		in = transform.NewReader(io.MultiReader(bytes.NewReader(start), in), decoder)
		if start, err = beginningOf(in); err != nil {
			return nil, nil, err
		}
	}
	return io.MultiReader(bytes.NewReader(start), in), start, nil
}

func beginningOf(in io.Reader) ([]byte, error) {
	start := make([]byte, peeked)
	n, err := io.ReadFull(in, start)
	// Packed data that is cut off ends unexpectedly too, and says so again when it is read on.
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return start[:n], err
}
