package reader

import "strings"

// cyclonedxDocument is what must be known at the end of a CycloneDX document.
type cyclonedxDocument struct {
	format, version string
	components      bool
}

// cyclonedxMember reads a member of the outermost object, if it is one of CycloneDX.
func (j *jsonParser) cyclonedxMember(name []byte) (known bool, err error) {
	switch string(name) {
	case "bomFormat":
		return true, j.into(&j.cdx.format)
	case "specVersion":
		return true, j.into(&j.cdx.version)
	case "metadata":
		return true, j.object(j.metadata)
	case "components":
		j.cdx.components = true
		return true, j.list(j.cyclonedxComponent)
	case "dependencies":
		return true, j.list(j.dependency)
	}
	return false, nil
}

func (j *jsonParser) concludeCycloneDX() error {
	if j.cdx.format != "CycloneDX" {
		j.doc.remarks.add("format", 0, "bomFormat does not say CycloneDX; it is read as such")
	}
	j.doc.scope = scopeWithout
	j.doc.Format = strings.TrimSpace("CycloneDX " + version(j.cdx.version))
	return nil
}

func (j *jsonParser) metadata(name []byte) error {
	switch string(name) {
	case "timestamp":
		text, err := j.text()
		j.doc.Created = moment(text)
		return err
	case "component":
		return j.describedComponent()
	}
	return j.d.SkipValue()
}

// describedComponent reads what the document is about: no component of itself, but what it is made of may stand in it.
func (j *jsonParser) describedComponent() error {
	var c cyclonedxComponent
	err := j.object(func(name []byte) error { return j.componentMember(&c, name) })
	j.parser.described(&c)
	return err
}

// cyclonedxComponent reads a component, and before it those that stand in it.
func (j *jsonParser) cyclonedxComponent() error {
	var c cyclonedxComponent
	if err := j.object(func(name []byte) error { return j.componentMember(&c, name) }); err != nil {
		return err
	}
	return j.component(c.ref, c.finished())
}

func (j *jsonParser) componentMember(c *cyclonedxComponent, name []byte) (err error) {
	switch string(name) {
	case "bom-ref":
		return j.into(&c.ref)
	case "type":
		return j.into(&c.Type)
	case "name":
		return j.into(&c.Name)
	case "group":
		return j.into(&c.Group)
	case "version":
		return j.into(&c.Version)
	case "purl":
		return j.into(&c.PURL)
	case "scope":
		return j.into(&c.scope)
	case "copyright":
		return j.into(&c.Copyright)
	case "publisher":
		return j.into(&c.publisher)
	case "supplier":
		return j.object(func(name []byte) error {
			if string(name) == "name" {
				return j.into(&c.Supplier)
			}
			return j.d.SkipValue()
		})
	case "licenses":
		return j.list(func() error { return j.licenseChoice(c) })
	case "externalReferences":
		return j.list(func() error { return j.reference(c) })
	case "properties":
		return j.list(func() error { return j.property(c) })
	case "components":
		return j.list(j.cyclonedxComponent)
	}
	return j.d.SkipValue()
}

// licenseChoice reads one entry of a list of licences: an expression, or a licence by id, name or address.
func (j *jsonParser) licenseChoice(c *cyclonedxComponent) error {
	var l cyclonedxLicense
	err := j.object(func(name []byte) error {
		switch string(name) {
		case "expression":
			return j.into(&l.expression)
		case "acknowledgement":
			return j.into(&l.acknowledgement)
		case "license":
			return j.object(func(name []byte) error { return j.licenseMember(&l, name) })
		}
		// Some tools leave out the object in between.
		return j.licenseMember(&l, name)
	})
	c.add(l)
	return err
}

func (j *jsonParser) licenseMember(l *cyclonedxLicense, name []byte) error {
	switch string(name) {
	case "id":
		return j.into(&l.id)
	case "name":
		return j.into(&l.name)
	case "url":
		return j.into(&l.url)
	case "acknowledgement":
		return j.into(&l.acknowledgement)
	}
	return j.d.SkipValue()
}

func (j *jsonParser) reference(c *cyclonedxComponent) error {
	var kind, url string
	err := j.object(func(name []byte) error {
		switch string(name) {
		case "type":
			return j.into(&kind)
		case "url":
			return j.into(&url)
		}
		return j.d.SkipValue()
	})
	c.refer(kind, url)
	return err
}

func (j *jsonParser) property(c *cyclonedxComponent) error {
	var key, value string
	err := j.object(func(name []byte) error {
		switch string(name) {
		case "name":
			return j.into(&key)
		case "value":
			return j.into(&value)
		}
		return j.d.SkipValue()
	})
	c.property(key, value)
	return err
}

func (j *jsonParser) dependency() error {
	var from string
	var to []string
	err := j.object(func(name []byte) (err error) {
		switch string(name) {
		case "ref":
			return j.into(&from)
		case "dependsOn":
			to, err = j.texts()
			return err
		}
		return j.d.SkipValue()
	})
	for _, ref := range to {
		j.doc.graph.depends(from, ref, required)
	}
	return err
}
