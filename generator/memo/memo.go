// Package memo is what one build leaves for the next: small pieces of bytes by key, in one file that may be lost.
//
// A [Memo] answers from the file of the last build and gathers the pieces for the next. What is damaged, written by
// another program, in use by another build, or not there is as if it had never been: a memo makes a build faster, never
// different.
package memo

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// The file is a head, then pieces and indexes in the order in which they were written. A build appends its new pieces
// and an index of all that are still wanted, and last of all makes the head name that index. Every piece carries its key
// and a checksum, so that damage is found when the piece is asked for.
const magic = "portolan memo 1\n"

const headSize = int64(len(magic)+sha256.Size) + 8 + 8 + 4

// Memo holds the pieces of the last build and those of the next. It is safe for concurrent use.
type Memo struct {
	file    *os.File // nil where there is no memory at all
	program [sha256.Size]byte
	last    []entry // by hash

	mu   sync.Mutex
	out  *bufio.Writer
	at   int64 // where the next piece goes
	done int64 // up to where pieces can be read
	next []entry
	err  error // the first of writing: what is gathered is lost
}

// entry says where the piece of a key stands.
type entry struct {
	hash uint64
	Place
}

// Place is where a piece stands.
type Place struct {
	at   int64
	key  uint16
	size uint32 // of key, value and checksum
}

const entrySize = 8 + 8 + 2 + 4

var checksums = crc32.MakeTable(crc32.Castagnoli)

// errForeign is for files that this program did not write, or that were damaged.
var errForeign = errors.New("not a memo of this program")

// Open reads what the last build of the same program left in a file. The memo must be closed.
func Open(file, program string) *Memo {
	m := &Memo{program: sha256.Sum256([]byte(program))}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return m
	}
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return m
	}
	if lock(f) != nil {
		f.Close()
		return m
	}
	m.file = f
	if m.at, err = m.read(); err != nil {
		m.last, m.at = nil, headSize
	}
	m.done = m.at
	if m.err = f.Truncate(m.at); m.err == nil {
		_, m.err = f.Seek(m.at, 0)
	}
	m.out = bufio.NewWriterSize(f, 1<<18)
	return m
}

// read reads the index that the head names, and returns where it ends.
func (m *Memo) read() (end int64, err error) {
	head := make([]byte, headSize)
	if _, err := m.file.ReadAt(head, 0); err != nil {
		return 0, err
	}
	start, size := int64(binary.LittleEndian.Uint64(head[headSize-20:])), int64(binary.LittleEndian.Uint64(head[headSize-12:]))
	info, err := m.file.Stat()
	if err != nil || string(head) != string(m.head(start, size)) || start < headSize || size < 4 || start+size > info.Size() || (size-4)%entrySize != 0 {
		return 0, errForeign
	}
	index := make([]byte, size)
	if _, err := m.file.ReadAt(index, start); err != nil {
		return 0, err
	}
	index, sum := index[:size-4], binary.LittleEndian.Uint32(index[size-4:])
	if crc32.Checksum(index, checksums) != sum {
		return 0, errForeign
	}
	m.last = make([]entry, len(index)/entrySize)
	for i := range m.last {
		each := index[i*entrySize:]
		m.last[i] = entry{binary.LittleEndian.Uint64(each), Place{
			int64(binary.LittleEndian.Uint64(each[8:])), binary.LittleEndian.Uint16(each[16:]), binary.LittleEndian.Uint32(each[18:])}}
	}
	return start + size, nil
}

// head is the head that names an index.
func (m *Memo) head(start, size int64) []byte {
	head := append([]byte(magic), m.program[:]...)
	head = binary.LittleEndian.AppendUint64(head, uint64(start))
	head = binary.LittleEndian.AppendUint64(head, uint64(size))
	return binary.LittleEndian.AppendUint32(head, crc32.Checksum(head, checksums))
}

// Get returns what the last build put under a key.
func (m *Memo) Get(key string) (value []byte, ok bool) {
	e, value := m.find(key)
	return value, e != nil
}

// find returns the entry of a key with its value; nil where there is none, or it is damaged.
func (m *Memo) find(key string) (*entry, []byte) {
	h := hashOf(key)
	at, _ := slices.BinarySearchFunc(m.last, h, func(e entry, h uint64) int { return cmp.Compare(e.hash, h) })
	for ; at < len(m.last) && m.last[at].hash == h; at++ {
		if found, value, ok := m.piece(m.last[at].Place, nil); ok && found == key {
			return &m.last[at], value
		}
	}
	return nil, nil
}

func (m *Memo) piece(p Place, room []byte) (key string, value []byte, ok bool) {
	if int(p.size) < int(p.key)+4 {
		return "", nil, false
	}
	data := slices.Grow(room[:0], int(p.size))[:p.size]
	if _, err := m.file.ReadAt(data, p.at); err != nil {
		return "", nil, false
	}
	data, sum := data[:len(data)-4], binary.LittleEndian.Uint32(data[len(data)-4:])
	return string(data[:p.key]), data[p.key:], crc32.Checksum(data, checksums) == sum
}

