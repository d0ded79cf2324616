package generator

import (
	"bytes"
	"encoding/csv"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"portolan/collectors/dataset"
	"portolan/generator/metrics"
	"portolan/generator/policy"
)

// The files below api/ are promises to machines: fields are added, never renamed. Null is unknown.
type (
	apiProject struct {
		ID                            string                        `json:"id"`
		Name                          string                        `json:"name"`
		Organization                  string                        `json:"organization"`
		Description                   string                        `json:"description"`
		URL                           string                        `json:"url"`
		Page                          string                        `json:"page"`
		Visibility                    dataset.Visibility            `json:"visibility"`
		Status                        *string                       `json:"status"`
		Archived                      bool                          `json:"archived"`
		Fork                          bool                          `json:"fork"`
		License                       *string                       `json:"license"`
		LicenseFound                  *string                       `json:"license_found"` // as the source gives it
		Topics                        []string                      `json:"topics"`
		Languages                     map[string]int                `json:"languages"`
		Stars                         *int                          `json:"stars"`
		Forks                         *int                          `json:"forks"`
		Watchers                      *int                          `json:"watchers"`
		OpenIssues                    *int                          `json:"open_issues"`
		ClosedIssues                  *int                          `json:"closed_issues"`
		OpenPRs                       *int                          `json:"open_prs"`
		MergedPRs                     *int                          `json:"merged_prs"`
		ClosedUnmergedPRs             *int                          `json:"closed_unmerged_prs"`
		CommitsByMonth                map[dataset.Month]int         `json:"commits_by_month"`
		Commits12m                    *int                          `json:"commits_12m"`
		BotCommits12m                 *int                          `json:"bot_commits_12m"`
		Contributors12m               *int                          `json:"contributors_12m"`
		ContributorAbsenceFactor12m   *int                          `json:"contributor_absence_factor_12m"`
		IssuesOpened12m               *int                          `json:"issues_opened_12m"`
		IssuesResponded12m            *int                          `json:"issues_responded_12m"`
		MedianHoursToFirstResponse12m *float64                      `json:"median_hours_to_first_response_12m"`
		Releases                      *int                          `json:"releases"`
		Releases12m                   *int                          `json:"releases_12m"`
		Components                    *int                          `json:"components"`
		Example                       bool                          `json:"example"`
		GoneSince                     *dataset.Time                 `json:"gone_since"`
		Sources                       map[string]dataset.Provenance `json:"sources"`
	}
	apiComponent struct {
		PURL     string                `json:"purl"`
		Name     string                `json:"name"`
		Version  string                `json:"version"`
		License  *string               `json:"license"`
		Found    *string               `json:"license_found"`
		Page     string                `json:"page"`
		Products []string              `json:"products"`
		Verdicts map[string]apiVerdict `json:"verdicts"`
	}
	apiVerdict struct {
		Verdict   policy.Level `json:"verdict"`
		Rule      *string      `json:"rule"`
		Reason    string       `json:"reason"`
		Branch    *string      `json:"branch"`
		Exception *string      `json:"exception"`
		// Expired is the exception that would have decided, had it not ended.
		Expired *string `json:"expired_exception,omitzero"`
	}
	apiLicense struct {
		ID         string                `json:"id"`
		Name       string                `json:"name"`
		Category   *string               `json:"category"`
		OSI        *bool                 `json:"osi_approved"`
		Deprecated bool                  `json:"deprecated"`
		Page       string                `json:"page"`
		Components int                   `json:"components"`
		Projects   int                   `json:"projects"`
		Verdicts   map[string]apiVerdict `json:"verdicts"`
	}
	apiProduct struct {
		ID         string         `json:"id"`
		Name       string         `json:"name"`
		Page       string         `json:"page"`
		Contexts   []string       `json:"contexts"`
		Components int            `json:"components"`
		Verdicts   map[string]int `json:"verdicts"`
		Example    bool           `json:"example"`
	}
	apiPolicy struct {
		Title       string  `json:"title"`
		Description string  `json:"description"`
		Page        string  `json:"page"`
		Status      string  `json:"status"`
		Version     *string `json:"version"`
		Owner       *string `json:"owner"`
		Approver    *string `json:"approver"`
		Effective   *string `json:"effective"`
		ReviewBy    *string `json:"review_by"`
	}
	apiDecision struct {
		ID        string  `json:"id"`
		Title     string  `json:"title"`
		Component *string `json:"component"`
		Versions  *string `json:"versions"`
		// License is an expression, LicenseFound the words as they were written where those are others.
		License      *string  `json:"license"`
		LicenseFound *string  `json:"license_found"`
		Product      *string  `json:"product"`
		Contexts     []string `json:"contexts"`
		Verdict      string   `json:"verdict"`
		Conditions   *string  `json:"conditions"`
		Because      *string  `json:"because"`
		DecidedBy    *string  `json:"decided_by"`
		Decided      *string  `json:"decided"`
		Expires      *string  `json:"expires"`
		Source       string   `json:"source"`
		// Counts tells whether verdicts follow it, Trouble why it cannot count, other than that it has expired.
		Counts  bool    `json:"counts"`
		Trouble *string `json:"trouble"`
	}
	apiMetric struct {
		ID       string     `json:"id"`
		Title    string     `json:"title"`
		Question string     `json:"question"`
		Standard string     `json:"chaoss"`
		Unit     string     `json:"unit"`
		Value12m *float64   `json:"value_12m"`
		Known    int        `json:"known"`
		Of       int        `json:"of"`
		Sources  []string   `json:"sources"`
		Months   []apiMonth `json:"months"`
	}
	apiMonth struct {
		Month      dataset.Month `json:"month"`
		Value      *float64      `json:"value"`
		Known      int           `json:"known"`
		Of         int           `json:"of"`
		Unfinished bool          `json:"unfinished"`
	}
)

