// Package attribution writes what a product hands out with its third-party software: the notices as text and as a
// piece of HTML, a CycloneDX 1.6 and an SPDX 2.3 bill of materials.
//
// [New] takes a [Product] and its [Component] list, and gives an [Inventory] whose methods write. What they write
// depends on nothing else: no clock, no order of the input, no random number. The serial number of a bill is a digest
// of its content. What is not known is said to be unknown ("not recorded", NOASSERTION), never left to be guessed, and
// a component without a licence is listed like any other.
//
// Names, addresses and expressions come from outside and are not trusted: control characters are taken out, what is no
// package URL, no web address or no licence expression is not passed on as one.
package attribution

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// tool is what the bills of materials name as their maker.
const tool = "portolan"

// Product is what is handed out.
type Product struct {
	// ID names the product in addresses: "anvil-cloud". Required.
	ID string
	// Name is for people. Left out, it is the ID.
	Name    string
	Version string
	// Organization answers for the product and is the author of the bills of materials.
	Organization string
	// License is the product's own licence, a normalised SPDX expression; empty where unknown.
	License string
	// URL is the product's page on the web.
	URL string
	// Created is how fresh the data are; zero where unknown. It is the only time that is written.
	Created time.Time
	// Namespace is the web address below which the names of SPDX documents are made; left out, that of spdx.org is taken.
	Namespace string
}

// Component is a piece of software that others made.
type Component struct {
	// PURL is the package URL; empty where there is none.
	PURL    string
	Name    string
	Group   string
	Version string
	// Type is CycloneDX's: "library", "framework", "application"...
	Type string
	// Expression is the licence as a normalised SPDX expression; empty where unknown.
	Expression string
	// Chosen is what remains of the expression after licences were chosen; empty where nothing was to be chosen.
	Chosen string
	// Found is the licence as the source writes it; empty where the source says nothing.
	Found     string
	Copyright string
	Supplier  string
	URL       string
	Scope     Scope
	// Direct is true for what the product itself asks for, false for what came with something else; nil where unknown.
	Direct *bool
	// Via names the components on the shortest way from the product, the one that asks for this one last.
	Via []string
	// Verdicts are written into the bills of materials; leave them out where readers may not see them.
	Verdicts []Verdict
}

// Scope says how a product uses a component.
type Scope string

// The scopes; any other word is unknown.
const (
	Required    Scope = "required"
	Optional    Scope = "optional"
	Development Scope = "development" // builds or tests the product; is no part of it
)

// Verdict is what the licence policy says in one context: "service", "forbidden", "network-service".
type Verdict struct {
	Context, Word, Rule string
}

// Inventory is a product with its components, put in order. It may be used by several goroutines.
type Inventory struct {
	product    Product
	components []Component
	terms      map[string]terms // of each expression
	text       func(id string) (string, bool)
	identity   string // UUID
}

// New takes a product, its components in any order, and where the text of a licence or exception comes from: by SPDX id
// or LicenseRef, false where there is none. The caller's values are not changed.
func New(product Product, components []Component, text func(id string) (string, bool)) *Inventory {
	i := &Inventory{product: cleanProduct(product), terms: map[string]terms{}, text: text}
	i.components = make([]Component, len(components))
	for n, c := range components {
		i.components[n] = cleanComponent(c)
	}
	slices.SortStableFunc(i.components, order)
	i.learn(i.product.License)
	for _, c := range i.components {
		i.learn(c.Expression)
		i.learn(c.Chosen)
	}
	i.identity = identity(i.product, i.components)
	return i
}

func (i *Inventory) learn(expression string) {
	if _, known := i.terms[expression]; !known {
		i.terms[expression] = readTerms(expression)
	}
}

// license returns the expression that a component is used under: what was chosen of it, where that can be read.
func (i *Inventory) license(c Component) string {
	if i.terms[c.Chosen].valid {
		return c.Chosen
	}
	return i.known(c.Expression)
}

// known returns the expression, or "" where it is none.
func (i *Inventory) known(expression string) string {
	if i.terms[expression].valid {
		return expression
	}
	return ""
}

// order is by name for people, then by all else, so that it never depends on the order of the input.
func order(a, b Component) int {
	if n := cmp.Or(
		strings.Compare(strings.ToLower(a.Group), strings.ToLower(b.Group)),
		strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)),
		strings.Compare(a.Version, b.Version),
		strings.Compare(a.PURL, b.PURL),
	); n != 0 {
		return n
	}
	return strings.Compare(spelled(a), spelled(b))
}

func spelled(c Component) string {
	data, err := json.Marshal(c)
	if err != nil {
		panic(err) // JSON takes everything once text is clean
	}
	return string(data)
}

// identity is a UUID of version 8, RFC 9562: a digest of all that is known.
func identity(p Product, components []Component) string {
	digest := sha256.New()
	if err := json.MarshalWrite(digest, []any{p, components}, json.Deterministic(true)); err != nil {
		panic(err) // a hash takes everything, and so does JSON once text is clean
	}
	sum := digest.Sum(nil)
	sum[6] = sum[6]&0x0f | 0x80
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[0:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// writeJSON writes a bill of materials, indented so that people and diff can read it.
func writeJSON(w io.Writer, bill any) error {
	if err := json.MarshalWrite(w, bill, jsontext.WithIndent("  ")); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
