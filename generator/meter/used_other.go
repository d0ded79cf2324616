//go:build !(linux || darwin || freebsd || netbsd || openbsd)

package meter

import "time"

func used() (cpu time.Duration, peak uint64) { return 0, 0 }
