package generator

import (
	"slices"
	"strconv"

	"portolan/collectors/dataset"
	"portolan/generator/metrics"
)

// upstreamPage shows what the company's people gave to projects of others.
func (e *edition) upstreamPage(a ArticleView) any {
	view := &UpstreamView{ArticleView: a, CSV: site("/api/upstream.csv")}
	view.Children = nil
	m := metrics.ByID("outbound-contributions")
	view.Figures = e.figures.keyFigures("key", m.ID)
	for _, by := range []string{"quarter", "project"} {
		months := map[string]int{"quarter": span, "project": year}[by]
		if c, known := e.figures.chartBy(m, metrics.Company(), months, by); known {
			c.ID = "chart-" + by
			view.Charts = append(view.Charts, e.chartView(c, map[string]string{"quarter": e.metricCSV(m), "project": "/api/upstream.csv"}[by]))
		}
	}
	list := e.figures.Upstream(year)
	for _, u := range list {
		row := UpstreamRow{Title: u.Record.Project, URL: Address(dataset.CleanLink(u.Record.URL)), Opened: e.written(u.Opened, ""), Before: e.written(u.Before, ""),
			Merged: e.written(u.Merged, ""), Commits: e.written(u.Commits, ""), People: e.orUnknown(u.Record.People)}
		row.Change, row.Sign = e.change(u.Opened, u.Before)
		view.Projects = append(view.Projects, row)
	}
	if len(list) > 0 {
		view.Period = list[0].Period.Words(e.say())
		var from []dataset.Provenance
		for _, u := range list {
			from = append(from, u.Record.Provenance)
		}
		view.Source = e.sourceLine(from)
	}
	return view
}

// upstreamCSV is the table by project and month.
func (e *edition) upstreamCSV() [][]string {
	rows := [][]string{{"project", "month", "change_requests", "merged_change_requests", "commits"}}
	for _, r := range e.data.Outbound {
		var months []dataset.Month
		for _, counts := range []map[dataset.Month]int{r.ChangeRequests, r.MergedChangeRequests, r.Commits} {
			for month := range counts {
				months = append(months, month)
			}
		}
		slices.Sort(months)
		for _, month := range slices.Compact(months) {
			rows = append(rows, []string{r.Project, string(month), countIn(r.ChangeRequests, month), countIn(r.MergedChangeRequests, month), countIn(r.Commits, month)})
		}
	}
	return rows
}

// countIn is a month's count for a table: empty where nothing is known at all.
func countIn(counts map[dataset.Month]int, month dataset.Month) string {
	if counts == nil {
		return ""
	}
	return strconv.Itoa(counts[month])
}

// communityJobs write what stands beside the pages of the community.
func (e *edition) communityJobs() []job {
	jobs := e.taskJobs()
	if e.special("/community/upstream/") != nil {
		jobs = append(jobs, job{"", func() error { return e.putCSV("api/upstream.csv", e.upstreamCSV()) }})
	}
	if e.special(eventsAddress) != nil {
		jobs = append(jobs, job{"", func() error { return e.putCSV("api/events.csv", e.eventsCSV()) }})
		if calendar := e.eventsICS(); calendar != nil {
			jobs = append(jobs, job{"", func() error { return e.put("events.ics", calendar) }})
		}
	}
	return jobs
}
