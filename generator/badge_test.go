package generator

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"
)

func TestBadgesAreWholeAndSayWhatTheyShow(t *testing.T) {
	for _, b := range []badge{
		{"status.svg", "Status", "Active", "good"},
		{"licence.svg", "Licence", `MIT" onload="x <b>&`, "fair"},
		{"licence.svg", "Licence", strings.Repeat("MIT OR ", 90), "plain"},
	} {
		drawn := string(b.svg())
		tokens := xml.NewDecoder(strings.NewReader(drawn))
		title, texts := "", 0
		for {
			token, err := tokens.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%v\n%s", err, drawn)
			}
			if start, ok := token.(xml.StartElement); ok {
				switch start.Name.Local {
				case "title":
					tokens.DecodeElement(&title, &start)
				case "text":
					texts++
				}
				for _, a := range start.Attr {
					if strings.HasPrefix(a.Name.Local, "on") {
						t.Errorf("%s: an attribute %s", b.value, a.Name.Local)
					}
				}
			}
		}
		if title != b.label+": "+b.value || texts != 2 || !strings.Contains(drawn, `role="img"`) || b.width() > 500 {
			t.Errorf("title %q, %d texts, %d wide", title, texts, b.width())
		}
	}
}

// TestEveryGroundOfABadgeLetsWhiteStandOut computes the contrast as WCAG does.
func TestEveryGroundOfABadgeLetsWhiteStandOut(t *testing.T) {
	for name, colour := range tones {
		if ratio := 1.05 / (luminance(t, colour) + .05); ratio < 4.5 {
			t.Errorf("%s: %.2f to 1", name, ratio)
		}
	}
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	var sum float64
	for i, weight := range []float64{.2126, .7152, .0722} {
		var part float64
		for _, c := range colour[1+2*i : 3+2*i] {
			part = part*16 + float64(strings.IndexRune("0123456789abcdef", c))
		}
		part /= 255
		if part <= .04045 {
			part /= 12.92
		} else {
			part = math.Pow((part+.055)/1.055, 2.4)
		}
		sum += weight * part
	}
	return sum
}

func TestMarkdownOfABadgeStaysALink(t *testing.T) {
	if got := markdownText(`a] [b\`); got != `a\] \[b\\` {
		t.Error(got)
	}
}
