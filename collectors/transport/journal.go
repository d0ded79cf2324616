package transport

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// resumable is for how long an interrupted run can be continued: what it was told must still be true.
const resumable = 12 * time.Hour

// journal lists the answers that a source has got in the running run, a line each, so that the next run need not ask again where this
// one is interrupted. A line that was cut off by a crash is not a key and counts as nothing.
type journal struct {
	name      string
	now       time.Time
	continued bool

	mu   sync.Mutex
	file *os.File
	keys map[string]bool
	err  error
}

// journalHead is the first line of the file.
type journalHead struct {
	// Now is the moment that the run counts as, Started when it began by the clock.
	Now     time.Time `json:"now"`
	Started time.Time `json:"started"`
}

// openJournal continues the journal of a source in a folder, or begins a new one.
func openJournal(dir, id string, now, clock time.Time) (*journal, error) {
	j := &journal{now: now, keys: map[string]bool{}}
	if dir == "" {
		return j, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	j.name = filepath.Join(dir, id+".journal")
	flags := os.O_CREATE | os.O_WRONLY | os.O_APPEND
	if !j.resume(clock) {
		flags |= os.O_TRUNC
	}
	var err error
	if j.file, err = os.OpenFile(j.name, flags, 0o600); err != nil {
		return nil, err
	}
	// The empty line keeps what follows apart from a line that was cut off.
	head := []byte{'\n'}
	if !j.continued {
		head, _ = json.Marshal(journalHead{Now: now, Started: clock})
		head = append(head, '\n')
	}
	_, err = j.file.Write(head)
	return j, err
}

// resume reads the journal that an interrupted run left; false where there is none to continue.
func (j *journal) resume(clock time.Time) bool {
	data, err := os.ReadFile(j.name)
	if err != nil {
		return false
	}
	lines := bytes.Split(data, []byte{'\n'})
	var head journalHead
	if json.Unmarshal(lines[0], &head) != nil || !within(clock, head.Started) || !within(j.now, head.Now) {
		return false
	}
	for _, line := range lines[1:] {
		if len(line) == 2*sha256.Size {
			j.keys[string(line)] = true
		}
	}
	j.now, j.continued = head.Now, true
	return true
}

func within(later, earlier time.Time) bool {
	age := later.Sub(earlier)
	return age >= 0 && age < resumable
}

func (j *journal) has(key string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.keys[key]
}

// add notes that an answer is in the cache and of this run.
func (j *journal) add(key string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.keys[key] {
		return
	}
	j.keys[key] = true
	if j.file != nil {
		if _, err := j.file.WriteString(key + "\n"); err != nil {
			j.err = err
		}
	}
}

func (j *journal) close(done bool) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file == nil {
		return nil
	}
	err := errors.Join(j.err, j.file.Close())
	j.file = nil
	if done {
		if removing := os.Remove(j.name); !errors.Is(removing, fs.ErrNotExist) {
			err = errors.Join(err, removing)
		}
	}
	return err
}
