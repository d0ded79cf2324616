package facts

// Duty puts a tag of [License] into words.
type Duty struct {
	// Label is a few words, for a list.
	Label string
	// Text is one sentence for who must fulfil it.
	Text string
}

var permissions = map[string]Duty{
	"commercial-use": {"Commercial use", "You may use it, and what you make from it, in business."},
	"modifications":  {"Modification", "You may change it."},
	"distribution":   {"Distribution", "You may pass it on."},
	"private-use":    {"Private use", "You may use and change it without showing it to anyone."},
	"patent-use":     {"Patent use", "Contributors grant you their patents that it needs."},
}

var conditions = map[string]Duty{
	"include-copyright":         {"Keep the notices", "Ship the licence text and the copyright notices with every copy."},
	"include-copyright--source": {"Keep the notices in source", "Ship the licence text and the copyright notices with every copy of the source; compiled copies need none."},
	"document-changes":          {"State your changes", "Say what you changed."},
	"disclose-source":           {"Offer the source", "Whoever gets a copy from you must be able to get its source."},
	"network-use-disclose":      {"Offer the source to network users", "Whoever uses it over a network must be able to get its source."},
	"same-license":              {"Same licence", "Pass on what you make from it under the same licence, or one that it allows."},
	"same-license--file":        {"Same licence for its files", "Pass on changed files of it under the same licence; your own files may have another."},
	"same-license--library":     {"Same licence for the library", "Pass on a changed library under the same licence; works that only use the library may have another."},
}

var limitations = map[string]Duty{
	"trademark-use": {"No trademarks", "It gives no right to names and logos."},
	"liability":     {"No liability", "The authors do not answer for damage."},
	"patent-use":    {"No patents", "It gives no right to the contributors' patents."},
	"warranty":      {"No warranty", "It comes as it is, without any promise."},
}

// Permission, Condition and Limitation put a tag of the field of that name into words. A tag that is not known comes
// back as its own label.
func Permission(tag string) Duty { return wording(permissions, tag) }

// Condition is described at [Permission].
func Condition(tag string) Duty { return wording(conditions, tag) }

// Limitation is described at [Permission].
func Limitation(tag string) Duty { return wording(limitations, tag) }

func wording(all map[string]Duty, tag string) Duty {
	if d, ok := all[tag]; ok {
		return d
	}
	return Duty{Label: tag}
}
