package search

// manifest is search/index.json: what the reader's script fetches first.
type manifest struct {
	Version   int                          `json:"version"`
	Documents int                          `json:"documents"`
	Stops     string                       `json:"stops,omitempty"`
	Languages bool                         `json:"languages,omitempty"` // there are forms whose stem only the index knows
	Common    block                        `json:"common"`              // the commonest words, met in most queries
	Terms     files                        `json:"terms"`
	Places    files                        `json:"places"`
	Endings   files                        `json:"endings"`
	Pages     pageFiles                    `json:"pages"`
	Boosts    string                       `json:"boosts,omitempty"`
	Pinned    map[string][]int             `json:"pinned,omitempty"`
	Facets    map[string]map[string]string `json:"facets"`
	More      string                       `json:"more,omitempty"` // file with the other facets
	Catalog   *catalogNote                 `json:"catalog,omitempty"`
}

// files are shards of a sorted sequence: the names' hashes and the first words.
type files struct {
	Names []string `json:"f"`
	First []string `json:"b"`
}

// pageFiles are shards of the documents: the names' hashes and each one's first document.
type pageFiles struct {
	Names []string `json:"f"`
	First []int    `json:"b"`
}

// catalogNote points to the manifest of the catalog.
type catalogNote struct {
	File      string   `json:"file"`
	Kinds     []string `json:"kinds"`
	Documents int      `json:"documents"`
}

// formatVersion changes when an older search.js could not read the index.
const formatVersion = 2
