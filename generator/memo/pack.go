package memo

import (
	"encoding/binary"
	"unsafe"
)

// Packer writes numbers and texts down, the shorter the smaller they are.
type Packer struct{ Data []byte }

// Number appends a number that is not negative.
func (p *Packer) Number(n int) { p.Data = binary.AppendUvarint(p.Data, uint64(n)) }

// Numbers appends a list.
func (p *Packer) Numbers(n int, at func(int) int) {
	p.Number(n)
	for i := range n {
		p.Number(at(i))
	}
}

// Long appends a number that takes eight bytes whatever its size.
func (p *Packer) Long(n uint64) { p.Data = binary.LittleEndian.AppendUint64(p.Data, n) }

// Text appends a text.
func (p *Packer) Text(s string) {
	p.Number(len(s))
	p.Data = append(p.Data, s...)
}

// Bytes is Text for bytes.
func (p *Packer) Bytes(b []byte) {
	p.Number(len(b))
	p.Data = append(p.Data, b...)
}

// Texts appends a list.
func (p *Packer) Texts(list []string) {
	p.Number(len(list))
	for _, s := range list {
		p.Text(s)
	}
}

// Flag appends yes or no.
func (p *Packer) Flag(on bool) {
	if on {
		p.Number(1)
	} else {
		p.Number(0)
	}
}

// Digest appends a digest.
func (p *Packer) Digest(d Digest) { p.Data = append(p.Data, d[:]...) }

// Unpacker reads, in the same order, what a packer wrote. Pieces carry a checksum: what is read is what was written.
type Unpacker struct {
	Data  []byte // what is left to read
	whole string // all of the data, for many texts to be parts of
}

// Unpack reads data of which few texts are wanted: each is a copy.
func Unpack(data []byte) Unpacker { return Unpacker{Data: data} }

// UnpackTexts reads data of which many texts are wanted: they are parts of it, and it must never change again.
func UnpackTexts(data []byte) Unpacker {
	return Unpacker{data, unsafe.String(unsafe.SliceData(data), len(data))} // a copy would take as much memory again
}

// Number reads a number.
func (u *Unpacker) Number() int {
	if c := u.Data[0]; c < 0x80 {
		u.Data = u.Data[1:]
		return int(c)
	}
	n, size := binary.Uvarint(u.Data)
	u.Data = u.Data[size:]
	return int(n)
}

// Numbers reads a list.
func (u *Unpacker) Numbers() []int {
	list := make([]int, u.Number())
	for i := range list {
		list[i] = u.Number()
	}
	return list
}

// Long reads a number of eight bytes.
func (u *Unpacker) Long() uint64 {
	n := binary.LittleEndian.Uint64(u.Data)
	u.Data = u.Data[8:]
	return n
}

// Text reads a text.
func (u *Unpacker) Text() string {
	text := u.Bytes()
	if u.whole == "" {
		return string(text)
	}
	end := len(u.whole) - len(u.Data)
	return u.whole[end-len(text) : end]
}

// Bytes reads a text without copying it.
func (u *Unpacker) Bytes() []byte {
	n := u.Number()
	text := u.Data[:n]
	u.Data = u.Data[n:]
	return text
}

// Texts reads a list; nil where it is empty.
func (u *Unpacker) Texts() []string {
	n := u.Number()
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = u.Text()
	}
	return list
}

// Flag reads yes or no.
func (u *Unpacker) Flag() bool { return u.Number() == 1 }

// Digest reads a digest.
func (u *Unpacker) Digest() (d Digest) {
	u.Data = u.Data[copy(d[:], u.Data):]
	return d
}
