package dataset

import (
	"reflect"
	"testing"
	"testing/fstest"
)

func TestWhatIsReadIsClean(t *testing.T) {
	d, errs := Read(fstest.MapFS{
		"projects/x/a.json": {Data: []byte(`{"id": "x/a", "name": "a\u202egnp.exe", "description": "Plain", "visibility": "public", "url": "javascript:alert(1)", "homepage": "https://example.org/",
			"topics": ["b\u0007"], "languages": {"Go\u2066": 1}, "releases": [{"tag": "v1", "published": "2026-01-01T00:00:00Z", "url": "data:text/html,x"}],
			"provenance": {"source": "github", "collected": "2026-01-01T00:00:00Z", "url": "vbscript:x"}}`)},
		"decisions/d.json": {Data: []byte(`{"id": "d", "decisions": [{"id": "1", "title": "A – “b”", "verdict": "allowed", "url": "file:///etc/passwd", "decided": null, "expires": null}],
			"provenance": {"source": "csv", "collected": "2026-01-01T00:00:00Z"}}`)},
	})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	p := d.Projects[0]
	if p.Name != "agnp.exe" || p.URL != "" || p.Homepage != "https://example.org/" || p.Topics[0] != "b" || p.Languages["Go"] != 1 || p.Releases[0].URL != "" || p.Provenance.URL != "" {
		t.Errorf("%+v", p)
	}
	if one := d.Decisions[0].Decisions[0]; one.URL != "" || one.Title != "A – “b”" {
		t.Errorf("%+v", one)
	}
}

// TestEveryAddressIsCleaned finds the fields that hold addresses by their name, so that a new one is not forgotten.
func TestEveryAddressIsCleaned(t *testing.T) {
	var fill func(v reflect.Value)
	fill = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if v.Type() != reflect.TypeFor[*Time]() {
				v.Set(reflect.New(v.Type().Elem()))
				fill(v.Elem())
			}
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			fill(v.Index(0))
		case reflect.String:
			v.SetString("javascript:alert(1)")
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Field(i).CanSet() && v.Type() != reflect.TypeFor[Time]() {
					fill(v.Field(i))
				}
			}
		}
	}
	var look func(path string, v reflect.Value)
	look = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				look(path, v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				look(path, v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				name := v.Type().Field(i).Name
				if (name == "URL" || name == "Homepage") && v.Field(i).String() != "" {
					t.Errorf("%s.%s keeps %q", path, name, v.Field(i))
				}
				look(path+"."+name, v.Field(i))
			}
		}
	}
	for kind, fresh := range kinds() {
		r := fresh()
		fill(reflect.ValueOf(r).Elem())
		cleanLinks(r)
		look(kind, reflect.ValueOf(r))
	}
}
