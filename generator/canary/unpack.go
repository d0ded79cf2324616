package canary

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"io"
	"path"
	"strings"
)

// largestPart bounds what is unpacked of one file, so that a bomb of compressed zeros ends.
const largestPart = 256 << 20

// unpack returns what a compressed file holds: names and bytes. What cannot be unpacked holds nothing.
func unpack(name string, data []byte) [][]byte {
	switch {
	case bytes.HasPrefix(data, []byte{0x1f, 0x8b}):
		r, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil
		}
		return [][]byte{[]byte(r.Name + " " + r.Comment), read(r)}
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return unzip(data)
	case strings.EqualFold(path.Ext(name), ".zz"), bytes.HasPrefix(data, []byte{0x78, 0x9c}), bytes.HasPrefix(data, []byte{0x78, 0xda}):
		r, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil
		}
		return [][]byte{read(r)}
	}
	return nil
}

func unzip(data []byte) (parts [][]byte) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	for _, f := range archive.File {
		parts = append(parts, []byte(f.Name+" "+f.Comment))
		if r, err := f.Open(); err == nil {
			parts = append(parts, read(r))
			r.Close()
		}
	}
	return parts
}

// read reads as far as it can: the beginning of a broken file is worth a look too.
func read(r io.Reader) []byte {
	data, _ := io.ReadAll(io.LimitReader(r, largestPart))
	return data
}
