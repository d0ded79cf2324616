package terminal

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"portolan/generator/problem"
)

// speak runs a small program of two commands and returns what it wrote and its exit code.
func speak(t *testing.T, args ...string) (results, messages string, code int) {
	t.Helper()
	var out, rest bytes.Buffer
	terminal := &Terminal{Results: &out, Messages: &rest}
	loud := false
	program := Program{Name: "ship", About: "Ship sails.\n", Manual: func(command string) string { return "Examples of " + command + "\n" }, Commands: []Command{
		{Name: "sail", Does: "go to sea", Flags: func(set *flag.FlagSet) { set.BoolVar(&loud, "loud", false, "sound the `horn`") }, Run: func(_ context.Context, names []string) error {
			terminal.Say("sailing")
			_, err := fmt.Fprintln(terminal.Results, "loud:", loud)
			return err
		}},
		{Name: "dig", Folders: func() Folders { return Folders{Content: "sea", Out: "sea/bed"} }, Run: func(context.Context, []string) error {
			panic("it ran where it must not")
		}},
		{Name: "load", Arguments: "DIR", Flags: func(set *flag.FlagSet) { set.Int("horns", 2, "sound the `horn`") }, Run: func(_ context.Context, names []string) error {
			return terminal.Report(problem.Problem{Text: names[0] + " is too heavy"})
		}},
	}}
	err := program.Run(context.Background(), terminal, args)
	code = ExitCode(program.Name, err, &rest)
	return out.String(), rest.String(), code
}

func TestProgram(t *testing.T) {
	for _, c := range []struct {
		args              string
		results, messages string // what must be in them; empty where nothing may be written
		code              int
	}{
		{"", "", "name a command", 2},
		{"--help", "  sail                   go to sea", "", 0},
		{"help sail", "Examples of sail", "", 0},
		{"sail --help", "  --loud HORN", "", 0},
		{"version", "ship ", "", 0},
		{"sink", "", `there is no command "sink"; ship --help lists them`, 2},
		{"sial", "", `there is no command "sial"; did you mean ship sail?`, 2},
		{"sail", "loud: false", "sailing\n", 0},
		{"sail --loud", "loud: true", "sailing\n", 0},
		{"sail --loud --quiet", "loud: true", "", 0},
		{"sail --fast", "", "ship: there is no flag --fast; ship sail --help shows how\n", 2},
		{"sail -fast", "", "there is no flag --fast", 2},
		{"load --horns", "", "flag needs an argument: --horns; ship load", 2},
		{"load --horns many", "", `invalid value "many" for flag --horns; ship load`, 2},
		{"sail --loud=very", "", `invalid boolean value "very" for --loud; ship sail`, 2},
		{"sail south", "", `sail takes no "south"`, 2},
		{"dig", "", "ship: the folder to publish into, sea/bed, lies in the content folder", 2},
		{"load", "", "write ship load DIR; a name with spaces stands in quotes", 2},
		{"load --help", "sound the horn (default 2)", "", 0},
		{"load coal --quiet", "", "coal is too heavy", 1},
		{"load --quiet coal", "", "coal is too heavy", 1},
		{"load coal", "", "1 error", 1},
	} {
		results, messages, code := speak(t, strings.Fields(c.args)...)
		if code != c.code || !holds(results, c.results) || !holds(messages, c.messages) {
			t.Errorf("ship %s: code %d, results %q, messages %q", c.args, code, results, messages)
		}
	}
}

// holds tells whether a part is in a text; the empty part is in the empty text only.
func holds(text, part string) bool {
	if part == "" {
		return text == ""
	}
	return strings.Contains(text, part)
}

func TestExitCode(t *testing.T) {
	for _, c := range []struct {
		err  error
		code int
		text string
	}{
		{nil, 0, ""},
		{flag.ErrHelp, 0, ""},
		{fmt.Errorf("in check: %w", ErrWrong), 1, ""},
		{ErrUnreachable, 3, ""},
		{Misused("no %s", "mast"), 2, "ship: no mast\n"},
		{errors.New("the disk is full"), 1, "ship: the disk is full\n"},
	} {
		var text bytes.Buffer
		if code := ExitCode("ship", c.err, &text); code != c.code || text.String() != c.text {
			t.Errorf("%v: code %d, %q", c.err, code, text.String())
		}
	}
}

func TestReportBuildOnlyCountsNotices(t *testing.T) {
	var messages bytes.Buffer
	terminal := &Terminal{Results: io.Discard, Messages: &messages}
	err := terminal.ReportBuild([]problem.Problem{
		{Text: "worth knowing", Severity: problem.Notice}, {Text: "doubtful", Severity: problem.Warning}, {Text: "also worth it", Severity: problem.Notice}})
	if err != nil {
		t.Errorf("a run without errors failed: %v", err)
	}
	if got := messages.String(); !strings.Contains(got, "2 notices: portolan check shows them") || !strings.Contains(got, "doubtful") || strings.Contains(got, "worth") {
		t.Errorf("messages: %q", got)
	}
}

func TestWriteJSON(t *testing.T) {
	var results bytes.Buffer
	if err := (&Terminal{Results: &results}).WriteJSON(map[string]string{"b": "<&>", "a": "1"}); err != nil {
		t.Fatal(err)
	}
	if want := "{\n  \"a\": \"1\",\n  \"b\": \"<&>\"\n}\n"; results.String() != want {
		t.Errorf("got %q", results.String())
	}
}

func TestArguments(t *testing.T) {
	if got, err := Moment("1700000000"); err != nil || !got.Equal(time.Date(2023, 11, 14, 22, 13, 20, 0, time.UTC)) {
		t.Errorf("the moment is %v, %v", got, err)
	}
	if got, err := Moment(""); err != nil || !got.IsZero() {
		t.Errorf("no moment is %v, %v", got, err)
	}
	if got, err := Day("2026-02-28"); err != nil || got.Day() != 28 {
		t.Errorf("the day is %v, %v", got, err)
	}
	if got, err := Day(""); err != nil || !got.IsZero() {
		t.Errorf("no day is %v, %v", got, err)
	}
	var misuse Misuse
	if _, err := Moment("yesterday"); !errors.As(err, &misuse) {
		t.Errorf("a moment that is none: %v", err)
	}
	if _, err := Day("2026-02-29"); !errors.As(err, &misuse) {
		t.Errorf("a day that is none: %v", err)
	}
	if got := strings.Join(List("a, b,,c d"), "|"); got != "a|b|c|d" {
		t.Errorf("the list is %q", got)
	}
}

func TestProgress(t *testing.T) {
	long := time.Now().Add(-time.Minute)
	for _, c := range []struct {
		name string
		p    *Progress
		want string
	}{
		{"a line elsewhere", &Progress{start: long}, "pages: 1 of 2\n"},
		{"a line that moves", &Progress{start: long, moving: true}, "\r\x1b[Kpages: 1 of 2\r\x1b[K"},
		{"nothing for what is short", &Progress{start: time.Now()}, ""},
	} {
		var out bytes.Buffer
		c.p.out = &out
		c.p.Count("pages", 1, 2)
		c.p.Count("pages", 2, 2) // at once: not shown
		c.p.End()
		if out.String() != c.want {
			t.Errorf("%s: %q", c.name, out.String())
		}
	}
	quiet := (&Terminal{Messages: io.Discard, Quiet: true}).Progress()
	quiet.start = long
	quiet.Show("nobody sees it")
	quiet.End()
}
