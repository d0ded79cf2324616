package generator

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/go-json-experiment/json"

	"portolan/generator/memo"
	"portolan/generator/problem"
	"portolan/generator/publish"
)

// A build of what has been built already is told from what the last build left: the same program, options, files and
// history, and a published folder that nobody has touched since.

const (
	lastRunKey   = "last run"
	publishedKey = "published"
	identityKey  = "identity"
	historyKey   = "history"
)

// lastRun is how the last build went.
type lastRun struct {
	Input  memo.Digest
	Result Result
}

// openMemo opens what builds of the same content into the same folder leave to each other.
func openMemo(o Options) *memo.Memo {
	content, err := filepath.Abs(o.Content)
	if err != nil {
		content = o.Content
	}
	return memo.Open(filepath.Join(o.Cache, outDigest(o)+"-"+digest([]byte(content))+".memo"), memo.Program())
}

// input names all that a build works on, and the history among it.
type input struct {
	all      memo.Digest
	history  string
	readable bool // whether it is known of each file what it holds
}

func inputOf(o Options, inputs *memo.Inputs, history string) input {
	in := input{history: history}
	in.all, in.readable = allOf(o, inputs, in.history)
	return in
}

func allOf(o Options, inputs *memo.Inputs, history string) (all memo.Digest, readable bool) {
	files, readable := inputs.Below("")
	return memo.DigestOf(files, history, o.Edition, o.Drafts, o.Now.UnixNano()), readable
}

// unchanged returns how the last build went, if this one would do the same; nil if not.
func unchanged(ctx context.Context, o Options, m *memo.Memo, input memo.Digest) *Result {
	var last lastRun
	piece, ok := m.Get(lastRunKey)
	if !ok || json.Unmarshal(piece, &last) != nil || last.Input != input {
		return nil
	}
	var names []string
	for _, e := range last.Result.Editions {
		names = append(names, e.Name)
	}
	published, _ := m.Get(publishedKey)
	publisher, err := publish.Open(ctx, publish.Options{Out: o.Out, Staging: staging(o), Memory: published, Sites: names})
	if err != nil {
		return nil
	}
	defer publisher.Abort()
	if !publisher.Untouched() {
		return nil
	}
	last.Result.Changes.Unchanged += last.Result.Changes.Written
	last.Result.Changes.Written, last.Result.Changes.Removed = 0, 0
	return &last.Result
}

// leave writes down how the build went, and what it published, for the next one.
func (p *portal) leave(publisher *publish.Publisher, input memo.Digest, r *Result) {
	kept := lastRun{Input: input, Result: *r}
	kept.Result.Timing = nil
	kept.Result.Problems = slices.DeleteFunc(slices.Clone(r.Problems), func(one problem.Problem) bool {
		return one.Rule == "address/vanished" // gone with the site that this one takes the place of
	})
	piece, err := json.Marshal(kept)
	if err != nil {
		return
	}
	p.memo.Put(lastRunKey, piece)
	p.memo.Put(publishedKey, publisher.Memory())
	p.leaveHistory()
	// What cannot be kept is not missed: the next build does without.
	_ = p.memo.Commit()
}

// leaveHistory keeps what git said, which is the same up to the next commit.
func (p *portal) leaveHistory() {
	last, _ := p.memo.Get(identityKey)
	p.memo.Put(identityKey, []byte(p.identity))
	if piece, ok := p.memo.Find(historyKey); ok && string(last) == p.identity {
		p.memo.Keep(piece)
	} else if packed := p.history.Pack(); packed != nil {
		p.memo.Put(historyKey, packed)
	}
}
