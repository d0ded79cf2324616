package facts

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

//go:embed texts.zst
var packedTexts []byte

// texts unpacks all texts at once (about 5 MB, some ten milliseconds): they are packed as one because they repeat one
// another.
var texts = sync.OnceValue(func() map[string]string {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic(fmt.Sprintf("facts: no decoder for the licence texts: %v", err))
	}
	defer decoder.Close()
	raw, err := decoder.DecodeAll(packedTexts, nil)
	if err != nil {
		panic(fmt.Sprintf("facts: the licence texts that were compiled in do not unpack: %v", err))
	}
	fields := strings.Split(string(raw), "\x00")
	found := make(map[string]string, len(fields)/2)
	for i := 0; i+1 < len(fields); i += 2 {
		found[fields[i]] = fields[i+1]
	}
	return found
})

// Text returns the full text of a licence by its SPDX id, in any letter case. The words that each author fills in stand
// in it as the SPDX list has them: "<year>", "<copyright holders>".
func Text(id string) (string, bool) {
	l, ok := Lookup(id)
	if !ok {
		return "", false
	}
	text, ok := texts()[l.ID]
	return text, ok && text != ""
}
