package search

// Numbers are written as text, because static hosts compress text and often nothing else. A number is written with
// 92 printable characters, its most significant digits first: 28 of them mean that more follows, 64 end the number.
// The quotation mark and the backslash, which JSON would double, and the tilde, which ends a list, are left out.
const (
	enders   = 64
	carriers = 28
	listEnd  = '~'
)

// digit returns the character of digit n, counted from the space on.
func digit(n int) byte {
	c := byte(' ' + n)
	if c >= '"' {
		c++
	}
	if c >= '\\' {
		c++
	}
	return c
}

// appendNumber appends n, which must not be negative, in 1 character below 64, in 2 below 1,856, in 3 below 52,032.
func appendNumber(to []byte, n int) []byte {
	var reversed [12]byte
	length := 1
	reversed[0] = digit(n % enders)
	for n /= enders; n > 0; n /= carriers {
		n--
		reversed[length] = digit(enders + n%carriers)
		length++
	}
	for length > 0 {
		length--
		to = append(to, reversed[length])
	}
	return to
}

// undigit is what a character of digit stands for.
func undigit(c byte) int {
	if c > '\\' {
		c--
	}
	if c > '"' {
		c--
	}
	return int(c - ' ')
}

// takeNumber reads what appendNumber wrote, and returns what follows it.
func takeNumber(from string) (n int, rest string) {
	for i := range len(from) {
		d := undigit(from[i])
		if d < enders {
			return n*enders + d, from[i+1:]
		}
		n = n*carriers + d - enders + 1
	}
	return n, ""
}
