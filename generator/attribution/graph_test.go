package attribution

import (
	"strings"
	"testing"
)

func TestOnlyCertainDependenciesCount(t *testing.T) {
	yes, no := new(true), new(false)
	i := New(Product{}, []Component{
		{Name: "a", Direct: yes},
		{Name: "b", Direct: no, Via: []string{"a"}},
		{Name: "c", Direct: no, Via: []string{"a", "b"}},
		{Name: "d", Direct: no, Via: []string{"twin"}},
		{Name: "e", Direct: no, Via: []string{"nobody"}},
		{Name: "f", Direct: no, Via: []string{"f"}},
		{Name: "g"},
		{Name: "twin", Version: "1", Direct: no, Via: []string{"a"}},
		{Name: "twin", Version: "2", Direct: yes},
	}, nil)
	var got []string
	for _, e := range i.edges() {
		from := "product"
		if e.from != theProduct {
			from = i.components[e.from].Name
		}
		got = append(got, from+">"+i.components[e.to].Name)
	}
	if s := strings.Join(got, " "); s != "product>a a>b b>c product>twin" {
		t.Errorf("%s", s)
	}
}
