// Package deploy brings a built edition to where it is served: to an object storage that speaks S3, or to a folder. It
// sends what differs and nothing else, and a deployment that was interrupted goes on where it was.
//
// The whole way is [Run]. Two nouns matter. A [Store] holds objects: names, bytes, and what is said of them. A record,
// kept in the store beside the site, says which of its objects are ours, and in which version each was stored. What the
// store lists in that version is as we left it; what it lists in another was changed by somebody else, or by a deployment that
// was cut short, and is looked at once more. So nothing has to be kept on the machine that deploys.
//
// The order makes that readers never meet a page before what it needs: files whose names carry a digest come first, then all
// other files, then pages, then what is gone goes, and build.json ends it.
package deploy

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"portolan/generator/publish"
	"portolan/generator/publish/headers"
)

// Options say what to deploy and where to.
type Options struct {
	// Site is the folder of the built edition. Required.
	Site string
	// Store is where it goes. Required.
	Store Store
	// Compress stores text packed with gzip.
	Compress bool
	// DryRun looks at everything and changes nothing.
	DryRun bool
	// TakeOver allows to write over objects that are not Portolan's, and over another edition.
	TakeOver bool
	// Parallel is how many objects travel at a time. Default: 8.
	Parallel int
	// Progress is told how far it is. Optional.
	Progress func(done, total int)
}

// Result says what was done; of a dry run, what would be. Names are those within the site.
type Result struct {
	Edition  string   `json:"edition"`
	Uploaded []string `json:"uploaded"`
	Deleted  []string `json:"deleted"`
	// Unchanged is how many objects were right already, Bytes how many bytes were sent.
	Unchanged int   `json:"unchanged"`
	Bytes     int64 `json:"bytes"`
	// Foreign are objects in the store that are not ours and stay.
	Foreign []string `json:"foreign"`
	// LeftOut are files in the folder that the build did not write and that are not deployed.
	LeftOut []string `json:"left_out"`
}

// Refused means that something about the site or the store forbids to deploy.
type Refused struct{ Text, Hint string }

func (e Refused) Error() string { return e.Text }

// errSomeoneElse ends a deployment whose record was replaced meanwhile.
var errSomeoneElse = Refused{"somebody else deployed to the same place at the same time, and the site there may be a mixture", "deploy once more"}

// Run makes a store hold the site. What was done until an error stays, and the next run goes on from there.
func Run(ctx context.Context, o Options) (Result, error) {
	site, err := openSite(o.Site)
	if err != nil {
		return Result{}, err
	}
	defer site.close()
	stored, err := o.Store.List(ctx)
	if err != nil {
		return Result{}, err
	}
	old, err := readRecord(ctx, o.Store, stored)
	if err != nil {
		return Result{}, err
	}
	d := &deployment{options: o, site: site, old: old, stored: stored, plan: compare(site.objects(o.Compress, o.Store.Packs()), old, stored), uploaded: map[string]string{}}
	if err := d.allowed(); err != nil {
		return Result{}, err
	}
	if err := d.settle(ctx); err != nil {
		return Result{}, err
	}
	if o.DryRun {
		return d.foretold(), nil
	}
	err = d.do(ctx)
	return d.summary(), err
}

// deployment is one run under way.
type deployment struct {
	options Options
	site    *site
	old     record
	stored  map[string]Stored // what the store held before
	plan    plan

	mu       sync.Mutex
	done     int
	uploaded map[string]string // versions by name
	deleted  []string
	bytes    int64
}

// allowed refuses to write over what is somebody else's, and to show one edition to the readers of another.
func (d *deployment) allowed() error {
	others := slices.DeleteFunc(slices.Concat(d.plan.foreign, d.plan.strange), func(name string) bool { return strings.HasPrefix(name, ".") })
	switch {
	case d.options.TakeOver:
		return nil
	case d.old.known && d.old.Edition != d.site.edition:
		return Refused{fmt.Sprintf("the %s lies there, and the %s would take its place before the same readers", named(d.old.Edition), named(d.site.edition)),
			"name another address, or allow it with --take-over"}
	case !d.old.known && len(others) > 0:
		return Refused{fmt.Sprintf("something lies there that Portolan did not put there, such as %s", slices.Min(others)),
			"name a place where nothing is, such as s3://bucket/folder, or allow it with --take-over; what is no part of the site stays in any case"}
	}
	return nil
}

func named(edition string) string {
	if edition == "" {
		return "site without editions"
	}
	return edition + " edition"
}

// settle looks at the objects that the record does not vouch for: those that are right are kept, the rest is uploaded.
func (d *deployment) settle(ctx context.Context) error {
	doubtful := d.plan.doubtful
	right := make([]bool, len(doubtful))
	err := d.each(ctx, len(doubtful), func(ctx context.Context, i int) (err error) {
		right[i], err = d.options.Store.Holds(ctx, doubtful[i])
		return err
	})
	for i, o := range doubtful {
		if right[i] {
			d.plan.keep = append(d.plan.keep, o)
		} else {
			d.plan.upload = append(d.plan.upload, o)
		}
	}
	return err
}

