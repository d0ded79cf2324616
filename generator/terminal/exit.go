package terminal

import (
	"errors"
	"flag"
	"fmt"
	"io"
)

// The two ends of a run whose reasons have been written already: they only set the exit code.
var (
	ErrWrong       = errors.New("something in the portal is wrong")
	ErrUnreachable = errors.New("a source could not be reached")
)

// Misuse is a mistake on the command line.
type Misuse struct{ Text string }

func (e Misuse) Error() string { return e.Text }

// Misused says what is wrong with a command line.
func Misused(format string, args ...any) error { return Misuse{fmt.Sprintf(format, args...)} }

// ExitCode turns the end of a run into the exit code of the process: 0 fine, 1 something in the portal is wrong, 2 the
// command line is wrong, 3 a source could not be reached. It writes what nobody has written yet.
func ExitCode(name string, err error, messages io.Writer) int {
	var misuse Misuse
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, ErrWrong):
		return 1
	case errors.Is(err, ErrUnreachable):
		return 3
	}
	fmt.Fprintf(messages, "%s: %v\n", name, err)
	if errors.As(err, &misuse) {
		return 2
	}
	return 1
}
