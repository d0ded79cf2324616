package generator

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"portolan/generator/metrics"
)

// badge is a small picture that says one thing of a project, for its readme or anywhere else.
type badge struct {
	file, label, value string
	tone               string // of tones
}

// badgeFiles are the names of all badges of a project.
var badgeFiles = []string{"status.svg", "licence.svg", "health.svg"}

// tones are the grounds of a badge's value. White stands out from each at 4.5 to 1 or more.
var tones = map[string]string{"good": "#1a6b5c", "fair": "#1f5f8b", "poor": "#7d5200", "bad": "#8f1d14", "plain": "#51606d"}

// badges are those of a project. What is unknown says so: a badge that vanishes leaves a hole where it was shown.
func (e *edition) badges(p *project, h metrics.Health) []badge {
	row := e.projectRow(p)
	status := badge{badgeFiles[0], e.text("status"), e.words.Word(cmpOr(row.Status, "unknown")), "plain"}
	if tone, known := map[string]string{"active": "good", "maintenance": "fair", "incubating": "fair", "experimental": "poor", "deprecated": "bad"}[row.Status]; known {
		status.tone = tone
	}
	license := badge{badgeFiles[1], e.text("license"), e.licenseOf(p), "fair"}
	if license.value == unknownValue {
		license.value, license.tone = e.text("unknown"), "plain"
	}
	health := badge{badgeFiles[2], e.text("badge_health"), e.text("unknown"), "plain"}
	if judged := h.Met + h.Unmet; judged > 0 {
		health.value = e.text("badge_met", h.Met, judged)
		health.tone = map[bool]string{true: "good", false: "poor"}[h.Met*3 >= judged*2]
	}
	return []badge{status, license, health}
}

// badgeViews show the badges with the Markdown that puts them on another page.
func (e *edition) badgeViews(p *project, badges []badge) []BadgeView {
	views := make([]BadgeView, 0, len(badges))
	for _, b := range badges {
		address := site(p.address + b.file)
		text := b.label + ": " + b.value
		views = append(views, BadgeView{Title: text, URL: address, Width: b.width(),
			Markdown: fmt.Sprintf("[![%s](%s)](%s)", markdownText(text), e.outward(address), e.outward(site(p.address)))})
	}
	return views
}

// markdownText keeps a text from ending the link that it stands in.
func markdownText(s string) string { return markdownSigns.Replace(s) }

var markdownSigns = strings.NewReplacer(`[`, `\[`, `]`, `\]`, `\`, `\\`)

// writeBadges writes the badges beside a project's page.
func (e *edition) writeBadges(p *project, badges []badge) error {
	for _, b := range badges {
		if err := e.putBadge(strings.TrimPrefix(p.address+b.file, "/"), b); err != nil {
			return err
		}
	}
	return nil
}

// badgeDrawn is a badge that several projects have.
type badgeDrawn struct {
	once sync.Once
	svg  []byte
	name string // of the file that held it first
}

// putBadge draws each distinct badge once.
func (e *edition) putBadge(name string, b badge) (err error) {
	b.file = ""
	known, _ := e.badgesDrawn.LoadOrStore(b, &badgeDrawn{})
	drawn := known.(*badgeDrawn)
	drawn.once.Do(func() {
		drawn.svg, drawn.name = b.svg(), name
		err = e.put(name, drawn.svg)
	})
	if drawn.name == name || !e.mayPut(name) {
		return err
	}
	return e.out.Repeat(join(e.name, name), drawn.svg, join(e.name, drawn.name))
}

// The measures of a badge in pixels: a letter is about so wide, and each part has so much room beside its text.
const (
	badgeLetter = 6.6
	badgeMargin = 7
	badgeHeight = 20
)

// longestBadge is how much of a value a badge shows.
const longestBadge = 40

func (b badge) parts() (label, value string, left, right int) {
	label, value = cut(b.label, longestBadge), cut(b.value, longestBadge)
	wide := func(s string) int { return int(float64(utf8.RuneCountInString(s))*badgeLetter) + 2*badgeMargin }
	return label, value, wide(label), wide(value)
}

func (b badge) width() int {
	_, _, left, right := b.parts()
	return left + right
}

// svg draws a badge. Texts are given the room that was reckoned for them, whatever font the reader has.
func (b badge) svg() []byte {
	label, value, left, right := b.parts()
	var out bytes.Buffer
	name := escaped(b.label + ": " + b.value)
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img" aria-label="%s"><title>%s</title>`, left+right, badgeHeight, name, name)
	fmt.Fprintf(&out, `<rect width="%d" height="%d" rx="3" fill="%s"/>`, left+right, badgeHeight, tones[b.tone])
	fmt.Fprintf(&out, `<path d="M3 0H%dV%dH3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#15222e"/>`, left, badgeHeight)
	out.WriteString(`<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" aria-hidden="true">`)
	text := func(s string, at, room int) {
		fmt.Fprintf(&out, `<text x="%d" y="14" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text>`, at+badgeMargin, room-2*badgeMargin, escaped(s))
	}
	text(label, 0, left)
	text(value, left, right)
	out.WriteString("</g></svg>\n")
	return out.Bytes()
}
