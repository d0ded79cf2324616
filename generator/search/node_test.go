package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

const script = "../../themes/default/assets/search.js"

// answer is what the reader's script says to a question.
type answer struct {
	Q       string
	Total   int
	Results []struct {
		URL, Title, Excerpt, Kind string
		Marks                     [][2]int
		Sections                  []struct{ URL, Title, Excerpt string }
	}
	Facets      map[string]map[string]int
	Corrected   string
	Suggestions []string
	Fetched     []string
}

func (a answer) urls() []string {
	var urls []string
	for _, r := range a.Results {
		urls = append(urls, r.URL)
	}
	return urls
}

type question struct {
	Q       string         `json:"q"`
	Options map[string]any `json:"options,omitempty"`
}

// ask puts questions to the script and the index of a site.
func ask(t testing.TB, site string, questions ...question) []answer {
	t.Helper()
	var input bytes.Buffer
	for _, q := range questions {
		line, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		input.Write(append(line, '\n'))
	}
	var answers []answer
	decoder := json.NewDecoder(strings.NewReader(runNode(t, input.String(), "testdata/ask.mjs", site)))
	for range questions {
		var a answer
		if err := decoder.Decode(&a); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	return answers
}

func runNode(t testing.TB, input string, arguments ...string) string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node to run the reader's script with")
	}
	command := exec.Command(node, arguments...)
	command.Stdin = strings.NewReader(input)
	var output, problems bytes.Buffer
	command.Stdout, command.Stderr = &output, &problems
	if err := command.Run(); err != nil {
		t.Fatalf("node %v: %v\n%s", arguments, err, problems.String())
	}
	return output.String()
}

// asScript writes the words of a line as testdata/words.mjs does.
func asScript(line string) string {
	var all []string
	for _, w := range words(line, true) {
		mark := ":"
		if w.whole {
			mark = "!"
		}
		all = append(all, fmt.Sprintf("%d%s%s=%s", w.at, mark, w.text, stem("en", w.text)))
	}
	return strings.Join(all, " ")
}

func compareWords(t *testing.T, lines []string) {
	t.Helper()
	given := strings.Split(runNode(t, strings.Join(lines, "\n"), "testdata/words.mjs", script), "\n")
	if len(given) != len(lines) {
		t.Fatalf("%d lines came back for %d", len(given), len(lines))
	}
	failures := 0
	for i, line := range lines {
		if want := asScript(line); given[i] != want && failures < 10 {
			failures++
			t.Errorf("%q\n  go     %s\n  script %s", line, want, given[i])
		}
	}
}

func TestScriptCutsAndStemsWordsAlike(t *testing.T) {
	lines := []string{
		"Apache-2.0 OR (MIT AND BSD-3-Clause)", "CVE-2021-44228, log4j-core 2.14.1", "pkg:npm/%40babel/core@7.0.0 pkg:golang/x/y",
		"C++ C# F# .NET node.js ...and so on... e.g. this", "snake_case camelCase __init__ -flag --long-flag", "don't office's l'été O'Reilly’s rock'n'roll",
		"Straße ŒUVRE Ærø Łódź İstanbul ΟΔΟΣ naïve Ａｆｕｌｌ ﬁne", "オープンソースのライセンス 法 許可証abc한국어 ภาษาไทย", "https://example.org/a/b?c=d#e user@example.org", "1.2.3 2025-01-20 10,000 ½ x²",
		"" + strings.Repeat("long", 40), "a_b a.b a/b a+b a#b a:b @scope/name +1 c++11", "हिन्दी עברית العربية",
	}
	compareWords(t, lines)
}

func TestScriptStemsMadeUpWordsAlike(t *testing.T) {
	starts := []string{"gener", "commun", "arsen", "rel", "hop", "y", "by", "sky", "fly", "enjoy", "syzyg", "abil", "ration", "sens", "bl", "lux", "us", "eed", "in", "proc", "exc", "succ", "inn", "skat", "ugl", "ow", "bas", "archaeolog"}
	endings := []string{"", "s", "es", "ies", "ied", "ed", "eed", "eedly", "ing", "ingly", "edly", "ational", "tional", "enci", "anci", "izer", "ization", "ator", "alism", "aliti", "alli", "fulness", "ousli", "ousness", "iveness", "iviti", "biliti", "bli", "ogi", "fulli", "lessli", "li", "ly", "y", "ment", "ement", "ence", "able", "ible", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "sion", "tion", "al", "er", "ic", "icate", "iciti", "ative", "ical", "ness", "ful", "e", "ll", "le", "ss", "us", "tted", "pping", "yed", "ying"}
	var lines []string
	for _, a := range starts {
		for _, b := range endings {
			for _, c := range []string{"", "s", "ly", "ed", "ness"} {
				lines = append(lines, a+b+c)
			}
		}
	}
	compareWords(t, lines)
}

func TestScriptReadsHandbookAlike(t *testing.T) {
	var lines []string
	for _, d := range handbook(t, shared(t, "corpora/handbook")) {
		for _, s := range d.Sections {
			lines = append(lines, oneLine(s.Title), oneLine(s.Text))
		}
	}
	compareWords(t, lines)
}
