package render

import (
	"fmt"
	"math"
	"strconv"

	"portolan/generator/problem"
)

// The grounds that the theme's text stands on, as portolan.css has them, and the contrast that WCAG 2.2 asks of text.
const (
	lightGround = "#ffffff"
	darkGround  = "#18232c"
	enough      = 4.5
)

// Accent returns the style sheet that sets a portal's accent colour, written as #rgb or #rrggbb. The dark theme gets the
// same colour, lightened as far as it must be read there. A colour that is too pale for white paper is darkened, and a
// problem says so.
func Accent(colour string) (css string, problems []problem.Problem) {
	given, ok := parseColour(colour)
	if !ok {
		return "", []problem.Problem{{
			Rule: "theme/accent", Text: strconv.Quote(colour) + " is not a colour", Hint: "write it as #9b1557",
		}}
	}
	light := towards(given, rgb{}, lightGround)
	if light != given {
		problems = append(problems, problem.Problem{
			Severity: problem.Warning, Rule: "theme/accent",
			Text: fmt.Sprintf("the accent %s has a contrast of %.1f on white; text needs %.1f", colour, contrast(given, lightGround), enough),
			Hint: "take a darker one, such as " + light.String(),
		})
	}
	dark := towards(given, rgb{255, 255, 255}, darkGround)
	return "@layer tokens{:root{--accent:light-dark(" + light.String() + "," + dark.String() + ")}}", problems
}

type rgb [3]float64

func (c rgb) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(math.Round(c[0])), int(math.Round(c[1])), int(math.Round(c[2])))
}

func parseColour(s string) (rgb, bool) {
	if len(s) == 4 {
		s = "#" + s[1:2] + s[1:2] + s[2:3] + s[2:3] + s[3:4] + s[3:4]
	}
	if len(s) != 7 || s[0] != '#' {
		return rgb{}, false
	}
	n, err := strconv.ParseUint(s[1:], 16, 32)
	return rgb{float64(n >> 16), float64(n >> 8 & 255), float64(n & 255)}, err == nil
}

// towards mixes a colour with black or white, in steps, until it can be read on a ground.
func towards(colour, other rgb, ground string) rgb {
	const steps = 50
	mixed := colour
	for i := 1; i <= steps && contrast(mixed, ground) < enough; i++ {
		share := float64(i) / steps
		for j := range mixed {
			mixed[j] = math.Round(colour[j]*(1-share) + other[j]*share)
		}
	}
	return mixed
}

// contrast is the ratio that WCAG defines, from 1 to 21.
func contrast(colour rgb, ground string) float64 {
	other, _ := parseColour(ground) // the grounds are compiled in
	a, b := luminance(colour), luminance(other)
	return (max(a, b) + .05) / (min(a, b) + .05)
}

func luminance(colour rgb) float64 {
	var linear rgb
	for i, v := range colour {
		v /= 255
		if v <= .04045 {
			linear[i] = v / 12.92
		} else {
			linear[i] = math.Pow((v+.055)/1.055, 2.4)
		}
	}
	return .2126*linear[0] + .7152*linear[1] + .0722*linear[2]
}
