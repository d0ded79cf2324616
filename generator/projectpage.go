package generator

import (
	"html/template"
	"slices"
	"strings"

	"portolan/generator/memo"
)

// projectJob writes the page of a project and the files beside it. Words of the handbook make it more than data.
func (e *edition) projectJob(p *project) job {
	if e.adopted[p.merged.ID] != nil {
		return job{p.address, func() error { return e.writeProject(p, memo.Digest{}) }}
	}
	return e.dataJob(dataPage{address: p.address, section: "/projects/", beside: e.projectFiles(p), rules: e.rulesOnProject(p),
		write: func(facts memo.Digest) error { return e.writeProject(p, facts) }})
}

// writeProject writes the page of a project.
func (e *edition) writeProject(p *project, facts memo.Digest) error {
	m := p.merged
	view := &ProjectView{ArticleView: e.below("/projects/", "project", m.Name, m.Description), Project: e.projectRow(p)}
	e.adopt(p, view)
	view.Example = m.Provenance.Example
	view.SourceURL, view.Homepage = Address(m.URL), Address(m.Homepage)
	view.StatusText, view.StatusURL = e.text("status_"+cmpOr(view.Project.Status, "unknown")), site(statusPage)
	if m.Provenance.StaleSince != nil {
		view.StaleSince = dayOf(m.Provenance.StaleSince.Time)
	}
	if m.Provenance.GoneSince != nil {
		view.Gone = dayOf(m.Provenance.GoneSince.Time)
	}
	room := newFigureRoom()
	defer figureRooms.Put(room)
	e.projectFigures(m.ID, view, room)
	view.Facts = e.projectFacts(p)
	health := e.figures.Health(m.ID)
	view.Health, view.HealthSum, view.StatusWhy = e.health(health)
	view.Releases = e.releases(m.ID, 6)
	if m.Releases != nil {
		view.ReleaseCount = e.words.Count("releases", len(m.Releases))
	}
	for _, t := range m.Tasks[:min(len(m.Tasks), 10)] {
		view.Tasks = append(view.Tasks, Change{Date: dayOf(t.Opened.Time), Title: t.Title, URL: Address(t.URL), Text: strings.Join(t.Labels, ", "), Kind: "task"})
	}
	if m.License.Expression != nil {
		view.License = e.licenseUse(*m.License.Expression)
		view.License.Source = m.License.Source
	}
	e.projectInventory(p, view)
	view.Downloads = e.projectDownloads(p)
	badges := e.badges(p, health)
	view.Badges = e.badgeViews(p, badges)
	view.Scorecard = e.scorecard(m.ID)
	view.Vulnerabilities, view.VulnerabilityText = e.vulnerabilityTable(m.ID)
	view.SecurityURL = e.securityURL(p)
	view.Sources = make(FactPairs, 0, len(m.Sources))
	for _, s := range m.Sources {
		view.Sources = append(view.Sources, Fact{Label: s.Fields, Value: s.Provenance.Source, Note: e.words.ShortDate(dayOf(s.Provenance.Collected.Time)), URL: Address(s.Provenance.URL)})
	}
	document := dataDocument("project", m.Name, m.Description, m.ID, strings.Join(m.Topics, " "), m.Organization)
	document.Aliases = []string{m.ID}
	document.Archived = m.Archived
	document.Facets = map[string][]string{"licence": oneOrNone(view.Project.License), "topic": m.Topics, "status": oneOrNone(view.Project.Status), "owner": oneOrNone(m.Owner), "language": nil}
	out := page{template: "project.html", view: view, head: &view.PageView, address: p.address, section: "/projects/", document: document, facts: facts}
	if words := e.adopted[m.ID]; words != nil {
		out.source = words.File
	}
	if err := e.emit(out); err != nil {
		return err
	}
	if err := e.writeBadges(p, badges); err != nil {
		return err
	}
	return e.writeProjectDownloads(p)
}

