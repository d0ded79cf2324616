package generator

import (
	"context"
	"testing"
)

// What is let go of once figures are indexed is read again for whoever asks what is made for others.
func TestWhatIsForgottenIsReadAgain(t *testing.T) {
	for _, forget := range []bool{false, true} {
		p := open(context.Background(), Options{Content: "../content"})
		if forget {
			p.forgetActivity()
		}
		if !p.isMadeForSome("/metrics/contributors/") || !p.isMadeForSome("/metrics/time-to-first-response/") || p.isMadeForSome("/metrics/nothing/") {
			t.Errorf("with activity forgotten (%v) other pages are made for some than are", forget)
		}
	}
}
