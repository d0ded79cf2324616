package markdown

import (
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/dlclark/regexp2"
)

// TestABusyMachineColoursTheSame colours what a pattern needs longer for than lexers wait by themselves, as on a machine that
// is busy with something else.
func TestABusyMachineColoursTheSame(t *testing.T) {
	const slow = `(x|xx)+y|x+z`
	code := "xxxxxxxxxxxxz"
	for took := time.Duration(0); took < 400*time.Millisecond; {
		if code = "x" + code; len(code) > 60 { // it takes longer by half each time
			t.Skip("the pattern is not slow any more")
		}
		start := time.Now()
		if match, err := regexp2.MustCompile(slow, 0).FindStringMatch(code); match == nil || err != nil {
			t.Fatal(match, err)
		}
		took = time.Since(start)
	}
	newHighlighter()
	lexer := chroma.MustNewLexer(&chroma.Config{Name: "slow"}, func() chroma.Rules {
		return chroma.Rules{"root": {{Pattern: slow, Type: chroma.Keyword}, {Pattern: `.`, Type: chroma.Text}}}
	})
	if got := string(appendTokens(nil, lexer, code)); strings.Count(got, "<span") != 1 || !strings.HasPrefix(got, "<span") {
		t.Errorf("%s became %s", code, got)
	}
}
