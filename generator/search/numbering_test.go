package search

import (
	"fmt"
	"strings"
	"testing"
)

func TestTextsKeepTheirNumbersHoweverManyThereAre(t *testing.T) {
	var kept texts
	var n numbering
	if _, known := n.find(&kept, "none"); known {
		t.Error("a text is known before any was added")
	}
	const many = 10_000
	for i := range many {
		if got := n.add(&kept, kept.keep(fmt.Sprint("text ", i))); got != i {
			t.Fatalf("text %d has number %d", i, got)
		}
	}
	for i := range many {
		if got, known := n.find(&kept, fmt.Sprint("text ", i)); !known || got != i {
			t.Fatalf("text %d is found under %d, %v", i, got, known)
		}
	}
	if _, known := n.find(&kept, "text"); known {
		t.Error("a text is known that was not added")
	}
	if room := len(n.slots); room > 3*many {
		t.Errorf("%d texts have %d slots", many, room)
	}
}

func TestTextsOfEverySizeAreKept(t *testing.T) {
	var kept texts
	var places []placed
	size := func(i int) int { return []int{0, 1, i % 200, 127, 128, 300}[i%6] }
	text := func(i int) string { return strings.Repeat(string(rune('a'+i%26)), size(i)) }
	const many = 5_000
	for i := range many {
		if places = append(places, kept.keep(text(i))); i%1000 == 7 {
			kept.keep(strings.Repeat("x", 2*boardSize)) // larger than a board
		}
	}
	for i, p := range places {
		if got := kept.at(p); got != text(i) {
			t.Fatalf("text %d of %d bytes is %q", i, size(i), got)
		}
	}
	for _, long := range []int{boardSize - 4, boardSize - 3, boardSize - 2, boardSize, 3 * boardSize} {
		whole := strings.Repeat("y", long)
		if kept.at(kept.keep(whole)) != whole || kept.at(kept.keep("z")) != "z" {
			t.Errorf("a text of %d bytes is not kept", long)
		}
	}
}

func TestListsAreOpenedAsTheyWerePacked(t *testing.T) {
	var room []byte
	for _, c := range []struct {
		list, places string
		placed       bool
	}{{"a", "", false}, {strings.Repeat("b", 127), "p", true}, {strings.Repeat("c", 128), "", false}, {strings.Repeat("d", 100_000), strings.Repeat("q", 500), true}} {
		room = newListed(room, []byte(c.list), []byte(c.places), c.placed)
		list, places, placed := listed(room).open()
		if list != c.list || places != c.places || placed != c.placed {
			t.Errorf("%d and %d bytes: %d and %d, %v", len(c.list), len(c.places), len(list), len(places), placed)
		}
	}
	if list, places, placed := listed("").open(); list != "" || places != "" || placed {
		t.Error("there is something in no list")
	}
}
