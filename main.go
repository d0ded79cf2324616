// Portolan makes the handbook and the transparency portal of an open source program office: collected data and Markdown
// in, a static site out.
//
// This file is the command line. What a command does lives in the packages collectors and generator; here it is named,
// its flags are read and its results are printed.
//
// How the program speaks to people, and its exit codes, are the matter of package terminal.
package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"portolan/collectors"
	"portolan/collectors/source"
	"portolan/generator"
	"portolan/generator/content"
	"portolan/generator/content/importing"
	"portolan/generator/garbage"
	"portolan/generator/manual"
	"portolan/generator/policy"
	"portolan/generator/problem"
	"portolan/generator/publish/deploy"
	"portolan/generator/publish/headers"
	"portolan/generator/publish/links"
	"portolan/generator/revision"
	"portolan/generator/serve"
	"portolan/generator/starter"
	"portolan/generator/terminal"
)

// portal is the starter, which `portolan new` writes.
//
//go:embed all:content
var portal embed.FS

// pipelines are the workflows that `portolan new --ci` writes.
//
//go:embed .ci/portal
var pipelines embed.FS

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(terminal.ExitCode("portolan", run(ctx, os.Args[1:], os.Stdout, os.Stderr), os.Stderr))
}

// settings are the flags of all commands, and where to write.
type settings struct {
	*terminal.Terminal
	content, out, cache, edition, address string
	json, drafts, profile, sync           bool
	noWait, dryRun, force                 bool
	only, since, format, from             string
	store                                 deploy.Settings
	compress, takeOver                    bool
	parallel                              int
	headers                               string
	canaries                              []string
	html, failOn, ci                      string
	rules, external                       bool
}

func commands(s *settings) []terminal.Command {
	return []terminal.Command{
		{Name: "new", Arguments: "DIR", Does: "start a portal from the built-in starter", Flags: s.newFlags, Run: s.new},
		{Name: "import", Arguments: "DIR", Does: "move a Hugo, Docusaurus, MkDocs, Jekyll or Eleventy handbook in", Flags: s.importFlags, Folders: s.folders, Run: s.move},
		{Name: "collect", Arguments: "[NAME...]", Does: "run the collectors of site.yaml into content/data", Flags: s.collectFlags, Folders: s.folders, Run: s.collect},
		{Name: "build", Does: "build every edition into public/", Flags: s.buildFlags, Folders: s.folders, Run: s.build},
		{Name: "serve", Does: "build, watch, rebuild, reload the browser", Flags: s.serveFlags, Folders: s.folders, Run: s.serve},
		{Name: "check", Does: "lint pages, policies, links and data; publish nothing", Flags: s.checkFlags, Folders: s.lookedAt, Run: s.check},
		{Name: "license", Arguments: "EXPRESSION", Does: "the verdict on an SPDX expression in every context, and why", Flags: s.licenseFlags, Folders: s.folders, Run: s.license},
		{Name: "impact", Arguments: "BASE", Does: "what the change since git revision BASE does to pages, readers and verdicts", Flags: s.impactFlags, Folders: s.folders, Run: s.impact},
		{Name: "deploy", Arguments: "URL", Does: "upload only what changed to s3:// (any S3-compatible store) or file://", Flags: s.deployFlags, Run: s.deploy},
	}
}

// folders are those that a command works on, as far as it has flags for them.
func (s *settings) folders() terminal.Folders {
	return terminal.Folders{Content: s.content, Out: s.out, Cache: s.cache}
}

// lookedAt are the folders of a check, which writes down what other sites answered and nothing else.
func (s *settings) lookedAt() terminal.Folders {
	if s.external {
		return terminal.Folders{Content: s.content, Cache: s.cache}
	}
	return terminal.Folders{Content: s.content}
}

// run is the whole program, without the process around it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	s := &settings{Terminal: &terminal.Terminal{Results: stdout, Messages: stderr}}
	err := terminal.Program{Name: "portolan", About: manual.About(), Manual: manual.Of, Commands: commands(s)}.Run(ctx, s.Terminal, args)
	if _, asked := errors.AsType[importing.Misuse](err); asked || errors.Is(err, generator.ErrNoEdition) || errors.Is(err, collectors.ErrNoCollector) {
		return terminal.Misused("%v", err)
	}
	return err
}

func (s *settings) newFlags(set *flag.FlagSet) {
	set.StringVar(&s.ci, "ci", "", "add a workflow for this `system`: github or gitlab")
}

