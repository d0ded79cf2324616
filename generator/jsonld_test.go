package generator

import (
	"reflect"
	"slices"
	"testing"
)

func TestTheDataOfAPageAreInTheOrderOfTheirNames(t *testing.T) {
	var names []string
	for field := range reflect.TypeFor[pageData]().Fields() {
		names = append(names, field.Tag.Get("json"))
	}
	if len(names) < 5 || !slices.IsSorted(names) {
		t.Error(names)
	}
}