// machineFiles are the files for machines that every edition holds, so that pages may link to them.
var machineFiles = map[string]bool{
	"/feed.xml": true, "/sitemap.xml": true, "/robots.txt": true, "/opensearch.xml": true, "/code.json": true, "/build.json": true,
	"/llms.txt": true, "/api/projects.json": true, "/api/projects.csv": true, "/api/components.json": true, "/api/components.csv": true, "/api/licenses.json": true,
	"/api/licenses.csv": true, "/api/products.json": true, "/api/policies.json": true, "/api/policies.csv": true, "/api/decisions.json": true, "/api/decisions.csv": true,
	"/api/metrics.json": true, "/api/metrics.csv": true, "/api/products.csv": true,
}

// fewEnough is how many components api/components.json holds itself; more are split into files by first letter.
const fewEnough = 5000

// writeAPI writes the files below api/, each with its schema and, where it is a table, as CSV.
func (e *edition) writeAPI() error {
	if err := e.writeProjectFiles(); err != nil {
		return err
	}
	files := []struct {
		name string
		rows any
		csv  [][]string
	}{
		{"licenses", e.apiLicenses(), e.licensesCSV()},
		{"products", e.apiProducts(), e.productsCSV()},
		{"policies", e.apiPolicies(), e.policiesCSV()},
		{"decisions", e.apiDecisions(), e.decisionsCSV()},
		{"metrics", e.apiMetrics(), e.metricsCSV()},
	}
	for _, f := range files {
		if err := e.putJSON("api/"+f.name+".json", map[string]any{f.name: f.rows}); err != nil {
			return err
		}
		if err := e.putCSV("api/"+f.name+".csv", f.csv); err != nil {
			return err
		}
	}
	if err := e.writeSchemas(); err != nil {
		return err
	}
	return e.writeComponentFiles()
}

