// Portolan makes the handbook and the transparency portal of an open source program office: collected data and Markdown
// in, a static site out.
//
// This file is the command line. What a command does lives in the packages collectors and generator; here it is named,
// its flags are read and its results are printed.
//
// The rules of the terminal: results go to standard output, everything else to standard error. Sentences start in lower
// case and have no full stop; a problem names its place and how to mend it. Progress moves on a terminal and is a plain
// line elsewhere. Exit codes: 0 fine, 1 something in the portal is wrong, 2 the command line is wrong, 3 a source could
// not be reached.
package main

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/term"

	"portolan/collectors"
	"portolan/collectors/source"
	"portolan/generator"
	"portolan/generator/content"
	"portolan/generator/content/importing"
	"portolan/generator/policy"
	"portolan/generator/problem"
	"portolan/generator/publish/deploy"
	"portolan/generator/publish/headers"
	"portolan/generator/publish/links"
	"portolan/generator/revision"
	"portolan/generator/serve"
)

// starter is the portal that `portolan new` writes.
//
//go:embed all:content
var starter embed.FS

// pipelines are the workflows that `portolan new --ci` writes.
//
//go:embed .ci/portal
var pipelines embed.FS

// pipelinePaths are where each system looks for its workflow.
var pipelinePaths = map[string]string{"github": ".github/workflows/portal.yml", "gitlab": ".gitlab-ci.yml"}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(exitCode(run(ctx, os.Args[1:], os.Stdout, os.Stderr), os.Stderr))
}

// The exit codes. What is wrong with the portal itself is printed where it is found; errWrong only sets the code.
var (
	errWrong       = errors.New("something in the portal is wrong")
	errUnreachable = errors.New("a source could not be reached")
)

// usageError is a mistake on the command line.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func exitCode(err error, stderr io.Writer) int {
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "portolan: %v\n", err)
		return 2
	case errors.Is(err, errWrong):
		return 1
	case errors.Is(err, errUnreachable):
		return 3
	}
	fmt.Fprintf(stderr, "portolan: %v\n", err)
	return 1
}

// command is one of the words after "portolan".
type command struct {
	name, arguments, does string
	help                  string // examples, then what there is to know
	flags                 func(*flag.FlagSet, *settings)
	run                   func(context.Context, *settings, []string) error
}

// settings are the flags of all commands, and where to write.
type settings struct {
	content, out, cache, edition, address string
	json, quiet, drafts, profile          bool
	noWait, dryRun, force                 bool
	only, since, format, from             string
	store                                 deploy.Settings
	compress, takeOver                    bool
	parallel                              int
	headers                               string
	canaries                              []string
	html, failOn, ci                      string
	rules, external                       bool
	stdout, stderr                        io.Writer
}

func commands() []command {
	return []command{
		{"new", "DIR", "start a portal from the built-in starter", helpNew, newFlags, runNew},
		{"import", "DIR", "move a Hugo, Docusaurus, MkDocs, Jekyll or Eleventy handbook in", helpImport, importFlags, runImport},
		{"collect", "[NAME...]", "run the collectors of site.yaml into content/data", helpCollect, collectFlags, runCollect},
		{"build", "", "build every edition into public/", helpBuild, buildFlags, runBuild},
		{"serve", "", "build, watch, rebuild, reload the browser", helpServe, serveFlags, runServe},
		{"check", "", "lint pages, policies, links and data; publish nothing", helpCheck, checkFlags, runCheck},
		{"license", "EXPRESSION", "the verdict on an SPDX expression in every context, and why", helpLicense, licenseFlags, runLicense},
		{"impact", "BASE", "what the change since git revision BASE does to pages, readers and verdicts", helpImpact, impactFlags, runImpact},
		{"deploy", "URL", "upload only what changed to s3:// (any S3-compatible store) or file://", helpDeploy, deployFlags, runDeploy},
	}
}

// run is the whole program, without the process around it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		usage(stderr)
		return usageError{"name a command"}
	}
	switch args[0] {
	case "help", "--help", "-help", "-h":
		if len(args) == 1 {
			usage(stdout)
			return nil
		}
		args = []string{args[1], "--help"}
	case "version", "--version":
		_, err := io.WriteString(stdout, version())
		return err
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.call(ctx, args[1:], stdout, stderr)
		}
	}
	return usageError{fmt.Sprintf("there is no command %q; portolan --help lists them", args[0])}
}

