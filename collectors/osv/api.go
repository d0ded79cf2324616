package osv

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"portolan/collectors/forge"
	"portolan/collectors/source"
)

// The service takes so many questions at a time; mostPages is past what it can have to say on one of them.
const (
	perBatch  = 1000
	mostPages = 100
	fetchers  = 8
)

// question is what the service is asked for one package in one version.
type question struct {
	Package struct {
		Name      string `json:"name"`
		Ecosystem string `json:"ecosystem"`
	} `json:"package"`
	Version string `json:"version"`
	Page    string `json:"page_token,omitempty"`

	of use
}

// batchAnswer holds an answer to each question of a batch, in their order.
type batchAnswer struct {
	Results []struct {
		Vulns []struct {
			ID string `json:"id"`
		} `json:"vulns"`
		Next string `json:"next_page_token"`
	} `json:"results"`
}

// idPattern is what the database names entries like.
var idPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$`)
})

// askService asks for every component in use which entries it has, and then for these. Without one of the answers every
// figure would be too small; what is known stays.
func (c *Collector) askService(ctx context.Context, run *source.Run, db *database) error {
	db.told = map[use][]string{}
	questions := db.questions()
	for page := 0; len(questions) > 0; page++ {
		if page == mostPages {
			return fmt.Errorf("%s/v1/querybatch: next_page_token: more than %d pages: %w", c.config.BaseURL, mostPages, forge.ErrGarbage)
		}
		var more []question
		for batch := range slices.Chunk(questions, perBatch) {
			run.Results.Progress(len(db.told), len(db.told)+len(questions), "which components have known vulnerabilities")
			unfinished, err := c.askBatch(ctx, run, db, batch)
			if err != nil {
				return err
			}
			more = append(more, unfinished...)
		}
		questions = more
	}
	return c.fetchEntries(ctx, run, db)
}

// questions are sorted, so that the next run asks with the same words.
func (db *database) questions() (questions []question) {
	for p, versions := range db.wanted {
		for version := range versions {
			q := question{Version: version, of: use{p, version}}
			q.Package.Name, q.Package.Ecosystem = p.name, p.ecosystem
			if p.ecosystem == "Go" {
				q.Version = strings.TrimPrefix(version, "v") // the database writes them so
			}
			questions = append(questions, q)
		}
	}
	slices.SortFunc(questions, func(a, b question) int {
		return cmp.Or(cmp.Compare(a.of.ecosystem, b.of.ecosystem), cmp.Compare(a.of.name, b.of.name), cmp.Compare(a.of.version, b.of.version))
	})
	return questions
}

// askBatch notes which entries the service names, and returns the questions on which it has more to say.
func (c *Collector) askBatch(ctx context.Context, run *source.Run, db *database, batch []question) (more []question, err error) {
	address := c.config.BaseURL + "/v1/querybatch"
	words, err := json.Marshal(map[string]any{"queries": batch})
	if err != nil {
		return nil, err
	}
	data, err := run.Ask(ctx, address, words)
	if err != nil {
		return nil, err
	}
	var answer batchAnswer
	if err := json.Unmarshal(data, &answer); err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	if len(answer.Results) != len(batch) {
		return nil, fmt.Errorf("%s: results: %d to %d questions: %w", address, len(answer.Results), len(batch), forge.ErrGarbage)
	}
	for i, result := range answer.Results {
		q := batch[i]
		ids := db.told[q.of]
		for _, v := range result.Vulns {
			if !idPattern().MatchString(v.ID) {
				return nil, fmt.Errorf("%s: results/%d/vulns/id: %q: %w", address, i, forge.Shorten(v.ID), forge.ErrGarbage)
			}
			ids = append(ids, v.ID)
		}
		db.told[q.of] = ids
		if q.Page = result.Next; q.Page != "" {
			more = append(more, q)
		}
	}
	return more, nil
}

// fetchEntries gets the entries that were named. One that is not there was taken back meanwhile.
func (c *Collector) fetchEntries(ctx context.Context, run *source.Run, db *database) error {
	distinct := map[string]bool{}
	for _, ids := range db.told {
		for _, id := range ids {
			distinct[id] = true
		}
	}
	ids := slices.Sorted(maps.Keys(distinct))
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(fetchers)
	for i, id := range ids {
		group.Go(func() error {
			address := c.config.BaseURL + "/v1/vulns/" + url.PathEscape(id)
			data, err := run.Read(ctx, address)
			if forge.IsOneOf(err, http.StatusNotFound) {
				return nil
			}
			if err != nil {
				return err
			}
			e, err := parse(data)
			if err == nil && e.ID != id {
				err = fmt.Errorf("id: %q: %w", forge.Shorten(e.ID), forge.ErrGarbage)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", address, err)
			}
			mu.Lock()
			defer mu.Unlock()
			db.add(e)
			run.Results.Progress(i, len(ids), id)
			return nil
		})
	}
	return group.Wait()
}
