package dataset

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Time is a moment, written in UTC to the second: "2026-11-22T09:30:00Z".
type Time struct{ time.Time }

// At returns t in UTC, cut to the second, which is as fine as sources agree upon.
func At(t time.Time) Time { return Time{t.UTC().Truncate(time.Second)} }

// AtOrNil is At for a moment that may be missing.
func AtOrNil(t time.Time) *Time {
	if t.IsZero() {
		return nil
	}
	at := At(t)
	return &at
}

// MarshalText writes the moment as RFC 3339.
func (t Time) MarshalText() ([]byte, error) { return []byte(t.UTC().Format(time.RFC3339)), nil }

// UnmarshalText reads RFC 3339.
func (t *Time) UnmarshalText(text []byte) error {
	parsed, err := time.Parse(time.RFC3339, string(text))
	if err != nil {
		return fmt.Errorf("%q is not a moment such as 2026-11-22T09:30:00Z", text)
	}
	*t = At(parsed)
	return nil
}

// Date is a calendar day: "2026-11-22".
type Date string

// Time returns the start of the day in UTC.
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// UnmarshalText reads "2026-11-22".
func (d *Date) UnmarshalText(text []byte) error {
	if _, err := time.Parse(time.DateOnly, string(text)); err != nil {
		return fmt.Errorf("%q is not a day such as 2026-11-22", text)
	}
	*d = Date(text)
	return nil
}

// Audience says who may see a thing. The empty audience is Internal: what nobody marked stays inside.
type Audience string

// The two audiences that Portolan itself knows; a portal may name more in site.yaml.
const (
	Public   Audience = "public"
	Internal Audience = "internal"
)

// OrInternal returns the audience, Internal where none was given.
func (a Audience) OrInternal() Audience {
	if a == "" {
		return Internal
	}
	return a
}

// Visibility is what a forge says of who may see a repository.
type Visibility string

// The visibilities that forges know, and the honest fourth.
const (
	VisibilityPublic   Visibility = "public"
	VisibilityInternal Visibility = "internal"
	VisibilityPrivate  Visibility = "private"
	VisibilityUnknown  Visibility = "unknown"
)

var visibilities = []string{"public", "internal", "private", "unknown"}

// Audience returns the audience of what has this visibility: only what is public at its source is public here.
func (v Visibility) Audience() Audience {
	if v == VisibilityPublic {
		return Public
	}
	return Internal
}

// UnmarshalText refuses words that are no visibility.
func (v *Visibility) UnmarshalText(text []byte) error { return oneOf(v, text, visibilities) }

// Status is where a project stands in its life.
type Status string

// The statuses of a project, in the order of a life.
const (
	StatusExperimental Status = "experimental" // a trial; may end any day
	StatusIncubating   Status = "incubating"   // meant to stay; not yet promised to anyone
	StatusActive       Status = "active"       // developed and supported
	StatusMaintenance  Status = "maintenance"  // defects are mended, features are not added
	StatusDeprecated   Status = "deprecated"   // works, and should be left for something else
	StatusArchived     Status = "archived"     // read-only; nobody answers
)

var statuses = []string{"experimental", "incubating", "active", "maintenance", "deprecated", "archived"}

// UnmarshalText refuses words that are no status.
func (s *Status) UnmarshalText(text []byte) error { return oneOf(s, text, statuses) }

// Scope says how a product uses a component.
type Scope string

// The scopes of a component, as CycloneDX and the package managers tell them.
const (
	ScopeRequired    Scope = "required"    // part of what runs
	ScopeOptional    Scope = "optional"    // may be part of what runs
	ScopeDevelopment Scope = "development" // builds or tests it; is not part of what runs
	ScopeUnknown     Scope = "unknown"
)

var scopes = []string{"required", "optional", "development", "unknown"}

// UnmarshalText refuses words that are no scope.
func (s *Scope) UnmarshalText(text []byte) error { return oneOf(s, text, scopes) }

func oneOf[S ~string](to *S, text []byte, allowed []string) error {
	for _, word := range allowed {
		if string(text) == word {
			*to = S(text)
			return nil
		}
	}
	return fmt.Errorf("%q is none of %s", text, strings.Join(allowed, ", "))
}

// longest is the length in bytes past which a text from a source is cut: a description is not a book.
const longest = 4096

// CleanText makes a text from a source fit for a record: one line, valid UTF-8, without control or bidirectional
// characters, and of bounded length.
func CleanText(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.TrimSpace(s)
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest], "") + "…"
	}
	return s
}

// Of returns a pointer to a known figure, which is how records tell known from unknown.
func Of[T any](v T) *T { return &v }
