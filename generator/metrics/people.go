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
	people []int32 // numbers of those who made them, ordered
	origin *origin
	// first is the month of the first, and starts where those of each month from there on begin.
	first  int
	starts []int32
}

// contribution is the commits of a month by one of the people of a project, at a place among them.
type contribution struct{ month, person, place, commits int32 }

// share is the commits of a person, in however many months and projects.
type share struct{ person, commits int32 }

func (c *crowd) contributions(people []dataset.Contributor, known reach, from *origin) contributions {
	t := contributions{reach: known, origin: from, people: make([]int32, 0, len(people))}
	for i := range people {
		t.people = append(t.people, c.number(&people[i]))
	}
	numbers := slices.Clone(t.people)
	slices.Sort(t.people)
	t.people = slices.Compact(t.people)
	for i := range people {
		place, _ := slices.BinarySearch(t.people, numbers[i])
		for month, commits := range people[i].Commits {
			if n := monthNumber(month); commits > 0 && n >= known.since && n <= known.through {
				t.made = append(t.made, contribution{int32(n), numbers[i], int32(place), int32(commits)})
			}
		}
	}
	slices.SortFunc(t.made, func(a, b contribution) int {
		if a.month != b.month {
			return int(a.month - b.month)
		}
		return int(a.place - b.place)
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

// commitsByPerson adds to people the commits of each person over projects, for those with any, ordered by person.
func (f *Figures) commitsByPerson(people []share, subjects []int, w window) []share {
	switch {
	case len(subjects) == 1:
		return f.facts[subjects[0]].people.shares(people, w)
	case f.few(subjects, w):
		return f.sparse(people, subjects, w)
	}
	tally := tallies.Get().(*[]int32)
	defer tallies.Put(tally)
	commits := emptied(tally, f.people)
	for _, i := range subjects {
		for _, c := range f.facts[i].people.within(w) {
			commits[c.person] += c.commits
		}
	}
	for person, n := range commits {
		if n > 0 {
			people = append(people, share{int32(person), n})
		}
	}
	return people
}

// shares adds to people the commits of each person in a window, for those with any, ordered by person.
func (t *contributions) shares(people []share, w window) []share {
	tally := tallies.Get().(*[]int32)
	defer tallies.Put(tally)
	commits := emptied(tally, len(t.people))
	for _, c := range t.within(w) {
		commits[c.place] += c.commits
	}
	for place, n := range commits {
		if n > 0 {
			people = append(people, share{t.people[place], n})
		}
	}
	return people
}

// tallies hold a place for everybody.
var tallies = sync.Pool{New: func() any { return new([]int32) }}

// emptied is a tally with so many places, all zero.
func emptied(tally *[]int32, places int) []int32 {
	*tally = slices.Grow((*tally)[:0], places)[:places]
	clear(*tally)
	return *tally
}

// few tells whether so little was contributed, in a project or two, that there is no need for a place for everybody.
func (f *Figures) few(subjects []int, w window) bool {
	n := 0
	for _, i := range subjects {
		n += len(f.facts[i].people.within(w))
	}
	return n*8 < f.people
}

func (f *Figures) sparse(people []share, subjects []int, w window) []share {
	from := len(people)
	for _, i := range subjects {
		people = f.facts[i].people.shares(people, w)
	}
	all := people[from:]
	slices.SortFunc(all, func(a, b share) int { return int(a.person - b.person) })
	people = people[:from]
	for _, s := range all { // the sums take the places of what they are made of
		if n := len(people); n > from && people[n-1].person == s.person {
			people[n-1].commits += s.commits
		} else {
			people = append(people, s)
		}
	}
	return people
}

// rooms hold the people of one answer: the pages of many projects ask for a few of them, over and over.
var rooms = sync.Pool{New: func() any { return new([]share) }}

// peopleCounting counts something of the people behind the commits of projects, who are ordered by number. It may order them
// otherwise, and may not keep them.
func peopleCounting(count func(f *Figures, people []share, subjects []int, w window) Value) counting {
	return counting{
		subjects: (*Figures).projectsOf,
		reach:    func(f *Figures, i int) reach { return f.facts[i].people.reach },
		over: func(f *Figures, subjects []int, w window) Value {
			room := rooms.Get().(*[]share)
			defer rooms.Put(room)
			*room = f.commitsByPerson((*room)[:0], subjects, w)
			return count(f, *room, subjects, w)
		},
		origin: func(f *Figures, i int) *origin { return f.facts[i].people.origin },
		owner:  projectOwner,
	}
}
