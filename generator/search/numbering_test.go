package search

import (
	"fmt"
	"strings"
	"testing"
	"unsafe"
)

func TestTextsKeepTheirNumbersHoweverManyThereAre(t *testing.T) {
	var n numbering
	if _, known := n.find("none"); known {
		t.Error("a text is known before any was added")
	}
	const many = 10_000
	for i := range many {
		if got := n.add(fmt.Sprint("text ", i)); got != i {
			t.Fatalf("text %d has number %d", i, got)
		}
	}
	for i := range many {
		if got, known := n.find(fmt.Sprint("text ", i)); !known || got != i {
			t.Fatalf("text %d is found under %d, %v", i, got, known)
		}
	}
	if _, known := n.find("text"); known {
		t.Error("a text is known that was not added")
	}
	if room := len(n.slots); room > 3*many {
		t.Errorf("%d texts have %d slots", many, room)
	}
}

func TestAShelfKeepsCopies(t *testing.T) {
	var s shelf
	page := strings.Repeat("a long page ", 100)
	long := strings.Repeat("x", 2*boardSize)
	first, second, third := s.keep(page[2:6]), s.keep(""), s.keep(long)
	if first != "long" || second != "" || third != long {
		t.Errorf("kept %q, %q and %d bytes", first, second, len(third))
	}
	if unsafe.StringData(first) == unsafe.StringData(page[2:6]) {
		t.Error("what is kept is a part of the page")
	}
	for i := range 3 * boardSize {
		if text := fmt.Sprint(i); s.keep(text) != text {
			t.Fatalf("%s was not kept", text)
		}
	}
	if first != "long" {
		t.Errorf("what was kept first is %q now", first)
	}
}
