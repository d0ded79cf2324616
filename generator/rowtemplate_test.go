package generator

import (
	"html/template"
	"strings"
	"testing"

	"portolan/generator/render"
)

// The rows that are written by hand are the same as those that a theme's own template would draw.
var rowTemplates = map[string]string{
	"tasks": `{{range .}}<li data-tokens="{{.Tokens}}"><p class="name">{{if .URL}}<a class="plain" href="{{.URL}}">{{.Title}}</a>{{else}}{{.Title}}{{end}}</p><p class="facts">` +
		`<a class="plain" href="{{.Project.URL}}">{{.Project.Title}}</a> {{with .Language}}<span>{{.}}</span> {{end}}{{range .Labels}}<span>{{.}}</span> {{end}}<span>{{t "open_since"}} {{shortday .Opened}}</span></p></li>{{end}}`,
	"table": `{{define "mark"}}<span class="mark" data-is="{{.}}">{{word .}}</span>{{end}}` +
		`{{define "cell"}}{{if .Verdict}}{{if .URL}}<a class="plain" href="{{.URL}}">{{template "mark" .Verdict}}</a>{{else}}{{template "mark" .Verdict}}{{end}}{{else if .URL}}<a class="plain" href="{{.URL}}">{{.Text}}</a>{{else}}{{.Text}}{{end}}{{end}}` +
		`{{range .}}<tr>{{range $i, $cell := .}}{{if $i}}<td{{if .Number}} class="n"{{end}}>{{template "cell" .}}</td>{{else}}<th scope="row"{{if .Number}} class="n"{{end}}>{{template "cell" .}}</th>{{end}}{{end}}</tr>{{end}}`,
	"heads": `{{range .}}<th scope="col"{{if .Number}} class="n"{{end}}>{{if .Verdict}}{{if .URL}}<a class="plain" href="{{.URL}}">{{template "mark" .Verdict}}</a>{{else}}{{template "mark" .Verdict}}{{end}}{{else if .URL}}<a class="plain" href="{{.URL}}">{{.Text}}</a>{{else}}{{.Text}}{{end}}</th>{{end}}` +
		`{{define "mark"}}<span class="mark" data-is="{{.}}">{{word .}}</span>{{end}}`,
	"facets": `{{range .}}<div role="group" aria-labelledby="facet-{{.Key}}" data-facet="{{.Key}}" data-values="{{.Total}}"><h2 id="facet-{{.Key}}">{{.Title}}</h2><ul class="bare">{{range .Values}}<li><a href="{{.URL}}" data-value="{{.Value}}"{{if .Current}} aria-current="true"{{end}}><span>{{.Title}}</span> <span class="count">{{number .Count}}</span></a></li>{{end}}</ul>{{with .More}}<a class="more" href="{{.}}">{{t "all_values"}}</a>{{end}}</div>{{end}}`,
	"facts": `{{define "mark"}}<span class="mark" data-is="{{.}}">{{word .}}</span>{{end}}` +
		`{{range .}}<div><dt>{{.Label}}</dt><dd>{{if .URL}}<a class="plain" href="{{.URL}}">{{.Value}}</a>{{else}}{{.Value}}{{end}}{{if .Verdict}}<small>{{template "mark" .Verdict}}{{with .Note}} {{.}}{{end}}</small>{{else}}{{with .Note}}<small>{{.}}</small>{{end}}{{end}}</dd></div>{{end}}`,
	"pairs": `{{define "mark"}}<span class="mark" data-is="{{.}}">{{word .}}</span>{{end}}` +
		`{{range .}}<div><dt>{{.Label}}</dt><dd>{{if .URL}}<a class="plain" href="{{.URL}}">{{.Value}}</a>{{else}}{{.Value}}{{end}}{{if .Verdict}} {{template "mark" .Verdict}}{{end}}{{with .Note}} <small>{{.}}</small>{{end}}</dd></div>{{end}}`,
	"badges":  `{{range .}}<li><img src="{{.URL}}" alt="{{.Title}}" width="{{.Width}}" height="20" loading="lazy"><div class="prose"><pre><code>{{.Markdown}}</code></pre></div></li>{{end}}`,
	"changes": `{{range .}}<li>{{shortday .Date}}<div>{{if .URL}}<a class="plain" href="{{.URL}}">{{.Title}}</a>{{else}}<b>{{.Title}}</b>{{end}}{{with .Kind}} <span class="fine">{{word .}}</span>{{end}}{{with .Text}}<p>{{.}}</p>{{end}}</div></li>{{end}}`,
	"figures": `{{range .}}<li><p class="key">{{if .URL}}<a class="plain" href="{{.URL}}">{{.Title}}</a>{{else}}{{.Title}}{{end}}</p><p class="figure{{if eq .Value "unknown"}} none{{end}}">{{if eq .Value "unknown"}}{{word .Value}}{{else}}{{.Value}}{{end}}{{with .Unit}} <small>{{.}}</small>{{end}}</p>` +
		`{{with .Spark}}{{.}}{{end}}{{with .Sentence}}<p>{{.}}</p>{{end}}{{if or .Source .Stale}}<p class="fine">{{with .Source}}{{t "source"}} {{.}}{{end}}{{if .Stale}} <span class="mark" data-is="stale">{{word "stale"}}</span>{{end}}</p>{{end}}</li>{{end}}`,
	"periods": `{{range .Rows}}<tr><th scope="row">{{if .URL}}<a class="plain" href="{{.URL}}">{{.Title}}</a>{{else}}{{.Title}}{{end}}</th>{{range $i, $cell := .Cells}}<td class="n" data-l="{{index $.Heads $i}}">` +
		`{{word .Now}}{{if .Change}} <small><span class="trend" data-is="{{.Sign}}">{{.Change}}</span>{{with .Better}} <span class="vh">{{word .}}</span>{{end}}</small>{{end}}{{with .Note}}<small>{{.}}</small>{{end}}</td>{{end}}</tr>{{end}}`,
	"criteria": `{{range .}}<tr><th scope="row">{{if .URL}}<a class="plain" href="{{.URL}}">{{.Title}}</a>{{else}}{{.Title}}{{end}}{{with .Measure}}<small>{{.}}</small>{{end}}{{with .Why}}<small>{{.}}</small>{{end}}</th>` +
		`<td data-l="{{t "asked"}}">{{.Asked}}</td><td data-l="{{t "found"}}">{{word .Found}}{{with .Source}}<small>{{t "source"}} {{.}}</small>{{end}}</td>` +
		`<td data-l="{{t "standing"}}">{{with .Standing}}<span class="mark" data-is="{{.}}">{{word .}}</span>{{end}}{{with .Points}}<small>{{if eq . "1"}}{{t "point"}}{{else}}{{t "no_point"}}{{end}}</small>{{end}}</td></tr>{{end}}`,
}

