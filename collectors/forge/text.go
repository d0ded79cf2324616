package forge

import (
	"fmt"
	"strings"

	"portolan/collectors/dataset"
)

// Forges allow some hundred or thousand characters and some dozen topics; what is far beyond is no description and no
// topics, and something is wrong.
const (
	mostTopics  = 100
	longestText = 16 << 10
)

// Text cleans a text for a record, or refuses one that cannot be meant.
func Text(field, s string) (string, error) {
	if len(s) > longestText {
		return "", fmt.Errorf("%s: %d bytes long: %w", field, len(s), ErrGarbage)
	}
	return dataset.CleanText(s), nil
}

// Topics does the same with the words that a repository is listed under.
func Topics(list []string) ([]string, error) {
	if len(list) > mostTopics {
		return nil, fmt.Errorf("topics: %d of them: %w", len(list), ErrGarbage)
	}
	var clean []string
	for _, topic := range list {
		topic, err := Text("topics", topic)
		if err != nil {
			return nil, err
		}
		if topic != "" {
			clean = append(clean, topic)
		}
	}
	return clean, nil
}

// Homepage is what people write into a field of its own, where they often leave the scheme out.
func Homepage(s string) string {
	if s = strings.TrimSpace(s); s != "" && !strings.Contains(s, ":") && strings.Contains(s, ".") {
		s = "https://" + s
	}
	return dataset.CleanLink(s)
}

// Shorten cuts a text for an error.
func Shorten(s string) string {
	if len(s) > 80 {
		return strings.ToValidUTF8(s[:80], "") + "…"
	}
	return s
}

// Figure takes a count that cannot be less than none.
func Figure(n *int) *int {
	if n == nil || *n < 0 {
		return nil
	}
	return n
}
