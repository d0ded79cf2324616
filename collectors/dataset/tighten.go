package dataset

import (
	"slices"
	"strings"
)

// tighten lets an inventory take up no more memory than it needs: a portal may hold a million components, and what many of
// them say is held once.
func (i *Inventory) tighten() {
	i.Components = slices.Clone(i.Components) // without the room that reading left
	licenses := map[string]*string{}
	yes, no := Of(true), Of(false)
	for n := range i.Components {
		c := &i.Components[n]
		c.Name, c.Version = within(c.PURL, c.Name), within(c.PURL, c.Version)
		if c.License != nil {
			if licenses[*c.License] == nil {
				licenses[*c.License] = c.License
			}
			c.License = licenses[*c.License]
		}
		if c.Direct != nil && *c.Direct {
			c.Direct = yes
		} else if c.Direct != nil {
			c.Direct = no
		}
	}
}

// within is the same text as a part of another, where it is one.
func within(whole, text string) string {
	if at := strings.Index(whole, text); at >= 0 {
		return whole[at : at+len(text)]
	}
	return text
}
