package generator

import (
	"testing"

	"portolan/collectors/dataset"
)

func TestTheForgeIsBelievedBeforeAClone(t *testing.T) {
	from := func(source string) *dataset.Activity {
		return &dataset.Activity{Project: "github.com/acme/anvil", Provenance: dataset.Provenance{Source: source}}
	}
	list := byProject([]*dataset.Activity{from("git"), from("github"), from("warehouse")})["github.com/acme/anvil"]
	if len(list) != 3 || list[0].Provenance.Source != "github" || list[1].Provenance.Source != "git" {
		t.Errorf("%v", list)
	}
}
