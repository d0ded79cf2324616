package collectors

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// The forge is simulated by a program that stands in a folder beside the checkout. It knows the true figures, breaks on
// request and counts what it is asked. Without it these tests have nothing to compare with and are skipped.

var buildSimulator = sync.OnceValues(func() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		src := filepath.Join(filepath.Dir(dir), "shared", "ghsim")
		if _, err := os.Stat(src); err != nil {
			continue
		}
		bin, err := os.MkdirTemp("", "simulator")
		if err != nil {
			return "", err
		}
		cmd := exec.Command("go", "build", "-o", filepath.Join(bin, "ghsim"), ".")
		cmd.Dir, cmd.Env = src, append(os.Environ(), "GOFLAGS=")
		out, err := cmd.CombinedOutput()
		if err != nil {
			err = fmt.Errorf("%w\n%s", err, out)
		}
		return filepath.Join(bin, "ghsim"), err
	}
	return "", nil
})

func TestMain(m *testing.M) {
	if os.Getenv("COLLECT_UNTIL_KILLED") != "" {
		os.Exit(collectInChild())
	}
	code := m.Run()
	if bin, _ := buildSimulator(); bin != "" {
		os.RemoveAll(filepath.Dir(bin))
	}
	os.Exit(code)
}

// simulator is a running forge.
type simulator struct {
	t     testing.TB
	cmd   *exec.Cmd
	base  string
	now   time.Time
	orgs  []string
	truth map[string]truth
}

// startSimulator starts the forge with these arguments, at an address where one is given.
func startSimulator(t testing.TB, args ...string) *simulator {
	t.Helper()
	if testing.Short() {
		t.Skip("SKIPPED: the simulated forge takes long")
	}
	bin, err := buildSimulator()
	if err != nil {
		t.Fatal(err)
	}
	if bin == "" {
		t.Skip("SKIPPED: no folder shared/ghsim beside the checkout, so there are no true figures to compare with")
	}
	s := &simulator{t: t, cmd: exec.Command(bin, append([]string{"-addr", "127.0.0.1:0", "-limit", "0", "-sbom-limit", "0"}, args...)...)}
	s.cmd.Dir = filepath.Join(filepath.Dir(sharedOf(t)), "shared", "ghsim")
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	s.base = strings.TrimSpace(line[strings.LastIndexByte(line, ' ')+1:])
	return s
}

// sharedOf returns the folder that stands beside the checkout.
func sharedOf(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if shared := filepath.Join(filepath.Dir(dir), "shared"); isFolder(shared) {
			return shared
		}
	}
	return ""
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func (s *simulator) stop() {
	s.cmd.Process.Kill()
	s.cmd.Wait()
}

func (s *simulator) get(path string, into any) {
	s.t.Helper()
	resp, err := http.Get(s.base + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil {
		s.t.Fatal(err)
	}
}

// know learns the truth.
func (s *simulator) know() {
	s.t.Helper()
	var answer struct {
		Now   time.Time        `json:"now"`
		Orgs  map[string]any   `json:"orgs"`
		Repos map[string]truth `json:"repos"`
	}
	s.get("/_ghsim/truth", &answer)
	s.now, s.truth = answer.Now, answer.Repos
	for org := range answer.Orgs {
		s.orgs = append(s.orgs, org)
	}
}

// simulatorStats is what the forge counted.
type simulatorStats struct {
	Requests    int            `json:"requests"`
	NotModified int            `json:"not_modified_304"`
	Counted     int            `json:"counted"`
	ByStatus    map[string]int `json:"by_status"`
	ByRepo      map[string]int `json:"by_repo"`
	Faults      map[string]int `json:"faults"`
	Unrecovered []string       `json:"unrecovered"`
	Early       int            `json:"requests_before_retry_after"`
	Limited     int            `json:"rate_limited"`
	ByTemplate  map[string]struct {
		Requests int `json:"requests"`
	} `json:"by_template"`
}

func (s *simulator) stats() (stats simulatorStats) {
	s.t.Helper()
	s.get("/_ghsim/stats", &stats)
	return stats
}

// portal is a folder to collect into.
type portal struct {
	dir   string
	token string
}

func newPortal(t testing.TB) portal { return portal{dir: t.TempDir(), token: "ghsim-member"} }

func (p portal) options(base string, orgs []string, now time.Time) Options {
	config := fmt.Sprintf("- github: {orgs: [%s], token_env: FORGE_TOKEN, base_url: %q}", strings.Join(orgs, ", "), base)
	entries, err := Entries(yamlNode(config))
	if err != nil {
		panic(err)
	}
	return Options{Entries: entries, Content: filepath.Join(p.dir, "content"), Store: p.data(),
		Cache: filepath.Join(p.dir, ".portolan", "cache", "http"), Now: now,
		People: source.People{Secret: []byte("of the test")}, Getenv: func(name string) string {
			return map[string]string{"FORGE_TOKEN": p.token}[name]
		}}
}

func (p portal) data() string { return filepath.Join(p.dir, "content", "data") }

func (p portal) collect(t testing.TB, s *simulator) Summary {
	t.Helper()
	summary, err := Run(context.Background(), p.options(s.base, s.orgs, s.now))
	if err != nil {
		t.Fatal(err)
	}
	return summary
}

func (p portal) read(t testing.TB) *dataset.Dataset {
	t.Helper()
	d, errs := dataset.NewStore(p.data()).Read()
	if len(errs) != 0 {
		t.Fatal(errs[0])
	}
	return d
}

// files returns every file of the data folder.
func (p portal) files(t testing.TB) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(p.data(), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, reading := os.ReadFile(path)
			files[strings.TrimPrefix(path, p.dir)], err = string(data), reading
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sameFiles(t testing.TB, want, got map[string]string) {
	t.Helper()
	for name, data := range want {
		if got[name] != data {
			t.Errorf("%s differs:\n%s", name, firstDifference(data, got[name]))
		}
	}
	for name := range got {
		if _, known := want[name]; !known {
			t.Errorf("%s should not be there", name)
		}
	}
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return fmt.Sprintf("line %d: want %s\n got %s", i+1, a[i], strings.Join(b[min(i, len(b)):min(i+1, len(b))], ""))
		}
	}
	return fmt.Sprintf("%d lines more", len(b)-len(a))
}
