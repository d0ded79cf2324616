package problem

import (
	"strings"
	"sync"
	"testing"
)

func TestPrintShowsTheLineAndPointsAtTheColumn(t *testing.T) {
	var b strings.Builder
	Print(&b, []Problem{{
		File: "policies/use.md", Line: 3, Column: 12, Text: `"effective" is not a date`,
		Hint: "write it as 2026-11-30", Source: "effective: soon",
	}})
	want := `policies/use.md:3:12: error: "effective" is not a date
    3 | effective: soon
      |            ^
      hint: write it as 2026-11-30
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestPrintKeepsTheTerminalSafe(t *testing.T) {
	var b strings.Builder
	Print(&b, []Problem{{File: "a\x1b[2J.md", Line: 1, Column: 1, Text: "x\u202ey", Source: "\x07"}})
	if strings.ContainsAny(b.String(), "\x1b\x07\u202e") {
		t.Errorf("control characters went through: %q", b.String())
	}
}

func TestPrintCutsLongLines(t *testing.T) {
	line := strings.Repeat("ä", 5000) + "!" + strings.Repeat("ö", 5000)
	var b strings.Builder
	Print(&b, []Problem{{File: "a", Line: 1, Column: 10001, Text: "t", Source: line}})
	lines := strings.Split(b.String(), "\n")
	if len(lines[1]) > 3*widest {
		t.Errorf("the line was not cut: %d bytes", len(lines[1]))
	}
	caret := strings.IndexByte(lines[2], '^')
	if got := []rune(lines[1])[caret]; got != '!' {
		t.Errorf("the caret points at %q", got)
	}
}

func TestSortedOrdersAndDropsRepeats(t *testing.T) {
	var l List
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			l.Add(Problem{File: "b", Line: 1, Text: "x"}, Problem{File: "a", Line: 2, Text: "x"}, Problem{File: "a", Line: 1, Text: "x"})
		})
	}
	wg.Wait()
	got := l.Sorted()
	if len(got) != 3 || got[0].At() != "a:1" || got[1].At() != "a:2" || got[2].At() != "b:1" {
		t.Errorf("got %v", got)
	}
	if l.Count(Error) != 3 || l.Count(Warning) != 0 {
		t.Errorf("errors %d, warnings %d", l.Count(Error), l.Count(Warning))
	}
}
