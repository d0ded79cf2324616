package generator

import (
	"bytes"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/policy"
	"portolan/generator/policy/decision"
)

// decisionsAddress is the page that lists decisions and exceptions.
const decisionsAddress = "/compliance/decisions/"

// dataFolder holds the records; no page lies in it.
const dataFolder = "data/"

// registers are the lists of decisions that the edition holds, on their way into its policy.
func (e *edition) registers() []decision.Register {
	var registers []decision.Register
	for _, list := range e.data.Decisions {
		file := dataFolder + dataset.Path(list)
		registers = append(registers, decision.Register{File: file, Page: decisionsAddress, List: list,
			Find: func(id string) (int, int, string) { return e.portal.findDecision(file, id) }})
	}
	return registers
}

// findDecision finds the line of a data file on which a decision gives its ID.
func (p *portal) findDecision(file, id string) (line, column int, source string) {
	data, err := fs.ReadFile(p.fsys, file)
	if err != nil {
		return 0, 0, ""
	}
	at := regexp.MustCompile(`"id"\s*:\s*` + regexp.QuoteMeta(strconv.Quote(id))).FindIndex(data)
	if at == nil {
		return 0, 0, ""
	}
	start := bytes.LastIndexByte(data[:at[0]], '\n') + 1
	text, _, _ := bytes.Cut(data[start:], []byte{'\n'})
	return bytes.Count(data[:start], []byte{'\n'}) + 1, at[0] - start + 1, strings.TrimSuffix(string(text), "\r")
}

// decisionAddress is where readers find the exception or decision behind a verdict, where that is not its policy page.
func decisionAddress(v policy.Verdict) Address {
	return site(decisionsAddress) + Address("#decision-"+url.PathEscape(v.Exception))
}

// decisions returns the register: exceptions of the policy, and decisions that were collected or written down.
func (e *edition) decisions() []DecisionRow {
	e.decisionsOnce.Do(func() {
		e.decisionRows = e.gatherDecisions()
		components := make([]string, len(e.decisionRows))
		for i, row := range e.decisionRows {
			components[i] = row.Component
		}
		e.decided = policy.NewComponentIndex(components)
	})
	return e.decisionRows
}

// decisionsOn returns those that name a component.
func (e *edition) decisionsOn(purl string) []DecisionRow {
	rows := e.decisions()
	var on []DecisionRow
	for _, i := range e.decided.Find(purl) {
		on = append(on, rows[i])
	}
	return on
}

func (e *edition) gatherDecisions() []DecisionRow {
	var rows []DecisionRow
	for _, x := range e.policy.Exceptions() {
		if !strings.HasPrefix(x.Place.File, dataFolder) { // those are listed below, with what does not count
			rows = append(rows, e.exceptionRow(x))
		}
	}
	for _, list := range e.data.Decisions {
		for _, d := range list.Decisions {
			row := e.decisionRow(d)
			row.Source = list.Provenance.Source
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b DecisionRow) int { return strings.Compare(b.Decided, a.Decided) })
	return rows
}

func (e *edition) exceptionRow(x policy.Exception) DecisionRow {
	row := DecisionRow{
		ID: x.ID, Title: x.ID, Component: x.Component, Versions: x.Versions, License: x.License, Product: x.Product, Contexts: x.Contexts,
		Verdict: x.Verdict.String(), Conditions: strings.Join(x.Conditions, " "), Because: x.Because, DecidedBy: x.ApprovedBy,
		Decided: dayOf(x.Approved), Expires: dayOf(x.Expires), Source: "policy", Counts: !x.Expired,
	}
	if x.Place.Page != "" {
		row.URL = site(x.Place.Page)
	}
	return e.dueDecision(row)
}

// decisionRow shows a decision with its licence as it was understood, and why it does not count where it does not.
func (e *edition) decisionRow(d dataset.Decision) DecisionRow {
	reading := decision.Read(d)
	row := DecisionRow{
		ID: d.ID, Title: d.Title, Component: d.Component, Versions: d.Versions, Product: d.Product, Contexts: d.Contexts, Verdict: d.Verdict,
		Conditions: d.Conditions, Because: d.Because, DecidedBy: d.DecidedBy, Trouble: reading.Trouble,
	}
	if d.License != "" {
		row.License = cmpOr(reading.License.Normalised(), "unknown")
	}
	if row.License != d.License {
		row.Raw = d.License
	}
	if strings.HasPrefix(d.URL, "https://") || strings.HasPrefix(d.URL, "http://") {
		row.URL = Address(d.URL)
	}
	if d.Decided != nil {
		row.Decided = string(*d.Decided)
	}
	if d.Expires != nil {
		row.Expires = string(*d.Expires)
	}
	row = e.dueDecision(row)
	row.Counts = row.Trouble == "" && row.Due != "expired" && !e.policy.Empty()
	return row
}

func (e *edition) dueDecision(row DecisionRow) DecisionRow {
	row.Due, _ = e.due(row.Expires, "expired")
	return row
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

func (e *edition) decisionRegister(a ArticleView) any {
	return &DecisionsView{ArticleView: a, Decisions: e.decisions(), CSV: site("/api/decisions.csv"), JSON: site("/api/decisions.json")}
}
