package revision

import (
	"context"
	"maps"
	"strconv"
	"strings"

	"portolan/generator/memo"
)

// mostFollowed is how many commits may have come since an earlier reading for it to be of use.
const mostFollowed = 500

// Resume is Read of the state that an identity names, for who may have what [History.Pack] left of an earlier reading: then
// git is asked only for what came since. A long history takes it seconds, a commit milliseconds.
func Resume(ctx context.Context, dir, identity string, commits int, earlier []byte) History {
	head, border, _ := strings.Cut(identity, " ")
	if head == "" {
		return History{Changes: map[string]Change{}, dir: dir}
	}
	last, ok := unpack(earlier)
	if last.dir = dir; ok && last.head == head && last.border == border {
		return last
	}
	if ok && last.border == border {
		if h, ok := last.followed(ctx, head, commits); ok {
			return h
		}
	}
	h := ReadAt(ctx, dir, head, commits)
	h.border = border
	return h
}

// followed is the history up to a later commit. It is not ok where the way from there does not lead here.
func (h History) followed(ctx context.Context, head string, commits int) (History, bool) {
	out, err := git(ctx, h.dir, "log", "--first-parent", "-n", strconv.Itoa(mostFollowed), "--format=%H %cI", "--end-of-options", head).Output()
	lines := strings.Split(string(out), "\n")
	if err != nil || !onTheWay(lines, h.head) {
		return h, false
	}
	now := History{Shallow: h.Shallow, dir: h.dir, border: h.border, Changes: map[string]Change{}, folders: maps.Clone(h.folders), complete: true}
	now.at(lines[0])
	if err := now.readLog(ctx, h.head+".."+head, commits); err != nil {
		return h, false
	}
	for i := len(now.steps) - 1; i >= 0; i-- {
		now.updateFolders(now.steps[i])
	}
	now.steps = append(now.steps, h.steps...)
	for file, change := range h.Changes {
		if _, later := now.Changes[file]; !later {
			now.Changes[file] = change
		}
	}
	now.forgetAfter(commits)
	return now, true
}

func onTheWay(lines []string, commit string) bool {
	for _, line := range lines {
		if hash, _, _ := strings.Cut(line, " "); hash == commit {
			return true
		}
	}
	return false
}

// updateFolders takes what a commit did to the folders' own pages over. First all that was there goes: a commit may swap two.
func (h *History) updateFolders(s step) {
	for _, t := range s.touched {
		delete(h.folders, t.before)
	}
	for _, t := range s.touched {
		if t.after != "" && isFolderPage(t.after) {
			h.folders[t.after] = t.blobAfter
		}
	}
}

// forgetAfter leaves so many commits, and the changes that they made.
func (h *History) forgetAfter(commits int) {
	if len(h.steps) <= commits {
		return
	}
	forgotten := map[string]bool{}
	for _, s := range h.steps[commits:] {
		forgotten[s.Commit] = true
	}
	h.steps = h.steps[:commits]
	maps.DeleteFunc(h.Changes, func(_ string, c Change) bool { return forgotten[c.Commit] })
}

// Pack writes a history down for [Resume]. What git could not tell in full is not worth it: nil.
func (h *History) Pack() []byte {
	if !h.complete {
		return nil
	}
	var p memo.Packer
	p.Text(h.head)
	p.Text(h.date)
	p.Text(h.border)
	p.Flag(h.Shallow)
	p.Number(len(h.folders))
	for file, blob := range h.folders {
		p.Text(file)
		p.Text(blob)
	}
	numbers := map[Change]int{}
	p.Number(len(h.steps))
	for i, s := range h.steps {
		numbers[s.Change] = i
		p.Text(s.Day)
		p.Text(s.Commit)
		p.Number(len(s.touched))
		for _, t := range s.touched {
			t.pack(&p)
		}
	}
	p.Number(len(h.Changes))
	for file, change := range h.Changes {
		p.Text(file)
		p.Number(numbers[change])
	}
	return p.Data
}

func (t touch) pack(p *memo.Packer) {
	p.Text(t.after)
	if p.Flag(t.before == t.after); t.before != t.after {
		p.Text(t.before)
	}
	p.Text(t.blobBefore)
	p.Text(t.blobAfter)
}

func unpackTouch(u *memo.Unpacker) touch {
	t := touch{after: u.Text()}
	if t.before = t.after; !u.Flag() {
		t.before = u.Text()
	}
	t.blobBefore, t.blobAfter = u.Text(), u.Text()
	return t
}

// unpack reads what Pack wrote.
func unpack(data []byte) (h History, ok bool) {
	if len(data) == 0 {
		return h, false
	}
	u := memo.UnpackTexts(data)
	h = History{Changes: map[string]Change{}, folders: map[string]string{}, complete: true}
	h.at(u.Text() + " " + u.Text())
	h.border, h.Shallow = u.Text(), u.Flag()
	for range u.Number() {
		file := u.Text()
		h.folders[file] = u.Text()
	}
	h.steps = make([]step, u.Number())
	for i := range h.steps {
		s := &h.steps[i]
		s.Change = Change{Day: u.Text(), Commit: u.Text()}
		s.touched = make([]touch, u.Number())
		for i := range s.touched {
			s.touched[i] = unpackTouch(&u)
		}
	}
	n := u.Number()
	h.Changes = make(map[string]Change, n)
	for range n {
		file := u.Text()
		h.Changes[file] = h.steps[u.Number()].Change
	}
	return h, true
}
