package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// The programs that are measured.
const (
	toolPortolan = "portolan"
	toolFloor    = "floor"
	toolHugo     = "hugo --minify"
	toolPagefind = "pagefind"
)

// Sample is one process that was measured, or the median of several.
type Sample struct {
	Tool string `json:"tool"`
	Step string `json:"step"`
	Cost
	// Files and Bytes are those of the site; 0 for a build that follows another.
	Files int   `json:"files,omitzero"`
	Bytes int64 `json:"bytes,omitzero"`
	// Written is how many files the build says it wrote; 0 too where the program does not say.
	Written int `json:"written,omitzero"`
}

// Ratio is the median, over all pairs, of what one build cost in parts of what another did.
type Ratio struct {
	Of string `json:"of"`
	To string `json:"to"`
	Cost
}

// Report is everything that one run found out.
type Report struct {
	Version string         `json:"version"` // of the program
	System  string         `json:"system"`
	Cores   int            `json:"cores"`
	Seed    uint64         `json:"seed"`
	Pairs   int            `json:"pairs"`
	StartUp Cost           `json:"start_up"` // of `portolan --help`
	Corpora []CorpusReport `json:"corpora"`
}

// CorpusReport is what was found out on one corpus.
type CorpusReport struct {
	Name       string     `json:"name"`
	Pages      int        `json:"pages"` // of Markdown
	Bytes      int64      `json:"bytes"` // of Markdown
	Stages     []Stage    `json:"stages"`
	Allocation Allocation `json:"allocation"`
	Medians    []Sample   `json:"medians"`
	Ratios     []Ratio    `json:"ratios"`
}

// pair is what all programs cost in one go.
type pair []Sample

// cost adds up the full builds of some programs, or one step of ours; false where one was not measured.
func (p pair) cost(step string, tools ...string) (Cost, bool) {
	var sum Cost
	for _, tool := range tools {
		at := slices.IndexFunc(p, func(s Sample) bool { return s.Tool == tool && s.Step == step })
		if at < 0 {
			return Cost{}, false
		}
		sum = sum.plus(p[at].Cost)
	}
	return sum, true
}

// medians are those of every program and step, in the order of the first pair.
func medians(pairs []pair) []Sample {
	var all []Sample
	for _, one := range inOrder(pairs[0]) {
		var costs []Cost
		for _, p := range pairs {
			if cost, measured := p.cost(one.Step, one.Tool); measured {
				costs = append(costs, cost)
			}
		}
		one.Cost = medianCost(costs)
		all = append(all, one)
	}
	return all
}

// inOrder sorts by program, ours first, whoever began.
func inOrder(p pair) []Sample {
	order := []string{toolPortolan, toolFloor, toolHugo, toolPagefind}
	sorted := slices.Clone(p)
	slices.SortStableFunc(sorted, func(a, b Sample) int { return slices.Index(order, a.Tool) - slices.Index(order, b.Tool) })
	return sorted
}

// ratios compare the steps of ours with its full build, and its full build with the others.
func ratios(pairs []pair) []Ratio {
	var all []Ratio
	add := func(of, to, step string, below ...string) {
		var costs []Cost
		for _, p := range pairs {
			above, measured := p.cost(step, toolPortolan)
			base, known := p.cost(stepFull, below...)
			if measured && known {
				costs = append(costs, Cost{Wall: above.Wall / base.Wall, CPU: above.CPU / base.CPU, Peak: above.Peak / base.Peak})
			}
		}
		if len(costs) > 0 {
			all = append(all, Ratio{Of: of, To: to, Cost: medianCost(costs)})
		}
	}
	for _, step := range []string{stepUnchanged, stepPage, stepRule} {
		add(step, stepFull, step, toolPortolan)
	}
	add(toolPortolan, toolFloor, stepFull, toolFloor)
	add(toolPortolan, toolHugo, stepFull, toolHugo)
	add(toolPortolan, toolHugo+" + "+toolPagefind, stepFull, toolHugo, toolPagefind)
	return all
}

// medianCost takes the median of each figure for itself.
func medianCost(costs []Cost) Cost {
	return Cost{
		Wall: median(costs, func(c Cost) float64 { return c.Wall }),
		CPU:  median(costs, func(c Cost) float64 { return c.CPU }),
		Peak: median(costs, func(c Cost) float64 { return c.Peak }),
	}
}

func median(costs []Cost, figure func(Cost) float64) float64 {
	if len(costs) == 0 {
		return 0
	}
	var figures []float64
	for _, c := range costs {
		figures = append(figures, figure(c))
	}
	slices.Sort(figures)
	middle := len(figures) / 2
	if len(figures)%2 == 1 {
		return figures[middle]
	}
	return (figures[middle-1] + figures[middle]) / 2
}

// writeText prints a report to be read.
func (r Report) writeText(w io.Writer) error {
	fmt.Fprintf(w, "%s on %s, %d cores, seed %d, medians of %d %s\n", r.Version, r.System, r.Cores, r.Seed, r.Pairs, plural(r.Pairs, "pair"))
	fmt.Fprintf(w, "start-up: %.0f ms, %.0f ms of CPU\n", 1000*r.StartUp.Wall, 1000*r.StartUp.CPU)
	for _, c := range r.Corpora {
		if err := c.writeText(w); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, "\nThe ratios are what counts: each is the median over pairs that ran next to each other, so that a busy machine slows both\nsides. Seconds tell of this machine at this hour.")
	return err
}

func (c CorpusReport) writeText(w io.Writer) error {
	fmt.Fprintf(w, "\n%s: %d %s of Markdown, %s\n", c.Name, c.Pages, plural(c.Pages, "page"), mebibytes(c.Bytes))
	fmt.Fprintf(w, "  %-38s%9s%9s%9s%8s%12s%9s\n", "", "wall s", "CPU s", "peak MiB", "files", "size", "written")
	for _, s := range c.Medians {
		files, bytes, written := "-", "-", "-"
		if s.Files > 0 {
			files, bytes = fmt.Sprint(s.Files), mebibytes(s.Bytes)
		}
		if s.Tool == toolPortolan {
			written = fmt.Sprint(s.Written)
		}
		fmt.Fprintf(w, "  %-38s%9.3f%9.3f%9.0f%8s%12s%9s\n", s.Tool+", "+s.Step, s.Wall, s.CPU, s.Peak, files, bytes, written)
	}
	fmt.Fprintf(w, "\n  %-38s%9s%9s%9s\n", "ratio", "wall", "CPU", "peak")
	for _, r := range c.Ratios {
		fmt.Fprintf(w, "  %-38s%9.3f%9.3f%9.2f\n", r.Of+" / "+r.To, r.Wall, r.CPU, r.Peak)
	}
	var stages []string
	for _, s := range c.Stages {
		stages = append(stages, fmt.Sprintf("%s %.3f s", s.Name, s.Wall))
	}
	_, err := fmt.Fprintf(w, "\n  stages of a full build: %s\n  allocated: %d MiB in %d %s\n", strings.Join(stages, ", "),
		c.Allocation.MiB, c.Allocation.Collections, plural(c.Allocation.Collections, "collection"))
	return err
}

func mebibytes(n int64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}
