package links

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// How long answers are believed: a page that is there will be there tomorrow, a failure may be over in an hour.
const (
	wellFor = 7 * 24 * time.Hour
	illFor  = 12 * time.Hour
)

func (c *Checker) fresh(a answer) bool {
	age := c.Now.Sub(a.Asked)
	if a.Status >= 200 && a.Status < 400 || a.Status == http.StatusGone {
		return age >= 0 && age < wellFor
	}
	return age >= 0 && age < illFor
}

// remember reads what earlier checks learnt. A file that cannot be read is as good as none.
func (c *Checker) remember() map[string]answer {
	memory := map[string]answer{}
	if c.Cache == "" {
		return memory
	}
	data, err := os.ReadFile(c.Cache)
	if err != nil || json.Unmarshal(data, &memory) != nil || memory == nil {
		return map[string]answer{}
	}
	return memory
}

// keep writes what is known, in one step.
func (c *Checker) keep(memory map[string]answer) error {
	if c.Cache == "" {
		return nil
	}
	data, err := json.MarshalIndent(memory, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(c.Cache), 0o755); err != nil {
		return err
	}
	next := c.Cache + ".next"
	if err := os.WriteFile(next, data, 0o644); err != nil {
		return err
	}
	return os.Rename(next, c.Cache)
}
