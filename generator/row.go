package generator

import (
	"html/template"
	"slices"
	"strings"

	"portolan/generator/render"
)

// Lists of components, licences and projects have thousands of rows. These write them by hand: through a template each cell would
// cost several reflected calls. A theme that wants other rows ranges over the same values.

// ComponentRows are the rows of a table of components.
type ComponentRows []ComponentRow

// Used says whether any row names the products that use it: only then there is a column for them.
func (rows ComponentRows) Used() bool {
	return slices.ContainsFunc(rows, func(row ComponentRow) bool { return len(row.Products) > 0 })
}

// AppendRows writes the rows as HTML.
func (rows ComponentRows) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	used := rows.Used()
	license, usedIn, asFound := w.label("license"), w.label("used_in"), escaped(texts.Text("as_found"))
	for i := range rows {
		row := &rows[i]
		w.add(`<tr><th scope="row">`)
		w.link(row.URL, row.Name, "plain")
		w.add(` <span class="ver">`, escaped(row.Version), `</span>`)
		if row.Direct != "" {
			w.add(`<small>`, escaped(texts.Word(row.Direct)))
			if len(row.Via) > 0 {
				w.add(`: `, escaped(strings.Join(row.Via, " \u2192 ")))
			}
			w.add(`</small>`)
		}
		w.add(`</th><td`, license, `>`)
		w.expression(row.License)
		if row.Raw != "" {
			w.add(`<small>`, asFound, ` <span class="id">`, escaped(row.Raw), `</span></small>`)
		}
		w.add(`</td>`)
		w.verdicts(row.Verdicts)
		if used {
			w.usedIn(usedIn, row.Products)
		}
		w.add(`</tr>`)
	}
	return w.out
}

func (w *rowWriter) usedIn(label string, products []Link) {
	w.add(`<td`, label, `>`)
	for i, product := range products {
		if i > 0 {
			w.add(", ")
		}
		w.link(product.URL, product.Title, "plain")
	}
	w.add(`</td>`)
}

// ProjectRows are the rows of a list of projects. The script of the catalog gets the same rows.
type ProjectRows []ProjectRow

// AppendRows writes the rows as HTML.
func (rows ProjectRows) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	for i := range rows {
		w.project(&rows[i])
	}
	return w.out
}

func (w *rowWriter) project(row *ProjectRow) {
	w.add(`<li><p class="name">`)
	w.link(row.URL, row.Name, "plain")
	w.add(`</p>`)
	if row.Description != "" {
		w.add(`<p>`, escaped(row.Description), `</p>`)
	}
	w.add(`<p class="facts">`)
	if row.Status != "" {
		w.add(`<span class="mark" data-is="`, escaped(row.Status), `">`, escaped(w.texts.Word(row.Status)), `</span> `)
	}
	if row.Language != "" {
		w.add(`<span>`, escaped(row.Language), `</span> `)
	}
	w.projectLicense(row)
	switch row.Contributors {
	case "":
	case "unknown":
		w.add(`<span>`, escaped(w.texts.Text("people_unknown")), `</span> `)
	default:
		w.add(`<span>`, escaped(w.texts.Text("people_year", row.Contributors)), `</span> `)
	}
	if row.Stars != "" && row.Stars != "unknown" && row.Stars != "0" {
		w.add(`<span>`, escaped(w.texts.Text("stars_n", row.Stars)), `</span> `)
	}
	if row.Tasks != "" {
		w.add(`<span>`, escaped(row.Tasks), `</span> `)
	}
	if row.Changed != "" {
		w.add(`<span>`, escaped(w.texts.Text("changed")), ` `, string(w.texts.ShortDay(row.Changed)), `</span>`)
	}
	w.add(`</p></li>`)
}

func (w *rowWriter) projectLicense(row *ProjectRow) {
	if row.License == "" {
		return
	}
	w.add(`<span`)
	if row.Verdict != "" {
		w.add(` class="mark" data-is="`, escaped(row.Verdict), `"`)
	}
	w.add(`>`)
	if row.License == "unknown" {
		w.add(escaped(w.texts.Text("license_unknown")))
	} else {
		w.add(`<span class="id">`, escaped(row.License), `</span>`)
		if row.Verdict != "" {
			w.add(`<span class="vh">, `, escaped(w.texts.Word(row.Verdict)), `</span>`)
		}
	}
	w.add(`</span> `)
}

// LicenseRows are the rows of a table of licences.
type LicenseRows []LicenseRow

// AppendRows writes the rows as HTML.
func (rows LicenseRows) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	category, components := w.label("category"), w.label("components")
	for i := range rows {
		row := &rows[i]
		w.add(`<tr><th scope="row">`)
		w.link(row.URL, row.ID, "id plain")
		if row.Name != "" {
			w.add(`<small>`, escaped(row.Name), `</small>`)
		}
		w.add(`</th>`)
		w.verdicts(row.Verdicts)
		w.add(`<td`, category, `>`, escaped(texts.Word(row.Category)), `</td><td`, components, ` class="n">`, texts.Number(row.Components), `</td></tr>`)
	}
	return w.out
}

// rowWriter appends HTML.
type rowWriter struct {
	out   []byte
	texts render.Texts
}

func (w *rowWriter) add(parts ...string) {
	for _, part := range parts {
		w.out = append(w.out, part...)
	}
}

// label is the attribute that names a cell where the table is too narrow for a head.
func (w *rowWriter) label(key string) string { return ` data-l="` + escaped(w.texts.Text(key)) + `"` }

func (w *rowWriter) link(address Address, text, class string) {
	if address == "" {
		w.add(`<span class="`, class, `">`, escaped(text), `</span>`)
		return
	}
	w.add(`<a class="`, class, `" href="`, escaped(string(address)), `">`, escaped(text), `</a>`)
}

func (w *rowWriter) expression(license string) {
	if license == "unknown" {
		w.add(escaped(w.texts.Word(license)))
		return
	}
	w.add(`<span class="id">`, escaped(license), `</span>`)
}

func (w *rowWriter) verdicts(verdicts []VerdictView) {
	for i := range verdicts {
		v := &verdicts[i]
		word := escaped(w.texts.Word(v.Level))
		w.add(`<td data-l="`, escaped(v.Label), `"><span class="mark" data-is="`, escaped(v.Level), `">`)
		if v.See != "" {
			w.add(`<a class="plain" href="`, escaped(string(v.See)), `">`, word, `</a>`)
		} else {
			w.add(word)
		}
		w.add(`</span>`)
		if v.Exception != "" {
			w.add(` <small>`, escaped(w.texts.Text("exception", v.Exception)), `</small>`)
		}
		w.add(`</td>`)
	}
}

func escaped(s string) string { return template.HTMLEscapeString(s) }
