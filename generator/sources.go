package generator

import (
	"strings"

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
			Requests: e.text("not_asked"), Failures: s.Failures, Stale: e.now.Sub(s.Tried.Time) > e.portal.site.Stale}
		if s.Succeeded != nil {
			row.Succeeded = dayOf(s.Succeeded.Time)
		}
		if s.Requests != nil {
			row.Requests = e.number(*s.Requests)
		}
		view.Sources = append(view.Sources, row)
	}
	return view
}

// apiPage documents the files for machines.
func (e *edition) apiPage(a ArticleView) any {
	view := &APIView{ArticleView: a}
	for _, name := range []string{"projects", "components", "licenses", "products", "policies", "decisions", "metrics"} {
		view.Files = append(view.Files, APIFile{
			Title: "api/" + name + ".json", Description: e.text("api_" + name), URL: site("/api/" + name + ".json"), Schema: site("/api/" + name + ".schema.json"),
		})
	}
	for _, name := range []string{"build.json", "code.json", "feed.xml", "reviews.ics", "llms.txt"} {
		view.Files = append(view.Files, APIFile{Title: name, Description: e.text("api_" + strings.NewReplacer(".", "_").Replace(name)), URL: site("/" + name)})
	}
	return view
}

// health judges a project by every criterion.
func (e *edition) health(id string) (list []CriterionView, summary, why string) {
	h := e.figures.Health(id, metrics.DefaultThresholds)
	for _, c := range h.Criteria {
		list = append(list, CriterionView{
			Title: c.Title, Measure: c.Why, Asked: c.Asked, Found: cmpOr(c.Found, e.text("unknown")),
			Standing: strings.ReplaceAll(string(c.Standing), " ", "-"),
		})
	}
	if len(list) == 0 {
		return nil, "", h.Life.Why
	}
	return list, e.text("health_sum", h.Met, len(list)-h.NotAsked, h.Unmet, h.Unknown), h.Life.Why
}
