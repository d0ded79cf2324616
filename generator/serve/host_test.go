package serve

import (
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestOnlyThisMachineLooksAtALoopbackAddress(t *testing.T) {
	here, everywhere := net.IPv4(127, 0, 0, 1), net.IPv4zero
	for _, c := range []struct {
		ip          net.IP
		given, host string
		code        int
	}{
		{here, "127.0.0.1:8080", "127.0.0.1:8080", 200},
		{here, "127.0.0.1:8080", "localhost:8080", 200},
		{here, "127.0.0.1:8080", "LOCALHOST", 200},
		{here, "127.0.0.1:8080", "portal.localhost:8080", 200},
		{here, "127.0.0.1:8080", "[::1]:8080", 200},
		{here, "workstation:8080", "workstation:8080", 200},
		{here, "127.0.0.1:8080", "rebound.example:8080", 403},
		{here, "127.0.0.1:8080", "localhost.example", 403},
		{here, "127.0.0.1:8080", "10.0.0.7", 403},
		{everywhere, ":8080", "workstation.corp.example:8080", 200},
	} {
		request := httptest.NewRequest("GET", "/", nil)
		request.Host = c.host
		answer := httptest.NewRecorder()
		guard(&net.TCPAddr{IP: c.ip, Port: 8080}, c.given, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})).ServeHTTP(answer, request)
		if answer.Code != c.code {
			t.Errorf("%s at %s: %d, want %d", c.host, c.given, answer.Code, c.code)
		}
	}
}
