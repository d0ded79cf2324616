package memo

import (
	"slices"
	"testing"
)

func TestWhatIsPackedIsUnpacked(t *testing.T) {
	p := Packer{}
	digest := DigestOf("something")
	p.Number(0)
	p.Number(300)
	p.Long(1<<63 + 1)
	p.Text("")
	p.Text("naïve")
	p.Bytes([]byte{0, 255})
	p.Texts([]string{"a", ""})
	p.Texts(nil)
	p.Numbers(3, func(i int) int { return 1000 * i })
	p.Flag(true)
	p.Flag(false)
	p.Digest(digest)
	for name, u := range map[string]Unpacker{"copied": Unpack(p.Data), "shared": UnpackTexts(p.Data)} {
		if u.Number() != 0 || u.Number() != 300 || u.Long() != 1<<63+1 || u.Text() != "" || u.Text() != "naïve" {
			t.Errorf("%s: numbers or texts differ", name)
		}
		if !slices.Equal(u.Bytes(), []byte{0, 255}) || !slices.Equal(u.Texts(), []string{"a", ""}) || u.Texts() != nil {
			t.Errorf("%s: lists differ", name)
		}
		if !slices.Equal(u.Numbers(), []int{0, 1000, 2000}) || !u.Flag() || u.Flag() || u.Digest() != digest || len(u.Data) != 0 {
			t.Errorf("%s: numbers, flags or the digest differ", name)
		}
	}
}
