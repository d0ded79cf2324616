package collectors

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/collectors/source"
)

// meet starts a run with other options while the first is in the middle of its work, and returns what it says.
func (b *bench) meet(second Options) (err error) {
	b.t.Helper()
	_, first := b.run(map[string]does{"csv-1": func(_ context.Context, run *source.Run) error {
		_, err = runAll(context.Background(), second, jobsOf(map[string]does{"csv-1": puts("csv", "late")}))
		return run.Results.Put(figure(run, "csv", "early"))
	}})
	if first != nil {
		b.t.Errorf("the first run failed: %v", first)
	}
	return err
}

func TestTwoRunsDoNotMeet(t *testing.T) {
	for name, c := range map[string]struct {
		apart func(*Options)
		meets bool
	}{
		"the same folders":   {func(*Options) {}, true},
		"the same data":      {func(o *Options) { o.Cache = filepath.Join(o.Content, "cache-2") }, true},
		"the same answers":   {func(o *Options) { o.Store = filepath.Join(o.Content, "data-2") }, true},
		"no answers kept":    {func(o *Options) { o.Cache = "" }, true},
		"a dry run of both":  {func(o *Options) { o.DryRun = true }, true},
		"only a look":        {func(o *Options) { o.DryRun, o.Cache = true, "" }, false},
		"folders of its own": {func(o *Options) { o.Store, o.Cache = filepath.Join(o.Content, "data-2"), "" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			second := b.o
			c.apart(&second)
			err := b.meet(second)
			var failed *Error
			if met := errors.As(err, &failed); met != c.meets {
				t.Fatalf("got %v", err)
			}
			if !c.meets {
				return
			}
			p := failed.Problems[0]
			if !p.Wrong || p.Hint == "" || !strings.Contains(p.Text, fmt.Sprintf("process %d since ", os.Getpid())) {
				t.Errorf("%+v", p)
			}
			if d := b.dataset(); len(d.Figures) != 1 || d.Figures[0].ID != "early" {
				t.Errorf("%d figures", len(d.Figures))
			}
		})
	}
}

func TestALockIsGoneWithItsRun(t *testing.T) {
	b := newBench(t)
	for _, folder := range []string{b.o.Store, b.o.Cache} {
		os.MkdirAll(folder, 0o755)
		// What a run that was killed leaves behind.
		os.WriteFile(filepath.Join(folder, lockName), []byte("process 1 since 2026-11-01T00:00:00Z\n"), 0o644)
	}
	for range 2 {
		if _, err := b.run(map[string]does{"csv-1": puts("csv", "a")}); err != nil {
			t.Fatal(err)
		}
	}
	for _, folder := range []string{b.o.Store, b.o.Cache} {
		if _, err := os.Stat(filepath.Join(folder, lockName)); !os.IsNotExist(err) {
			t.Errorf("%s is still locked", folder)
		}
	}
}
