package serve

import (
	"net"
	"net/http"
	"strings"
)

// guard refuses requests under a name that is not this machine's while only this machine may look: a web page elsewhere could
// make its own name lead here, and read an internal edition through its reader's browser. An address for others is open to all.
func guard(listening net.Addr, given string, next http.Handler) http.Handler {
	at, ok := listening.(*net.TCPAddr)
	if !ok || !at.IP.IsLoopback() {
		return next
	}
	name := hostname(given)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked := hostname(r.Host); asked != name && !isThisMachine(asked) {
			http.Error(w, "only this machine may look here; --address :8080 lets others", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// hostname cuts the port off, and the brackets of an IPv6 address.
func hostname(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		hostport = host
	}
	return strings.ToLower(strings.Trim(hostport, "[]"))
}

func isThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "" || host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}
