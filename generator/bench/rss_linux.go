package main

// maxrssUnit divides what the system counts into bytes: Linux counts in KiB.
const maxrssUnit = 1.0 / 1024
