package metrics

import (
	"slices"
	"sync"

	"portolan/collectors/dataset"
)

// crowd numbers people, so that one person is one number in all projects.
type crowd struct {
	numbers   map[string]int32
	employers []string
	inside    []*bool
}

func newCrowd() *crowd { return &crowd{numbers: map[string]int32{}} }

func (c *crowd) number(p *dataset.Contributor) int32 {
	n, met := c.numbers[p.Key]
	if !met {
		n = int32(len(c.numbers))
		c.numbers[p.Key] = n
		c.employers = append(c.employers, "")
		c.inside = append(c.inside, nil)
	}
	if c.employers[n] == "" {
		c.employers[n] = p.Organization
	}
	if c.inside[n] == nil {
		c.inside[n] = p.Inside
	}
	return n
}

// contributions are the commits of a project by person and month, bots left out, ordered by month.
type contributions struct {
	reach
	made   []contribution
	origin *origin
	// first is the month of the first, and starts where those of each month from there on begin.
	first  int
	starts []int32
}

type contribution struct{ month, person, commits int32 }

func (c *crowd) contributions(people []dataset.Contributor, known reach, from *origin) contributions {
	t := contributions{reach: known, origin: from}
	for i := range people {
		person := c.number(&people[i])
		for month, commits := range people[i].Commits {
			if n := monthNumber(month); commits > 0 && n >= known.since && n <= known.through {
				t.made = append(t.made, contribution{int32(n), person, int32(commits)})
			}
		}
	}
	slices.SortFunc(t.made, func(a, b contribution) int {
		if a.month != b.month {
			return int(a.month - b.month)
		}
		return int(a.person - b.person)
	})
	t.made = slices.Clip(t.made)
	t.index()
	return t
}

// index notes where each month begins.
func (t *contributions) index() {
	if len(t.made) == 0 {
		return
	}
	t.first = int(t.made[0].month)
	t.starts = make([]int32, 0, int(t.made[len(t.made)-1].month)-t.first+1)
	for i, c := range t.made {
		for len(t.starts) <= int(c.month)-t.first {
			t.starts = append(t.starts, int32(i))
		}
	}
}

// from is the place of the first contribution made in a month or later.
func (t *contributions) from(month int) int {
	switch at := month - t.first; {
	case at < 0 || len(t.starts) == 0:
		return 0
	case at >= len(t.starts):
		return len(t.made)
	default:
		return int(t.starts[at])
	}
}

// earliestOf is the first month in which anybody made a commit.
func earliestOf(people []dataset.Contributor) int {
	first := 1 << 30
	for _, p := range people {
		first = min(first, earliest(p.Commits))
	}
	return first
}

// within returns the contributions made in a window.
func (t *contributions) within(w window) []contribution {
	return t.made[t.from(w.from):max(t.from(w.from), t.from(w.to))]
}

// commitsByPerson adds to people the commits of each person over projects, for those with any: person and commits, ordered by
// person.
func (f *Figures) commitsByPerson(people []contribution, subjects []int, w window) []contribution {
	if f.few(subjects, w) {
		return sparse(f, people, subjects, w)
	}
	tally := tallies.Get().(*[]int32)
	defer tallies.Put(tally)
	*tally = slices.Grow((*tally)[:0], f.people)[:f.people]
	commits := *tally
	clear(commits)
	for _, i := range subjects {
		for _, c := range f.facts[i].people.within(w) {
			commits[c.person] += c.commits
		}
	}
	for person, n := range commits {
		if n > 0 {
			people = append(people, contribution{person: int32(person), commits: n})
		}
	}
	return people
}

// tallies hold a place for everybody.
var tallies = sync.Pool{New: func() any { return new([]int32) }}

// few tells whether so little was contributed, in a project or two, that there is no need for a place for everybody.
func (f *Figures) few(subjects []int, w window) bool {
	n := 0
	for _, i := range subjects {
		n += len(f.facts[i].people.within(w))
	}
	return n*8 < f.people
}

func sparse(f *Figures, people []contribution, subjects []int, w window) []contribution {
	from := len(people)
	for _, i := range subjects {
		people = append(people, f.facts[i].people.within(w)...)
	}
	all := people[from:]
	slices.SortFunc(all, func(a, b contribution) int { return int(a.person - b.person) })
	people = people[:from]
	for _, c := range all { // the sums take the places of what they are made of
		if n := len(people); n > from && people[n-1].person == c.person {
			people[n-1].commits += c.commits
		} else {
			people = append(people, contribution{person: c.person, commits: c.commits})
		}
	}
	return people
}

// rooms hold the people of one answer: the pages of many projects ask for a few of them, over and over.
var rooms = sync.Pool{New: func() any { return new([]contribution) }}

// peopleCounting counts something of the people behind the commits of projects, who are ordered by number. It may order them
// otherwise, and may not keep them.
func peopleCounting(count func(f *Figures, people []contribution, subjects []int, w window) Value) counting {
	return counting{
		subjects: (*Figures).projectsOf,
		reach:    func(f *Figures, i int) reach { return f.facts[i].people.reach },
		over: func(f *Figures, subjects []int, w window) Value {
			room := rooms.Get().(*[]contribution)
			defer rooms.Put(room)
			*room = f.commitsByPerson((*room)[:0], subjects, w)
			return count(f, *room, subjects, w)
		},
		origin: func(f *Figures, i int) *origin { return f.facts[i].people.origin },
		owner:  projectOwner,
	}
}
