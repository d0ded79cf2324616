package example

import (
	"fmt"
	"math"
	"math/rand/v2"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// person is somebody who committed to a project, from one month to another.
type person struct {
	dataset.Contributor
	from, to dataset.Month
	weight   float64
}

// keys makes the contributors' keys. The secret is no secret: nobody stands behind them.
var keys = source.People{Secret: []byte("an invented company")}

// employers are where the people from outside work, as far as anyone knows.
var employers = []string{"", "", "Borealis Freight", "Fennel Software", "Old Harbour Bank", "Quarry Street Cooperative", "University of Lowmoor"}

// colleagues and strangers are how many people there are to draw a team from.
const (
	colleagues = 140
	strangers  = 600
)

// team draws who takes part in a project: a few who do most, many who came once, and a founder who never left.
func (w *world) team(s sketch) []person {
	r := w.dice("team", s.name)
	team := make([]person, 0, s.people)
	seen := map[string]bool{}
	for len(team) < s.people {
		p := w.someone(r, s)
		if seen[p.Key] {
			continue
		}
		seen[p.Key] = true
		n := len(team)
		p.weight = math.Pow(float64(n+1), -0.6)
		p.from, p.to = w.firstMonth(), w.thisMonth()
		if n > 0 {
			p.from = w.firstMonth().Add(r.IntN(months+6) - 6)
			p.to = p.from.Add(2 + r.IntN(months))
		}
		team = append(team, p)
	}
	return team
}

func (w *world) someone(r *rand.Rand, s sketch) person {
	inside := s.audience() != dataset.Public || r.Float64() < 0.6
	if inside {
		key := keys.Key(fmt.Sprintf("%d colleague %d", w.seed, r.IntN(colleagues)))
		return person{Contributor: dataset.Contributor{Key: key, Inside: dataset.Of(true), Organization: "Acme"}}
	}
	n := r.IntN(strangers)
	key := keys.Key(fmt.Sprintf("%d stranger %d", w.seed, n))
	return person{Contributor: dataset.Contributor{Key: key, Inside: dataset.Of(false), Organization: employers[n%len(employers)]}}
}

// someone picks who made a commit among those who were there in a month, or -1 where nobody was.
func (p *work) someone(r *rand.Rand, m dataset.Month) int {
	total := 0.0
	for _, someone := range p.people {
		if someone.from <= m && m <= someone.to {
			total += someone.weight
		}
	}
	at := r.Float64() * total
	for i, someone := range p.people {
		if someone.from <= m && m <= someone.to {
			if at -= someone.weight; at < 0 {
				return i
			}
		}
	}
	return -1
}
