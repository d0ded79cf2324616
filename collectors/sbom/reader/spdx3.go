package reader

import (
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
func (j *jsonParser) element() error {
	_, err := j.linked()
	return err
}

// linked reads an element and returns its name.
func (j *jsonParser) linked() (id string, err error) {
	var e element
	if err := j.object(func(name []byte) error { return j.elementMember(&e, name) }); err != nil {
		return "", err
	}
	j.keep(&e)
	return e.id, nil
}

// local strips what SPDX 3 puts before a name: the address of the vocabulary, the profile.
func local(name string) string {
	name = name[strings.LastIndexAny(name, "/#:")+1:]
	return name[strings.LastIndexByte(name, '_')+1:]
}

func (j *jsonParser) elementMember(e *element, name []byte) (err error) {
	switch local(string(name)) {
	case "type", "@type":
		err = j.into(&e.class)
		e.class = local(e.class)
	case "spdxId", "@id":
		err = j.into(&e.id)
	case "name":
		err = j.into(&e.Name)
	case "packageVersion":
		err = j.into(&e.Version)
	case "packageUrl":
		err = j.into(&e.PURL)
	case "copyrightText":
		err = j.into(&e.Copyright)
	case "homePage":
		err = j.into(&e.homepage)
	case "downloadLocation":
		err = j.into(&e.download)
	case "primaryPurpose":
		err = j.into(&e.purpose)
	case "suppliedBy":
		e.supplier, err = j.reference3()
	case "externalIdentifier":
		err = j.list(func() error { return j.identifier(e) })
	default:
		return j.relationMember(e, name)
	}
	return err
}

func (j *jsonParser) relationMember(e *element, name []byte) (err error) {
	switch local(string(name)) {
	case "relationshipType":
		err = j.into(&e.relation)
		e.relation = local(e.relation)
	case "scope":
		err = j.into(&e.scope)
	case "from":
		e.from, err = j.reference3()
	case "to":
		e.to, err = j.references()
	case "rootElement":
		e.roots, err = j.references()
	case "specVersion":
		err = j.into(&e.version)
	case "created":
		err = j.into(&e.created)
	case "licenseExpression":
		err = j.into(&e.license.expression)
	case "member":
		e.license.members, err = j.references()
	case "subjectLicense", "subjectExtendableLicense":
		e.license.subject, err = j.reference3()
	case "subjectAddition":
		e.license.addition, err = j.reference3()
	default:
		return j.d.SkipValue()
	}
	return err
}

// reference3 reads the name of an element, or the element itself where it stands in place.
func (j *jsonParser) reference3() (string, error) {
	if j.d.PeekKind() == '{' {
		return j.linked()
	}
	if j.d.PeekKind() == '[' {
		all, err := j.references()
		if len(all) == 0 {
			return "", err
		}
		return all[0], err
	}
	return j.text()
}

func (j *jsonParser) references() (all []string, err error) {
	one := func() error {
		id, err := j.reference3()
		if id != "" {
			all = append(all, id)
		}
		return err
	}
	if j.d.PeekKind() == '"' {
		err = one()
		return all, err
	}
	err = j.list(one)
	return all, err
}

func (j *jsonParser) identifier(e *element) error {
	var kind, value string
	err := j.object(func(name []byte) error {
		switch local(string(name)) {
		case "externalIdentifierType":
			return j.into(&kind)
		case "identifier":
			return j.into(&value)
		}
		return j.d.SkipValue()
	})
	if (local(kind) == "packageUrl" || local(kind) == "purl" || local(kind) == "packageURL") && e.PURL == "" {
		e.PURL = value
	}
	return err
}

// keep puts an element where its type belongs.
func (j *jsonParser) keep(e *element) {
	ld := &j.ld
	ld.seen = true
	for _, root := range e.roots {
		j.doc.graph.root(root)
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
		e.URL = said(e.homepage)
		if e.URL == "" {
			e.URL = said(e.download)
		}
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
			j.doc.graph.root(to)
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
		j.doc.graph.depends(e.from, to, r.kind)
	}
}

// concludeLinked hands on the packages, now that their licences are known.
func (j *jsonParser) concludeLinked() error {
	j.doc.Format = strings.TrimSpace("SPDX " + version(j.ld.version))
	for _, p := range j.ld.packages {
		p.License = conclude(j.ld.expression(j.ld.chosen[p.id]), j.ld.expression(j.ld.declared[p.id]))
		p.Supplier = j.ld.agents[p.supplier]
		if err := j.component(p.id, p.Component); err != nil {
			return err
		}
	}
	return nil
}
