package dataset

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unsafe"
)

func TestComponentsThatSayTheSameHoldItOnce(t *testing.T) {
	var components []Component
	for n := range 100 {
		name := fmt.Sprint("lib-", n)
		components = append(components, Component{PURL: "pkg:npm/" + name + "@1.0", Name: name, Version: "1.0",
			License: Of([]string{"MIT", "Zlib"}[n%2]), Direct: Of(n%3 == 0)})
	}
	components = append(components, Component{Name: "nameless", Version: "2"}, Component{PURL: "pkg:npm/other", Name: "elsewhere"})
	i := &Inventory{ID: "shop", Product: "shop", Audience: Public, Components: components, Provenance: Provenance{Source: "sbom", Collected: At(time.Date(2026, 10, 1, 6, 0, 0, 0, time.UTC))}}
	data, err := Encode(i)
	if err != nil {
		t.Fatal(err)
	}
	read, errs := Read(fstest.MapFS{"inventories/shop.json": {Data: data}})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	got := read.Inventories[0].Components
	if !reflect.DeepEqual(got, components) {
		t.Errorf("read other components than were written: %v", got)
	}
	if got[0].License != got[2].License || got[0].License == got[1].License || got[0].Direct != got[3].Direct {
		t.Error("what two components say is held twice, or what differs once")
	}
	at := strings.Index(got[0].PURL, got[0].Name)
	if unsafe.StringData(got[0].Name) != unsafe.StringData(got[0].PURL[at:]) {
		t.Error("a name that is a part of the package URL is held apart from it")
	}
	if cap(got) > len(got)+len(got)/8 {
		t.Errorf("%d components take the room of %d", len(got), cap(got))
	}
}
