package transport

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAnInterruptedRunIsContinued(t *testing.T) {
	dir := t.TempDir()
	f := newForge(t, says(200, `{}`), says(404, `{}`), says(200, `{}`))
	tr, _ := open(t, Options{Dir: dir})
	road := tr.Road()
	get(road, f.URL+"/1")
	get(road, f.URL+"/2")
	tr.Close(false)

	again, _ := open(t, Options{Dir: dir, Now: tr.Now().Add(time.Hour)})
	if !again.Continued() || !again.Now().Equal(tr.Now()) {
		t.Errorf("continued %v as of %s", again.Continued(), again.Now())
	}
	road = again.Road()
	get(road, f.URL+"/1")
	if status, _, _ := get(road, f.URL+"/2"); status != 404 {
		t.Errorf("got %d", status)
	}
	get(road, f.URL+"/3")
	if len(f.asked) != 3 {
		t.Errorf("asked %d times", len(f.asked))
	}
	if c := road.Counts(); c.Asked != 3 || c.Sent != 1 {
		t.Errorf("%+v", c)
	}
	again.Close(true)
	if fresh, _ := open(t, Options{Dir: dir}); fresh.Continued() {
		t.Error("a run that was done is continued")
	}
}

func TestAJournalIsContinuedOnlyWhileItIsTrue(t *testing.T) {
	now := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	key := strings.Repeat("ab", 32)
	head := func(now, started time.Time) string {
		return fmt.Sprintf(`{"now": %q, "started": %q}`+"\n", now.Format(time.RFC3339), started.Format(time.RFC3339))
	}
	for _, c := range []struct {
		name, journal    string
		continued, knows bool
	}{
		{"fresh", head(now, now) + key + "\n", true, true},
		{"an hour old", head(now.Add(-time.Hour), now.Add(-time.Hour)) + key + "\n", true, true},
		{"begun long ago", head(now, now.Add(-13*time.Hour)) + key + "\n", false, false},
		{"of a moment long ago", head(now.Add(-13*time.Hour), now) + key + "\n", false, false},
		{"of a moment to come", head(now.Add(time.Hour), now) + key + "\n", false, false},
		{"cut off in a key", head(now, now) + key[:60], true, false},
		{"cut off in the head", head(now, now)[:20], false, false},
		{"empty", "", false, false},
		{"something else", "hello\n" + key + "\n", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			os.WriteFile(filepath.Join(dir, "run.journal"), []byte(c.journal), 0o600)
			j, err := openJournal(dir, now, now)
			if err != nil || j.continued != c.continued || j.has(key) != c.knows {
				t.Fatalf("continued %v, knows %v, %v", j.continued, j.has(key), err)
			}
			other := strings.Repeat("cd", 32)
			j.add(other)
			j.close(false)
			if j, _ = openJournal(dir, now, now); !j.has(other) {
				t.Error("what was added is lost")
			}
			j.close(true)
		})
	}
}

func TestWithoutAFolderNothingIsRemembered(t *testing.T) {
	f := newForge(t, tagged(`{}`))
	tr, _ := open(t, Options{})
	road := tr.Road()
	get(road, f.URL)
	if status, _, err := get(road, f.URL); status != 200 || err != nil || len(f.asked) != 2 {
		t.Errorf("%d %v, asked %d times", status, err, len(f.asked))
	}
	if err := tr.Close(true); err != nil {
		t.Error(err)
	}
}
