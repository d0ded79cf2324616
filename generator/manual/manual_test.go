package manual

import (
	"strings"
	"testing"
)

// TestEveryPageBeginsWithExamples: an example says more than a list of flags.
func TestEveryPageBeginsWithExamples(t *testing.T) {
	files, err := pages.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		command := strings.TrimSuffix(file.Name(), ".txt")
		text := Of(command)
		if command == "portolan" {
			text = About()
		} else if !strings.HasPrefix(text, "Examples:\n  portolan "+command) {
			t.Errorf("%s begins with %.40q", command, text)
		}
		if !strings.HasSuffix(text, "\n") || !strings.Contains(text, "  portolan ") {
			t.Errorf("%s shows no command", command)
		}
	}
	if len(files) < 10 {
		t.Errorf("%d pages", len(files))
	}
	if Of("nothing") != "" {
		t.Error("there is a page of nothing")
	}
}
