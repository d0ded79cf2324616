package git

import (
	"net/url"
	"strings"

	"portolan/collectors/dataset"
)

// remoteID turns the address of a remote into host/path, without scheme, user, password and ".git". An address that is a
// path on this machine has no such name: it comes back empty.
func remoteID(address string) string {
	host, path := splitAddress(address)
	path = strings.TrimSuffix(strings.Trim(path, "/"), ".git")
	if host == "" || path == "" || dataset.CleanText(host+path) != host+path {
		return ""
	}
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "" || segment == "." || segment == ".." {
			return ""
		}
	}
	return strings.ToLower(host) + "/" + path
}

func splitAddress(address string) (host, path string) {
	if strings.Contains(address, "://") {
		u, err := url.Parse(address)
		if err != nil {
			return "", ""
		}
		switch u.Scheme {
		case "http", "https":
			return u.Host, u.Path
		case "ssh", "git", "git+ssh", "ssh+git":
			return u.Hostname(), u.Path
		}
		return "", ""
	}
	// The short form is user@host:path. A single letter before the colon is a disk of Windows.
	host, path, short := strings.Cut(address, ":")
	if !short || len(host) < 2 || strings.ContainsAny(host, "/\\") {
		return "", ""
	}
	return host[strings.LastIndexByte(host, '@')+1:], path
}
