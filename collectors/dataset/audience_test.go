package dataset

import (
	"reflect"
	"testing"
)

func TestWhatHasNoAudienceIsInternal(t *testing.T) {
	for kind, fresh := range kinds() {
		r := fresh()
		FailClosed(r)
		field := reflect.ValueOf(r).Elem().FieldByName("Audience")
		if field.IsValid() && field.String() != string(Internal) {
			t.Errorf("a record of kind %s has the audience %q", kind, field)
		}
	}
}

func TestAnAudienceThatIsGivenStays(t *testing.T) {
	p := anvil()
	FailClosed(p)
	if p.Audience != Public {
		t.Errorf("got %q", p.Audience)
	}
}
