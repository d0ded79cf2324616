package forge

import (
	"context"
	"fmt"
	"net/http"
	"path"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Server is what a session says of the forge that it asks.
type Server struct {
	// Host is the forge's, with which the IDs of its projects begin.
	Host string
	// Noun is what the forge calls a repository.
	Noun string
	// TokenEnv names the variable that holds the token, and Right what the token has to allow.
	TokenEnv, Right string
	// Skip are the patterns of what site.yaml leaves out.
	Skip []string
}

// Refused says that the server does not let the run in.
func (s Server) Refused() error {
	if s.TokenEnv == "" {
		return &source.WrongError{Text: s.Host + " tells nothing without a token", Hint: "name the variable that holds one in token_env"}
	}
	return &source.WrongError{Text: fmt.Sprintf("%s does not accept the token in %s", s.Host, s.TokenEnv),
		Hint: "it may have expired; it needs the right " + s.Right}
}

// Skips tells whether site.yaml leaves a repository out.
func (s Server) Skips(fullName string) bool { return Skips(s.Skip, fullName) }

// Has tells whether a project of an earlier run is of this server and meant to be collected: what site.yaml leaves out is
// not gone, nor what is on another server.
func (s Server) Has(p *dataset.Project) bool {
	return strings.HasPrefix(p.ID, s.Host+"/") && !s.Skips(p.Organization+"/"+path.Base(p.ID))
}

// Repository is one repository on its way through a session.
type Repository interface {
	ID() string
	// IsNamed tells that site.yaml names it and no owner lists it, IsThere that the forge has answered for it.
	IsNamed() bool
	IsThere() bool
}

// Settle fetches a repository and keeps it, or says what became of it: it is gone, or is left as it was.
func (s *Session) Settle(ctx context.Context, r Repository, fetch, put func() error) {
	err := fetch()
	switch {
	case IsOneOf(err, http.StatusNotFound) && !r.IsThere():
		if r.IsNamed() && s.Known[r.ID()] == nil {
			s.Run.Results.Fail(&source.WrongError{Text: fmt.Sprintf("there is no %s %s", s.Noun, r.ID()),
				Hint: "check the spelling, and whether the token may see it"})
		}
		s.Gone(r.ID())
		return
	case IsOneOf(err, http.StatusUnauthorized):
		err = s.Refused()
	case err == nil:
		if err = put(); err != nil {
			err = fmt.Errorf("%s: %w", r.ID(), err)
		}
	}
	if err != nil {
		s.Keep(ctx, r.ID(), err)
	}
}

// NoOwner says that an owner whom site.yaml names is not on the server. Noun and other are what it was taken for and what it
// may be; the others stand in elsewhere.
func NoOwner(noun, login, other, elsewhere string) error {
	return &source.WrongError{Text: fmt.Sprintf("there is no %s %s", noun, login),
		Hint: fmt.Sprintf("check the spelling, and whether the token may see it; %s stand in %s", other, elsewhere)}
}