// writeProjectFiles writes all projects for machines, one after the other: together they are as long as all records.
func (e *edition) writeProjectFiles() error {
	all := slices.SortedFunc(slices.Values(e.projects.all), func(a, b *project) int { return strings.Compare(a.merged.ID, b.merged.ID) })
	err := e.streamJSON("api/projects.json", func(w *jsonWriter) {
		w.object(func() {
			w.token(jsontext.String("projects"))
			w.list(func() {
				for _, p := range all {
					w.value(e.apiProjectOf(p))
				}
			})
		})
	})
	if err != nil {
		return err
	}
	return e.putLines("api/projects.csv", e.projectsCSV(all))
}

func (e *edition) writeComponentFiles() error {
	all := e.catalog.components
	if err := e.putLines("api/components.csv", e.componentsCSV(all, nil)); err != nil {
		return err
	}
	for _, p := range e.catalog.products {
		if err := e.putLines(strings.TrimPrefix(e.inventoryCSV(p), "/"), e.componentsCSV(p.components, p)); err != nil {
			return err
		}
	}
	if len(all) <= fewEnough {
		return e.streamComponents("api/components.json", all)
	}
	index := apiParts{Total: len(all)}
	byLetter := map[string][]*component{}
	for _, one := range all {
		letter := strings.ToLower(listLetter(one.name))
		byLetter[letter] = append(byLetter[letter], one)
	}
	for _, letter := range slices.Sorted(maps.Keys(byLetter)) {
		name := "api/components/" + letter + ".json"
		if err := e.streamComponents(name, byLetter[letter]); err != nil {
			return err
		}
		index.Files = append(index.Files, apiPart{letter, "components/" + letter + ".json", len(byLetter[letter])})
	}
	return e.putJSON("api/components.json", index)
}

// inventoryCSV is where a product's components are written as a table.
func (e *edition) inventoryCSV(p *product) string {
	return "/api/products/" + strings.TrimSuffix(strings.TrimPrefix(p.address, "/compliance/products/"), "/") + ".csv"
}

func (e *edition) putJSON(name string, v any) error {
	var b bytes.Buffer // some of these files are as long as all records together, and no copy of them is wanted
	if err := json.MarshalWrite(&b, v, jsonOptions); err != nil {
		return err
	}
	b.WriteByte('\n')
	return e.put(name, b.Bytes())
}

// putCSV writes a table, if there is one.
func (e *edition) putCSV(name string, rows [][]string) error {
	if rows == nil {
		return nil
	}
	return e.putLines(name, slices.Values(rows))
}

// putLines writes a table line by line. A cell that a spreadsheet would take for a formula is kept from being one by a
// quote mark.
func (e *edition) putLines(name string, rows iter.Seq[[]string]) error {
	return e.stream(name, func(to io.Writer) error { return writeLines(to, rows) })
}