// new writes the starter into a folder that is empty or not there, and the workflow where one is asked for.
func (s *settings) new(_ context.Context, names []string) error {
	dir, pipeline := names[0], starter.Pipelines[s.ci]
	if s.ci != "" && pipeline == "" {
		return terminal.Misused("there is no workflow for %q: github or gitlab", s.ci)
	}
	files, err := fs.Sub(portal, "content")
	if err != nil {
		return err
	}
	err = starter.Write(dir, files, content.SiteFile)
	switch {
	case err == nil:
		s.Say("wrote %s; next: cd %s && portolan serve", filepath.Join(dir, "content"), dir)
	case !errors.Is(err, starter.ErrNotEmpty):
		return err
	case s.ci == "":
		return terminal.Misused("%s is not empty; name a new folder", dir)
	}
	if s.ci == "" {
		return nil
	}
	return s.writePipeline(filepath.Join(dir, filepath.FromSlash(pipeline)))
}

// writePipeline writes the workflow, unless something is there that somebody may have changed.
func (s *settings) writePipeline(path string) error {
	data, err := pipelines.ReadFile(".ci/portal/" + s.ci + ".yml")
	if err != nil {
		return err
	}
	err = starter.WriteNew(path, data)
	if errors.Is(err, fs.ErrExist) {
		return terminal.Misused("%s is there already; move it away to get a new one", path)
	}
	if err == nil {
		s.Say("wrote %s; its first lines say what has to be set up", path)
	}
	return err
}

func (s *settings) contentFlags(set *flag.FlagSet) {
	set.StringVar(&s.content, "content", "content", "the content `dir`ectory")
}

func (s *settings) cacheFlag(set *flag.FlagSet) {
	set.StringVar(&s.cache, "cache", ".portolan", "a `dir`ectory for what may be lost")
}

func (s *settings) importFlags(set *flag.FlagSet) {
	s.contentFlags(set)
	set.StringVar(&s.from, "from", "", "the `generator` of the handbook: "+strings.Join(importing.Kinds, ", ")+"; detected where left out")
	set.BoolVar(&s.dryRun, "dry-run", false, "say what would be done and write nothing")
	set.BoolVar(&s.force, "force", false, "put a content folder that is there under another name first")
	set.BoolVar(&s.json, "json", false, "print the report as JSON")
}

// move moves a handbook in.
func (s *settings) move(_ context.Context, names []string) error {
	move, err := generator.Import(names[0], s.from)
	if err != nil {
		return err
	}
	if !s.dryRun {
		kept, err := move.Write(s.content, s.force)
		if errors.Is(err, importing.ErrExists) {
			return terminal.Misused("%s: %v; name another with --content, or keep it under another name with --force", s.content, err)
		}
		if err != nil {
			return err
		}
		if kept != "" {
			s.Say("what was in %s is in %s now", s.content, kept)
		}
	}
	if s.json {
		return s.WriteJSON(move.Report)
	}
	if err := move.WriteText(s.Results); err != nil {
		return err
	}
	s.Say("next: portolan serve --content %s", s.content)
	return nil
}

func (s *settings) collectFlags(set *flag.FlagSet) {
	s.contentFlags(set)
	s.cacheFlag(set)
	set.BoolVar(&s.json, "json", false, "print the outcome as JSON")
	set.BoolVar(&s.noWait, "no-wait", false, "report a spent rate limit instead of waiting for it")
	set.BoolVar(&s.dryRun, "dry-run", false, "ask the sources and write nothing")
	set.StringVar(&s.only, "only", "", "renew only the `ids` named, separated by commas; * and ? stand for anything")
	set.StringVar(&s.since, "since", "", "renew only what changed since that `day`, as 2026-11-01")
}

