package dataset

// FailClosed gives a record without an audience the internal one: what nobody marked stays inside.
func FailClosed(r Record) {
	if a := audienceOf(r); a != nil {
		*a = a.OrInternal()
	}
}

// audienceOf returns where a record keeps its audience; nil for the kinds that have none of their own.
func audienceOf(r Record) *Audience {
	switch r := r.(type) {
	case *Project:
		return &r.Audience
	case *Activity:
		return &r.Audience
	case *Product:
		return &r.Audience
	case *Inventory:
		return &r.Audience
	case *Decisions:
		return &r.Audience
	case *Figure:
		return &r.Audience
	case *Events:
		return &r.Audience
	case *Outbound:
		return &r.Audience
	case *Scorecard:
		return &r.Audience
	case *Vulnerabilities:
		return &r.Audience
	case *Traffic:
		return &r.Audience
	}
	return nil
}