// call reads the flags of a command, which may stand before and behind its arguments, and runs it.
func (c command) call(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	s := &settings{stdout: stdout, stderr: stderr}
	set := flag.NewFlagSet(c.name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.BoolVar(&s.quiet, "quiet", false, "print results and problems only")
	if c.flags != nil {
		c.flags(set, s)
	}
	var names []string
	for rest := args; ; {
		if err := set.Parse(rest); errors.Is(err, flag.ErrHelp) {
			return c.usage(stdout, set)
		} else if err != nil {
			return usageError{fmt.Sprintf("%v; portolan %s --help shows how", err, c.name)}
		}
		if set.NArg() == 0 {
			break
		}
		names, rest = append(names, set.Arg(0)), set.Args()[1:]
	}
	if len(names) > 0 && c.arguments == "" {
		return usageError{fmt.Sprintf("%s takes no %q; portolan %s --help shows how", c.name, names[0], c.name)}
	}
	if len(names) != 1 && slices.Contains([]string{"DIR", "EXPRESSION", "BASE"}, c.arguments) {
		return usageError{fmt.Sprintf("write portolan %s %s; an expression of several words stands in quotes", c.name, c.arguments)}
	}
	return c.run(ctx, s, names)
}

func usage(w io.Writer) {
	fmt.Fprint(w, `Portolan makes the handbook and the portal of an open source program office.

  portolan new handbook && cd handbook     start a portal
  portolan serve                           look at it, and edit
  portolan collect                         renew the figures
  portolan build                           build the site into public/
  portolan license "MIT OR GPL-2.0+"       ask the policy

Commands:
`)
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-22s %s\n", strings.TrimSpace(c.name+" "+c.arguments), c.does)
	}
	fmt.Fprint(w, `
portolan COMMAND --help tells more. Exit codes: 0 fine, 1 something in the portal is wrong,
2 the command line is wrong, 3 a source could not be reached.
`)
}

func (c command) usage(w io.Writer, set *flag.FlagSet) error {
	fmt.Fprintf(w, "%s\nUsage: portolan %s\n", c.help, strings.TrimSpace(c.name+" [flags] "+c.arguments))
	set.VisitAll(func(f *flag.Flag) {
		kind, words := flag.UnquoteUsage(f)
		fmt.Fprintf(w, "  --%-20s %s\n", strings.TrimSpace(f.Name+" "+strings.ToUpper(kind)), words)
	})
	return flag.ErrHelp
}

// version tells what was built, from which revision and with what: enough to build the same bytes again.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "portolan unknown\n"
	}
	of := map[string]string{}
	for _, s := range info.Settings {
		of[s.Key] = s.Value
	}
	revision := cmp.Or(of["vcs.revision"], "unknown")
	if of["vcs.modified"] == "true" {
		revision += " with changes"
	}
	return fmt.Sprintf("portolan %s\nrevision %s\nbuilt with %s for %s/%s\n",
		cmp.Or(info.Main.Version, "(devel)"), revision, info.GoVersion, of["GOOS"], of["GOARCH"])
}

const helpNew = `Examples:
  portolan new handbook                a portal with an example company, ready to build
  portolan new handbook --ci github    with a workflow that checks, builds, publishes and collects
  portolan new . --ci gitlab           only the workflow, for a portal that is there already

No file is written over. The first lines of a workflow say what has to be set up.
`

func newFlags(set *flag.FlagSet, s *settings) {
	set.StringVar(&s.ci, "ci", "", "add a workflow for this `system`: github or gitlab")
}

// runNew writes the starter into a folder that is empty or not there, and the workflow where one is asked for.
func runNew(_ context.Context, s *settings, names []string) error {
	dir := names[0]
	if s.ci != "" && pipelinePaths[s.ci] == "" {
		return usageError{fmt.Sprintf("there is no workflow for %q: github or gitlab", s.ci)}
	}
	entries, err := os.ReadDir(dir)
	if empty := err != nil || len(entries) == 0; empty {
		if err := writeStarter(dir); err != nil {
			return err
		}
		s.say("wrote %s; next: cd %s && portolan serve", filepath.Join(dir, "content"), dir)
	} else if s.ci == "" {
		return usageError{fmt.Sprintf("%s is not empty; name a new folder", dir)}
	}
	if s.ci == "" {
		return nil
	}
	return s.writePipeline(filepath.Join(dir, filepath.FromSlash(pipelinePaths[s.ci])))
}

func writeStarter(dir string) error {
	if err := os.CopyFS(filepath.Join(dir, "content"), starterFiles()); err != nil {
		return err
	}
	site := filepath.Join(dir, "content", content.SiteFile)
	data, err := os.ReadFile(site)
	if err != nil {
		return err
	}
	// The starter lists the Go modules of its own checkout. A new portal stands in no Go module.
	data = bytes.Replace(data, []byte("\n  - gomod:"), []byte("\n  # - gomod:"), 1)
	if err := os.WriteFile(site, data, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("/public/\n/.portolan/\n"), 0o644)
}

