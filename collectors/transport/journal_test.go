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
	road := way(t, tr)
	get(road, f.URL+"/1")
	get(road, f.URL+"/2")
	road.Close(false)

	again, _ := open(t, Options{Dir: dir, Now: road.Now().Add(time.Hour)})
	if other, err := again.Road("other-1"); err != nil || other.Continued() || other.Now().Equal(road.Now()) {
		t.Errorf("a source that was not interrupted is continued: %v", err)
	}
	second := way(t, again)
	if !second.Continued() || !second.Now().Equal(road.Now()) {
		t.Errorf("continued %v as of %s", second.Continued(), second.Now())
	}
	get(second, f.URL+"/1")
	if status, _, _ := get(second, f.URL+"/2"); status != 404 {
		t.Errorf("got %d", status)
	}
	get(second, f.URL+"/3")
	if len(f.asked) != 3 {
		t.Errorf("asked %d times", len(f.asked))
	}
	if c := second.Counts(); c.Asked != 3 || c.Sent != 1 {
		t.Errorf("%+v", c)
	}
	second.Close(true)
	if fresh, _ := open(t, Options{Dir: dir}); way(t, fresh).Continued() {
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
			os.WriteFile(filepath.Join(dir, "a-1.journal"), []byte(c.journal), 0o600)
			j, err := openJournal(dir, "a-1", now, now)
			if err != nil || j.continued != c.continued || j.has(key) != c.knows {
				t.Fatalf("continued %v, knows %v, %v", j.continued, j.has(key), err)
			}
			other := strings.Repeat("cd", 32)
			j.add(other)
			j.close(false)
			if j, _ = openJournal(dir, "a-1", now, now); !j.has(other) {
				t.Error("what was added is lost")
			}
			j.close(true)
		})
	}
}

func TestWithoutAFolderNothingIsRemembered(t *testing.T) {
	f := newForge(t, tagged(`{}`))
	tr, _ := open(t, Options{})
	road := way(t, tr)
	get(road, f.URL)
	if status, _, err := get(road, f.URL); status != 200 || err != nil || len(f.asked) != 2 {
		t.Errorf("%d %v, asked %d times", status, err, len(f.asked))
	}
	if err := road.Close(true); err != nil {
		t.Error(err)
	}
}
