package generator

import (
	"maps"
	"slices"
	"strings"

	"portolan/collectors/dataset"
	"portolan/generator/content"
)

// opened finds what existed before and was kept from these readers.
func (c *comparison) opened() {
	c.openedPages()
	c.openedTexts()
	for _, name := range slices.Sorted(maps.Keys(c.newFiles)) {
		if _, before := c.oldFiles[name]; !before && hasFile(c.old.portal.tree, name) {
			c.out.Opened = append(c.out.Opened, Opened{Kind: "file", Name: name, Address: "/" + name})
		}
	}
	before, all, now := recordsOf(c.old.data), recordsOf(c.old.portal.data), recordsOf(c.new.data)
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if all[name] != "" && before[name] == "" {
			c.out.Opened = append(c.out.Opened, Opened{Kind: all[name], Name: strings.TrimSuffix(strings.TrimPrefix(name, all[name]+"/"), ".json")})
		}
	}
}

func hasFile(t *content.Tree, name string) bool {
	return slices.Contains(t.Files, name) || slices.Contains(t.Files, "static/"+name)
}

// openedPages finds pages that were for others.
func (c *comparison) openedPages() {
	for _, p := range allPages(c.new.tree) {
		was := c.old.portal.tree.File(c.pairs[p.File])
		if was != nil && c.old.tree.File(was.File) == nil {
			c.out.Opened = append(c.out.Opened, Opened{Kind: "page", Name: p.Title, Address: c.new.addressOf(p), Before: was.Audience, Now: p.Audience})
		}
	}
}

// openedTexts finds lines that only others could read, on whatever page they stand now.
func (c *comparison) openedTexts() {
	hidden := c.hiddenBefore()
	if len(hidden) == 0 {
		return
	}
	for _, p := range allPages(c.new.tree) {
		was := c.old.tree.File(c.pairs[p.File])
		if was == nil && c.old.portal.tree.File(c.pairs[p.File]) != nil || was != nil && readable(c.old, was) == readable(c.new, p) {
			continue // told as a whole, or as it was
		}
		body, _ := c.new.tree.Text(p, c.new.config)
		var lines []string
		for line := range strings.Lines(string(body)) {
			if line = strings.TrimSpace(line); hidden[line] {
				lines = append(lines, line)
			}
		}
		if len(lines) > 0 {
			c.out.Opened = append(c.out.Opened, Opened{Kind: "text", Name: p.Title, Address: c.new.addressOf(p), Text: strings.Join(lines, "\n")})
		}
	}
}

// hiddenBefore are the lines of all pages that these readers could read nowhere.
func (c *comparison) hiddenBefore() map[string]bool {
	hidden, shown := map[string]bool{}, map[string]bool{}
	for _, p := range allPages(c.old.portal.tree) {
		visible := c.old.tree.File(p.File) != nil
		all, _ := c.old.portal.tree.Text(p, content.Edition{})
		for line := range strings.Lines(string(all)) {
			if line = strings.TrimSpace(line); len(line) >= shortLine && !strings.HasPrefix(line, ":::") {
				hidden[line] = true
			}
		}
		if visible {
			body, _ := c.old.tree.Text(p, c.old.config)
			for line := range strings.Lines(string(body)) {
				shown[strings.TrimSpace(line)] = true
			}
		}
	}
	maps.DeleteFunc(hidden, func(line string, _ bool) bool { return shown[line] })
	return hidden
}

// recordsOf names all records of a dataset by their files, with their kinds.
func recordsOf(d *dataset.Dataset) map[string]string {
	names := map[string]string{}
	add := func(r dataset.Record) { names[dataset.Path(r)] = r.Kind() }
	eachRecord(d.Projects, add)
	eachRecord(d.Activity, add)
	eachRecord(d.Products, add)
	eachRecord(d.Inventories, add)
	eachRecord(d.Decisions, add)
	eachRecord(d.Figures, add)
	eachRecord(d.Events, add)
	eachRecord(d.Outbound, add)
	eachRecord(d.Scorecards, add)
	eachRecord(d.Vulnerabilities, add)
	return names
}

func eachRecord[R dataset.Record](records []R, visit func(dataset.Record)) {
	for _, r := range records {
		visit(r)
	}
}
