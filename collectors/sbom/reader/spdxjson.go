package reader

import (
	"strings"

	"portolan/collectors/dataset"
)

// spdxDocument is what must be known at the end of an SPDX 2 document.
type spdxDocument struct {
	version, name string
	packages      bool
}

// spdxMember reads a member of the outermost object, if it is one of SPDX 2, and skips it otherwise.
func (j *jsonParser) spdxMember(name []byte) error {
	switch string(name) {
	case "spdxVersion":
		return j.into(&j.spdx.version)
	case "name":
		return j.into(&j.spdx.name)
	case "creationInfo":
		return j.object(j.creation)
	case "packages":
		j.spdx.packages = true
		return j.list(j.spdxPackage)
	case "documentDescribes":
		described, err := j.texts()
		for _, id := range described {
			j.doc.graph.root(id)
		}
		return err
	case "relationships":
		return j.list(j.relationship)
	}
	return j.d.SkipValue()
}

func (j *jsonParser) concludeSPDX() error {
	number := strings.TrimPrefix(j.spdx.version, "SPDX-")
	if number == j.spdx.version {
		j.doc.remarks.add("format", 0, "spdxVersion does not name a version of SPDX; it is read as SPDX 2")
	}
	j.doc.Format = strings.TrimSpace("SPDX " + version(number))
	j.doc.Name = dataset.CleanText(j.spdx.name)
	return nil
}

func (j *jsonParser) creation(name []byte) error {
	if string(name) != "created" {
		return j.d.SkipValue()
	}
	text, err := j.text()
	j.doc.Created = moment(text)
	return err
}

func (j *jsonParser) spdxPackage() error {
	var s spdxPackage
	if err := j.object(func(name []byte) error { return j.packageMember(&s, name) }); err != nil {
		return err
	}
	return j.component(s.id, s.finished())
}

func (j *jsonParser) packageMember(s *spdxPackage, name []byte) error {
	switch string(name) {
	case "SPDXID":
		return j.into(&s.id)
	case "name":
		return j.into(&s.Name)
	case "versionInfo":
		return j.into(&s.Version)
	case "licenseConcluded":
		return j.into(&s.concluded)
	case "licenseDeclared":
		return j.into(&s.declared)
	case "copyrightText":
		return j.into(&s.Copyright)
	case "supplier":
		return j.into(&s.supplier)
	case "originator":
		return j.into(&s.originator)
	case "homepage":
		return j.into(&s.homepage)
	case "downloadLocation":
		return j.into(&s.download)
	case "primaryPackagePurpose":
		return j.into(&s.purpose)
	case "externalRefs":
		return j.list(func() error { return j.externalRef(s) })
	}
	return j.d.SkipValue()
}

func (j *jsonParser) externalRef(s *spdxPackage) error {
	var kind, locator string
	err := j.object(func(name []byte) error {
		switch string(name) {
		case "referenceType":
			return j.into(&kind)
		case "referenceLocator":
			return j.into(&locator)
		}
		return j.d.SkipValue()
	})
	s.refer(kind[strings.LastIndexByte(kind, '/')+1:], locator)
	return err
}

func (j *jsonParser) relationship() error {
	var from, kind, to string
	err := j.object(func(name []byte) error {
		switch string(name) {
		case "spdxElementId":
			return j.into(&from)
		case "relationshipType":
			return j.into(&kind)
		case "relatedSpdxElement":
			return j.into(&to)
		}
		return j.d.SkipValue()
	})
	j.relate(from, kind, to)
	return err
}
