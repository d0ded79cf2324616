package generator_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestReleasesAreReproducible makes a release from two clones in different folders: binary, notices and bills of materials
// must be the same to the byte, the checksums must be theirs, and the bill must list what Go says is in the binary.
func TestReleasesAreReproducible(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program four times")
	}
	if _, err := os.Stat("../.git"); err != nil {
		t.Skip("this is no checkout: a release is made of a commit")
	}
	dir := t.TempDir()
	first := release(t, filepath.Join(dir, "a"))
	second := release(t, filepath.Join(dir, "somewhere", "else", "b"))
	if len(first) != 6 || len(second) != 6 {
		t.Fatalf("%d and %d files", len(first), len(second))
	}
	for name, data := range first {
		if !bytes.Equal(data, second[name]) {
			t.Errorf("%s differs from build to build", name)
		}
	}
	checkSums(t, first)
	compareWithBinary(t, first)
}

// release clones the checkout into a folder, makes a release of this platform there and returns its files.
func release(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	if out, err := exec.Command("git", "clone", "-q", "..", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	// What was not committed must make no difference.
	if err := os.WriteFile(filepath.Join(dir, "content", "stray.md"), []byte(dir), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", ".ci/release")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "PLATFORMS="+runtime.GOOS+"/"+runtime.GOARCH)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	made := filepath.Join(dir, ".portolan", "release")
	entries, err := os.ReadDir(made)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, entry := range entries {
		data, err := os.ReadFile(filepath.Join(made, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = data
	}
	return files
}

func checkSums(t *testing.T, files map[string][]byte) {
	t.Helper()
	sums := 0
	for lines := bufio.NewScanner(bytes.NewReader(files["SHA256SUMS"])); lines.Scan(); sums++ {
		sum, name, _ := strings.Cut(lines.Text(), "  ")
		if digest := sha256.Sum256(files[name]); hex.EncodeToString(digest[:]) != sum {
			t.Errorf("the checksum of %s is not its own", name)
		}
	}
	if sums != len(files)-1 {
		t.Errorf("%d checksums for %d files", sums, len(files)-1)
	}
}

// compareWithBinary holds the bill of materials against the list of modules that the linker left in the binary.
func compareWithBinary(t *testing.T, files map[string][]byte) {
	t.Helper()
	var want, got []string
	for name, data := range files {
		switch {
		case strings.HasSuffix(name, ".cdx.json"):
			var bill struct {
				Components []struct {
					PURL     string
					Licenses []any
				}
			}
			if err := json.Unmarshal(data, &bill); err != nil {
				t.Fatal(err)
			}
			for _, c := range bill.Components {
				if len(c.Licenses) == 0 {
					t.Errorf("%s has no licence", c.PURL)
				}
				if !strings.HasPrefix(c.PURL, "pkg:golang/stdlib@") {
					got = append(got, strings.TrimPrefix(c.PURL, "pkg:golang/"))
				}
			}
		case strings.HasSuffix(name, runtime.GOARCH) || strings.HasSuffix(name, ".exe"):
			info, err := buildinfo.Read(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range info.Deps {
				want = append(want, strings.ToLower(m.Path)+"@"+m.Version)
			}
		}
	}
	for i := range got {
		got[i] = strings.ToLower(got[i])
	}
	slices.Sort(got)
	slices.Sort(want)
	if len(want) < 30 || !slices.Equal(got, want) {
		t.Errorf("the bill lists\n%s\nand the binary holds\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
