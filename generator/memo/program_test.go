package memo

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// The go command says itself what it called the program of this test.
func TestAProgramIsCalledWhatTheGoCommandCallsIt(t *testing.T) {
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command("go", "tool", "buildid", path).Output()
	if err != nil || runtime.GOOS != "linux" {
		t.Skip("needs the go command, on Linux")
	}
	if want, got := strings.TrimSpace(string(said)), Program(); got != want {
		t.Errorf("the program is called %q, by the go command %q", got, want)
	}
}

func TestAnIDOfSomebodysOwnIsNoDigest(t *testing.T) {
	for name, head := range map[string]string{
		"nothing":             "",
		"no note":             "\x7fELF",
		"an ID without parts": "\x7fELF\x04\x00\x00\x00Go\x00\x00release-7",
		"a digest too few":    "Go\x00\x00nNLw9sM6x-glUfA6vHAN/C8pdeoclUV5fWmcDnRrI/j6BrAHxwIJ92etfaJ9kl",
	} {
		if id := buildID(bytes.NewReader([]byte(head))); id != "" {
			t.Errorf("%s: taken for %q", name, id)
		}
	}
}
