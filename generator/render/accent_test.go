package render

import (
	"math"
	"strings"
	"testing"
)

// The ratios are those that WebAIM's contrast checker gives.
func TestContrast(t *testing.T) {
	for _, test := range []struct {
		colour, ground string
		want           float64
	}{
		{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54}, {"#ff0000", "#ffffff", 4}, {"#0000ff", "#ffffff", 8.59},
	} {
		colour, ok := parseColour(test.colour)
		if got := contrast(colour, test.ground); !ok || math.Abs(got-test.want) > .01 {
			t.Errorf("%s on %s: %.3f, want %.2f", test.colour, test.ground, got, test.want)
		}
	}
}

func TestAccentCanBeReadOnBothGrounds(t *testing.T) {
	for _, colour := range []string{"#9b1557", "#000", "#fff", "#ffcc00", "#0055aa", "#808080", "#00ff00"} {
		css, problems := Accent(colour)
		_, rest, _ := strings.Cut(css, "light-dark(")
		pair, _, _ := strings.Cut(rest, ")")
		light, dark, _ := strings.Cut(pair, ",")
		for ground, made := range map[string]string{lightGround: light, darkGround: dark} {
			parsed, ok := parseColour(made)
			if !ok || contrast(parsed, ground) < enough {
				t.Errorf("%s became %s, which cannot be read on %s", colour, made, ground)
			}
		}
		given, _ := parseColour(colour)
		if pale := contrast(given, lightGround) < enough; pale != (len(problems) == 1) {
			t.Errorf("%s: problems %v", colour, problems)
		}
	}
}

func TestAccentRefusesWhatIsNoColour(t *testing.T) {
	for _, colour := range []string{"", "red", "#12", "#gggggg", "#12345678", "9b1557x"} {
		if css, problems := Accent(colour); css != "" || len(problems) != 1 {
			t.Errorf("%q: %q, %v", colour, css, problems)
		}
	}
}