// do changes the store. The record says beforehand what will be ours, so that no crash leaves objects that nobody owns.
func (d *deployment) do(ctx context.Context) error {
	busy := len(d.plan.upload)+len(d.plan.remove) > 0
	begun := d.old.begun(d.site.edition, d.plan)
	if busy {
		if err := d.write(ctx, begun); err != nil {
			return err
		}
	}
	for _, step := range d.steps() {
		if err := step(ctx); err != nil {
			return err
		}
	}
	if busy {
		if now, err := d.options.Store.Get(ctx, recordName); err != nil {
			return err
		} else if !bytes.Equal(now, begun.encode()) {
			return errSomeoneElse
		}
	}
	if now := d.record(); busy || !now.same(d.old) {
		return d.write(ctx, now)
	}
	return nil
}

// steps are the order of things: files that are named by their bytes, other files, pages, what goes, and build.json.
func (d *deployment) steps() []func(context.Context) error {
	var lists [4][]Object
	for _, o := range d.plan.upload {
		lists[rank(o.source)] = append(lists[rank(o.source)], o)
	}
	upload := func(list []Object) func(context.Context) error {
		return func(ctx context.Context) error { return d.upload(ctx, list) }
	}
	return []func(context.Context) error{upload(lists[0]), upload(lists[1]), upload(lists[2]), d.remove, upload(lists[3])}
}

func rank(name string) int {
	switch {
	case name == publish.Manifest:
		return 3
	case path.Ext(name) == ".html":
		return 2
	case headers.Lasting(name):
		return 0
	}
	return 1
}

// record is what lies there now.
func (d *deployment) record() record {
	r := record{Generator: publish.Generator, Edition: d.site.edition, Objects: map[string]entry{}, known: true}
	for _, o := range d.plan.keep {
		r.Objects[o.Name] = entry{Mark: o.Mark, Version: d.stored[o.Name].Version}
	}
	for _, o := range d.plan.upload {
		r.Objects[o.Name] = entry{Mark: o.Mark, Version: d.uploaded[o.Name]}
	}
	return r
}

func (d *deployment) write(ctx context.Context, r record) error {
	_, err := d.options.Store.Put(ctx, Object{Name: recordName, File: headers.Of(recordName)}, r.encode())
	return err
}

// upload sends objects side by side.
func (d *deployment) upload(ctx context.Context, objects []Object) error {
	return d.each(ctx, len(objects), func(ctx context.Context, i int) error {
		o := objects[i]
		data, err := o.content()
		if err != nil {
			return err
		}
		version, err := d.options.Store.Put(ctx, o, data)
		if err != nil {
			return err
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		d.uploaded[o.Name] = version
		d.bytes += int64(len(data))
		return nil
	})
}

// remove takes away what is ours and no longer part of the site.
func (d *deployment) remove(ctx context.Context) error {
	return d.each(ctx, len(d.plan.remove), func(ctx context.Context, i int) error {
		if err := d.options.Store.Delete(ctx, d.plan.remove[i]); err != nil {
			return err
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		d.deleted = append(d.deleted, d.plan.remove[i])
		return nil
	})
}

// each does something n times, some at a time, until one fails.
func (d *deployment) each(ctx context.Context, n int, do func(context.Context, int) error) error {
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(cmp.Or(max(d.options.Parallel, 0), 8))
	for i := range n {
		group.Go(func() error {
			if err := inner.Err(); err != nil {
				return err
			}
			defer d.step()
			return do(inner, i)
		})
	}
	return group.Wait()
}

func (d *deployment) step() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.done++
	if d.options.Progress != nil {
		d.options.Progress(d.done, d.done+d.left())
	}
}

// left is about how much is still to be done.
func (d *deployment) left() int {
	return max(0, len(d.plan.upload)+len(d.plan.remove)+len(d.plan.doubtful)-d.done)
}

// summary is the result of a run.
func (d *deployment) summary() Result {
	return Result{Edition: d.site.edition, Uploaded: sorted(slices.Collect(maps.Keys(d.uploaded))), Deleted: sorted(d.deleted),
		Unchanged: len(d.plan.keep), Bytes: d.bytes, Foreign: sorted(d.plan.foreign), LeftOut: sorted(d.site.leftOut)}
}

// foretold is the result of a dry run: what a run would do.
func (d *deployment) foretold() Result {
	for _, o := range d.plan.upload {
		d.uploaded[o.Name] = ""
		d.bytes += o.Bytes
	}
	d.deleted = d.plan.remove
	return d.summary()
}

// sorted returns names in order, and an empty list rather than none.
func sorted(names []string) []string {
	names = append([]string{}, names...)
	slices.Sort(names)
	return names
}
