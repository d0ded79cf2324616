package github

import (
	"strings"

	"portolan/collectors/dataset"
)

// activity tells what happened in a repository. Who belongs to the organisation is not told beside a published name.
func (s *session) activity(r *repo, p *dataset.Project) *dataset.Activity {
	r.work.Host, _, _ = strings.Cut(r.id, "/")
	r.work.Created = r.full.GetCreatedAt().Time
	published := p.Audience == dataset.Public && s.Run.People.Named
	return r.work.Activity(p, s.Run, func(login string) *bool { return r.owner.members.Inside(login, published) })
}
