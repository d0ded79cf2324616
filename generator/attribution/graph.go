package attribution

// theProduct stands for the product where an edge begins.
const theProduct = -1

// edge says that one component, or the product, asks for another. Numbers are places in the list of components.
type edge struct{ from, to int }

// edges are the dependencies that are known for certain, in the order of what is asked for. Way names are no more than
// names: where several components bear one, nothing is concluded from it.
func (i *Inventory) edges() []edge {
	bearers := map[string][]int{}
	for n, c := range i.components {
		bearers[c.Name] = append(bearers[c.Name], n)
	}
	var list []edge
	for n, c := range i.components {
		switch {
		case c.Direct == nil:
		case *c.Direct:
			list = append(list, edge{theProduct, n})
		case len(c.Via) > 0 && len(bearers[c.Name]) == 1:
			above := bearers[c.Via[len(c.Via)-1]]
			if len(above) == 1 && above[0] != n {
				list = append(list, edge{above[0], n})
			}
		}
	}
	return list
}
