package terminal

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"portolan/generator/problem"
)

// Program is a list of commands under one name.
type Program struct {
	// Name is what people type. Required.
	Name string
	// About says what it is for, and shows examples. Required.
	About string
	// Manual returns the examples and the words that --help of a command begins with. Required.
	Manual func(command string) string
	// Commands in the order in which people meet them. Required.
	Commands []Command
}

// Run runs the command that the first word names. --help and --version are answered with a result.
func (p Program) Run(ctx context.Context, t *Terminal, args []string) error {
	if len(args) == 0 {
		p.usage(t.Messages)
		return Misused("name a command")
	}
	switch args[0] {
	case "help", "--help", "-help", "-h":
		if len(args) == 1 {
			p.usage(t.Results)
			return nil
		}
		args = []string{args[1], "--help"}
	case "version", "--version":
		_, err := io.WriteString(t.Results, p.version())
		return err
	}
	for _, c := range p.Commands {
		if c.Name == args[0] {
			return c.call(ctx, p, t, args[1:])
		}
	}
	for _, c := range p.Commands {
		if problem.Distance(c.Name, args[0]) <= closeBy {
			return Misused("there is no command %q; did you mean %s %s?", args[0], p.Name, c.Name)
		}
	}
	return Misused("there is no command %q; %s --help lists them", args[0], p.Name)
}

// closeBy is how many letters a word may differ in from the one that was meant.
const closeBy = 2

func (p Program) usage(w io.Writer) {
	fmt.Fprintf(w, "%s\nCommands:\n", p.About)
	for _, c := range p.Commands {
		fmt.Fprintf(w, "  %-22s %s\n", strings.TrimSpace(c.Name+" "+c.Arguments), c.Does)
	}
	fmt.Fprintf(w, `
%s COMMAND --help tells more. Exit codes: 0 fine, 1 something in the portal is wrong,
2 the command line is wrong, 3 a source could not be reached.
`, p.Name)
}

// version tells what was built, from which revision and with what: enough to build the same bytes again.
func (p Program) version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return p.Name + " unknown\n"
	}
	of := map[string]string{}
	for _, s := range info.Settings {
		of[s.Key] = s.Value
	}
	revision := cmp.Or(of["vcs.revision"], "unknown")
	if of["vcs.modified"] == "true" {
		revision += " with changes"
	}
	return fmt.Sprintf("%s %s\nrevision %s\nbuilt with %s for %s/%s\n",
		p.Name, cmp.Or(info.Main.Version, "(devel)"), revision, info.GoVersion, of["GOOS"], of["GOARCH"])
}
