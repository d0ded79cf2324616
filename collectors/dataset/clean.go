package dataset

import (
	"bytes"
	"reflect"
)

// clean takes out of a record what nobody who reads it should have to fear: addresses that are no web addresses and, where
// the file holds any, signs that turn the direction of writing or cannot be seen.
func clean(r Record, data []byte) {
	cleanLinks(r)
	if suspicious(data) {
		cleanTexts(reflect.ValueOf(r))
	}
}

// link empties an address that must not stand in a link.
func link(address *string) {
	if *address != "" && CleanLink(*address) == "" {
		*address = ""
	}
}

func cleanLinks(r Record) {
	link(&r.From().URL)
	switch r := r.(type) {
	case *Project:
		link(&r.URL)
		link(&r.Homepage)
		for i := range r.Releases {
			link(&r.Releases[i].URL)
		}
		for i := range r.Tasks {
			link(&r.Tasks[i].URL)
		}
		cleanInventory(r.CodeJSON)
	case *Product:
		link(&r.URL)
	case *Inventory:
		for i := range r.Components {
			link(&r.Components[i].URL)
		}
	case *Decisions:
		for i := range r.Decisions {
			link(&r.Decisions[i].URL)
		}
	case *Events:
		for i := range r.Events {
			link(&r.Events[i].URL)
		}
	case *Outbound:
		link(&r.URL)
	case *Scorecard:
		for i := range r.Checks {
			link(&r.Checks[i].URL)
		}
	}
}

func cleanInventory(c *CodeJSON) {
	if c == nil {
		return
	}
	link(&c.Download)
	link(&c.DisclaimerURL)
	for _, list := range [][]NamedLink{c.Licenses, c.RelatedCode, c.ReusedCode} {
		for i := range list {
			link(&list[i].URL)
		}
	}
}

// suspicious tells whether a file may hold control characters or marks of direction, written as they are or as escapes.
func suspicious(data []byte) bool {
	if bytes.Contains(data, []byte(`\u`)) || bytes.IndexByte(data, 0x7f) >= 0 {
		return true
	}
	for rest := data; ; {
		at := bytes.IndexByte(rest, 0xe2) // marks of direction are U+200E to U+2069
		if at < 0 || at+2 >= len(rest) {
			return bytes.Contains(data, []byte("\u061c")) || bytes.Contains(data, []byte("\ufeff")) || bytes.Contains(data, []byte{0xc2, 0x80}) || bytes.Contains(data, []byte("\u0085"))
		}
		if next, last := rest[at+1], rest[at+2]; next == 0x80 && (last >= 0x8b && last <= 0x8f || last >= 0xa8 && last <= 0xae) || next == 0x81 && last >= 0xa0 {
			return true
		}
		rest = rest[at+1:]
	}
}

// cleanTexts cleans every text of a record; few records ever need it.
func cleanTexts(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if text := v.String(); CleanText(text) != text {
			v.SetString(CleanText(text))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			cleanTexts(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			cleanTexts(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				cleanTexts(v.Field(i))
			}
		}
	case reflect.Map:
		cleanMap(v)
	}
}

func cleanMap(v reflect.Value) {
	for _, key := range v.MapKeys() {
		value := reflect.New(v.Type().Elem()).Elem()
		value.Set(v.MapIndex(key))
		cleanTexts(value)
		clean := reflect.New(key.Type()).Elem()
		clean.Set(key)
		cleanTexts(clean)
		v.SetMapIndex(key, reflect.Value{})
		v.SetMapIndex(clean, value)
	}
}
