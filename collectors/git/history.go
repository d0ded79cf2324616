package git

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/licensefile"
)

// history is what git told of a repository.
type history struct {
	*repository
	branch  string
	commits []commit
	tags    []tag
	files   []string // of HEAD: at the top, in .github, docs and LICENSES
	license licensefile.Found
}

// commit is one commit; its author is known by the address, or by the name where there is none.
type commit struct {
	at          time.Time
	name, email string
	first       bool // without parents, or with parents that the clone cut off
}

type tag struct {
	name string
	at   time.Time
}

// logFormat prints a commit's committer date, parents, author's address and name; tagFormat a tag's date and name.
const (
	logFormat = "%ct%x1f%p%x1f%aE%x1f%aN"
	tagFormat = "%(creatordate:unix) %(refname:strip=2)"
)

// longestCommit bounds one entry of the log: an address and a name.
const longestCommit = 1 << 20

// readLog reads the log that logFormat prints, entries apart by NUL.
func (h *history) readLog(r io.Reader) error {
	scanner := bufio.NewScanner(r)
	scanner.Buffer(make([]byte, 0, 64<<10), longestCommit)
	scanner.Split(entries)
	for scanner.Scan() {
		if c, ok := parseCommit(scanner.Text()); ok {
			h.commits = append(h.commits, c)
		}
	}
	return scanner.Err()
}

func entries(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if at := bytes.IndexByte(data, 0); at >= 0 {
		return at + 1, data[:at], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

func parseCommit(entry string) (commit, bool) {
	field := strings.SplitN(entry, "\x1f", 4)
	if len(field) < 4 {
		return commit{}, false
	}
	seconds, err := strconv.ParseInt(field[0], 10, 64)
	if err != nil {
		return commit{}, false
	}
	return commit{at: time.Unix(seconds, 0).UTC(), first: field[1] == "", email: field[2], name: field[3]}, true
}

// parseTags reads what tagFormat prints. A tag of a single file has no date and is no version of the project.
func parseTags(out string) []tag {
	var tags []tag
	for line := range strings.Lines(out) {
		date, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		seconds, err := strconv.ParseInt(date, 10, 64)
		if err == nil && name != "" {
			tags = append(tags, tag{name: name, at: time.Unix(seconds, 0).UTC()})
		}
	}
	return tags
}

// forget leaves out what lies after the clock.
func (h *history) forget(now time.Time) {
	h.commits = slices.DeleteFunc(h.commits, func(c commit) bool { return c.at.After(now) })
	h.tags = slices.DeleteFunc(h.tags, func(t tag) bool { return t.at.After(now) })
}

// span returns the dates of the oldest and the newest commit; zero where there is none.
func (h *history) span() (oldest, newest time.Time) {
	for i, c := range h.commits {
		if i == 0 || c.at.Before(oldest) {
			oldest = c.at
		}
		if c.at.After(newest) {
			newest = c.at
		}
	}
	return oldest, newest
}

// known returns the moment from which the history is whole. In a cut clone that is when the last of the commits was made
// whose parents are missing: before it, other branches may have gone on unseen.
func (h *history) known() time.Time {
	var from time.Time
	if h.shallow {
		for _, c := range h.commits {
			if c.first && c.at.After(from) {
				from = c.at
			}
		}
	}
	return from
}

// who is the identity of an author. GitHub's private addresses begin with a number that not all of them have.
func (c commit) who() string {
	email := strings.ToLower(c.email)
	if local, ok := strings.CutSuffix(email, "@users.noreply.github.com"); ok {
		if _, login, ok := strings.Cut(local, "+"); ok {
			return login + "@users.noreply.github.com"
		}
	}
	if email == "" {
		return c.name
	}
	return email
}

// since is the first month of which everything is known.
func (h *history) since(now time.Time) dataset.Month {
	if from := h.known(); !from.IsZero() {
		return min(dataset.MonthOf(from).Add(1), dataset.MonthOf(now))
	}
	oldest, _ := h.span()
	if oldest.IsZero() {
		return dataset.MonthOf(now)
	}
	return dataset.MonthOf(oldest)
}
