package generator

import (
	"strings"

	"portolan/collectors/dataset"
	"portolan/generator/metrics"
)

// sourcesPage says what each source was asked, when, and how it went.
func (e *edition) sourcesPage(a ArticleView) any {
	view := &SourcesView{ArticleView: a}
	if e.data.Sources == nil {
		return view
	}
	for _, s := range e.data.Sources.Sources {
		row := SourceRow{ID: s.ID, Asked: s.Asked, Tried: dayOf(s.Tried.Time), Complete: s.Complete, Records: s.Records,
			Failures: s.Failures, Stale: e.now.Past(s.Tried.Add(e.portal.site.Stale))}
		if s.Succeeded != nil {
			row.Succeeded = dayOf(s.Succeeded.Time)
		}
		if s.Requests != nil {
			row.Requests = e.words.Count("n_requests", *s.Requests)
		}
		view.Sources = append(view.Sources, row)
	}
	return view
}

// apiPage documents the files for machines.
func (e *edition) apiPage(a ArticleView) any {
	view := &APIView{ArticleView: a, Losses: e.codeLosses()}
	for _, f := range apiTables {
		view.Files = append(view.Files, APIFile{Title: "api/" + f.name + ".json", Description: e.text("api_" + f.name),
			URL: site("/api/" + f.name + ".json"), Schema: site("/api/" + f.name + ".schema.json"), CSV: site("/api/" + f.name + ".csv")})
	}
	for _, name := range otherFiles {
		if !e.isMade("/"+name) || name == "code.json" && len(e.projects.all) == 0 {
			continue
		}
		view.Files = append(view.Files, APIFile{Title: name, Description: e.text("api_" + strings.NewReplacer(".", "_").Replace(name)), URL: site("/" + name)})
	}
	for _, kind := range dataset.Kinds() {
		view.Records = append(view.Records, Link{Title: kind, URL: site("/" + recordSchema(kind))})
	}
	return view
}

// otherFiles are those that stand beside the folder api/.
var otherFiles = []string{"build.json", "code.json", "feed.xml", "reviews.ics", "llms.txt"}

// points are what a criterion counts for; one that cannot be judged, or does not apply, counts neither for nor against.
var points = map[metrics.CriterionStanding]string{metrics.CriterionMet: "1", metrics.CriterionUnmet: "0"}

// health judges a project by every criterion.
func (e *edition) health(h metrics.Health) (list []CriterionView, summary, why string) {
	list = make([]CriterionView, 0, len(h.Criteria))
	for _, c := range h.Criteria {
		list = append(list, CriterionView{
			Title: c.Title, Measure: c.Why, Asked: c.Asked, Found: cmpOr(c.Found, e.text("unknown")),
			Standing: strings.ReplaceAll(string(c.Standing), " ", "-"), Points: points[c.Standing], Source: e.basisLine(c.Basis),
		})
	}
	if len(list) == 0 {
		return nil, "", h.Life.Why
	}
	return list, e.text("health_sum", h.Met, h.Met+h.Unmet, h.Unknown, h.NotAsked), h.Life.Why
}