func writeLines(to io.Writer, rows iter.Seq[[]string]) error {
	w := csv.NewWriter(to)
	w.UseCRLF = true
	for row := range rows {
		for i, cell := range row {
			if first, _ := utf8.DecodeRuneInString(cell); strings.ContainsRune("=+-@\t\r", first) && !isNumber(cell) {
				row[i] = "'" + cell
			}
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// orNil returns nil for an empty text: what is not said is null.
func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// apiProjectOf is a project with all who told of it.
func (e *edition) apiProjectOf(p *project) *apiProject {
	a := e.apiFiguresOf(p)
	a.Sources = map[string]dataset.Provenance{}
	for _, s := range p.merged.Sources {
		a.Sources[s.Fields] = *s.Provenance
	}
	for _, record := range e.activity[a.ID] {
		if record.Commits != nil {
			a.Sources["activity"] = record.Provenance
			break
		}
	}
	return a
}

// apiFiguresOf is a project without its sources.
func (e *edition) apiFiguresOf(p *project) *apiProject {
	m := p.merged
	a := &apiProject{
		ID: m.ID, Name: m.Name, Organization: m.Organization, Description: m.Description, URL: m.URL, Page: strings.TrimPrefix(p.address, "/"),
		Visibility: m.Visibility, Status: orNil(string(e.figures.Status(m.ID))), Archived: m.Archived, Fork: m.Fork, License: e.spdx(m.License.Expression), LicenseFound: m.License.Expression,
		Topics: emptyNotNil(m.Topics), Languages: m.Languages, Stars: m.Stars, Forks: m.Forks, Watchers: m.Watchers,
		OpenIssues: m.OpenIssues, ClosedIssues: m.ClosedIssues, OpenPRs: m.OpenChangeRequests, MergedPRs: m.MergedChangeRequests,
		ClosedUnmergedPRs: m.DeclinedChangeRequests, Components: m.Components, Example: m.Provenance.Example, GoneSince: m.Provenance.GoneSince,
	}
	if m.Releases != nil {
		a.Releases = dataset.Of(len(m.Releases))
	}
	e.addActivity(a)
	return a
}

// addActivity fills the figures that come from a project's activity, taken from the first source that has them.
func (e *edition) addActivity(a *apiProject) {
	for _, record := range e.activity[a.ID] {
		if a.CommitsByMonth == nil && record.Commits != nil {
			a.CommitsByMonth = record.Commits
		}
		if y := record.Year; y != nil && a.Commits12m == nil && a.Contributors12m == nil {
			a.Commits12m, a.BotCommits12m, a.Contributors12m = y.Commits, y.BotCommits, y.Contributors
			a.ContributorAbsenceFactor12m, a.IssuesOpened12m, a.IssuesResponded12m = y.ContributorAbsenceFactor, y.IssuesOpened, y.IssuesResponded
			a.MedianHoursToFirstResponse12m, a.Releases12m = y.MedianHoursToFirstResponse, y.Releases
		}
	}
}

// byProject sorts activity by project: what the forge itself says before what a clone or a database does, as the metrics
// do, so that a page and the API cannot differ.
func byProject(records []*dataset.Activity) map[string][]*dataset.Activity {
	by := map[string][]*dataset.Activity{}
	for _, secondary := range []bool{false, true} {
		for _, r := range records {
			if dataset.IsSecondary(r.Provenance.Source) == secondary {
				by[r.Project] = append(by[r.Project], r)
			}
		}
	}
	return by
}

func emptyNotNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// spdx normalises an expression; what cannot be read is null.
func (e *edition) spdx(raw *string) *string {
	if raw == nil || *raw == "" {
		return nil
	}
	use := e.readings.of(*raw)
	return orNil(use.Normalised())
}

// streamComponents writes a list of components.
func (e *edition) streamComponents(name string, list []*component) error {
	return e.streamJSON(name, func(w *jsonWriter) {
		judged := map[*policy.Verdict]map[string]apiVerdict{} // by the first of the verdicts, which many components share
		w.object(func() {
			w.token(jsontext.String("components"))
			w.list(func() {
				for _, one := range list {
					w.value(apiComponentOf(one, judged))
				}
			})
		})
	})
}

func apiComponentOf(one *component, judged map[*policy.Verdict]map[string]apiVerdict) *apiComponent {
	a := &apiComponent{
		PURL: one.purl(), Name: one.name, Version: one.version(), License: orNil(one.reading.Normalised()), Found: orNil(one.raw),
		Page: strings.TrimPrefix(one.pack.address, "/"), Products: []string{},
	}
	if len(one.verdicts) == 0 {
		a.Verdicts = apiVerdicts(nil)
	} else if first := &one.verdicts[0]; judged[first] != nil {
		a.Verdicts = judged[first]
	} else {
		a.Verdicts = apiVerdicts(one.verdicts)
		judged[first] = a.Verdicts
	}
	for _, u := range one.uses {
		if u.product != nil {
			a.Products = append(a.Products, u.product.record.ID)
		}
	}
	slices.Sort(a.Products)
	return a
}

func apiVerdicts(list []policy.Verdict) map[string]apiVerdict {
	out := map[string]apiVerdict{}
	for _, v := range list {
		out[v.Context] = apiVerdict{Verdict: v.Level, Rule: orNil(v.Rule), Reason: v.Reason, Branch: orNil(v.Branch), Exception: orNil(v.Exception), Expired: orNil(v.ExpiredException)}
	}
	return out
}

func (e *edition) apiLicenses() []apiLicense {
	out := []apiLicense{}
	for _, l := range e.catalog.licenses {
		out = append(out, apiLicense{
			ID: l.id, Name: l.facts.Name, Category: orNil(string(l.facts.Category)), OSI: l.facts.OSIApproved, Deprecated: l.facts.Deprecated,
			Page: strings.TrimPrefix(l.address, "/"), Components: len(l.components), Projects: len(l.projects), Verdicts: apiVerdicts(l.verdicts),
		})
	}
	return out
}

func (e *edition) apiProducts() []apiProduct {
	out := []apiProduct{}
	for _, p := range e.catalog.products {
		a := apiProduct{ID: p.record.ID, Name: p.record.Name, Page: strings.TrimPrefix(p.address, "/"), Contexts: emptyNotNil(p.record.Contexts),
			Components: len(p.components), Verdicts: map[string]int{}, Example: p.record.Provenance.Example}
		for _, level := range policy.Levels() {
			a.Verdicts[level.String()] = p.count(level)
		}
		out = append(out, a)
	}
	return out
}

func (e *edition) apiPolicies() []apiPolicy {
	out := []apiPolicy{}
	for _, p := range e.tree.Pages {
		if p.Policy == nil {
			continue
		}
		out = append(out, apiPolicy{
			Title: p.Title, Description: p.Description, Page: strings.TrimPrefix(p.Address, "/"), Status: p.Policy.Status, Version: orNil(p.Policy.Version),
			Owner: orNil(p.Owner), Approver: orNil(p.Policy.Approver), Effective: orNil(p.Policy.Effective), ReviewBy: orNil(p.Policy.ReviewBy),
		})
	}
	return out
}

func (e *edition) apiDecisions() []apiDecision {
	out := []apiDecision{}
	for _, d := range e.decisions() {
		row := apiDecision{
			ID: d.ID, Title: d.Title, Component: orNil(d.Component), Versions: orNil(d.Versions), License: orNil(d.License), LicenseFound: orNil(d.Raw),
			Product: orNil(d.Product), Contexts: emptyNotNil(d.Contexts), Verdict: d.Verdict, Conditions: orNil(d.Conditions), Because: orNil(d.Because),
			DecidedBy: orNil(d.DecidedBy), Decided: orNil(d.Decided), Expires: orNil(d.Expires), Source: d.Source, Counts: d.Counts, Trouble: orNil(d.Trouble),
		}
		if d.License == "unknown" {
			row.License = nil
		}
		out = append(out, row)
	}
	return out
}

func (e *edition) apiMetrics() []apiMetric {
	out := []apiMetric{}
	for _, m := range e.figures.metrics() {
		r := e.figures.Reading(m, metrics.Company(), year)
		a := apiMetric{ID: m.ID, Title: m.Name(e.say()), Question: m.Question(e.say()), Standard: m.CHAOSS, Unit: m.Unit, Value12m: r.Value.Number,
			Known: r.Value.Known, Of: r.Value.Of, Sources: emptyNotNil(r.Basis.Sources), Months: []apiMonth{}}
		for _, p := range e.figures.Series(m, metrics.Company(), 3*year).Points {
			a.Months = append(a.Months, apiMonth{Month: p.Month, Value: p.Number, Known: p.Known, Of: p.Of, Unfinished: p.Unfinished})
		}
		out = append(out, a)
	}
	return out
}
