package reader

import "strings"

// cyclonedxDocument is what must be known at the end of a CycloneDX document.
type cyclonedxDocument struct {
	format, version string
	components      bool
}

func (j *jsonParser) concludeCycloneDX() {
	if j.cdx.format != "CycloneDX" {
		j.doc.remarks.add("format", 0, "bomFormat does not say CycloneDX; it is read as such")
	}
	j.doc.scope = scopeWithout
	j.doc.Format = strings.TrimSpace("CycloneDX " + version(j.cdx.version))
}

func (j *jsonParser) metadata(name []byte) {
	switch string(name) {
	case "timestamp":
		j.doc.Created = moment(j.text())
	case "component":
		// What the document is about is no component of itself, but what it is made of may stand in it.
		var c cyclonedxComponent
		j.object(func(name []byte) { j.componentMember(&c, name) })
		j.described(&c)
	}
}

// cyclonedxComponent reads a component, and before it those that stand in it.
func (j *jsonParser) cyclonedxComponent() {
	var c cyclonedxComponent
	j.object(func(name []byte) { j.componentMember(&c, name) })
	j.component(c.ref, c.finished())
}

func (j *jsonParser) componentMember(c *cyclonedxComponent, name []byte) {
	switch string(name) {
	case "bom-ref":
		c.ref = j.bytes()
	case "type":
		c.Type = j.common()
	case "name":
		c.Name = j.text()
	case "group":
		c.Group = j.text()
	case "version":
		c.Version = j.text()
	case "purl":
		c.PURL = j.text()
	case "scope":
		c.scope = j.common()
	case "copyright":
		c.Copyright = j.text()
	case "publisher":
		c.publisher = j.common()
	case "supplier":
		j.object(func(name []byte) {
			if string(name) == "name" {
				c.Supplier = j.common()
			}
		})
	case "licenses":
		j.list(func() { j.licenseChoice(c) })
	case "externalReferences":
		j.list(func() { j.reference(c) })
	case "properties":
		j.list(func() { j.property(c) })
	case "components":
		j.list(j.cyclonedxComponent)
	}
}

// licenseChoice reads one entry of a list of licences: an expression, or a licence by id, name or address.
func (j *jsonParser) licenseChoice(c *cyclonedxComponent) {
	var l cyclonedxLicense
	var member func(name []byte)
	member = func(name []byte) {
		switch string(name) {
		case "expression":
			l.expression = j.common()
		case "acknowledgement":
			l.acknowledgement = j.common()
		case "id":
			l.id = j.common()
		case "name":
			l.name = j.common()
		case "url":
			l.url = j.text()
		case "license":
			// Some tools leave out this object and write its members in its place.
			j.object(member)
		}
	}
	j.object(member)
	c.add(l)
}

func (j *jsonParser) reference(c *cyclonedxComponent) {
	var kind, url string
	j.object(func(name []byte) {
		switch string(name) {
		case "type":
			kind = j.common()
		case "url":
			url = j.text()
		}
	})
	c.refer(kind, url)
}

func (j *jsonParser) property(c *cyclonedxComponent) {
	var key, value string
	j.object(func(name []byte) {
		switch string(name) {
		case "name":
			key = j.common()
		case "value":
			value = j.common()
		}
	})
	c.property(key, value)
}

func (j *jsonParser) dependency() {
	var from []byte
	var to [][]byte
	j.object(func(name []byte) {
		switch string(name) {
		case "ref":
			from = j.bytes()
		case "dependsOn":
			to = j.bytesList()
		}
	})
	for _, ref := range to {
		j.doc.graph.depends(from, ref, required)
	}
}