// writePipeline writes the workflow, unless something is there that somebody may have changed.
func (s *settings) writePipeline(path string) error {
	data, err := pipelines.ReadFile(".ci/portal/" + s.ci + ".yml")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usageError{fmt.Sprintf("%s is there already; move it away to get a new one", path)}
	}
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Write(data); err != nil {
		return err
	}
	s.say("wrote %s; its first lines say what has to be set up", path)
	return file.Close()
}

// starterFiles is the starter without its folder.
func starterFiles() fs.FS {
	files, err := fs.Sub(starter, "content")
	if err != nil {
		panic(err) // the folder's name is compiled in
	}
	return files
}

func contentFlags(set *flag.FlagSet, s *settings) {
	set.StringVar(&s.content, "content", "content", "the content `dir`ectory")
}

func cacheFlag(set *flag.FlagSet, s *settings) {
	set.StringVar(&s.cache, "cache", ".portolan", "a `dir`ectory for what may be lost")
}

const helpImport = `Examples:
  portolan import ../old-site                     write its pages into content/
  portolan import ../old-site/docs --dry-run      say what would be written, copied and left
  portolan import . --from mkdocs --json          the whole report, for a program

Front matter, menus, admonitions, tabs, includes, images and addresses are moved. What could not be is listed with file,
line and column. A content folder that is there already is refused; with --force it is kept under another name.
`

func importFlags(set *flag.FlagSet, s *settings) {
	contentFlags(set, s)
	set.StringVar(&s.from, "from", "", "the `generator` of the handbook: "+strings.Join(importing.Kinds, ", ")+"; detected where left out")
	set.BoolVar(&s.dryRun, "dry-run", false, "say what would be done and write nothing")
	set.BoolVar(&s.force, "force", false, "put a content folder that is there under another name first")
	set.BoolVar(&s.json, "json", false, "print the report as JSON")
}

// runImport moves a handbook in.
func runImport(_ context.Context, s *settings, names []string) error {
	move, err := generator.Import(names[0], s.from)
	if err != nil {
		return err
	}
	if !s.dryRun {
		kept, err := move.Write(s.content, s.force)
		if errors.Is(err, importing.ErrExists) {
			return usageError{fmt.Sprintf("%s: %v; name another with --content, or keep it under another name with --force", s.content, err)}
		}
		if err != nil {
			return err
		}
		if kept != "" {
			s.say("what was in %s is in %s now", s.content, kept)
		}
	}
	if s.json {
		return writeJSON(s.stdout, move.Report)
	}
	if err := move.WriteText(s.stdout); err != nil {
		return err
	}
	s.say("next: portolan serve --content %s", s.content)
	return nil
}

const helpCollect = `Examples:
  portolan collect                       run every collector of site.yaml
  portolan collect github                run one of them
  portolan collect --dry-run             ask the sources, write nothing

A source that fails leaves its old records, marked stale. Set SOURCE_DATE_EPOCH to make a run repeatable, and
PORTOLAN_PEOPLE_KEY to a secret so that nobody can guess who stands behind the keys of contributors.
`

func collectFlags(set *flag.FlagSet, s *settings) {
	contentFlags(set, s)
	cacheFlag(set, s)
	set.BoolVar(&s.json, "json", false, "print the outcome as JSON")
	set.BoolVar(&s.noWait, "no-wait", false, "report a spent rate limit instead of waiting for it")
	set.BoolVar(&s.dryRun, "dry-run", false, "ask the sources and write nothing")
	set.StringVar(&s.only, "only", "", "renew only the `ids` named, separated by commas; * and ? stand for anything")
	set.StringVar(&s.since, "since", "", "renew only what changed since that `day`, as 2026-11-01")
}

// runCollect runs the collectors.
func runCollect(ctx context.Context, s *settings, names []string) error {
	if _, err := os.Stat(s.content); err != nil {
		return s.report([]problem.Problem{{Text: "there is no such content folder", Hint: "name the folder with --content, or start one with: portolan new DIR"}})
	}
	site, problems := content.LoadSite(os.DirFS(s.content))
	if len(problems) > 0 {
		return s.report(problems)
	}
	entries, err := collectors.Entries(site.CollectorsNode)
	if err != nil {
		return s.collected(nil, err)
	}
	if len(entries) == 0 {
		s.say("site.yaml names no collectors: nothing to do")
		return nil
	}
	since, err := day(s.since)
	if err != nil {
		return err
	}
	now, err := now()
	if err != nil {
		return err
	}
	if now.IsZero() {
		now = time.Now()
	}
	p := newProgress(s)
	summary, err := collectors.Run(ctx, collectors.Options{
		Entries: entries, Content: s.content, Store: filepath.Join(s.content, "data"), Cache: filepath.Join(s.cache, "http"), Now: now, Names: names,
		Only: list(s.only), Since: since, DryRun: s.dryRun, NoWait: s.noWait, Getenv: os.Getenv, Progress: p,
		People: source.People{Secret: peopleSecret(site), Named: site.People == "named"},
		Judge: func() (map[string]*float64, error) {
			return generator.VerdictCounts(generator.Options{Content: s.content, Now: now})
		},
	})
	p.end()
	return s.collected(&summary, err)
}

