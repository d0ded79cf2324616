package git

import (
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// outbound counts what members gave to a project of others: their commits by month, and how many they are. Who they are is
// told by the domain of their address after the repository's .mailmap, and is kept nowhere.
func (c *Collector) outbound(run *source.Run, id string, h *history) *dataset.Outbound {
	o := &dataset.Outbound{Project: id, Audience: c.config.Audience.OrInternal(), Provenance: run.Provenance("git", "")}
	if h.origin != "" && !strings.HasPrefix(id, "local/") {
		o.URL = "https://" + id
	}
	o.Provenance.Complete = !h.shallow
	since := h.since(run.Now)
	if h.shallow && dataset.MonthOf(h.known()) >= since {
		return o // not one month is whole
	}
	o.Commits = map[dataset.Month]int{}
	people := map[string]bool{}
	for _, commit := range h.commits {
		month := dataset.MonthOf(commit.at)
		if month < since || robot(commit, c.config.Bots) || !isMember(commit.email, c.config.Members) {
			continue
		}
		o.Commits[month]++
		people[commit.who()] = true
	}
	if !h.shallow {
		o.People = dataset.Of(len(people))
	}
	return o
}

// isMember tells whether an address is at one of the domains, or below it.
func isMember(email string, domains []string) bool {
	_, domain, _ := strings.Cut(strings.ToLower(strings.TrimSpace(email)), "@")
	for _, own := range domains {
		own = strings.ToLower(strings.TrimPrefix(own, "@"))
		if domain == own || strings.HasSuffix(domain, "."+own) {
			return true
		}
	}
	return false
}
