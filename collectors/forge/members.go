package forge

import (
	"strings"

	"portolan/collectors/dataset"
)

// Members are the accounts of an organisation, in lower case.
type Members struct {
	Public, All map[string]bool
	// Complete is true where concealed members are seen too, so that who is not listed is known to be outside.
	Complete bool
}

// Inside tells whether an account belongs to the organisation; nil where that is not known, or known only to members and
// about to be published beside a name. Nobody knows it of nil members.
func (m *Members) Inside(login string, published bool) *bool {
	if m == nil || login == "" {
		return nil
	}
	login = strings.ToLower(login)
	switch {
	case m.Public[login]:
		return dataset.Of(true)
	case m.All[login]:
		if published {
			return nil
		}
		return dataset.Of(true)
	case m.Complete:
		return dataset.Of(false)
	}
	return nil
}
