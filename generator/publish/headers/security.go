package headers

import "strings"

// Header is a line of every answer.
type Header struct{ Name, Value string }

// directives are the content security policy: what the site itself holds and nothing else, no script or style within a
// page, nothing that makes code of text.
var directives = []string{
	"default-src 'none'", "script-src 'self'", "worker-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "media-src 'self'",
	"connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'",
}

// Referrer is the policy on what other sites hear of where their readers come from: nothing. Addresses of an internal
// site tell names of projects.
const Referrer = "same-origin"

// Policy is the content security policy as a host sends it.
func Policy() string { return strings.Join(directives, "; ") + "; frame-ancestors 'none'" }

// PolicyInPage is the policy as a page states it. A page cannot forbid to be framed, so only a host can.
func PolicyInPage() string { return strings.Join(directives, "; ") }

// denied are the powers of a browser that no page of the site asks for.
var denied = []string{"accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"}

// Security are the lines that protect readers. Sites that search engines shall not index say so in each answer, which
// covers files that are no pages.
func Security(indexed bool) []Header {
	list := []Header{
		{"Content-Security-Policy", Policy()},
		{"Referrer-Policy", Referrer},
		{"Permissions-Policy", strings.Join(denied, "=(), ") + "=()"},
		{"X-Content-Type-Options", "nosniff"},
	}
	if !indexed {
		list = append(list, Header{"X-Robots-Tag", "noindex"})
	}
	return list
}