// Carry keeps for the next build what the last one put under a key. It is ok where that is there.
func (m *Memo) Carry(key string) (p Place, ok bool) {
	piece, ok := m.Find(key)
	if !ok {
		return Place{}, false
	}
	return m.Keep(piece), true
}

// Piece is what the last build put under a key.
type Piece struct {
	Value []byte
	entry entry
}

// Find is Get for those who may want to keep what they find: see [Memo.Keep].
func (m *Memo) Find(key string) (Piece, bool) {
	e, value := m.find(key)
	if e == nil {
		return Piece{}, false
	}
	return Piece{value, *e}, true
}

// Locate is Find without reading: what it returns has no value, and may turn out to be damaged. It is not ok where only
// reading could tell which piece is meant.
func (m *Memo) Locate(key string) (Piece, bool) {
	h := hashOf(key)
	at, found := slices.BinarySearchFunc(m.last, h, func(e entry, h uint64) int { return cmp.Compare(e.hash, h) })
	if !found || at+1 < len(m.last) && m.last[at+1].hash == h {
		return Piece{}, false
	}
	return Piece{entry: m.last[at]}, true
}

// Place is where the piece stands.
func (p Piece) Place() Place { return p.entry.Place }

// Keep is Carry for a piece that was found already.
func (m *Memo) Keep(p Piece) Place {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.next = append(m.next, p.entry)
	return p.entry.Place
}

// Put keeps a value for the next build. A key, of at most 65,535 bytes, is put or carried once.
func (m *Memo) Put(key string, value []byte) Place {
	sum := crc32.Update(crc32.Checksum([]byte(key), checksums), checksums, value)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.file == nil || m.err != nil {
		return Place{}
	}
	p := Place{m.at, uint16(len(key)), uint32(len(key) + len(value) + 4)}
	m.next = append(m.next, entry{hashOf(key), p})
	m.at += int64(p.size)
	m.out.WriteString(key)
	m.out.Write(value)
	_, m.err = m.out.Write(binary.LittleEndian.AppendUint32(nil, sum))
	return p
}

// At reads back what was put or carried in this build, into room where it is large enough. It is not ok where the disk
// failed.
func (m *Memo) At(p Place, room []byte) (value []byte, ok bool) {
	if m.file == nil || p.size == 0 {
		return nil, false
	}
	m.mu.Lock()
	if p.at >= m.done {
		if m.err == nil {
			m.err = m.out.Flush()
		}
		m.done = m.at
	}
	m.mu.Unlock()
	_, value, ok = m.piece(p, room)
	return value, ok
}

// Commit makes what was gathered what the next build finds. It may fail where the disk is full; the next build then
// finds what this one found.
func (m *Memo) Commit() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.file == nil || m.err != nil {
		return m.err
	}
	slices.SortFunc(m.next, func(a, b entry) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.at, b.at)) })
	if m.err = m.tidy(); m.err != nil {
		return m.err
	}
	index := make([]byte, 0, len(m.next)*entrySize+4)
	for _, e := range m.next {
		index = binary.LittleEndian.AppendUint64(index, e.hash)
		index = binary.LittleEndian.AppendUint64(index, uint64(e.at))
		index = binary.LittleEndian.AppendUint16(index, e.key)
		index = binary.LittleEndian.AppendUint32(index, e.size)
	}
	index = binary.LittleEndian.AppendUint32(index, crc32.Checksum(index, checksums))
	m.out.Write(index)
	if m.err = m.out.Flush(); m.err == nil {
		_, m.err = m.file.WriteAt(m.head(m.at, int64(len(index))), 0)
	}
	return m.err
}

// wasteful is how many bytes that nobody asks for are borne before the file is written anew.
const wasteful = 32 << 20

// tidy moves all pieces to the front when most of the file is waste. Should it be interrupted, the memo is lost.
func (m *Memo) tidy() error {
	var live int64
	for _, e := range m.next {
		live += int64(e.size)
	}
	if m.at-live < max(live, wasteful) {
		return nil
	}
	if err := m.out.Flush(); err != nil {
		return err
	}
	if _, err := m.file.WriteAt(make([]byte, headSize), 0); err != nil {
		return err
	}
	order := make([]*entry, len(m.next))
	for i := range m.next {
		order[i] = &m.next[i]
	}
	slices.SortFunc(order, func(a, b *entry) int { return cmp.Compare(a.at, b.at) })
	to := headSize
	for _, e := range order {
		data := make([]byte, e.size)
		if _, err := m.file.ReadAt(data, e.at); err != nil {
			return err
		}
		if _, err := m.file.WriteAt(data, to); err != nil {
			return err
		}
		e.at = to
		to += int64(e.size)
	}
	if err := m.file.Truncate(to); err != nil {
		return err
	}
	m.at = to
	_, err := m.file.Seek(to, 0)
	return err
}

// Close lets go of the file. What was not committed is forgotten.
func (m *Memo) Close() {
	if m.file != nil {
		m.file.Close()
	}
}

// hash is FNV-1a. A clash costs a look at one more piece, for each carries its key.
func hashOf(key string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(key) {
		h = (h ^ uint64(key[i])) * 1099511628211
	}
	return h
}
