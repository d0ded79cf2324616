package generator

import (
	"cmp"
	"slices"
	"strconv"

	"portolan/collectors/dataset"
)

// eventsAddress is the calendar of the community.
const eventsAddress = "/community/events/"

// events are all events of the calendars, the first first.
func (e *edition) events() []dataset.Event {
	var list []dataset.Event
	for _, calendar := range e.data.Events {
		list = append(list, calendar.Events...)
	}
	slices.SortStableFunc(list, func(a, b dataset.Event) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Title, b.Title))
	})
	return list
}

// eventsPage shows what comes, and what was in the last twelve months.
func (e *edition) eventsPage(a ArticleView) any {
	view := &EventsView{ArticleView: a, Figures: e.keptFigures("key", "community"), CSV: site("/api/events.csv"), Calendar: site("/events.ics")}
	view.Children, view.Toc = nil, nil
	today, yearAgo := dayOf(e.now.Itself()), dayOf(e.now.Itself().AddDate(-1, 0, 0))
	var past []dataset.Event
	for _, event := range e.events() {
		switch day := string(event.Date); {
		case day >= today:
			view.Coming = append(view.Coming, e.eventRow(event, false))
		case day >= yearAgo:
			view.Past = append(view.Past, e.eventRow(event, true))
			past = append(past, event)
		}
	}
	slices.Reverse(view.Past)
	view.Sum = e.eventsSum(past)
	var from []dataset.Provenance
	for _, calendar := range e.data.Events {
		from = append(from, calendar.Provenance)
	}
	view.Source = e.sourceLine(from)
	return view
}

func (e *edition) eventRow(event dataset.Event, past bool) EventRow {
	row := EventRow{Date: string(event.Date), Title: event.Title, Type: event.Type, Place: event.Place, URL: Address(dataset.CleanLink(event.URL))}
	if past || event.People != nil {
		row.People = e.orUnknown(event.People)
	}
	return row
}

// eventsSum says how many events there were and how many people came, as far as that is known.
func (e *edition) eventsSum(past []dataset.Event) string {
	people, known := 0, 0
	for _, event := range past {
		if event.People != nil {
			people += *event.People
			known++
		}
	}
	switch {
	case len(past) == 0:
		return ""
	case known == 0:
		return e.text("events_sum_unknown", e.words.Count("n_events", len(past)))
	case known < len(past):
		return e.text("events_sum_partly", e.words.Count("n_events", len(past)), e.number(people), e.number(known))
	}
	return e.text("events_sum", e.words.Count("n_events", len(past)), e.number(people))
}

// eventsCSV is the calendar as a table; an empty cell is unknown.
func (e *edition) eventsCSV() [][]string {
	rows := [][]string{{"date", "title", "type", "place", "url", "people"}}
	for _, event := range e.events() {
		people := ""
		if event.People != nil {
			people = strconv.Itoa(*event.People)
		}
		rows = append(rows, []string{string(event.Date), event.Title, event.Type, event.Place, event.URL, people})
	}
	return rows
}

// eventsICS is the calendar of what comes, for those who subscribe to it; nil where nothing does.
func (e *edition) eventsICS() []byte {
	var days []calendarDay
	for _, event := range e.events() {
		day := event.Date.Time()
		if day.IsZero() || day.Before(e.now.Itself().AddDate(-1, 0, 0)) {
			continue
		}
		days = append(days, calendarDay{key: string(event.Date) + event.Title, day: day, summary: event.Title, place: event.Place, link: dataset.CleanLink(event.URL)})
	}
	return e.calendar("Events", e.view.Title+": "+e.text("page_events"), days)
}
