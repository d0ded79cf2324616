package attribution_test

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"portolan/generator/attribution"
)

var update = flag.Bool("update", false, "write testdata/sample.* anew")

func TestTheSampleIsWrittenAsBefore(t *testing.T) {
	product, components := sample()
	i := attribution.New(product, components, texts)
	for _, w := range writers {
		got, file := written(t, i, w.write), filepath.Join("testdata", "sample."+w.name)
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what %s holds; look at the difference after go test -update", w.name, file)
		}
	}
}

func TestTheOrderOfComponentsDoesNotMatter(t *testing.T) {
	product, components := sample()
	components = append(components, components[0], components[0], components[4]) // duplicates, one of which will differ
	components[len(components)-2].Copyright = "another"
	first := attribution.New(product, components, texts)
	random := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		random.Shuffle(len(components), func(a, b int) { components[a], components[b] = components[b], components[a] })
		again := attribution.New(product, components, texts)
		for _, w := range writers {
			if !bytes.Equal(written(t, first, w.write), written(t, again, w.write)) {
				t.Errorf("%s depends on the order of the input", w.name)
			}
		}
	}
}

func TestWhatIsGivenIsNotChanged(t *testing.T) {
	product, components := sample()
	components[2].Via[0] = "re\nact"
	_, want := sample()
	want[2].Via[0] = "re\nact"
	attribution.New(product, components, nil)
	if !reflect.DeepEqual(components, want) {
		t.Error("the components of the caller were changed")
	}
}

func TestTheSerialNumberFollowsTheContent(t *testing.T) {
	product, components := sample()
	before := written(t, attribution.New(product, components, nil), (*attribution.Inventory).CycloneDX)
	components[0].Verdicts[0].Word = "forbidden"
	after := written(t, attribution.New(product, components, nil), (*attribution.Inventory).CycloneDX)
	if bytes.Equal(serial(before), serial(after)) || len(serial(before)) == 0 {
		t.Errorf("another verdict left the serial number %s", serial(before))
	}
}

func serial(bill []byte) []byte {
	_, rest, _ := bytes.Cut(bill, []byte(`"urn:uuid:`))
	id, _, _ := bytes.Cut(rest, []byte(`"`))
	return id
}

func TestNoticesSayWhatIsMissing(t *testing.T) {
	nothing := attribution.New(attribution.Product{ID: "anvil"}, nil, nil)
	bare := attribution.New(attribution.Product{ID: "anvil"}, []attribution.Component{{Name: "a", Expression: "MIT", Copyright: "NOASSERTION"}, {Name: "b"}}, nil)
	for _, c := range []struct {
		inventory *attribution.Inventory
		lines     []string
	}{
		{nothing, []string{"anvil", "=====", "Date of the data: unknown", "Components made by others: 0", "Without a known licence: 0", "Without a recorded copyright: 0"}},
		{bare, []string{"Components made by others: 2", "Without a known licence: 1", "Without a recorded copyright: 2", "  MIT: https://spdx.org/licenses/MIT.html", "- b", "  Copyright: not recorded"}},
	} {
		text := string(written(t, c.inventory, (*attribution.Inventory).NoticesText))
		for _, line := range c.lines {
			if !strings.Contains(text, "\n"+line+"\n") {
				t.Errorf("%q is missing in\n%s", line, text)
			}
		}
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestAFailingWriterIsReported(t *testing.T) {
	product, components := sample()
	i := attribution.New(product, components, texts)
	for _, w := range writers {
		if err := w.write(i, full{}); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: %v", w.name, err)
		}
	}
}
