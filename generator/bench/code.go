package main

import (
	"fmt"
	"strings"
)

// snippet is how a piece of code in some language is put together: a line before, some lines that repeat, a line after.
// NAME is a word, WORD another, N a number.
type snippet struct {
	language      string
	before, after string
	lines         []string
}

var snippets = []snippet{
	{"go", "func NAME(ctx context.Context, WORD string) error {", "\treturn nil\n}", []string{
		"\tif err := WORD.Check(ctx, \"WORD\", N); err != nil {\n\t\treturn fmt.Errorf(\"WORD %d: %w\", N, err)\n\t}",
		"\tfor i := range N {\n\t\tWORD[i] = append(WORD[i], N) // WORD comes first\n\t}", "\tdefer WORD.Close()"}},
	{"python", "def NAME(WORD: str, limit: int = N) -> dict:\n    \"\"\"Tell what WORD holds.\"\"\"", "    return result", []string{
		"    for item in WORD.items():\n        result[item.key] = f\"{item.name}: {N}\"", "    if WORD is None or len(WORD) > N:\n        raise ValueError('WORD')",
		"    WORD = [x ** 2 for x in range(N) if x % 3]  # WORD"}},
	{"javascript", "export async function NAME(WORD, { limit = N } = {}) {", "}", []string{
		"  const WORD = await fetch(`/api/WORD/${limit}`);", "  if (!WORD.ok) throw new Error('WORD failed');",
		"  return WORD.filter((one) => one.count > N).map(({ name }) => name);"}},
	{"bash", "#!/usr/bin/env bash\nset -euo pipefail", "echo \"NAME is done\"", []string{
		"for f in NAME/*.WORD; do\n  grep -q 'WORD' \"$f\" || exit N\ndone", "export WORD=\"${WORD:-N}\"", "portolan build --edition WORD | tee NAME.log"}},
	{"yaml", "NAME:", "  done: true", []string{"  WORD:\n    - name: WORD\n      count: N", "  # WORD\n  WORD: \"N days\"", "  WORD: [WORD, WORD, N]"}},
	{"json", "{", "  \"NAME\": null\n}", []string{"  \"WORD\": {\"WORD\": N, \"known\": true},", "  \"WORD\": [\"WORD\", N, null],"}},
	{"sql", "SELECT WORD.name, count(*) AS NAME\nFROM WORD", "ORDER BY NAME DESC LIMIT N;", []string{
		"LEFT JOIN WORD ON WORD.id = WORD.WORD_id AND WORD.count > N", "WHERE WORD IN ('WORD', 'WORD') -- WORD"}},
	{"rust", "pub fn NAME(WORD: &str) -> Result<usize, Error> {", "    Ok(N)\n}", []string{
		"    let WORD: Vec<_> = WORD.split(',').filter(|s| s.len() > N).collect();", "    match WORD.get(N) {\n        Some(w) => w.push(\"WORD\"),\n        None => return Err(Error::Missing),\n    }"}},
	{"java", "public final class NAME implements WORD {", "}", []string{
		"    private final Map<String, Integer> WORD = new HashMap<>(N);", "    @Override\n    public int WORD() {\n        return WORD.getOrDefault(\"WORD\", N);\n    }"}},
	{"dockerfile", "FROM registry.example/NAME:N", "CMD [\"/NAME\"]", []string{"RUN install WORD --level N", "COPY WORD/ /WORD/", "ENV WORD=N"}},
	{"", "$ NAME --help", "", []string{"WORD: N of N", "  --WORD  sets the WORD"}},
}

// installing is the block that handbooks repeat on page after page.
const installing = "```bash\ngit clone https://code.example/handbook.git\ncd handbook\nmake site\n```\n"

// code is a fenced block of about that many lines.
func (w *writer) code(lines int) string {
	if w.oneIn(6) {
		return installing
	}
	s := snippets[w.random.IntN(len(snippets))]
	name := strings.NewReplacer("NAME", w.term()+capital(w.term()))
	var b strings.Builder
	fmt.Fprintf(&b, "```%s\n%s\n", s.language, w.fill(name.Replace(s.before)))
	for range lines {
		fmt.Fprintf(&b, "%s\n", w.fill(name.Replace(s.lines[w.random.IntN(len(s.lines))])))
	}
	if s.after != "" {
		fmt.Fprintf(&b, "%s\n", w.fill(name.Replace(s.after)))
	}
	return b.String() + "```\n"
}

// fill puts words and numbers where they belong.
func (w *writer) fill(line string) string {
	var b strings.Builder
	for line != "" {
		at := strings.IndexAny(line, "WN")
		switch {
		case at < 0:
			b.WriteString(line)
			return b.String()
		case strings.HasPrefix(line[at:], "WORD"):
			b.WriteString(line[:at] + w.term())
			line = line[at+len("WORD"):]
		case line[at] == 'N' && (at+1 == len(line) || !letter(line[at+1])) && (at == 0 || !letter(line[at-1])):
			fmt.Fprintf(&b, "%s%d", line[:at], w.random.IntN(1000))
			line = line[at+1:]
		default:
			b.WriteString(line[:at+1])
			line = line[at+1:]
		}
	}
	return b.String()
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
