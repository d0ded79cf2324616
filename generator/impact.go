package generator

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"portolan/generator/difference"
	"portolan/generator/problem"
	"portolan/generator/revision"
)

// Impact is what a change does, from a git revision to the content folder as it lies there now, edition by edition. It
// is for those who may see the repository; what is said of an edition is what its readers would notice.
type Impact struct {
	// Base is the revision as it was named, Commit the full hash that it means.
	Base   string `json:"base"`
	Commit string `json:"commit"`
	// Notes say what limits the comparison.
	Notes    []string        `json:"notes"`
	Editions []EditionImpact `json:"editions"`
	// Gone are editions that are built no longer.
	Gone []string `json:"editions_removed"`
	// Problems are those of the portal as it is now.
	Problems []problem.Problem `json:"problems"`
}

// EditionImpact is what the readers of one edition would notice.
type EditionImpact struct {
	Edition string `json:"edition"` // "" where the portal has a single one
	// Opened is what existed before and was not for these readers; it is always told first.
	Opened []Opened `json:"opened"`
	// Added, Removed, Moved and Changed are pages of the handbook.
	Added   []PageChange `json:"added"`
	Removed []PageChange `json:"removed"`
	Moved   []PageChange `json:"moved"`
	Changed []PageChange `json:"changed"`
	// Drawn are the pages that data makes, and pages whose text is the same but whose figures are not.
	Drawn Drawn `json:"drawn"`
	// Lost are addresses that led somewhere and lead nowhere.
	Lost []Lost `json:"lost"`
	// Flips are verdicts on the same thing in the same context that differ.
	Flips []Flip `json:"flips"`
	// Uses are components that products began or ceased to use.
	Uses []UseChange `json:"uses"`
	// Objectives and Totals are figures that moved.
	Objectives []Shift `json:"objectives"`
	Totals     []Shift `json:"totals"`
}

// Opened is something that more people may see than before.
type Opened struct {
	// Kind is "edition", "page", "text", "file" or the kind of a record: "projects", "products", "inventories"...
	Kind string `json:"kind"`
	// Name is its title, path or ID; Address where it is shown now, where that is a page.
	Name    string `json:"name"`
	Address string `json:"address,omitzero"`
	// Before and Now are the audiences, where they are known.
	Before string `json:"before,omitzero"`
	Now    string `json:"now,omitzero"`
	// Text is what can be read now, for a part of a page.
	Text string `json:"text,omitzero"`
}

// PageChange is a page that came, went, moved or reads otherwise.
type PageChange struct {
	File    string `json:"file"`
	Title   string `json:"title"`
	Address string `json:"address"`
	// From is the address of a page that moved, or of a changed one before; Redirected tells whether it leads on.
	From       string `json:"from,omitzero"`
	Redirected bool   `json:"redirected,omitzero"`
	// Narrowed is true for a page that is still there, but not for these readers.
	Narrowed bool `json:"narrowed,omitzero"`
	// Policy is true for policies; Rules tell in words what became of its licence rules.
	Policy   bool                 `json:"policy,omitzero"`
	Rules    []string             `json:"rules,omitzero"`
	Passages []difference.Passage `json:"passages,omitzero"`
}

// Drawn counts pages that data makes.
type Drawn struct {
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
	Changed []string `json:"changed"`
}

// Lost is an address that leads nowhere any more. Kind is "page" for what somebody wrote, "data" for what was drawn from a
// record that is gone.
type Lost struct {
	Address string `json:"address"`
	Kind    string `json:"kind"`
}

// Flip is a verdict that is another now.
type Flip struct {
	// Product is the ID of the product that uses the component; "" for the worst verdict over all its uses.
	Product string `json:"product,omitzero"`
	// Component is a package URL, or name and version where it has none; "" for a licence by itself.
	Component string `json:"component,omitzero"`
	License   string `json:"license"`
	Context   string `json:"context"`
	From      Why    `json:"from"`
	To        Why    `json:"to"`
	// Applies tells whether the product is used in that context at all.
	Applies bool `json:"applies"`
}

// Why is a verdict with what decided it.
type Why struct {
	Verdict   string `json:"verdict"`
	Rule      string `json:"rule,omitzero"`
	Exception string `json:"exception,omitzero"`
	Reason    string `json:"reason"`
}

// UseChange is a component that a product began or ceased to use. Verdict is its worst in the contexts of the product.
type UseChange struct {
	Product   string `json:"product"`
	Component string `json:"component"`
	License   string `json:"license"`
	Verdict   string `json:"verdict"`
	Added     bool   `json:"added"`
}

// Shift is a figure that moved.
type Shift struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	From string `json:"from"`
	To   string `json:"to"`
}

