package facts

import "portolan/generator/words"

// Duty puts a tag of [License] into words.
type Duty struct {
	// Label is a few words, for a list.
	Label string
	// Text is one sentence for who must fulfil it; empty for a tag that has no words.
	Text string
}

// Permission, Condition and Limitation put a tag of the field of that name into words. A tag that is not known comes
// back as its own label.
func Permission(w *words.Words, tag string) Duty { return wording(w, "permission."+tag, tag) }

// Condition is described at [Permission].
func Condition(w *words.Words, tag string) Duty { return wording(w, "condition."+tag, tag) }

// Limitation is described at [Permission].
func Limitation(w *words.Words, tag string) Duty { return wording(w, "limitation."+tag, tag) }

func wording(w *words.Words, key, tag string) Duty {
	if !w.Has(key) {
		return Duty{Label: tag}
	}
	return Duty{w.Text(key), w.Text(key + ".text")}
}
