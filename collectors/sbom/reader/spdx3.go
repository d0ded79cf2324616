package reader

import (
	"cmp"
	"strings"

	"portolan/collectors/dataset"
)

// linkedDocument is an SPDX 3 document: elements in any order that name each other, so that nothing is finished before all
// are read.
type linkedDocument struct {
	seen     bool
	version  string
	packages []linkedPackage
	licenses map[string]linkedLicense
	resolved map[string]string // expressions of licences, once known
	agents   map[string]string // names of organisations
	declared map[string][]string
	chosen   map[string][]string // concluded licences
}

type linkedPackage struct {
	dataset.Component
	id, supplier string
}

// element is an element as it is being read, whatever its type: the type may be told last.
type element struct {
	linkedPackage
	class, purpose, homepage, download string
	relation, scope                    string
	from                               string
	to, roots                          []string
	license                            linkedLicense
	version                            string
	created                            string
}

// element reads one element of the graph.
func (j *jsonParser) element() { j.linked() }

// linked reads an element and returns its name.
func (j *jsonParser) linked() string {
	var e element
	j.object(func(name []byte) { j.elementMember(&e, name) })
	j.keepElement(&e)
	return e.id
}

// local strips what SPDX 3 puts before a name: the address of the vocabulary, the profile.
func local(name string) string {
	name = name[strings.LastIndexAny(name, "/#:")+1:]
	return name[strings.LastIndexByte(name, '_')+1:]
}

func (j *jsonParser) elementMember(e *element, name []byte) {
	switch local(string(name)) {
	case "type", "@type":
		e.class = local(j.common())
	case "spdxId", "@id":
		e.id = j.text()
	case "name":
		e.Name = j.text()
	case "packageVersion":
		e.Version = j.text()
	case "packageUrl":
		e.PURL = j.text()
	case "copyrightText":
		e.Copyright = j.text()
	case "homePage":
		e.homepage = j.text()
	case "downloadLocation":
		e.download = j.text()
	case "primaryPurpose":
		e.purpose = j.common()
	case "suppliedBy":
		e.supplier = j.linkedOne()
	case "externalIdentifier":
		j.list(func() { j.identifier(e) })
	default:
		j.relationMember(e, name)
	}
}

func (j *jsonParser) relationMember(e *element, name []byte) {
	switch local(string(name)) {
	case "relationshipType":
		e.relation = local(j.common())
	case "scope":
		e.scope = j.common()
	case "from":
		e.from = j.linkedOne()
	case "to":
		e.to = j.linkedAll()
	case "rootElement":
		e.roots = j.linkedAll()
	case "specVersion":
		e.version = j.text()
	case "created":
		e.created = j.text()
	case "licenseExpression":
		e.license.expression = j.common()
	case "member":
		e.license.members = j.linkedAll()
	case "subjectLicense", "subjectExtendableLicense":
		e.license.subject = j.linkedOne()
	case "subjectAddition":
		e.license.addition = j.linkedOne()
	}
}

// linkedAll reads the names of elements; an element may also stand in place of its name, and one in place of a list.
func (j *jsonParser) linkedAll() (all []string) {
	switch j.peek() {
	case '{':
		return []string{j.linked()}
	case '[':
		j.list(func() {
			for _, id := range j.linkedAll() {
				if id != "" {
					all = append(all, id)
				}
			}
		})
		return all
	}
	return []string{j.text()}
}

func (j *jsonParser) linkedOne() string {
	if all := j.linkedAll(); len(all) > 0 {
		return all[0]
	}
	return ""
}

func (j *jsonParser) identifier(e *element) {
	var kind, value string
	j.object(func(name []byte) {
		switch local(string(name)) {
		case "externalIdentifierType":
			kind = local(j.common())
		case "identifier":
			value = j.text()
		}
	})
	if strings.EqualFold(kind, "packageUrl") || kind == "purl" {
		e.PURL = cmp.Or(e.PURL, value)
	}
}

// keepElement puts an element where its type belongs.
func (j *jsonParser) keepElement(e *element) {
	ld := &j.ld
	ld.seen = true
	for _, root := range e.roots {
		j.doc.graph.root([]byte(root))
	}
	switch e.class {
	case "CreationInfo":
		if ld.version == "" {
			ld.version = e.version
			j.doc.Created = moment(e.created)
		}
	case "SpdxDocument":
		j.doc.Name = dataset.CleanText(e.Name)
	case "Package", "AIPackage", "DatasetPackage":
		e.URL = cmp.Or(said(e.homepage), said(e.download))
		e.Copyright, e.Type = said(e.Copyright), purpose(e.purpose)
		ld.packages = append(ld.packages, e.linkedPackage)
	case "Organization":
		put(&ld.agents, e.id, e.Name)
	case "Relationship", "LifecycleScopedRelationship":
		j.relate3(e)
	default:
		if class, ok := licenseClasses[e.class]; ok {
			e.license.class, e.license.name = class, e.Name
			put(&ld.licenses, e.id, e.license)
		}
	}
}

func put[V any](m *map[string]V, key string, value V) {
	if *m == nil {
		*m = map[string]V{}
	}
	(*m)[key] = value
}

// relations3 are the kinds of relationship of SPDX 3 that say who needs whom.
var relations3 = map[string]relation{
	"dependsOn": {required, false}, "hasPrerequisite": {required, false}, "hasStaticLink": {required, false}, "hasDynamicLink": {required, false},
	"hasOptionalDependency": {optional, false}, "hasProvidedDependency": {optional, false}, "hasOptionalComponent": {optional, false},
	"usesTool": {development, false}, "hasTest": {development, false}, "contains": {contains, false},
}

func (j *jsonParser) relate3(e *element) {
	switch e.relation {
	case "describes":
		for _, to := range e.to {
			j.doc.graph.root([]byte(to))
		}
	case "hasConcludedLicense":
		put(&j.ld.chosen, e.from, append(j.ld.chosen[e.from], e.to...))
	case "hasDeclaredLicense":
		put(&j.ld.declared, e.from, append(j.ld.declared[e.from], e.to...))
	}
	r, known := relations3[e.relation]
	if !known {
		return
	}
	switch local(e.scope) {
	case "development", "build", "test", "design":
		r.kind = max(r.kind, development)
	}
	for _, to := range e.to {
		j.doc.graph.depends([]byte(e.from), []byte(to), r.kind)
	}
}

// concludeLinked hands on the packages, now that their licences are known.
func (j *jsonParser) concludeLinked() {
	j.doc.Format = strings.TrimSpace("SPDX " + version(j.ld.version))
	for _, p := range j.ld.packages {
		p.License = conclude(j.ld.expression(j.ld.chosen[p.id]), j.ld.expression(j.ld.declared[p.id]))
		p.Supplier = j.ld.agents[p.supplier]
		j.component([]byte(p.id), p.Component)
	}
}
