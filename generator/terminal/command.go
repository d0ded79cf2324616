package terminal

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Command is one of the words behind the name of the program.
type Command struct {
	// Name is the word, Arguments what stands behind it (NAME one, NAME... any, empty none), Does one line for the list.
	Name, Arguments, Does string
	// Flags declares the flags. Optional.
	Flags func(*flag.FlagSet)
	// Folders are those that it works on; they are checked before it runs. Optional.
	Folders func() Folders
	// Run does it, with its arguments. Required.
	Run func(context.Context, []string) error
}

// call reads the flags of a command, which may stand before and behind its arguments, and runs it.
func (c Command) call(ctx context.Context, p Program, t *Terminal, args []string) error {
	set := flag.NewFlagSet(c.Name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.BoolVar(&t.Quiet, "quiet", false, "print results and problems only")
	if c.Flags != nil {
		c.Flags(set)
	}
	var names []string
	for rest := args; ; {
		if err := set.Parse(rest); errors.Is(err, flag.ErrHelp) {
			return c.usage(t.Results, p, set)
		} else if err != nil {
			return Misused("%s; %s %s --help shows how", hyphens.Replace(err.Error()), p.Name, c.Name)
		}
		if set.NArg() == 0 {
			break
		}
		names, rest = append(names, set.Arg(0)), set.Args()[1:]
	}
	if len(names) > 0 && c.Arguments == "" {
		return Misused("%s takes no %q; %s %s --help shows how", c.Name, names[0], p.Name, c.Name)
	}
	if len(names) != 1 && slices.Contains([]string{"DIR", "EXPRESSION", "BASE"}, c.Arguments) {
		return Misused("write %s %s %s%s", p.Name, c.Name, c.Arguments, quotes[c.Arguments])
	}
	if c.Folders != nil {
		if err := c.Folders().Check(); err != nil {
			return err
		}
	}
	return c.Run(ctx, names)
}

// hyphens writes flags in what package flag says as --help shows them.
var hyphens = strings.NewReplacer("flag provided but not defined: -", "there is no flag --", "flag needs an argument: -", "flag needs an argument: --",
	" for flag -", " for flag --", " for -", " for --", ": parse error", "")

// quotes is what to add where too many words were probably meant as one.
var quotes = map[string]string{"EXPRESSION": "; an expression of several words stands in quotes", "DIR": "; a name with spaces stands in quotes"}

func (c Command) usage(w io.Writer, p Program, set *flag.FlagSet) error {
	fmt.Fprintf(w, "%s\nUsage: %s %s\n", p.Manual(c.Name), p.Name, strings.TrimSpace(c.Name+" [flags] "+c.Arguments))
	set.VisitAll(func(f *flag.Flag) {
		kind, words := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			words += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(w, "  --%-20s %s\n", strings.TrimSpace(f.Name+" "+strings.ToUpper(kind)), words)
	})
	return flag.ErrHelp
}