// collect runs the collectors.
func (s *settings) collect(ctx context.Context, names []string) error {
	if _, err := os.Stat(s.content); err != nil {
		return s.Report(problem.Problem{Text: "there is no such content folder", Hint: "name the folder with --content, or start one with: portolan new DIR"})
	}
	site, problems := content.LoadSite(os.DirFS(s.content))
	if len(problems) > 0 {
		return s.Report(problems...)
	}
	entries, err := collectors.Entries(site.CollectorsNode)
	if err != nil {
		return s.collected(nil, err)
	}
	if len(entries) == 0 {
		s.Say("site.yaml names no collectors: nothing to do")
		return nil
	}
	since, err := terminal.Day(s.since)
	if err != nil {
		return err
	}
	now, err := terminal.Moment(os.Getenv("SOURCE_DATE_EPOCH"))
	if err != nil {
		return err
	}
	if now.IsZero() {
		now = time.Now()
	}
	p := s.Progress()
	summary, err := collectors.Run(ctx, collectors.Options{
		Entries: entries, Content: s.content, Store: filepath.Join(s.content, "data"), Cache: filepath.Join(s.cache, "http"), Now: now, Names: names,
		Only: terminal.List(s.only), Since: since, DryRun: s.dryRun, NoWait: s.noWait, Getenv: os.Getenv, Progress: shown{p},
		People: source.People{Secret: peopleSecret(site), Named: site.People == "named"},
		Judge: func() (map[string]*float64, error) {
			return generator.VerdictCounts(generator.Options{Content: s.content, Now: now})
		},
	})
	p.End()
	return s.collected(&summary, err)
}

// shown is the progress of collectors on a terminal.
type shown struct{ *terminal.Progress }

// Report shows how far a collector is.
func (p shown) Report(e collectors.Event) { p.Show(e.String()) }

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
			if err := s.WriteJSON(summary.Sources); err != nil {
				return err
			}
		} else {
			for _, source := range summary.Sources {
				s.Say("%s: %d records, %d changed", source.ID, source.Records, source.Changed)
			}
		}
	}
	if failed == nil {
		return nil
	}
	problem.Print(s.Messages, problem.WithSource(os.DirFS(s.content), problemsOf(failed.Problems)))
	if failed.Unreachable() {
		return terminal.ErrUnreachable
	}
	return terminal.ErrWrong
}

// problemsOf turns what collectors say is wrong into problems.
func problemsOf(found []collectors.Problem) (problems []problem.Problem) {
	for _, p := range found {
		file, text := p.File, p.Text
		if file == "" && p.Line > 0 {
			file = content.SiteFile
		}
		if p.Source != "" {
			text = p.Source + ": " + text
		}
		problems = append(problems, problem.Problem{Rule: "site/value", File: file, Line: p.Line, Column: p.Column, Text: text, Hint: p.Hint})
	}
	return problems
}

// checkCollectors says what is wrong with the collectors of site.yaml: a build, which asks none, would not notice.
func checkCollectors(site *content.Site) []problem.Problem {
	return problemsOf(collectors.Check(site.CollectorsNode))
}

func (s *settings) buildFlags(set *flag.FlagSet) {
	s.contentFlags(set)
	s.cacheFlag(set)
	set.StringVar(&s.out, "out", "public", "the `dir`ectory to publish into")
	set.StringVar(&s.edition, "edition", "", "build only the edition of that `name`")
	set.BoolVar(&s.drafts, "drafts", false, "include drafts")
	set.BoolVar(&s.sync, "sync", false, "wait for the disk before the site is switched to, against a loss of power")
	set.BoolVar(&s.json, "json", false, "print the outcome as JSON")
	set.BoolVar(&s.profile, "profile", false, "say where time and memory went")
}

func (s *settings) options(p *terminal.Progress) (generator.Options, error) {
	moment, err := terminal.Moment(os.Getenv("SOURCE_DATE_EPOCH"))
	return generator.Options{Content: s.content, Out: s.out, Cache: s.cache, Edition: s.edition, Drafts: s.drafts, Sync: s.sync, Now: moment, Collectors: checkCollectors,
		Progress: func(step generator.Step) { p.Count(step.Doing, step.Done, step.Total) }}, err
}

// build builds the editions.
func (s *settings) build(ctx context.Context, _ []string) error {
	p := s.Progress()
	o, err := s.options(p)
	if err != nil {
		return err
	}
	o.Sized = garbage.Spare
	garbage.Spare(0)
	start := time.Now()
	result, err := generator.Build(ctx, o)
	p.End()
	if s.profile {
		if err := result.WriteProfile(s.Messages); err != nil {
			return err
		}
	}
	if s.json {
		if err := s.WriteJSON(result.Outcome()); err != nil {
			return err
		}
	}
	if err != nil && !errors.Is(err, generator.ErrProblems) {
		problem.Print(s.Messages, result.Problems)
		return err
	}
	if err := s.ReportBuild(result.Problems); err != nil {
		return err
	}
	for _, e := range result.Editions {
		name := "site"
		if e.Name != "" {
			name = e.Name + " edition"
		}
		s.Say("%s: %d pages; open %s", name, e.Pages, filepath.Join(e.Dir, "index.html"))
	}
	s.Say("%d files written, %d removed, %d unchanged, in %.1f s", result.Changes.Written, result.Changes.Removed, result.Changes.Unchanged, time.Since(start).Seconds())
	return nil
}

