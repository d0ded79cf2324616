//go:build linux || darwin || freebsd || netbsd || openbsd

package meter

import (
	"runtime"
	"syscall"
	"time"
)

func used() (cpu time.Duration, peak uint64) {
	var self, children syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &self) != nil || syscall.Getrusage(syscall.RUSAGE_CHILDREN, &children) != nil {
		return 0, 0
	}
	for _, t := range []syscall.Timeval{self.Utime, self.Stime, children.Utime, children.Stime} {
		cpu += time.Duration(t.Nano())
	}
	unit := uint64(1 << 10)
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	return cpu, uint64(self.Maxrss) * unit
}
