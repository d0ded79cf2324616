package words

import (
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"
)

func TestTheTextsOfTheThemeArePlain(t *testing.T) {
	files, err := filepath.Glob("../../themes/*/i18n/*.yaml")
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var want map[string]string
		if err := yaml.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		if texts, plain := parsePlain(string(data)); !plain || !maps.Equal(texts, want) {
			t.Errorf("%s: plain is %v", file, plain)
		}
	}
}

// FuzzPlainTextsAreWhatYAMLReads compares what is read line by line with what a reader of YAML makes of it.
func FuzzPlainTextsAreWhatYAMLReads(f *testing.F) {
	for _, seed := range []string{
		"a: Text", "a: \"%s \\\"b\\\" \\\\\"\n# note\n\nb.c-d: Ärger: no", "a: true", "yes: no", "a: b #c", "a: b:", "a: \"b\" c", "a: b ", "a: 'b'", "a:  b", "a: b\n  c",
		"1: a", "a: |\n b", "a: b\na: c", "é: x", "a: x\u2028y", "a: \"\"", "a: ~", "a: \"\\u0041\"", "1.e5: a", "a: .inf", "a: x\r\nb: y", "a: \xff", "- a: b", "a: b: c", "a: \"\\\"",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		texts, plain := parsePlain(data)
		if !plain {
			return
		}
		var want map[string]string
		if err := yaml.Unmarshal([]byte(data), &want); err != nil || len(texts)+len(want) > 0 && !maps.Equal(texts, want) {
			t.Errorf("%q: %q, as YAML: %q %v", data, texts, want, err)
		}
	})
}