// peopleSecret keys the hashes of people. Without one of the portal's own it is only as hard to guess as its title.
func peopleSecret(site *content.Site) []byte {
	if secret := os.Getenv("PORTOLAN_PEOPLE_KEY"); secret != "" {
		return []byte(secret)
	}
	return []byte("portolan people of " + site.Organization + site.Title)
}

// collected prints how a run went.
func (s *settings) collected(summary *collectors.Summary, err error) error {
	var failed *collectors.Error
	if err != nil && !errors.As(err, &failed) {
		return err
	}
	if summary != nil {
		if s.json {
			if err := writeJSON(s.stdout, summary.Sources); err != nil {
				return err
			}
		} else {
			for _, source := range summary.Sources {
				s.say("%s: %d records, %d changed", source.ID, source.Records, source.Changed)
			}
		}
	}
	if failed == nil {
		return nil
	}
	var problems []problem.Problem
	for _, p := range failed.Problems {
		file, text := p.File, p.Text
		if file == "" && p.Line > 0 {
			file = content.SiteFile
		}
		if p.Source != "" {
			text = p.Source + ": " + text
		}
		problems = append(problems, problem.Problem{File: file, Line: p.Line, Column: p.Column, Text: text, Hint: p.Hint, Source: s.line(file, p.Line)})
	}
	if err := problem.Print(s.stderr, problems); err != nil {
		return err
	}
	if failed.Unreachable() {
		return errUnreachable
	}
	return errWrong
}

// line returns a line of a file of the content folder, to show beside a problem.
func (s *settings) line(file string, n int) string {
	data, err := os.ReadFile(filepath.Join(s.content, filepath.FromSlash(file)))
	lines := strings.Split(string(data), "\n")
	if err != nil || n < 1 || n > len(lines) {
		return ""
	}
	return lines[n-1]
}

const helpBuild = `Examples:
  portolan build                                 build content/ into public/
  portolan build --edition public                build one edition
  portolan build --content docs --out site       from elsewhere to elsewhere

Nothing is fetched. With an error in the portal nothing is published, and public/ stays as it was. The same input gives
the same bytes: ages are counted from SOURCE_DATE_EPOCH or, without it, from the latest moment in the data or in git.
`

func buildFlags(set *flag.FlagSet, s *settings) {
	contentFlags(set, s)
	cacheFlag(set, s)
	set.StringVar(&s.out, "out", "public", "the `dir`ectory to publish into")
	set.StringVar(&s.edition, "edition", "", "build only the edition of that `name`")
	set.BoolVar(&s.drafts, "drafts", false, "include drafts")
	set.BoolVar(&s.json, "json", false, "print the outcome as JSON")
	set.BoolVar(&s.profile, "profile", false, "say where the time went")
}

func (s *settings) options(p *progress) (generator.Options, error) {
	moment, err := now()
	return generator.Options{Content: s.content, Out: s.out, Cache: s.cache, Edition: s.edition, Drafts: s.drafts, Now: moment, Progress: p.step}, err
}

// runBuild builds the editions.
func runBuild(ctx context.Context, s *settings, _ []string) error {
	p := newProgress(s)
	o, err := s.options(p)
	if err != nil {
		return err
	}
	o.Sized = makeRoom
	makeRoom(0)
	start := time.Now()
	result, err := generator.Build(ctx, o)
	p.end()
	if s.profile {
		for _, t := range result.Timing {
			fmt.Fprintf(s.stderr, "%8.3f s  %s\n", t.Took.Seconds(), t.Stage)
		}
	}
	if s.json {
		if err := writeJSON(s.stdout, outcome(result)); err != nil {
			return err
		}
	}
	if err := s.finish(result, err); err != nil {
		return err
	}
	for _, e := range result.Editions {
		name := "site"
		if e.Name != "" {
			name = e.Name + " edition"
		}
		s.say("%s: %d pages; open %s", name, e.Pages, filepath.Join(e.Dir, "index.html"))
	}
	s.say("%d files written, %d removed, %d unchanged, in %.1f s", result.Changes.Written, result.Changes.Removed, result.Changes.Unchanged, time.Since(start).Seconds())
	return nil
}

// finish prints problems and turns them into the exit code.
func (s *settings) finish(result *generator.Result, err error) error {
	if err != nil && !errors.Is(err, generator.ErrProblems) {
		problem.Print(s.stderr, result.Problems)
		return err
	}
	printed := withoutNotices(result.Problems)
	if n := len(result.Problems) - len(printed); n > 0 {
		s.say("%d %s: portolan check shows them", n, plural(n, "notice"))
	}
	return s.report(printed)
}

