// Bench tells what building a portal costs: time, processor, memory, and how that compares.
//
// It makes corpora from a seed, runs the program as its users do, as a process, and reports medians of several pairs:
// a full build from nothing, one with nothing changed, with one page changed, with one rule of the licence policy
// changed; each change is a commit where git is installed. Asked for rivals, it lets others make a site of the same pages in turn with ours: the floor, which is a bare
// program that reads, renders, highlights, wraps, minifies and writes; and Hugo with Pagefind where they are installed.
// Machines are noisy, so what counts are the ratios within a pair.
//
// # The same pages
//
// Of a made corpus of projects or components Hugo makes, through a content adapter and layouts in hugo/, the same page of
// each record with the same badges and publiccode.yml beside it. A test compares them, where Hugo is installed: the page
// tag by tag, attribute by attribute and word by word, with its tables, charts and head, the files byte by byte, and the rows
// of the list of projects. What is not the same favours Hugo:
//
//   - It is given what Portolan has to reckon: figures, health, verdicts, sentences, the points of the charts, and once
//     what is the same on all pages. Its layouts only lay out.
//   - It lists projects and components on plain pages. Portolan beside that makes facets, pages of metrics, licences and
//     products, reports, feeds, what the search looks into, and all data as JSON and CSV.
//   - Portolan's links lead from page to page, so that a site can lie anywhere, and its style sheets and scripts are named by
//     what they hold; Hugo's links begin at the root, and its theme has one style sheet and no script.
//   - Of a folder that is named with --content Hugo makes no pages of records.
//
// Hugo's pages have fewer bytes for the quotes that it leaves out where HTML lets it; nothing else is less.
//
// It is a module of its own, so that what it needs is not what the program needs.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(1)
	}
}

const help = `Examples:
  go run .                                      the usual corpora, ours alone
  go run . --rivals                             beside the floor, Hugo and Pagefind
  go run . --corpus pages-10000 --pairs 7       one corpus; kinds are pages, code, projects, components
  go run . --corpus pages-1000+components-500   several kinds in one portal
  go run . --corpus all                         every size up to 100000 pages and 1000000 components: takes hours
  go run . --content ../../content --json       any folder of Markdown; the report as JSON
  go run . make pages-1000 DIR                  only write a corpus, to look at it
  go run . floor DIR OUT                        only let the floor make a site of a folder

`

// options are the flags.
type options struct {
	corpora, content, portolan string
	hugo, pagefind             string
	pairs                      int
	seed                       uint64
	rivalry, json              bool
	progress                   io.Writer
}

// run is the whole program, without the process around it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		return apart(args)
	}
	o := options{progress: stderr}
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() { fmt.Fprint(stderr, help); set.PrintDefaults() }
	set.StringVar(&o.corpora, "corpus", defaultCorpora, "the corpora to make, by `name`, separated by commas; or all")
	set.StringVar(&o.content, "content", "", "measure a `folder` of Markdown instead of made corpora")
	set.StringVar(&o.portolan, "portolan", "", "the `program` to measure; built from this checkout where left out")
	set.BoolVar(&o.rivalry, "rivals", false, "compare with the floor, and with Hugo and Pagefind where they are found")
	set.StringVar(&o.hugo, "hugo", "", "the `program`; looked for on the path where left out")
	set.StringVar(&o.pagefind, "pagefind", "", "the `program`; looked for on the path where left out")
	set.IntVar(&o.pairs, "pairs", 5, "how `often` everything is measured")
	set.Uint64Var(&o.seed, "seed", defaultSeed, "the `number` that the corpora grow from")
	set.BoolVar(&o.json, "json", false, "print the report as JSON")
	if err := set.Parse(args); err != nil {
		return err
	}
	if set.NArg() > 0 || o.pairs < 1 {
		return fmt.Errorf("there is no %q, and at least one pair is needed; --help shows how", set.Args())
	}
	report, err := o.measure(ctx)
	if err != nil {
		return err
	}
	if o.json {
		e := json.NewEncoder(stdout)
		e.SetIndent("", "  ")
		return e.Encode(report)
	}
	return report.writeText(stdout)
}

// apart does what has a process of its own: the floor because it is measured, the rest because a child's peak counts in
// the memory that this program held when it started the child.
func apart(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "floor":
		return runFloor(args[1], args[2])
	case len(args) == 4 && args[0] == "prepare":
		return prepareRivals(args[1], args[2], args[3])
	case len(args) == 3 && args[0] == "make":
		return makeCorpus(args[1], args[2], defaultSeed)
	case len(args) == 4 && args[0] == "make":
		seed, err := strconv.ParseUint(args[3], 10, 64)
		if err != nil {
			return fmt.Errorf("%q is no seed", args[3])
		}
		return makeCorpus(args[1], args[2], seed)
	}
	return fmt.Errorf("%q is not understood; --help shows how", args)
}

// self runs this program once more.
func self(args ...string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	_, _, _, err = measure(exec.Command(program, args...))
	return err
}

// defaultSeed makes the corpora that figures are told of.
const defaultSeed = 7

// say tells how far the run is.
func (o options) say(format string, values ...any) { fmt.Fprintf(o.progress, format+"\n", values...) }

