package facts

import "strings"

// Nearest returns the licence or exception id that is most like a misspelt one, or "" when none is near.
func Nearest(id string) string {
	best, distance := "", max(2, len(id)/4)+1
	consider := func(candidate string, deprecated bool) {
		if deprecated {
			return
		}
		if d := edits(strings.ToLower(id), strings.ToLower(candidate), distance); d < distance {
			best, distance = candidate, d
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

// edits counts the letters to add, drop or change that turn a into b (Levenshtein's distance), or limit when it needs
// that many or more.
func edits(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], limit)
}