// withoutNotices leaves out what is worth knowing but not wrong: check tells of that.
func withoutNotices(problems []problem.Problem) []problem.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p problem.Problem) bool { return p.Severity == problem.Notice })
}

// report prints problems, with a count at the end; with an error among them the run has failed.
func (s *settings) report(problems []problem.Problem) error {
	if err := problem.Print(s.stderr, problems); err != nil {
		return err
	}
	wrong := 0
	for _, p := range problems {
		if p.Severity == problem.Error {
			wrong++
		}
	}
	if n := len(problems); n > 0 {
		s.say("%d %s, %d of them errors", n, plural(n, "problem"), wrong)
	}
	if wrong > 0 {
		return errWrong
	}
	return nil
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// outcome is what --json prints of a build or check.
func outcome(r *generator.Result) map[string]any {
	problems, editions := r.Problems, r.Editions
	if problems == nil {
		problems = []problem.Problem{}
	}
	if editions == nil {
		editions = []generator.EditionResult{}
	}
	return map[string]any{"problems": problems, "editions": editions, "written": r.Changes.Written, "removed": r.Changes.Removed, "unchanged": r.Changes.Unchanged}
}

const helpServe = `Examples:
  portolan serve                          look at http://127.0.0.1:8080/
  portolan serve --edition internal       at one edition only
  portolan serve --address :9000          from other machines too

Every change to the content folder is built at once and shown in open pages. What is wrong stands over the page until it
is mended.
`

func serveFlags(set *flag.FlagSet, s *settings) {
	contentFlags(set, s)
	cacheFlag(set, s)
	set.StringVar(&s.edition, "edition", "", "show only the edition of that `name`")
	set.StringVar(&s.address, "address", "127.0.0.1:8080", "the `host:port` to listen on")
	set.BoolVar(&s.drafts, "drafts", true, "include drafts")
}

// makeRoom lets memory be collected seldom while there is plenty: up to a limit that grows slowly with the site.
func makeRoom(pages int) {
	const least, perPage, most = 384 << 20, 5 << 10, 1800 << 20
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(min(least+int64(pages)*perPage, most))
}

// runServe builds into the cache, so that public/ stays what was last built on purpose.
func runServe(ctx context.Context, s *settings, _ []string) error {
	s.out = filepath.Join(s.cache, "serve")
	o, err := s.options(&progress{})
	if err != nil {
		return err
	}
	return serve.Run(ctx, serve.Options{
		Address: s.address, Site: s.out, Watch: s.content, Log: s.stderr,
		Build: func(ctx context.Context) serve.Outcome {
			result, err := generator.Build(ctx, o)
			out := serve.Outcome{Problems: withoutNotices(result.Problems)}
			if err != nil && !errors.Is(err, generator.ErrProblems) {
				out.Problems = append(out.Problems, problem.Problem{Text: err.Error()})
			}
			for _, e := range result.Editions {
				out.Editions = append(out.Editions, e.Name)
				out.Pages += e.Pages
			}
			return out
		},
	})
}

const helpCheck = `Examples:
  portolan check                        everything that is wrong or doubtful
  portolan check --since main           only what was changed since the branch main
  portolan check --external             ask other sites whether the pages we link to are there
  portolan check --format github        as annotations in GitHub Actions
  portolan check --format sarif         for code scanning
  portolan check --rules                what is looked for, why, and how to mend it
  portolan check --edition public --canary "Project Zeus" --canary "salary"
                                        no file of the public edition may hold these words

Exit code 1 where something is wrong that would stop a build. A rule is switched in site.yaml, under check: rules:. What is
in --out from the last build tells which addresses have vanished since.
`

func checkFlags(set *flag.FlagSet, s *settings) {
	contentFlags(set, s)
	set.StringVar(&s.edition, "edition", "", "check only the edition of that `name`")
	set.Func("canary", "a `word` that must not be published, however it is written; may be given several times", func(word string) error {
		s.canaries = append(s.canaries, word)
		return nil
	})
	cacheFlag(set, s)
	set.StringVar(&s.out, "out", "public", "the `dir`ectory of the site that was built last")
	set.StringVar(&s.since, "since", "", "only what was changed since a `revision` that git knows")
	set.BoolVar(&s.external, "external", false, "ask other sites whether the pages that are linked to are there")
	set.BoolVar(&s.rules, "rules", false, "explain the rules and look at nothing; --format markdown for a page")
	set.StringVar(&s.format, "format", "text", "text, json, github or sarif, as the `form` of the report")
	set.BoolVar(&s.json, "json", false, "the same as --format json")
	set.BoolVar(&s.drafts, "drafts", false, "include drafts")
}

// runCheck looks at everything and publishes nothing.
func runCheck(ctx context.Context, s *settings, _ []string) error {
	if s.json {
		s.format = "json"
	}
	if s.rules {
		return problem.WriteRules(s.stdout, s.format)
	}
	write, known := problem.Formats[s.format]
	if !known {
		return usageError{fmt.Sprintf("there is no format %q: text, json, github or sarif", s.format)}
	}
	p := newProgress(s)
	o, err := s.options(p)
	if err != nil {
		return err
	}
	o.Canaries, o.Since = s.canaries, s.since
	if s.external {
		o.External = &links.Checker{Cache: filepath.Join(s.cache, "links.json"), Now: time.Now(), Progress: func(done, total int) {
			p.step(generator.Step{Doing: "addresses of other sites", Done: done, Total: total})
		}}
	}
	result, err := generator.Check(ctx, o)
	p.end()
	if errors.Is(err, generator.ErrNoRevision) {
		return usageError{fmt.Sprintf("%q: %v", s.since, err)}
	}
	if err != nil && !errors.Is(err, generator.ErrProblems) {
		return err
	}
	if err := write(s.stdout, result.Problems, s.content); err != nil {
		return err
	}
	if s.format == "text" && len(withoutNotices(result.Problems)) == 0 {
		s.say("nothing is wrong")
	}
	if err != nil {
		return errWrong
	}
	return nil
}

const helpLicense = `Examples:
  portolan license MIT
  portolan license "(MIT OR GPL-2.0+) AND LGPL-2.1-only"
  portolan license "Apache 2.0" --json

The policy is that of the pages in the content folder; --edition asks as that edition's readers would see it.
`

func licenseFlags(set *flag.FlagSet, s *settings) {
	contentFlags(set, s)
	set.StringVar(&s.edition, "edition", "", "ask the policy of the edition of that `name`")
	set.BoolVar(&s.json, "json", false, "print the verdicts as JSON")
}

// runLicense asks the policy.
func runLicense(_ context.Context, s *settings, names []string) error {
	moment, err := now()
	if err != nil {
		return err
	}
	rules, problems, err := generator.Policy(generator.Options{Content: s.content, Edition: s.edition, Now: moment})
	if err != nil {
		return err
	}
	if err := s.report(withoutNotices(problems)); err != nil {
		return err
	}
	explanation := rules.Explain(policy.Subject{License: names[0]})
	if s.json {
		return writeJSON(s.stdout, explanation)
	}
	return explanation.WriteText(s.stdout)
}

const helpDeploy = `Examples:
  portolan deploy s3://opensource-site --edition public            to Amazon S3
  portolan deploy s3://portal/handbook --endpoint https://minio.corp.example
  portolan deploy file:///srv/www/handbook --edition internal --compress
  portolan deploy s3://opensource-site --edition public --dry-run  only tell what would change
  portolan deploy --headers nginx                                  the lines that a web server needs

What portolan build wrote is sent; only what differs travels. A deployment that was interrupted goes on when it is
repeated. What Portolan did not put there stays, and one edition never takes the place of another unless you say so.

Credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or MINIO_ROOT_USER and MINIO_ROOT_PASSWORD), from
~/.aws/credentials with AWS_PROFILE, from ~/.mc/config.json with MINIO_ALIAS, or from the role of the machine.
`

func deployFlags(set *flag.FlagSet, s *settings) {
	set.StringVar(&s.out, "out", "public", "the `dir`ectory that was built into")
	set.StringVar(&s.edition, "edition", "", "deploy the edition of that `name`; needed where several are built")
	set.StringVar(&s.store.Endpoint, "endpoint", "", "the `url` of the storage; AWS_ENDPOINT_URL, or else Amazon's")
	set.StringVar(&s.store.Region, "region", "", "the `name` of the region; AWS_REGION, or what the storage says")
	set.BoolVar(&s.store.PathStyle, "path-style", false, "write the bucket into paths, not into the name of the host")
	set.BoolVar(&s.compress, "compress", false, "pack text: stored as gzip in a bucket, as .gz beside it in a folder")
	set.BoolVar(&s.takeOver, "take-over", false, "write over files of others and over another edition")
	set.BoolVar(&s.dryRun, "dry-run", false, "tell what would change and change nothing")
	set.IntVar(&s.parallel, "parallel", 8, "how many files travel at a time, as a `number`")
	set.StringVar(&s.headers, "headers", "", "print what a web `server` needs for safe headers: "+strings.Join(headers.HostNames(), ", "))
	set.BoolVar(&s.json, "json", false, "print the outcome as JSON")
}

// runDeploy brings a built edition to where it is served.
func runDeploy(ctx context.Context, s *settings, names []string) error {
	if len(names) != 1 && s.headers == "" {
		return usageError{"write portolan deploy URL; portolan deploy --help shows how"}
	}
	edition, err := s.built()
	if err != nil {
		return err
	}
	if s.headers != "" {
		return s.printHeaders(edition.Indexed)
	}
	s.store.Getenv = os.Getenv
	store, err := deploy.Open(names[0], s.store)
	if err != nil {
		return s.undeployed(err)
	}
	p := newProgress(s)
	result, err := deploy.Run(ctx, deploy.Options{Site: edition.Dir, Store: store, Compress: s.compress, DryRun: s.dryRun, TakeOver: s.takeOver, Parallel: s.parallel,
		Progress: func(done, total int) { p.show(fmt.Sprintf("deploying: %d of %d", done, total)) }})
	p.end()
	if n := len(result.Uploaded); err != nil && n > 0 {
		s.say("%d %s sent before this; repeat the command to go on", n, map[bool]string{true: "file was", false: "files were"}[n == 1])
	}
	if err != nil {
		return s.undeployed(err)
	}
	return s.deployed(result)
}

// built returns the edition to deploy. It guesses none: the wrong one would show what its readers may not see.
func (s *settings) built() (deploy.Edition, error) {
	editions := deploy.Editions(s.out)
	names := slices.Sorted(maps.Keys(editions))
	if len(names) == 0 {
		return deploy.Edition{}, s.report([]problem.Problem{{Text: fmt.Sprintf("no site is built in %s", s.out), Hint: "build one with: portolan build"}})
	}
	if s.edition == "" && len(names) == 1 {
		return editions[names[0]], nil
	}
	if edition, there := editions[s.edition]; there {
		return edition, nil
	}
	return deploy.Edition{}, usageError{fmt.Sprintf("say which edition to deploy with --edition: %s", strings.Join(names, ", "))}
}

// deployed prints what a deployment did, or would do.
func (s *settings) deployed(r deploy.Result) error {
	if s.json {
		if err := writeJSON(s.stdout, r); err != nil {
			return err
		}
	} else if s.dryRun {
		for _, name := range r.Uploaded {
			fmt.Fprintln(s.stdout, "put   ", name)
		}
		for _, name := range r.Deleted {
			fmt.Fprintln(s.stdout, "delete", name)
		}
	}
	if len(r.LeftOut) > 0 {
		s.say("left out, since the build did not write it: %s (files of your own belong into content/static/)", strings.Join(r.LeftOut, ", "))
	}
	if n := len(r.Foreign); n > 0 {
		s.say("%d %s there %s not Portolan's and stay", n, plural(n, "file"), map[bool]string{true: "is", false: "are"}[n == 1])
	}
	would := map[bool]string{true: "would be ", false: ""}[s.dryRun]
	s.say("%d files %ssent (%d KB), %d %sdeleted, %d unchanged", len(r.Uploaded), would, (r.Bytes+1023)/1024, len(r.Deleted), would, r.Unchanged)
	return nil
}

// undeployed prints what went wrong and turns it into the exit code.
func (s *settings) undeployed(err error) error {
	var address deploy.Address
	var refused deploy.Refused
	var unreachable deploy.Unreachable
	switch {
	case errors.As(err, &address):
		return usageError{address.Text + "; " + address.Hint}
	case errors.As(err, &refused):
		return s.report([]problem.Problem{{Text: refused.Text, Hint: refused.Hint}})
	case errors.As(err, &unreachable):
		if err := problem.Print(s.stderr, []problem.Problem{{Text: unreachable.Text, Hint: unreachable.Hint}}); err != nil {
			return err
		}
		return errUnreachable
	}
	return err
}

// printHeaders prints what a web server needs to be told.
func (s *settings) printHeaders(indexed bool) error {
	write := headers.Hosts[s.headers]
	if write == nil {
		return usageError{fmt.Sprintf("there are no lines for %q: %s", s.headers, strings.Join(headers.HostNames(), ", "))}
	}
	_, err := io.WriteString(s.stdout, write(indexed))
	return err
}

const helpImpact = `Examples:
  portolan impact main                                  what this branch does, as Markdown for a comment
  portolan impact origin/main --fail-on forbidden,public,lost-address
  portolan impact HEAD~1 --json
  portolan impact v2 --html preview.html

BASE is a branch, tag or commit; it is read out of git, never checked out. What more people may see than before always
comes first. --fail-on ends with exit code 1 where one of these is so:
  forbidden     a verdict turns to forbidden, or a product begins to use what is forbidden
  public        something that existed is shown to readers who could not see it
  lost-address  what somebody wrote is no longer at its address, and nothing leads on
`

func impactFlags(set *flag.FlagSet, s *settings) {
	contentFlags(set, s)
	cacheFlag(set, s)
	set.StringVar(&s.edition, "edition", "", "compare only the edition of that `name`")
	set.BoolVar(&s.json, "json", false, "print the report as JSON")
	set.StringVar(&s.html, "html", "", "write the report as a page into that `file`, too")
	set.StringVar(&s.failOn, "fail-on", "", "fail on these `conditions`, separated by commas: forbidden, public, lost-address")
	set.BoolVar(&s.drafts, "drafts", false, "include drafts")
}

// runImpact tells what a change does.
func runImpact(ctx context.Context, s *settings, names []string) error {
	conditions := list(s.failOn)
	for _, c := range conditions {
		if !slices.Contains(generator.Conditions(), c) {
			return usageError{fmt.Sprintf("there is no condition %q: %s", c, strings.Join(generator.Conditions(), ", "))}
		}
	}
	p := newProgress(s)
	o, err := s.options(p)
	if err != nil {
		return err
	}
	impact, err := generator.Compare(ctx, o, names[0])
	p.end()
	var unknown revision.Unknown
	if errors.As(err, &unknown) {
		return s.report([]problem.Problem{{Text: unknown.Error(), Hint: unknown.Hint()}})
	}
	if err != nil {
		return err
	}
	if err := s.writeImpact(impact); err != nil {
		return err
	}
	met := impact.Fails(conditions)
	for _, condition := range met {
		s.say("fails on %s", condition)
	}
	if err := s.report(withoutNotices(impact.Problems)); err != nil || len(met) == 0 {
		return err
	}
	return errWrong
}

func (s *settings) writeImpact(impact *generator.Impact) error {
	if s.html != "" {
		var page bytes.Buffer
		if err := impact.WriteHTML(&page); err != nil {
			return err
		}
		if err := os.WriteFile(s.html, page.Bytes(), 0o644); err != nil {
			return err
		}
	}
	if s.json {
		return writeJSON(s.stdout, impact)
	}
	return impact.WriteMarkdown(s.stdout)
}

// now is the moment that SOURCE_DATE_EPOCH asks for; zero where it is not set.
func now() (time.Time, error) {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return time.Time{}, usageError{fmt.Sprintf("SOURCE_DATE_EPOCH is %q, not seconds since 1970", epoch)}
	}
	return time.Unix(seconds, 0).UTC(), nil
}

