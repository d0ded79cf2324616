package generator

import (
	"strconv"

	"portolan/generator/render"
)

// FacetRows are the facets beside a list. Each of hundreds of lists has all of them.
type FacetRows []Facet

// AppendRows writes the facets as groups of links.
func (rows FacetRows) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	for i := range rows {
		facet := &rows[i]
		w.add(`<div role="group" aria-labelledby="facet-`)
		w.text(facet.Key)
		w.add(`" data-facet="`)
		w.text(facet.Key)
		w.add(`" data-values="`, strconv.Itoa(facet.Total), `"><h2 id="facet-`)
		w.text(facet.Key)
		w.add(`">`)
		w.text(facet.Title)
		w.add(`</h2><ul class="bare">`)
		for k := range facet.Values {
			w.facetValue(&facet.Values[k])
		}
		w.add(`</ul>`)
		if facet.More != "" {
			w.add(`<a class="more" href="`)
			w.href(facet.More)
			w.add(`">`, escaped(texts.Text("all_values")), `</a>`)
		}
		w.add(`</div>`)
	}
	return w.out
}

func (w *rowWriter) facetValue(value *Link) {
	w.add(`<li><a href="`)
	w.href(value.URL)
	w.add(`" data-value="`)
	w.text(value.Value)
	w.add(`"`)
	if value.Current {
		w.add(` aria-current="true"`)
	}
	w.add(`><span>`)
	w.text(value.Title)
	w.add(`</span> <span class="count">`)
	w.text(w.texts.Number(value.Count))
	w.add(`</span></a></li>`)
}