// escapes are words and addresses, some of which want to be more.
var escapes = []string{
	"", "plain", "C++ & C#", `"><script>alert(1)</script>`, "it's", "a\x00b", "\u00e4 \u2028 \U0001f600",
	"~site/a/b/?x=1&y=2#z", "https://a.example/a b(c)'d", "javascript:alert(1)", "a/b:c",
}

func TestRowsAreAsATemplateDrawsThem(t *testing.T) {
	texts := defaultTheme(t)
	var tasks TaskRows
	var table TableRows
	var changes ChangeRows
	var criteria CriterionRows
	var figures FigureRows
	var heads HeadCells
	var facts FactRows
	var facets FacetRows
	var badges BadgeRows
	periods := PeriodGroup{Heads: []string{"3 months", escapes[0]}}
	for _, s := range escapes {
		for _, url := range []Address{"", Address(s)} {
			tasks = append(tasks, TaskRow{Title: s, URL: url, Project: Link{Title: s, URL: Address(s)}, Language: s, Labels: []string{s, "a"}, Opened: "2026-11-17", Tokens: s})
			table = append(table, []Cell{{Text: s, URL: url}, {Text: s, Number: true}, {Verdict: s, URL: url}, {Verdict: "allowed"}})
			heads = append(heads, Cell{Text: s, URL: url}, Cell{Text: s, Number: true}, Cell{Verdict: s, URL: url})
			facts = append(facts, Fact{Label: s, Value: s, URL: url, Note: s}, Fact{Label: s, Value: s, Verdict: s}, Fact{Value: s, Verdict: "allowed", Note: s})
			facets = append(facets, Facet{Key: s, Title: s, Total: 1204, Values: []Link{{Title: s, URL: Address(s), Value: s, Count: 1204}, {Title: s, Current: true}}, More: url})
			badges = append(badges, BadgeView{Title: s, URL: url, Width: 106, Markdown: s})
			changes = append(changes, Change{Date: s, Title: s, URL: url, Text: s, Kind: s}, Change{Date: "2026-11-17", Title: s, Kind: "policy"})
			figures = append(figures, FigureView{Title: s, URL: url, Value: s, Unit: s, Spark: "<svg></svg>", Sentence: s, Source: s, Stale: true}, FigureView{Title: s, Value: "unknown"}, FigureView{Value: "1", Stale: true})
			periods.Rows = append(periods.Rows, PeriodRow{Title: s, URL: url, Cells: []MoveRow{{Now: s, Change: s, Sign: s, Better: s, Note: s}, {Now: "unknown"}}})
			criteria = append(criteria, CriterionView{Title: s, Measure: s, Asked: s, Found: s, Standing: s, Why: s, Points: s, Source: s, URL: url}, CriterionView{Title: s, Found: "unknown", Standing: "met", Points: "1"})
		}
	}
	functions := template.FuncMap{"word": texts.Word, "t": func(key string) string { return texts.Text(key) }, "shortday": texts.ShortDay, "number": texts.Number}
	for name, rows := range map[string]render.Rows{"tasks": tasks, "table": table, "changes": changes, "criteria": criteria, "figures": figures, "periods": periods, "heads": heads, "facts": facts, "facets": facets, "pairs": FactPairs(facts), "badges": badges} {
		var want strings.Builder
		if err := template.Must(template.New("").Funcs(functions).Parse(rowTemplates[name])).Execute(&want, rows); err != nil {
			t.Fatal(err)
		}
		if got := string(rows.AppendRows(nil, texts)); got != want.String() {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want.String())
		}
	}
}
