// Package search turns a site's documents into the index that the theme's search.js reads.
//
// The two nouns that matter are the Document, what a page wants found about itself, and the Builder, which takes
// documents in any order, from many goroutines, and writes a folder of small files:
//
//	search/index.json         the only name that never changes: what there is, and the commonest words
//	search/terms-HASH.json    words from here to there: where each stands and how much it counts there
//	search/places-HASH.json   the positions of words, fetched only for phrases in quotes
//	search/endings-HASH.json  words by their last letters, fetched only to mend a word misspelt at its start
//	search/pages-HASH.json    titles, sections and texts of a few documents, fetched only to show them
//	search/facets-HASH.json   which documents have which owner, status and so on, when there are many
//	search/catalog-HASH.json  the same as index.json for the catalog of components, fetched only when it matters
//
// Weights are worked out here, where all lengths are known: a posting holds how well its word describes the page
// (BM25F over title, headings, path, description and text) as a single character. Common words, whose lists would be
// long, keep their weights only for the pages that they describe best and plain presence for the others. So what a
// reader fetches for a query grows far slower than the site.
//
// The same documents give the same bytes, in whatever order they came.
package search

import (
	"time"

	"portolan/generator/memo"
)

// Document is one page, or another thing with an address, that readers may look for.
type Document struct {
	URL         string              // Relative to the site's base, "handbook/release/". Required.
	Title       string              // Required; what has none is found but shown by its address.
	Kind        string              // policy, handbook, strategy, project, component, licence, decision, glossary, metric, product
	Language    string              // BCP 47 tag; English when left out. Chooses the stemmer.
	Description string              // One or two sentences. Shown when no part of the text fits better.
	Path        string              // The source's path; its words count as names do. The address when left out.
	Aliases     []string            // Other names and former addresses, acronyms, purls
	Sections    []Section           // In reading order. The text before the first heading is a section without title.
	Facets      map[string][]string // owner, status, licence, language, topic: what readers narrow results by
	Boost       float64             // Multiplies the score; 0 means 1. Kept between 1/8 and 8.
	Pinned      []string            // Queries to which this document is the first answer; their words count as names do
	Archived    bool                // No longer current: ranks below what is
	Date        time.Time           // Of dated documents (news, decisions); the zero time for standing pages
}

// Section is the text under one heading.
type Section struct {
	ID    string // The heading's anchor, without '#'
	Title string // Plain text
	Level int    // 1 for the page's own heading
	Text  string // Plain text, blocks divided by white space
}

// ReadersFacet is the facet that names the languages whose readers are shown a document: for a page that is translated, its
// own; for one that is not, all. Pages ask by it; it is no choice of the reader's.
const ReadersFacet = "readers"

// Options are what is the same for all documents.
type Options struct {
	Synonyms []Synonym // Words that mean the same. DefaultSynonyms gives a start.
	Catalog  []string  // Kinds kept apart because there are very many; "component" when left out

	// Memo keeps documents from build to build under names that begin with "search/" and Name. Optional.
	Memo *memo.Memo
	Name string
	// Stay lets a file of the last build's index stand under its name, and tells whether it does. Required with Memo.
	Stay func(name string) bool
}
