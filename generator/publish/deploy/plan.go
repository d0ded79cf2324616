package deploy

import (
	"maps"
	"slices"
)

// plan sorts the objects of a site and of a store by what has to be done.
type plan struct {
	keep     []Object // right as they are
	upload   []Object // missing, or known to differ
	doubtful []Object // there, but nobody vouches for them
	remove   []string // ours, and no longer wanted
	foreign  []string // not ours, and not wanted
	strange  []string // wanted, but what lies there is not ours
}

// compare makes the plan. It asks nobody: what the lists cannot tell is doubtful.
func compare(wanted []Object, r record, stored map[string]Stored) plan {
	var p plan
	names := map[string]bool{recordName: true}
	for _, o := range wanted {
		names[o.Name] = true
		there, exists := stored[o.Name]
		known, ours := r.Objects[o.Name]
		untouched := ours && known.Version != "" && known.Version == there.Version
		switch {
		case !exists, untouched && known.Mark != o.Mark:
			p.upload = append(p.upload, o)
		case untouched:
			p.keep = append(p.keep, o)
		default:
			p.doubtful = append(p.doubtful, o)
			if !ours {
				p.strange = append(p.strange, o.Name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(stored)) {
		if names[name] {
			continue
		}
		if _, ours := r.Objects[name]; ours {
			p.remove = append(p.remove, name)
		} else {
			p.foreign = append(p.foreign, name)
		}
	}
	return p
}
