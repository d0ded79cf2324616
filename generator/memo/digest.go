package memo

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"math"
	"reflect"
	"slices"
	"sync"
)

// Digest names values: the same for the same values, whatever their addresses in memory.
type Digest [16]byte

// DigestOf names a list of values. Structs, slices, maps and what pointers point to are walked, fields that are not
// exported included; functions and channels are refused, for they cannot be told apart.
func DigestOf(values ...any) Digest {
	h := hashers.Get().(*hasher)
	defer hashers.Put(h)
	h.begin(false)
	h.value(reflect.ValueOf(values))
	return h.sum()
}

var hashers = sync.Pool{New: func() any { return new(hasher) }}

// hasher gathers the bytes of values. What is long is hashed on the way, so that no buffer grows with a site.
type hasher struct {
	buffer []byte
	before hash.Hash // of what was gathered before the buffer; nil for nothing
	whole  bool      // the buffer itself is wanted, and never drained
}

// begin forgets what was gathered before.
func (h *hasher) begin(whole bool) { h.buffer, h.before, h.whole = h.buffer[:0], nil, whole }

func (h *hasher) sum() Digest {
	if h.before != nil {
		h.before.Write(h.buffer)
		return Digest(h.before.Sum(nil)[:len(Digest{})])
	}
	sum := sha256.Sum256(h.buffer)
	return Digest(sum[:])
}

// mostGathered is how many bytes are gathered before they are hashed.
const mostGathered = 64 << 10

func (h *hasher) drain() {
	if h.whole || len(h.buffer) < mostGathered {
		return
	}
	if h.before == nil {
		h.before = sha256.New()
	}
	h.before.Write(h.buffer)
	h.buffer = h.buffer[:0]
}

func (h *hasher) number(n uint64) { h.buffer = binary.AppendUvarint(h.buffer, n) }

func (h *hasher) text(s string) {
	h.number(uint64(len(s)))
	h.buffer = append(h.buffer, s...)
}

func (h *hasher) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Invalid:
		h.number(0)
	case reflect.String:
		h.text(v.String())
	case reflect.Bool:
		if v.Bool() {
			h.number(1)
		} else {
			h.number(0)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		h.buffer = binary.AppendVarint(h.buffer, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		h.number(v.Uint())
	case reflect.Float32, reflect.Float64:
		h.number(math.Float64bits(v.Float()))
	case reflect.Struct:
		for i := range v.NumField() {
			h.value(v.Field(i))
		}
	case reflect.Pointer, reflect.Interface:
		h.pointed(v)
	case reflect.Slice, reflect.Array:
		h.list(v)
	case reflect.Map:
		h.table(v)
	default:
		panic(fmt.Sprintf("memo: a %s has no digest", v.Type()))
	}
}

// pointed tells nil from a pointer to nothing, and values of different types behind one interface apart.
func (h *hasher) pointed(v reflect.Value) {
	if v.IsNil() {
		h.number(0)
		return
	}
	h.number(1)
	if v.Kind() == reflect.Interface {
		h.text(v.Elem().Type().String())
	}
	h.value(v.Elem())
}

func (h *hasher) list(v reflect.Value) {
	h.number(uint64(v.Len()))
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
		h.buffer = append(h.buffer, v.Bytes()...)
		return
	}
	for i := range v.Len() {
		h.value(v.Index(i))
		h.drain()
	}
}

// table walks a map in the order of its keys' own bytes.
func (h *hasher) table(v reflect.Value) {
	h.number(uint64(v.Len()))
	inner := hashers.Get().(*hasher) // the entries side by side, each ending where the next begins
	defer hashers.Put(inner)
	inner.begin(true)
	entries := make([][2]int, 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		from := len(inner.buffer)
		inner.value(it.Key())
		inner.value(it.Value())
		entries = append(entries, [2]int{from, len(inner.buffer)})
	}
	bytesOf := func(e [2]int) []byte { return inner.buffer[e[0]:e[1]] }
	slices.SortFunc(entries, func(a, b [2]int) int { return bytes.Compare(bytesOf(a), bytesOf(b)) })
	for _, e := range entries {
		h.number(uint64(e[1] - e[0]))
		h.buffer = append(h.buffer, bytesOf(e)...)
		h.drain()
	}
}
