package reader

import "strings"

// texts makes strings of bytes with few allocations: many share one piece of memory.
type texts struct {
	chunk  strings.Builder
	common [common]string // by what their bytes come to
}

// chunkSize is how much memory is taken at once; common is how many texts are kept to be given again.
const (
	chunkSize = 32 << 10
	common    = 1024
)

func (t *texts) keep(text []byte) string {
	if t.chunk.Cap()-t.chunk.Len() < len(text) {
		t.chunk = strings.Builder{}
		t.chunk.Grow(max(chunkSize, len(text)))
	}
	start := t.chunk.Len()
	t.chunk.Write(text)
	return t.chunk.String()[start:]
}

// again keeps a text that is likely to occur many times: a licence, a kind of relationship.
func (t *texts) again(text []byte) string {
	place := &t.common[markOf(text)%uint32(len(t.common))]
	if *place != string(text) {
		*place = t.keep(text)
	}
	return *place
}
