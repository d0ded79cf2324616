//go:build !linux

package main

// maxrssUnit divides what the system counts into bytes: macOS counts in bytes.
const maxrssUnit = 1.0