func day(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return t, usageError{fmt.Sprintf("%q is not a day such as 2026-11-01", text)}
	}
	return t, nil
}

func list(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// say prints a line that is neither a result nor a problem.
func (s *settings) say(format string, args ...any) {
	if !s.quiet {
		fmt.Fprintf(s.stderr, format+"\n", args...)
	}
}

// progress shows how far a long run is: a line that moves on a terminal, a plain line every few seconds elsewhere,
// nothing for what takes less than a second.
type progress struct {
	out      io.Writer
	terminal bool
	start    time.Time
	last     time.Time
	shown    bool
	mu       chan struct{}
}

func newProgress(s *settings) *progress {
	p := &progress{out: s.stderr, start: time.Now(), mu: make(chan struct{}, 1)}
	if s.quiet {
		p.out = nil
	}
	if f, ok := s.stderr.(*os.File); ok {
		p.terminal = term.IsTerminal(int(f.Fd()))
	}
	return p
}

// Report shows how far a collector is.
func (p *progress) Report(e collectors.Event) {
	text := e.Source + ": " + e.Doing
	if e.Total > 0 {
		text = fmt.Sprintf("%s: %d of %d, %s", e.Source, e.Done, e.Total, e.Doing)
	}
	if e.Remaining >= 0 && e.Requests > 0 {
		text += fmt.Sprintf(" (%d requests, %d left of the rate limit)", e.Requests, e.Remaining)
	}
	if e.WaitingFor != "" {
		text = fmt.Sprintf("%s: waiting for the rate limit of %s until %s", e.Source, e.WaitingFor, e.WaitingUntil.Format(time.TimeOnly))
	}
	if e.Left > 0 {
		text += fmt.Sprintf(", %s to go", e.Left.Round(time.Second))
	}
	p.show(text)
}

// step shows how far a build is.
func (p *progress) step(s generator.Step) {
	if s.Total > 0 {
		p.show(fmt.Sprintf("%s: %d of %d", s.Doing, s.Done, s.Total))
		return
	}
	p.show(s.Doing)
}

func (p *progress) show(text string) {
	if p.out == nil {
		return
	}
	p.mu <- struct{}{}
	defer func() { <-p.mu }()
	pause := 5 * time.Second
	if p.terminal {
		pause = 100 * time.Millisecond
	}
	now := time.Now()
	if now.Sub(p.start) < time.Second || now.Sub(p.last) < pause {
		return
	}
	p.last, p.shown = now, true
	if p.terminal {
		fmt.Fprintf(p.out, "\r\x1b[K%s", text)
		return
	}
	fmt.Fprintln(p.out, text)
}

// end takes a moving line off the terminal.
func (p *progress) end() {
	if p.terminal && p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
