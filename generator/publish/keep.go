package publish

import (
	"encoding/binary"
	"encoding/hex"
	"os"
	"path/filepath"

	"portolan/generator/memo"
)

// published is a file as the last build left it: what it holds, and by which it is known without being read.
type published struct {
	File
	stamp memo.Stamp
}

// Recall tells the publisher what the last build left, as its [Publisher.Memory] wrote it down.
func (p *Publisher) Recall(memory []byte) {
	p.known = map[string]published{}
	names := string(memory)
	for at := 0; at < len(memory); {
		n, size := binary.Uvarint(memory[at:])
		at += size
		if size <= 0 || n > uint64(len(memory)-at) || len(memory)-at-int(n) < rowSize {
			return
		}
		name := names[at : at+int(n)]
		at += int(n)
		var one published
		one.SHA256 = hex.EncodeToString(memory[at : at+32])
		one.Bytes = int(binary.LittleEndian.Uint64(memory[at+32:]))
		one.stamp = memo.ReadStamp(memory[at+40:])
		at += rowSize
		p.known[name] = one
	}
}

const rowSize = 32 + 8 + memo.StampSize

// Keep adds a file of the next site that holds the same as in the last one. It tells whether it does: the file must be
// as the last build left it.
func (p *Publisher) Keep(name string, file File) bool {
	last, known := p.known[name]
	if !known || last.File != file || !p.old[name] || !p.untouched(name, last.stamp) {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, twice := p.files[name]; twice {
		return false
	}
	p.files[name] = file
	p.kept[name] = true
	return true
}

// untouched tells whether a published file still has its stamp. When its inode last changed does not count: links to it
// come and go.
func (p *Publisher) untouched(name string, stamp memo.Stamp) bool {
	info, err := os.Lstat(filepath.Join(p.out, filepath.FromSlash(name)))
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	now := memo.StampOf(info)
	now.Changed = stamp.Changed
	return now == stamp
}

// Untouched tells whether every file of the sites is as the last build left it, and none is missing.
func (p *Publisher) Untouched() bool {
	for name := range p.old {
		if last, known := p.known[name]; !known || !p.untouched(name, last.stamp) {
			return false
		}
	}
	return len(p.old) > 0
}

// Memory writes down what was published, for the next build to recall.
func (p *Publisher) Memory() []byte {
	var memory []byte
	for name, file := range p.files {
		stamp := p.known[name].stamp
		if !p.kept[name] {
			info, err := os.Lstat(filepath.Join(p.out, filepath.FromSlash(name)))
			if err != nil {
				continue
			}
			stamp = memo.StampOf(info)
		}
		digest, err := hex.DecodeString(file.SHA256)
		if err != nil {
			continue
		}
		memory = binary.AppendUvarint(memory, uint64(len(name)))
		memory = append(append(memory, name...), digest...)
		memory = binary.LittleEndian.AppendUint64(memory, uint64(file.Bytes))
		memory = stamp.Append(memory)
	}
	return memory
}
