package importing

import (
	"regexp"
	"sync"
)

// lazy compiles a pattern on its first use: most runs of the program import nothing.
func lazy(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
