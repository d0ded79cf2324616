package collectors

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"portolan/collectors/dataset"
)

// control returns the path of the first text in a record that holds control characters, or "". Line breaks and tabs may
// stand in a copyright notice; nothing else of the kind may stand anywhere.
func control(r dataset.Record) string {
	if _, byName := r.(reference); byName {
		return ""
	}
	return controlIn(reflect.ValueOf(r).Elem())
}

func controlIn(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		if strings.ContainsFunc(v.String(), isControl) {
			return "/"
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return controlIn(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			if at := controlIn(v.Index(i)); at != "" {
				return fmt.Sprintf("/%d%s", i, strings.TrimSuffix(at, "/"))
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if strings.ContainsFunc(key.String(), isControl) || controlIn(v.MapIndex(key)) != "" {
				return "/*"
			}
		}
	case reflect.Struct:
		return controlInStruct(v)
	}
	return ""
}

func controlInStruct(v reflect.Value) string {
	if _, ok := v.Interface().(dataset.Time); ok {
		return ""
	}
	for i := range v.NumField() {
		if at := controlIn(v.Field(i)); at != "" {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			return "/" + name + strings.TrimSuffix(at, "/")
		}
	}
	return ""
}

func isControl(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}
