package dataset

import (
	"net/url"
	"strings"
)

// longestLink is past what any browser follows.
const longestLink = 2048

// CleanLink returns an address from a source if it may stand in a link, or "": only http and https lead where readers
// expect, and a name and password in it are nobody's business.
func CleanLink(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > longestLink || CleanText(s) != s {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// ProjectID returns the ID of the project at an address, "github.com/acme/anvil" for https://github.com/acme/anvil.git; ""
// where the address is of no project.
func ProjectID(address string) string {
	u, err := url.Parse(CleanLink(address))
	if err != nil || u.Host == "" {
		return ""
	}
	path := strings.TrimSuffix(strings.Trim(u.Path, "/"), ".git")
	if path == "" {
		return ""
	}
	return strings.ToLower(u.Host) + "/" + path
}
