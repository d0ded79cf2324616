package git

import (
	"slices"
	"strings"

	"portolan/collectors/forge"
)

// robot tells whether a commit was made by a machine: it says so itself, is well known, or the portal says so.
func robot(c commit, more []string) bool {
	named := func(bot string) bool {
		return strings.EqualFold(bot, strings.TrimSpace(c.name)) || strings.EqualFold(bot, c.email)
	}
	return forge.IsMachineIdentity(c.name, c.email) || slices.ContainsFunc(more, named)
}
