// Package garbage says how often the program collects the memory that it no longer needs. It is for programs that run
// once: a build ends before much of its memory would have been worth collecting.
package garbage

import "runtime/debug"

// Spare lets memory be collected seldom while there is plenty: the more seldom the larger the site, where it saves the most
// time, and up to a limit that grows slowly with its pages. Before their number is known it is 0.
func Spare(pages int) {
	const least, perPage, most = 384 << 20, 6100, 1800 << 20
	percent := min(200+pages/10, 400)
	if pages == 0 {
		percent = 1600 // what is read before stays
	}
	debug.SetGCPercent(percent)
	debug.SetMemoryLimit(min(least+int64(pages)*perPage, most))
}
