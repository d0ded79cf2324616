package github

import (
	"fmt"
	"strings"

	"portolan/collectors/dataset"
)

// The forge allows 350 characters and 20 topics; what is far beyond is no description and no topics, and something is wrong.
const (
	mostTopics  = 100
	longestText = 16 << 10
)

// text cleans a text for a record, or refuses one that cannot be meant.
func text(field, s string) (string, error) {
	if len(s) > longestText {
		return "", fmt.Errorf("%s: %d bytes long: %w", field, len(s), errGarbage)
	}
	return dataset.CleanText(s), nil
}

func topics(list []string) ([]string, error) {
	if len(list) > mostTopics {
		return nil, fmt.Errorf("topics: %d of them: %w", len(list), errGarbage)
	}
	var clean []string
	for _, topic := range list {
		topic, err := text("topics", topic)
		if err != nil {
			return nil, err
		}
		if topic != "" {
			clean = append(clean, topic)
		}
	}
	return clean, nil
}

// homepage is what people write into a field of its own, where they often leave the scheme out.
func homepage(s string) string {
	if s = strings.TrimSpace(s); s != "" && !strings.Contains(s, ":") && strings.Contains(s, ".") {
		s = "https://" + s
	}
	return dataset.CleanLink(s)
}

func shorten(s string) string {
	if len(s) > 80 {
		return strings.ToValidUTF8(s[:80], "") + "…"
	}
	return s
}
