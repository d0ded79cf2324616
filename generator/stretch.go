package generator

import (
	"crypto/rand"

	"github.com/go-json-experiment/json"

	"portolan/generator/memo"
	"portolan/generator/moment"
)

// Every commit moves the moment of a build, and what data pages make of it stays the same for hours or days. So they are known
// by the stretch of moments that answer alike, not by the moment.

// stretch is what a build leaves of the moments for which its data pages hold.
type stretch struct {
	moment.Stretch
	// Facts are what the pages were drawn from beside the moment.
	Facts memo.Digest
	// Name is like no other: whatever page carries it was asked about in the stretch.
	Name memo.Digest
}

// inStretch adds to facts the stretch in which they hold: that of the last build where the moment lies in it, and a new one
// otherwise. Pages that stand ask nothing, so that what they asked once goes on counting.
func (e *edition) inStretch(facts memo.Digest) memo.Digest {
	last := e.lastStretch()
	if last.Facts == facts && e.now.Within(last.Stretch) {
		e.now.Narrow(last.Stretch)
	} else {
		last = stretch{Facts: facts}
		rand.Read(last.Name[:])
	}
	e.stretch = last
	return memo.DigestOf(facts, last.Name)
}

func (e *edition) lastStretch() (last stretch) {
	if value, ok := e.portal.memo.Get(e.stretchKey()); !ok || json.Unmarshal(value, &last) != nil {
		return stretch{}
	}
	return last
}

// leaveStretch keeps the stretch for the next build, once all pages have asked.
func (e *edition) leaveStretch() {
	if !e.shared.on {
		return
	}
	e.stretch.Stretch = e.now.Stretch()
	if value, err := json.Marshal(e.stretch); err == nil {
		e.portal.memo.Put(e.stretchKey(), value)
	}
}

func (e *edition) stretchKey() string { return "stretch/" + e.name + "/" + e.language }
