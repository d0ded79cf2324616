package reader

import (
	"bytes"
	"strings"

	"portolan/collectors/dataset"
)

// spdxDocument is what must be known at the end of an SPDX 2 document.
type spdxDocument struct {
	version, name string
	packages      bool
}

func (j *jsonParser) concludeSPDX() {
	number := strings.TrimPrefix(j.spdx.version, "SPDX-")
	if number == j.spdx.version {
		j.doc.remarks.add("format", 0, "spdxVersion does not name a version of SPDX; it is read as SPDX 2")
	}
	j.doc.Format = strings.TrimSpace("SPDX " + version(number))
	j.doc.Name = dataset.CleanText(j.spdx.name)
}

func (j *jsonParser) creation(name []byte) {
	if string(name) == "created" {
		j.doc.Created = moment(j.text())
	}
}

func (j *jsonParser) spdxPackage() {
	var s spdxPackage
	j.object(func(name []byte) { j.packageMember(&s, name) })
	j.component(s.id, s.finished())
}

func (j *jsonParser) packageMember(s *spdxPackage, name []byte) {
	switch string(name) {
	case "SPDXID":
		s.id = j.bytes()
	case "name":
		s.Name = j.text()
	case "versionInfo":
		s.Version = j.text()
	case "licenseConcluded":
		s.concluded = j.common()
	case "licenseDeclared":
		s.declared = j.common()
	case "copyrightText":
		s.Copyright = j.text()
	case "supplier":
		s.supplier = j.common()
	case "originator":
		s.originator = j.common()
	case "homepage":
		s.homepage = j.text()
	case "downloadLocation":
		s.download = j.text()
	case "primaryPackagePurpose":
		s.purpose = j.common()
	case "externalRefs":
		j.list(func() { j.externalRef(s) })
	}
}

func (j *jsonParser) externalRef(s *spdxPackage) {
	var kind, locator []byte
	j.object(func(name []byte) {
		switch string(name) {
		case "referenceType":
			kind = j.bytes()
		case "referenceLocator":
			locator = j.bytes()
		}
	})
	if string(kind[bytes.LastIndexByte(kind, '/')+1:]) == "purl" && s.PURL == "" {
		s.PURL = j.texts.keep(bytes.TrimSpace(locator))
	}
}

func (j *jsonParser) relationship() {
	var from, kind, to []byte
	j.object(func(name []byte) {
		switch string(name) {
		case "spdxElementId":
			from = j.bytes()
		case "relationshipType":
			kind = j.bytes()
		case "relatedSpdxElement":
			to = j.bytes()
		}
	})
	j.relate(from, kind, to)
}
