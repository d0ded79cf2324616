package facts

import "strings"

// Nearest returns the licence or exception id that is most like a misspelt one, or "" when none is near: one slip is
// forgiven for every three letters.
func Nearest(id string) string {
	best, limit := "", max(1, len(id)/3)+1
	consider := func(candidate string, deprecated bool) {
		if deprecated {
			return
		}
		if n := slips(strings.ToLower(id), strings.ToLower(candidate), limit); n < limit {
			best, limit = candidate, n
		}
	}
	for _, l := range licenses().entries {
		consider(l.ID, l.Deprecated)
	}
	for _, e := range exceptions().entries {
		consider(e.ID, e.Deprecated)
	}
	return best
}

// slips counts the letters to add, drop, change or swap with their neighbour that turn a into b (the distance of
// Damerau and Levenshtein), or limit where the lengths alone differ by as much.
func slips(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, row[j-1]+1, last[j]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
