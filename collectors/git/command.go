package git

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
)

// failure is what git said when it failed.
type failure struct{ said string }

func (f *failure) Error() string { return "git: " + f.said }

func (f *failure) says(words string) bool { return strings.Contains(f.said, words) }

// mostOutput bounds what is kept of one command: the largest licence file, or a folder's names.
const mostOutput = 16 << 20

// command prepares git on a folder. No shell, no prompt, no pager, no program that the repository's configuration names.
func command(ctx context.Context, dir string, arguments ...string) *exec.Cmd {
	safe := []string{"-C", dir, "--no-pager", "--no-optional-locks", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false"}
	cmd := exec.CommandContext(ctx, "git", append(safe, arguments...)...)
	cmd.Env = append(environment(os.Environ()), "GIT_CONFIG_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "GIT_NO_LAZY_FETCH=1",
		"GIT_NO_REPLACE_OBJECTS=1", "LC_ALL=C", "LANGUAGE=C", "TZ=UTC")
	return cmd
}

// environment leaves out the variables that would point git to another repository, as a hook's do.
func environment(all []string) []string {
	var kept []string
	for _, variable := range all {
		if !strings.HasPrefix(variable, "GIT_") && !strings.HasPrefix(variable, "LC_") {
			kept = append(kept, variable)
		}
	}
	return kept
}

// output runs git and returns what it printed.
func output(ctx context.Context, dir string, arguments ...string) (string, error) {
	var out bytes.Buffer
	err := stream(ctx, dir, func(r io.Reader) error {
		_, err := io.Copy(&out, io.LimitReader(r, mostOutput))
		return err
	}, arguments...)
	return out.String(), err
}

// stream runs git and hands on what it prints while it runs.
func stream(ctx context.Context, dir string, take func(io.Reader) error, arguments ...string) error {
	cmd := command(ctx, dir, arguments...)
	var said bytes.Buffer
	cmd.Stderr = &said
	printed, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	taken := take(printed)
	// What nobody takes would block git for ever.
	_, drained := io.Copy(io.Discard, printed)
	failed := cmd.Wait()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(failed, &exit):
		return &failure{said: firstLine(said.String(), exit)}
	}
	return errors.Join(taken, drained, failed)
}

func firstLine(said string, exit *exec.ExitError) string {
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	line = strings.TrimPrefix(line, "fatal: ")
	if line == "" {
		return exit.String()
	}
	return line
}