// Compare finds out what the change since a git revision does. Nothing is checked out and nothing is published: the
// content folder as it was is read out of git into a folder below the cache, opened like the one of today, and both are
// built into memory at the same moment, so that nothing differs merely because time has passed.
func Compare(ctx context.Context, o Options, base string) (*Impact, error) {
	commit, err := revision.Resolve(ctx, o.Content, base)
	if err != nil {
		return nil, err
	}
	impact := &Impact{Base: base, Commit: commit, Notes: []string{}, Editions: []EditionImpact{}, Gone: []string{}}
	folder, err := impact.extract(ctx, o)
	if folder != "" {
		defer os.RemoveAll(folder)
	}
	if err != nil {
		return nil, err
	}
	before := o
	before.Content, before.repository, before.commit, before.Progress = filepath.Join(folder, "content"), o.Content, commit, nil
	old, now := open(ctx, before), open(ctx, o)
	if !old.usable || !now.usable {
		return nil, fmt.Errorf("the templates of the portal cannot be drawn, so nothing can be compared: portolan check says why")
	}
	err = impact.compare(ctx, old, now)
	impact.Problems = now.placed(now.problems.Sorted())
	return impact, err
}

// extract reads the content folder as it was. Data that git does not hold is taken as it is today.
func (i *Impact) extract(ctx context.Context, o Options) (folder string, err error) {
	parent := filepath.Join(o.Cache, "impact")
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", err
	}
	if folder, err = os.MkdirTemp(parent, "base-"); err != nil {
		return "", err
	}
	into := filepath.Join(folder, "content")
	files, err := revision.Extract(ctx, o.Content, i.Commit, into)
	if err != nil {
		return folder, err
	}
	if files == 0 {
		i.Notes = append(i.Notes, fmt.Sprintf("the content folder did not exist at %s, so everything is new", i.Base))
	}
	data := filepath.Join(o.Content, "data")
	_, had := os.Stat(filepath.Join(into, "data"))
	if _, has := os.Stat(data); files == 0 || had == nil || has != nil || revision.Tracks(ctx, data) {
		return folder, nil
	}
	i.Notes = append(i.Notes, "git does not hold the data, so both sides are judged with that of today")
	return folder, os.CopyFS(filepath.Join(into, "data"), os.DirFS(data))
}

// compare goes through the editions.
func (i *Impact) compare(ctx context.Context, old, now *portal) error {
	names, err := now.editions()
	if err != nil {
		return err
	}
	before := old.site.EditionNames()
	pairs := pairPages(old.tree, now.tree)
	for _, name := range names {
		edition := now.edition(name)
		if !slices.Contains(before, name) {
			i.Editions = append(i.Editions, newEdition(edition))
			continue
		}
		old.options.Now = edition.now.Itself()
		c := &comparison{old: old.edition(name), new: edition, pairs: pairs, out: EditionImpact{Edition: name}}
		if err := c.run(ctx); err != nil {
			return err
		}
		i.Editions = append(i.Editions, c.out)
	}
	for _, name := range before {
		if now.options.Edition == "" && !slices.Contains(names, name) {
			i.Gone = append(i.Gone, name)
		}
	}
	return nil
}

// newEdition tells of an edition that was not there: all of it is new, so nothing is told piece by piece.
func newEdition(e *edition) EditionImpact {
	audiences := fmt.Sprint(e.config.Audiences)
	return emptied(EditionImpact{Edition: e.name, Opened: []Opened{{Kind: "edition", Name: e.name, Now: audiences}}})
}

// Fails tells which of the conditions of --fail-on the change meets: "forbidden", "public", "lost-address".
func (i *Impact) Fails(conditions []string) (met []string) {
	meets := map[string]func(EditionImpact) bool{
		"public": func(e EditionImpact) bool { return len(e.Opened) > 0 },
		"lost-address": func(e EditionImpact) bool {
			return slices.ContainsFunc(e.Lost, func(l Lost) bool { return l.Kind == "page" })
		},
		"forbidden": func(e EditionImpact) bool {
			return slices.ContainsFunc(e.Flips, func(f Flip) bool { return f.To.Verdict == "forbidden" && f.Applies }) ||
				slices.ContainsFunc(e.Uses, func(u UseChange) bool { return u.Added && u.Verdict == "forbidden" })
		},
	}
	for _, condition := range conditions {
		if slices.ContainsFunc(i.Editions, meets[condition]) {
			met = append(met, condition)
		}
	}
	return met
}

// Conditions are what --fail-on knows.
func Conditions() []string { return []string{"forbidden", "public", "lost-address"} }
