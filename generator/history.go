package generator

import (
	"context"
	"slices"

	"portolan/generator/content"
	"portolan/generator/problem"
	"portolan/generator/revision"
)

// What is read of the history has bounds, so that a page that changes daily does not eat the time of every build: so many
// earlier texts of a policy, and so many moves of pages, the latest ones.
const (
	mostVersions = 50
	mostMoves    = 5000
)

// past is what git tells of the pages of a portal as they once were: no words of commits, no names of people.
type past struct {
	pasts map[string][]revision.Past // of policies, by file
	moves []revision.Move            // of all pages
	texts map[string][]byte          // by blob
}

// readPast reads how policies read before and where pages lay. Without git nothing is known; a portal that would have
// something to show is told so once.
func (p *portal) readPast(ctx context.Context) {
	var policies []string
	for _, page := range p.tree.Pages {
		if page.Policy != nil {
			policies = append(policies, page.File)
		}
	}
	p.noticeHistory(len(policies))
	if p.history.Head == "" {
		return
	}
	pasts, moves := p.history.Follow(policies)
	moves = slices.DeleteFunc(moves, func(m revision.Move) bool { return p.tree.File(m.To) == nil })
	p.past = past{pasts: pasts, moves: moves[:min(len(moves), mostMoves)]}
	var blobs []string
	need := func(one revision.Past) {
		blobs = append(blobs, one.Blob)
		for _, folders := range one.Folders {
			for _, blob := range folders {
				blobs = append(blobs, blob)
			}
		}
	}
	for file, list := range pasts {
		pasts[file] = list[:min(len(list), mostVersions)]
		for _, one := range pasts[file] {
			need(one)
		}
	}
	for _, m := range p.past.moves {
		need(m.Before)
	}
	p.past.texts = p.history.Texts(ctx, blobs)
}

// noticeHistory says once what is missing and why.
func (p *portal) noticeHistory(policies int) {
	notice := problem.Problem{Severity: problem.Notice, Rule: "history/absent"}
	switch {
	case policies == 0:
		return
	case p.history.Head == "":
		notice.Text = "without git no page can say how it read before"
		notice.Hint = "build in a checkout, with git installed, to publish earlier versions of policies"
	case p.history.Shallow:
		notice.Text = "this clone is shallow, so earlier versions of policies and moves of pages may be missing"
		notice.Hint = "fetch the whole history: git fetch --unshallow, or fetch-depth: 0 where the checkout is made"
	default:
		return
	}
	p.problems.Add(notice)
}

// was reads a page as it once was for the readers of an edition; nil where they could not read it, at any moment in which
// it stood like that, or where that cannot be told. An earlier text is never shown to more people than it was then.
func (e *edition) was(one revision.Past) (page *content.Page, body []byte) {
	text, found := e.portal.past.texts[one.Blob]
	if !found {
		return nil, nil
	}
	for _, blobs := range one.Folders {
		folders := map[string][]byte{}
		for file, blob := range blobs {
			if folders[file], found = e.portal.past.texts[blob]; !found {
				return nil, nil
			}
		}
		page = content.Past(e.portal.site, one.File, text, folders)
		if page == nil || !e.config.Shows(page.Audience) {
			return nil, nil
		}
	}
	if page != nil {
		body = e.tree.PastText(one.File, text, e.config)
	}
	return page, body
}

// moved returns the addresses at which pages were before git saw their files move, each with the one that is right now.
// An address counts only where the edition's readers could read the page there, and nothing else is there now.
func (e *edition) moved() map[string]string {
	e.movedOnce.Do(func() {
		e.movedFrom = map[string]string{}
		add := func(from, to string) {
			if e.movedFrom[from] == "" && from != to && !e.lives(from) {
				e.movedFrom[from] = to
			}
		}
		for _, move := range e.portal.past.moves {
			if now := e.tree.File(move.To); now != nil && !now.Translation {
				if before, _ := e.was(move.Before); before != nil && before.Project == "" {
					add(before.Address, e.addressOf(now))
				}
			}
		}
		for _, p := range e.tree.Pages {
			for _, v := range e.earlier[p] {
				add(versionAddress(v.born, v.day), v.address)
			}
		}
	})
	return e.movedFrom
}

// lives tells whether there is a page, or an older address of one, at an address.
func (e *edition) lives(address string) bool {
	if e.tree.At(address) != nil || e.isMade(address) {
		return true
	}
	_, alias := e.tree.Redirects()[address]
	return alias
}
