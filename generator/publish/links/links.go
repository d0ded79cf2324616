// Package links asks the sites that a portal links to whether the pages are still there.
//
// It is the only part of a check that uses a network, and runs only on request. Each address is asked once however often
// it is linked to, a host is asked one address at a time with a pause between, and what was learnt is kept for days, so
// that checks may run often without being a burden to anyone.
package links

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"portolan/generator/problem"
)

// Address is an address of another site with the places where it is linked to.
type Address struct {
	URL    string
	Places []Place
}

// Place is where a link stands.
type Place struct {
	File         string
	Line, Column int
}

// Checker asks sites. Its zero value works, without a memory.
type Checker struct {
	// Client sends the requests. Optional; one with a time limit of 20 seconds.
	Client *http.Client
	// Cache is the file that remembers answers. Optional; without it every address is asked.
	Cache string
	// Now is the moment that ages of answers are counted from. Required where there is a cache.
	Now time.Time
	// Pause is how long a host is left alone after a request. Optional; half a second.
	Pause time.Duration
	// Hosts is how many hosts are asked side by side. Optional; 8.
	Hosts int
	// Progress is told how many addresses were asked. Optional.
	Progress func(done, total int)
}

// answer is what a site said of an address.
type answer struct {
	// Status is the HTTP status; 0 where there was no answer.
	Status int `json:"status"`
	// Moved is where a page has moved for good.
	Moved string `json:"moved,omitempty"`
	// Failure is why there was no answer.
	Failure string    `json:"failure,omitempty"`
	Asked   time.Time `json:"asked"`
}

// Check asks all addresses and returns a problem for each place that links to what is not well.
func (c *Checker) Check(ctx context.Context, addresses []Address) ([]problem.Problem, error) {
	memory := c.remember()
	hosts := map[string][]string{}
	total := 0
	for _, a := range addresses {
		u, err := url.Parse(a.URL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			continue
		}
		key := asked(a.URL)
		if known, ok := memory[key]; ok && c.fresh(known) || slices.Contains(hosts[u.Host], key) {
			continue
		}
		hosts[u.Host] = append(hosts[u.Host], key)
		total++
	}
	c.askAll(ctx, hosts, memory, total)
	if err := c.keep(memory); err != nil {
		return nil, err
	}
	var problems []problem.Problem
	for _, a := range addresses {
		if said, ok := memory[asked(a.URL)]; ok {
			problems = append(problems, judge(a, said)...)
		}
	}
	return problems, ctx.Err()
}

// asked is the part of an address that a site is asked for.
func asked(address string) string {
	bare, _, _ := strings.Cut(address, "#")
	if strings.HasPrefix(bare, "//") {
		bare = "https:" + bare
	}
	return bare
}

func (c *Checker) askAll(ctx context.Context, hosts map[string][]string, memory map[string]answer, total int) {
	var mu sync.Mutex
	var group sync.WaitGroup
	slots := make(chan struct{}, cmp.Or(c.Hosts, 8))
	done := 0
	for _, list := range hosts {
		group.Add(1)
		go func() {
			defer group.Done()
			slots <- struct{}{}
			defer func() { <-slots }()
			for i, address := range list {
				if i > 0 && !wait(ctx, cmp.Or(c.Pause, 500*time.Millisecond)) || ctx.Err() != nil {
					return
				}
				said := c.ask(ctx, address)
				mu.Lock()
				memory[address] = said
				if done++; c.Progress != nil {
					c.Progress(done, total)
				}
				mu.Unlock()
			}
		}()
	}
	group.Wait()
}

// wait waits; false where the run was ended.
func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// mostHops is how many redirects are followed.
const mostHops = 10

// ask sends HEAD, and GET where a site does not like that.
func (c *Checker) ask(ctx context.Context, address string) answer {
	said := c.send(ctx, http.MethodHead, address)
	if said.Status == 0 || said.Status >= 400 && said.Status != http.StatusNotFound && said.Status != http.StatusGone && said.Status != http.StatusTooManyRequests {
		said = c.send(ctx, http.MethodGet, address)
	}
	if said.Status == http.StatusNotFound { // some sites know no HEAD and say so in this way
		said = c.send(ctx, http.MethodGet, address)
	}
	said.Asked = c.Now
	return said
}

func (c *Checker) send(ctx context.Context, method, address string) answer {
	client := http.Client{Timeout: 20 * time.Second}
	if c.Client != nil {
		client = *c.Client
	}
	forGood := true
	client.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		if len(via) >= mostHops {
			return fmt.Errorf("it redirects more than %d times", mostHops)
		}
		status := r.Response.StatusCode
		forGood = forGood && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect)
		return nil
	}
	request, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return answer{Failure: "it is no address"}
	}
	request.Header.Set("User-Agent", "portolan check (asks whether a linked page is there)")
	request.Header.Set("Accept", "text/html, */*;q=0.5")
	response, err := client.Do(request)
	if err != nil {
		return answer{Failure: reason(err)}
	}
	defer response.Body.Close()
	said := answer{Status: response.StatusCode}
	if last := response.Request.URL.String(); forGood && last != address && said.Status < 400 {
		said.Moved = last
	}
	return said
}

// reason is why there was no answer, without what changes from run to run.
func reason(err error) string {
	text := err.Error()
	for _, known := range []struct{ sign, says string }{
		{"no such host", "its host is not known"}, {"imeout", "it did not answer in time"}, {"deadline", "it did not answer in time"},
		{"refused", "its host refused the connection"}, {"certificate", "its certificate is not valid"}, {"redirects more", "it redirects without end"},
	} {
		if strings.Contains(text, known.sign) {
			return known.says
		}
	}
	return "it did not answer"
}

// judge makes a problem of an answer for every place of an address; none where all is well.
func judge(a Address, said answer) []problem.Problem {
	rule, text, hint := "", "", ""
	switch {
	case said.Status == http.StatusNotFound || said.Status == http.StatusGone:
		rule, text = "link/dead", fmt.Sprintf("%s is not there any more (%d)", a.URL, said.Status)
	case said.Failure == "its host is not known":
		rule, text = "link/dead", fmt.Sprintf("%s: %s", a.URL, said.Failure)
	case said.Status == 0:
		rule, text = "link/unreachable", fmt.Sprintf("%s: %s", a.URL, said.Failure)
	case said.Status >= 400:
		rule, text = "link/unreachable", fmt.Sprintf("%s answers %d", a.URL, said.Status)
	case said.Moved != "":
		rule, text, hint = "link/moved", fmt.Sprintf("%s has moved for good", a.URL), "write "+said.Moved
	default:
		return nil
	}
	described, _ := problem.RuleOf(rule)
	if hint == "" {
		hint = strings.ToLower(described.Mend[:1]) + strings.TrimSuffix(described.Mend[1:], ".")
	}
	var problems []problem.Problem
	for _, at := range a.Places {
		problems = append(problems, problem.Problem{Severity: described.Severity, Rule: rule, File: at.File, Line: at.Line, Column: at.Column, Text: text, Hint: hint})
	}
	return problems
}