func (s *settings) serveFlags(set *flag.FlagSet) {
	s.contentFlags(set)
	s.cacheFlag(set)
	set.StringVar(&s.edition, "edition", "", "show only the edition of that `name`")
	set.StringVar(&s.address, "address", "127.0.0.1:8080", "the `host:port` to listen on")
	set.BoolVar(&s.drafts, "drafts", true, "include drafts")
}

// serve builds into the cache, so that public/ stays what was last built on purpose.
func (s *settings) serve(ctx context.Context, _ []string) error {
	s.out = filepath.Join(s.cache, "serve")
	o, err := s.options(&terminal.Progress{})
	if err != nil {
		return err
	}
	live := generator.NewLive(o)
	return serve.Run(ctx, serve.Options{
		Address: s.address, Site: s.out, Watch: s.content, Log: s.Messages, Redraw: live.Redraw,
		Build: func(ctx context.Context) serve.Outcome {
			result, err := live.Build(ctx)
			out := serve.Outcome{Problems: terminal.WithoutNotices(result.Problems)}
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

func (s *settings) checkFlags(set *flag.FlagSet) {
	s.contentFlags(set)
	set.StringVar(&s.edition, "edition", "", "check only the edition of that `name`")
	set.Func("canary", "a `word` that must not be published, however it is written; may be given several times", func(word string) error {
		s.canaries = append(s.canaries, word)
		return nil
	})
	s.cacheFlag(set)
	set.StringVar(&s.out, "out", "public", "the `dir`ectory of the site that was built last")
	set.StringVar(&s.since, "since", "", "only what was changed since a `revision` that git knows")
	set.BoolVar(&s.external, "external", false, "ask other sites whether the pages that are linked to are there")
	set.BoolVar(&s.rules, "rules", false, "explain the rules and look at nothing; --format markdown for a page")
	set.StringVar(&s.format, "format", "text", "text, json, github or sarif, as the `form` of the report")
	set.BoolVar(&s.json, "json", false, "the same as --format json")
	set.BoolVar(&s.drafts, "drafts", false, "include drafts")
}

// check looks at everything and publishes nothing.
func (s *settings) check(ctx context.Context, _ []string) error {
	if s.json {
		s.format = "json"
	}
	if s.rules {
		return problem.WriteRules(s.Results, s.format)
	}
	write, known := problem.Formats[s.format]
	if !known {
		return terminal.Misused("there is no format %q: text, json, github or sarif", s.format)
	}
	p := s.Progress()
	o, err := s.options(p)
	if err != nil {
		return err
	}
	o.Canaries, o.Since = s.canaries, s.since
	if s.external {
		o.External = &links.Checker{Cache: filepath.Join(s.cache, "links.json"), Now: time.Now(), Progress: func(done, total int) {
			p.Count("addresses of other sites", done, total)
		}}
	}
	result, err := generator.Check(ctx, o)
	p.End()
	if errors.Is(err, generator.ErrNoRevision) {
		return terminal.Misused("%q: %v", s.since, err)
	}
	if err != nil && !errors.Is(err, generator.ErrProblems) {
		return err
	}
	if err := write(s.Results, result.Problems, s.content); err != nil {
		return err
	}
	if s.format == "text" && len(terminal.WithoutNotices(result.Problems)) == 0 {
		s.Say("nothing is wrong")
	}
	if err != nil {
		return terminal.ErrWrong
	}
	return nil
}

func (s *settings) licenseFlags(set *flag.FlagSet) {
	s.contentFlags(set)
	set.StringVar(&s.edition, "edition", "", "ask the policy of the edition of that `name`")
	set.BoolVar(&s.json, "json", false, "print the verdicts as JSON")
}

// license asks the policy.
func (s *settings) license(_ context.Context, names []string) error {
	moment, err := terminal.Moment(os.Getenv("SOURCE_DATE_EPOCH"))
	if err != nil {
		return err
	}
	rules, problems, err := generator.Policy(generator.Options{Content: s.content, Edition: s.edition, Now: moment})
	if err != nil {
		return err
	}
	if err := s.Report(terminal.WithoutNotices(problems)...); err != nil {
		return err
	}
	explanation := rules.Explain(policy.Subject{License: names[0]})
	if s.json {
		return s.WriteJSON(explanation)
	}
	return explanation.WriteText(s.Results)
}

func (s *settings) deployFlags(set *flag.FlagSet) {
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

// deploy brings a built edition to where it is served.
func (s *settings) deploy(ctx context.Context, names []string) error {
	if len(names) != 1 && s.headers == "" {
		return terminal.Misused("write portolan deploy URL; portolan deploy --help shows how")
	}
	write := headers.Hosts[s.headers]
	if write == nil && s.headers != "" {
		return terminal.Misused("there are no lines for %q: %s", s.headers, strings.Join(headers.HostNames(), ", "))
	}
	edition, err := deploy.Choose(s.out, s.edition)
	if err != nil {
		return s.undeployed(err)
	}
	if write != nil {
		_, err := io.WriteString(s.Results, write(edition.Indexed))
		return err
	}
	s.store.Getenv = os.Getenv
	store, err := deploy.Open(names[0], s.store)
	if err != nil {
		return s.undeployed(err)
	}
	p := s.Progress()
	result, err := deploy.Run(ctx, deploy.Options{Site: edition.Dir, Store: store, Compress: s.compress, DryRun: s.dryRun, TakeOver: s.takeOver, Parallel: s.parallel,
		Progress: func(done, total int) { p.Count("deploying", done, total) }})
	p.End()
	if n := len(result.Uploaded); err != nil && n > 0 {
		s.Say("%d %s sent before this; repeat the command to go on", n, map[bool]string{true: "file was", false: "files were"}[n == 1])
	}
	if err != nil {
		return s.undeployed(err)
	}
	return s.deployed(result)
}

// deployed prints what a deployment did, or would do.
func (s *settings) deployed(r deploy.Result) error {
	switch {
	case s.json:
		if err := s.WriteJSON(r); err != nil {
			return err
		}
	case s.dryRun:
		if err := r.WriteChanges(s.Results); err != nil {
			return err
		}
	}
	for _, line := range r.Lines(s.dryRun) {
		s.Say("%s", line)
	}
	return nil
}

// undeployed prints what went wrong and turns it into the exit code.
func (s *settings) undeployed(err error) error {
	var address deploy.Address
	var refused deploy.Refused
	var unreachable deploy.Unreachable
	switch {
	case errors.As(err, &address):
		return terminal.Misused("%s; %s", address.Text, address.Hint)
	case errors.As(err, &refused):
		return s.Report(problem.Problem{Text: refused.Text, Hint: refused.Hint})
	case errors.As(err, &unreachable):
		problem.Print(s.Messages, []problem.Problem{{Text: unreachable.Text, Hint: unreachable.Hint}})
		return terminal.ErrUnreachable
	}
	return err
}

func (s *settings) impactFlags(set *flag.FlagSet) {
	s.contentFlags(set)
	s.cacheFlag(set)
	set.StringVar(&s.edition, "edition", "", "compare only the edition of that `name`")
	set.BoolVar(&s.json, "json", false, "print the report as JSON")
	set.StringVar(&s.html, "html", "", "write the report as a page into that `file`, too")
	set.StringVar(&s.failOn, "fail-on", "", "fail on these `conditions`, separated by commas: forbidden, public, lost-address")
	set.BoolVar(&s.drafts, "drafts", false, "include drafts")
}

// impact tells what a change does.
func (s *settings) impact(ctx context.Context, names []string) error {
	conditions := terminal.List(s.failOn)
	for _, c := range conditions {
		if !slices.Contains(generator.Conditions(), c) {
			return terminal.Misused("there is no condition %q: %s", c, strings.Join(generator.Conditions(), ", "))
		}
	}
	p := s.Progress()
	o, err := s.options(p)
	if err != nil {
		return err
	}
	impact, err := generator.Compare(ctx, o, names[0])
	p.End()
	var unknown revision.Unknown
	if errors.As(err, &unknown) {
		return terminal.Misused("%v; %s", unknown, unknown.Hint())
	}
	if err != nil {
		return err
	}
	if err := s.writeImpact(impact); err != nil {
		return err
	}
	met := impact.Fails(conditions)
	for _, condition := range met {
		s.Say("fails on %s", condition)
	}
	if err := s.Report(terminal.WithoutNotices(impact.Problems)...); err != nil || len(met) == 0 {
		return err
	}
	return terminal.ErrWrong
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
		return s.WriteJSON(impact)
	}
	return impact.WriteMarkdown(s.Results)
}