// adopt puts the words of the project's Markdown page onto its own.
func (e *edition) adopt(p *project, view *ProjectView) {
	words := e.adopted[p.merged.ID]
	if words == nil {
		return
	}
	doc, _ := e.render(words, "project.html")
	view.HTML = template.HTML(doc.HTML)
	view.Title = words.Title
	view.Description = cmpOr(words.Description, view.Description)
	view.Owner, view.Contact = words.Owner, words.Contact
	e.mu.Lock()
	e.anchors[p.address] = e.anchors[words.Address]
	e.mu.Unlock()
}

// projectFacts are the particulars at the head of a project's page.
func (e *edition) projectFacts(p *project) []Fact {
	m := p.merged
	var list []Fact
	if m.License.Expression != nil {
		use := e.licenseUse(*m.License.Expression)
		fact := Fact{Label: e.text("license"), Value: use.Expression, URL: use.URL}
		for _, v := range use.Verdicts {
			fact.Verdict = worseWord(fact.Verdict, v.Level)
		}
		list = append(list, fact)
	} else {
		list = append(list, Fact{Label: e.text("license"), Value: e.text("unknown")})
	}
	if len(m.Releases) > 0 {
		r := m.Releases[0]
		list = append(list, Fact{Label: e.text("latest_release"), Value: r.Tag, Note: e.words.Date(dayOf(r.Published.Time)), URL: Address(r.URL)})
	}
	if language := p.language(); language != "" {
		list = append(list, Fact{Label: e.text("language"), Value: language})
	}
	list = append(list, Fact{Label: e.text("stars"), Value: e.orUnknown(m.Stars)})
	if m.Owner != "" {
		list = append(list, Fact{Label: e.text("owner"), Value: m.Owner, Note: m.Contact})
	}
	if m.Created != nil {
		list = append(list, Fact{Label: e.text("created"), Value: e.words.Date(dayOf(m.Created.Time))})
	}
	return append(list, e.trafficFacts(m.ID)...)
}

// releases are those of a project, or of all where none is named; the latest first.
func (e *edition) releases(id string, most int) []Change {
	if id != "" {
		return e.releasesOf(id, []*project{e.projects.byID[id]}, most)
	}
	ps := e.projects
	ps.releasedOnce.Do(func() { ps.released = e.releasesOf("", ps.all, 0) })
	if most > 0 && len(ps.released) > most {
		return slices.Clone(ps.released[:most])
	}
	return slices.Clip(ps.released)
}

func (e *edition) releasesOf(id string, list []*project, most int) []Change {
	all := 0
	for _, p := range list {
		all += len(p.merged.Releases)
	}
	changes := make([]Change, 0, all)
	for _, p := range list {
		for _, r := range p.merged.Releases {
			title := r.Tag
			if id == "" {
				title = p.merged.Name + " " + r.Tag
			}
			change := Change{Date: dayOf(r.Published.Time), Title: title, URL: Address(r.URL), Kind: "release"}
			if r.Name != "" && r.Name != r.Tag {
				change.Text = r.Name
			}
			if change.URL == "" && id == "" {
				change.URL = site(p.address)
			}
			changes = append(changes, change)
		}
	}
	return latest(changes, most)
}

// projectInventory shows the components of a project: its own inventory, or that of the product built from it.
func (e *edition) projectInventory(p *project, view *ProjectView) {
	for _, made := range e.projects.products[p.merged.ID] {
		view.Products = append(view.Products, Link{Title: made.record.Name, URL: site(made.address)})
	}
	inv := e.catalog.projects[p.merged.ID]
	if inv == nil {
		return
	}
	counts := map[string]int{}
	for _, one := range inv.components {
		counts[one.worst.String()]++
	}
	summary := &InventorySummary{Components: len(inv.components), Source: e.sourceLine(provenancesOf(inv.records))}
	for _, level := range ladder {
		if counts[level] == 0 {
			continue
		}
		summary.ByVerdict = append(summary.ByVerdict, Count{ID: level, Title: e.words.Word(level), Count: counts[level]})
	}
	view.Inventory = summary
}