// measure is the whole run: everything it writes lies in a folder that is gone afterwards.
func (o options) measure(ctx context.Context) (*Report, error) {
	dir, err := os.MkdirTemp("", "portolan-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if o.portolan, err = o.program(dir); err != nil {
		return nil, err
	}
	o.findRivals()
	r := &Report{System: runtime.GOOS + "/" + runtime.GOARCH, Cores: runtime.NumCPU(), Seed: o.seed, Pairs: o.pairs}
	if r.Version, r.StartUp, err = startUp(o.portolan); err != nil {
		return nil, err
	}
	for _, name := range o.names() {
		below, err := os.MkdirTemp(dir, "corpus-")
		if err != nil {
			return nil, err
		}
		c, err := o.measureCorpus(ctx, name, below)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		r.Corpora = append(r.Corpora, *c)
		if err := setAside(below); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// names are the corpora that were asked for.
func (o options) names() []string {
	switch {
	case o.content != "":
		return []string{o.content}
	case o.corpora == "all":
		return strings.Split(allCorpora, ",")
	}
	return strings.Split(o.corpora, ",")
}

// program is the one to measure, built as releases are.
func (o options) program(dir string) (string, error) {
	if o.portolan != "" {
		return filepath.Abs(o.portolan)
	}
	top, err := checkout()
	if err != nil {
		return "", err
	}
	o.say("building the program")
	file := filepath.Join(dir, "bin", "portolan")
	build := exec.Command("go", "build", "-trimpath", "-o", file, ".")
	build.Dir = top
	_, _, _, err = measure(build)
	return file, err
}

// checkout is the folder of the program's module, found from here upwards.
func checkout() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if module, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil && strings.HasPrefix(string(module), "module portolan\n") {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("run this within the checkout, or name the program with --portolan")
		}
		dir = filepath.Dir(dir)
	}
}

// findRivals looks for programs that were not named, and says which are not there.
func (o *options) findRivals() {
	if !o.rivalry {
		o.hugo, o.pagefind = "", ""
		return
	}
	for name, program := range map[string]*string{"hugo": &o.hugo, "pagefind": &o.pagefind} {
		if *program == "" {
			*program, _ = exec.LookPath(name)
		}
		if *program == "" {
			o.say("%s is not installed: not compared with it", name)
		}
	}
}

// startUp measures the shortest run there is.
func startUp(program string) (version string, cost Cost, err error) {
	var costs []Cost
	for range 11 {
		cost, _, _, err := measure(exec.Command(program, "--help"))
		if err != nil {
			return "", Cost{}, err
		}
		costs = append(costs, cost)
	}
	_, version, _, err = measure(exec.Command(program, "--version"))
	return strings.ReplaceAll(strings.TrimSpace(version), "\n", ", "), medianCost(costs), err
}

// contestant makes a site of the corpus once, and tells what it took.
type contestant interface{ round() ([]Sample, error) }

// measureCorpus makes one corpus and lets everyone build it, in turn.
func (o options) measureCorpus(ctx context.Context, name, dir string) (*CorpusReport, error) {
	content := filepath.Join(dir, "content")
	if err := o.fill(name, content); err != nil {
		return nil, err
	}
	pages, bytes, err := markdownFiles(content)
	if err != nil {
		return nil, err
	}
	c := &CorpusReport{Name: name, Pages: len(pages), Bytes: bytes}
	own, err := newOurs(o.portolan, content, dir, pages)
	if err != nil {
		return nil, err
	}
	all := []contestant{own}
	if o.rivalry {
		reckons := o.portolan
		if _, err := os.Stat(filepath.Join(content, "data")); err == nil && o.content != "" {
			o.say("%s: Hugo makes no pages of its records, Portolan does", name)
			reckons = ""
		}
		if err := self("prepare", reckons, content, filepath.Join(dir, "rivals")); err != nil {
			return nil, err
		}
		others, err := o.rivals(content, dir)
		if err != nil {
			return nil, err
		}
		all = append(all, others...)
	}
	if c.Stages, c.Allocation, err = own.profile(); err != nil {
		return nil, err
	}
	pairs, err := o.inTurn(ctx, name, all)
	if err != nil {
		return nil, err
	}
	c.Medians, c.Ratios = medians(pairs), ratios(pairs)
	return c, nil
}

// fill writes the corpus, or a copy of the folder that was named.
func (o options) fill(name, content string) error {
	if o.content != "" {
		return os.CopyFS(content, os.DirFS(o.content))
	}
	o.say("%s: making", name)
	return self("make", name, content, fmt.Sprint(o.seed))
}

// inTurn lets the contestants go one after the other, the first one last the next time.
func (o options) inTurn(ctx context.Context, name string, all []contestant) ([]pair, error) {
	var pairs []pair
	for i := range o.pairs {
		o.say("%s: pair %d of %d", name, i+1, o.pairs)
		var p pair
		for _, one := range all {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			samples, err := one.round()
			if err != nil {
				return nil, err
			}
			p = append(p, samples...)
		}
		pairs = append(pairs, p)
		slices.Reverse(all)
	}
	return pairs, nil
}
