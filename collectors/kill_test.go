package collectors

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// small is a company of one organisation with every awkward case.
var small = []string{"-orgs", "1", "-repos-per-org", "30", "-scale", "0.1"}

// points are the parts of a run after which it is killed.
func points(t *testing.T) []float64 {
	all := []float64{.02, .11, .2, .29, .38, .47, .56, .7, .83, .97}
	if long() {
		return all
	}
	return []float64{all[1], all[7]}
}

// long tells whether the tests may take minutes.
func long() bool { return os.Getenv("COLLECT_TESTS_LONG") != "" }

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// undisturbed is what a run that nothing happened to leaves and asks for.
func undisturbed(t *testing.T, addr string) (files map[string]string, requests int, orgs []string, now time.Time) {
	s := startSimulator(t, append(small, "-addr", addr)...)
	defer s.stop()
	s.know()
	p := newPortal(t)
	p.collect(t, s)
	return p.files(t), s.stats().Requests, s.orgs, s.now
}

func TestARunGoesOnWhereTheForgeDied(t *testing.T) {
	t.Parallel()
	addr := freePort(t)
	want, whole, orgs, now := undisturbed(t, addr)
	for _, point := range points(t) {
		t.Run(fmt.Sprint(point), func(t *testing.T) {
			died := int(point * float64(whole))
			s := startSimulator(t, append(small, "-addr", addr, "-die-after", strconv.Itoa(died))...)
			p := newPortal(t)
			o := p.options(s.base, orgs, now)
			o.Attempts = 2
			_, err := Run(context.Background(), o)
			var failed *Error
			if !errors.As(err, &failed) || !failed.Unreachable() {
				t.Fatalf("the forge died and the run says %v", err)
			}
			s.stop()
			s = startSimulator(t, append(small, "-addr", addr)...)
			summary, err := Run(context.Background(), o)
			if err != nil || !summary.Sources[0].Continued {
				t.Fatalf("continued %v, %v", summary.Sources[0].Continued, err)
			}
			again := died + s.stats().Requests - whole
			s.stop()
			sameFiles(t, want, p.files(t))
			fewRepeats(t, again, whole)
		})
	}
}

func fewRepeats(t *testing.T, again, whole int) {
	t.Helper()
	t.Logf("%d of %d requests were repeated", again, whole)
	if again*20 > whole {
		t.Errorf("%d of %d requests were repeated, more than one in twenty", again, whole)
	}
}

// child is what a run in a process of its own needs to know.
type child struct {
	Dir, Base string
	Orgs      []string
	Now       time.Time
}

func collectInChild() int {
	var c child
	if err := json.Unmarshal([]byte(os.Getenv("COLLECT_UNTIL_KILLED")), &c); err != nil {
		panic(err)
	}
	_, err := Run(context.Background(), portal{dir: c.Dir, token: "ghsim-member"}.options(c.Base, c.Orgs, c.Now))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func TestARunGoesOnWhereItWasKilled(t *testing.T) {
	t.Parallel()
	addr := freePort(t)
	want, whole, orgs, now := undisturbed(t, addr)
	for _, point := range points(t) {
		t.Run(fmt.Sprint(point), func(t *testing.T) {
			s := startSimulator(t, append(small, "-addr", addr)...)
			defer s.stop()
			p := newPortal(t)
			told, _ := json.Marshal(child{Dir: p.dir, Base: s.base, Orgs: orgs, Now: now})
			cmd := exec.Command(os.Args[0])
			cmd.Env, cmd.Stderr = append(os.Environ(), "COLLECT_UNTIL_KILLED="+string(told)), os.Stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			for s.stats().Requests < int(point*float64(whole)) {
				time.Sleep(time.Millisecond)
			}
			cmd.Process.Kill()
			cmd.Wait()
			o := p.options(s.base, orgs, now)
			if summary, err := Run(context.Background(), o); err != nil || !summary.Sources[0].Continued {
				t.Fatalf("continued %v, %v", summary.Sources[0].Continued, err)
			}
			sameFiles(t, want, p.files(t))
			fewRepeats(t, s.stats().Requests-whole, whole)
		})
	}
}
