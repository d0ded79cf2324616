package render

import (
	"fmt"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"
)

// minifiers are made on first use, so that commands that write no page do not pay for them.
var minifiers = sync.OnceValue(func() *minify.M {
	m := minify.New()
	// End tags, quotes and default values stay: validators ask for them, and gzip makes them almost free. Drawings
	// inside pages stay as the chart package wrote them.
	m.Add("text/html", &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true})
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("text/javascript", js.Minify)
	m.AddFunc("application/json", json.Minify)
	m.AddFunc("application/ld+json", json.Minify)
	m.AddFunc("application/xml", xml.Minify)
	return m
})

var drawings = sync.OnceValue(func() *minify.M {
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	m.Add("image/svg+xml", &svg.Minifier{})
	return m
})

// Minify returns a smaller text that means the same. Media types known are text/html (whole pages and parts of them),
// text/css, text/javascript, application/json, application/ld+json, application/xml and image/svg+xml; what is of
// another type is returned as it is.
func Minify(mediaType string, data []byte) ([]byte, error) {
	m := minifiers()
	if mediaType == "image/svg+xml" {
		m = drawings()
	}
	smaller, err := m.Bytes(mediaType, data)
	if err == minify.ErrNotExist {
		return data, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be minified: %w", mediaType, err)
	}
	return smaller, nil
}
