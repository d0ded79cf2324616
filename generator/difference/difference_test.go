package difference

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/quick"
)

// marked writes pieces as people do in letters: [-gone-], {+come+}.
func marked(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch p.Op {
		case Deleted:
			fmt.Fprintf(&b, "[-%s-]", p.Text)
		case Inserted:
			fmt.Fprintf(&b, "{+%s+}", p.Text)
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestWordsAreComparedAsPeopleReadThem(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"Ask the office.", "Ask the office.", "Ask the office."},
		{"You may use it.", "You must not use it.", "You [-may-]{+must not+} use it."},
		{"under Apache-2.0 only", "under Apache-2.1 only", "under [-Apache-2.0-]{+Apache-2.1+} only"},
		{"within two days", "within two days, in writing", "within two days{+, in writing+}"},
		{"The first draft of it all", "A second version of it all", "[-The first draft-]{+A second version+} of it all"},
		{"one a two", "three a four", "[-one a two-]{+three a four+}"},
		{"\u8bb8\u53ef\u8bc1\u653f\u7b56", "\u8bb8\u53ef\u653f\u7b56", "\u8bb8\u53ef[-\u8bc1-]\u653f\u7b56"},
		{"On locked devices ask counsel", "On locked devices, where it is so, ask counsel", "On locked devices{+, where it is so,+} ask counsel"},
		{"gone", "", "[-gone-]"},
	} {
		if got := marked(Words(c.old, c.new)); got != c.want {
			t.Errorf("%q to %q:\n got %s\nwant %s", c.old, c.new, got, c.want)
		}
	}
}

func TestWordsGiveBothTextsBack(t *testing.T) {
	check := func(old, new string) bool {
		var before, after string
		for _, p := range Words(old, new) {
			if p.Op != Inserted {
				before += p.Text
			}
			if p.Op != Deleted {
				after += p.Text
			}
		}
		return before == old && after == new
	}
	for _, c := range [][2]string{{"a b c d e", "a x c y e"}, {"  two  spaces ", "two spaces"}, {"\xff\xfe", "\xff"}} {
		if !check(c[0], c[1]) {
			t.Errorf("%q and %q do not come back", c[0], c[1])
		}
	}
	if err := quick.Check(check, nil); err != nil {
		t.Error(err)
	}
}

func paragraphs(texts ...string) []Block {
	var blocks []Block
	for _, text := range texts {
		blocks = append(blocks, Block{"p", text})
	}
	return blocks
}

func TestBlocksArePairedAndFarOnesLeftOut(t *testing.T) {
	old := paragraphs("one is first", "two is second", "three is third", "four is fourth", "a rule that says to ask the office")
	new := paragraphs("one is first", "two is second", "three is third", "four is fourth", "something else entirely", "a rule that says to ask counsel")
	got := Blocks(old, new, 1)
	if len(got) != 4 || got[0].Skipped != 3 || got[1].Changed() {
		t.Fatalf("%+v", got)
	}
	if text := marked(got[2].Pieces); text != "{+something else entirely+}" {
		t.Errorf("%s", text)
	}
	if text := marked(got[3].Pieces); text != "a rule that says to ask [-the office-]{+counsel+}" {
		t.Errorf("%s", text)
	}
	if inserted, deleted := Count(got); inserted != 4 || deleted != 2 {
		t.Errorf("%d words came and %d went", inserted, deleted)
	}
	if Blocks(old, old, 1) != nil {
		t.Error("a text differs from itself")
	}
}

func TestBlocksOfDifferentKindsAreNotPaired(t *testing.T) {
	got := Blocks([]Block{{"h", "Who approves"}}, []Block{{"p", "Who approves"}}, 0)
	if len(got) != 2 || marked(got[0].Pieces) != "[-Who approves-]" || got[1].Kind != "p" {
		t.Errorf("%+v", got)
	}
}

func TestALargeReplacementStaysWithinBounds(t *testing.T) {
	var old, new []Block
	for i := range 3000 {
		old = append(old, Block{"p", fmt.Sprint("old text ", i)})
		new = append(new, Block{"p", fmt.Sprint("new words ", i)})
	}
	if got := Blocks(old, new, 1); len(got) != 6000 {
		t.Errorf("%d passages", len(got))
	}
}

func TestFromHTMLReadsWhatAReaderReads(t *testing.T) {
	const source = `<h2 id="a">Rules <a class="anchor" href="#a"><span>Link</span></a></h2><p>Ask  <b>the</b>
office.</p><ul><li><p>first</p></li><li>second<ul><li>inner</li></ul></li></ul><table><caption>Who</caption><tr><th>A</th><td>B &amp; C</td></tr></table>
<pre><code>x = 1
  y = 2
</code></pre><svg><text>drawn</text></svg><script>no</script><img alt="a picture">tail`
	want := []Block{{"h", "Rules"}, {"p", "Ask the office."}, {"li", "first"}, {"li", "second"}, {"li", "inner"}, {"p", "Who"},
		{"tr", "A \u00a6 B & C"}, {"pre", "x = 1\n  y = 2"}, {"p", "a picturetail"}}
	if got := FromHTML([]byte(source)); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func FuzzFromHTML(f *testing.F) {
	f.Add([]byte("<p>one<svg><svg>two"), []byte("<li>one</li>"))
	f.Add([]byte("<table><tr><td><p>a</table>b"), []byte("</svg><pre>\n"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		old, new := FromHTML(a), FromHTML(b)
		passages := Blocks(old, new, len(old)+len(new))
		if (passages == nil) != slices.Equal(old, new) {
			t.Errorf("%q and %q: %+v", old, new, passages)
		}
	})
}
