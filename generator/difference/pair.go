package difference

// mostPairs bounds how many pairs of blocks are looked at where a whole part of a text was replaced.
const mostPairs = 10_000

// alike is the share of common words from which two blocks are the same block, edited.
const alike = 0.4

// between compares blocks that went with those that came in their place.
func between(gone, come []Block) []Passage {
	pairs := pair(gone, come)
	var out []Passage
	i, j := 0, 0
	for _, p := range append(pairs, [2]int{len(gone), len(come)}) {
		for ; i < p[0]; i++ {
			out = append(out, whole(gone[i], Deleted))
		}
		for ; j < p[1]; j++ {
			out = append(out, whole(come[j], Inserted))
		}
		if i < len(gone) && j < len(come) {
			out = append(out, Passage{Kind: come[j].Kind, Pieces: Words(gone[i].Text, come[j].Text)})
			i, j = i+1, j+1
		}
	}
	return out
}

// pair finds, in order, the blocks that are alike: the pairs whose likeness adds up to the most.
func pair(gone, come []Block) (pairs [][2]int) {
	n, m := len(gone), len(come)
	if n == 0 || m == 0 || n*m > mostPairs {
		return nil
	}
	likeness := grid(n, m)
	best := grid(n+1, m+1)
	bags := make([]map[string]int, m)
	for j := range come {
		bags[j] = bag(come[j].Text)
	}
	for i := n - 1; i >= 0; i-- {
		words := bag(gone[i].Text)
		for j := m - 1; j >= 0; j-- {
			if gone[i].Kind == come[j].Kind {
				likeness[i][j] = common(words, bags[j])
			}
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if l := likeness[i][j]; l >= alike {
				best[i][j] = max(best[i][j], l+best[i+1][j+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch l := likeness[i][j]; {
		case l >= alike && best[i][j] == l+best[i+1][j+1]:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
	return pairs
}

func grid(rows, columns int) [][]float64 {
	g := make([][]float64, rows)
	for i := range g {
		g[i] = make([]float64, columns)
	}
	return g
}

// bag counts the words of a text.
func bag(text string) map[string]int {
	words := map[string]int{}
	for _, t := range tokens(text) {
		if isWord(t) {
			words[t]++
		}
	}
	return words
}

// common is the share of words that two bags have in common: 0 for none, 1 for all.
func common(a, b map[string]int) float64 {
	shared, total := 0, 0
	for word, n := range a {
		shared += 2 * min(n, b[word])
		total += n
	}
	for _, n := range b {
		total += n
	}
	if total == 0 {
		return 0
	}
	return float64(shared) / float64(total)
}

// Likeness is the share of words that two texts have in common: 0 for none, 1 for all.
func Likeness(a, b string) float64 { return common(bag(a), bag(b)) }
