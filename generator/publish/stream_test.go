package publish

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// inPieces writes a text a few bytes at a time.
func inPieces(text string) func(io.Writer) error {
	return func(to io.Writer) error {
		for rest := text; rest != ""; {
			n := min(1000, len(rest))
			if _, err := io.WriteString(to, rest[:n]); err != nil {
				return err
			}
			rest = rest[n:]
		}
		return nil
	}
}

func TestAStreamIsWrittenWhereItDiffers(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("one line after the other\n", 10_000)
	for _, c := range []struct {
		text    string
		written int
	}{{long, 2}, {long, 1}, {long[:len(long)-1] + "!", 2}, {long, 2}, {long[:len(long)-5], 2}, {"", 2}, {"", 1}, {long, 2}} {
		p, err := Open(context.Background(), Options{Out: filepath.Join(dir, "out"), Staging: filepath.Join(dir, "staging"), Sites: []string{""}})
		if err != nil {
			t.Fatal(err)
		}
		file, err := p.Stream("deep/list.csv", inPieces(c.text))
		if want := (File{SHA256: sha256.Sum256([]byte(c.text)), Bytes: len(c.text)}); err != nil || file != want {
			t.Errorf("%d bytes: %v, %v", len(c.text), file, err)
		}
		if _, err := p.Stream("deep/list.csv", inPieces(c.text)); err == nil {
			t.Error("a file can be written twice")
		}
		manifest := func(to io.Writer) error { // always another, so that there is something to publish
			w := bufio.NewWriter(to)
			w.WriteString(`{"generator":"portolan","random":"` + t.TempDir() + `","files":{`)
			between := ""
			for name, file := range p.Files("") {
				w.WriteString(between + `"` + name + `":{"sha256":"` + file.SHA256.String() + `"}`)
				between = ","
			}
			w.WriteString("}}")
			return w.Flush()
		}
		var text strings.Builder
		manifest(&text)
		if _, err := p.Stream(Manifest, inPieces(text.String())); err != nil {
			t.Fatal(err)
		}
		changes, err := p.Commit()
		if err != nil || changes.Written != c.written {
			t.Errorf("%d bytes: %v, %v, want %d written", len(c.text), changes, err, c.written)
		}
		if data, err := os.ReadFile(filepath.Join(dir, "out", "deep", "list.csv")); err != nil || string(data) != c.text {
			t.Errorf("%d bytes were published of %d: %v", len(data), len(c.text), err)
		}
	}
}

func TestAStreamThatFailsIsNoFile(t *testing.T) {
	dir := t.TempDir()
	p, err := Open(context.Background(), Options{Out: filepath.Join(dir, "out"), Staging: filepath.Join(dir, "staging"), Sites: []string{""}})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Abort()
	broken := errors.New("broken")
	if _, err := p.Stream("list.csv", func(io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("the fault is lost: %v", err)
	}
	if _, err := p.Stream("../list.csv", inPieces("x")); err == nil {
		t.Error("a file can be written outside")
	}
	for name := range p.Files("") {
		t.Errorf("%s is listed", name)
	}
}
