package chart

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"portolan/generator/words"
	"portolan/themes"
)

// drawn draws in English.
func drawn(c Chart) Figure {
	c.Words = english
	return Draw(c)
}

var english, german = in("en"), in("de")

// in are the words of a language of the theme that the program carries.
func in(language string) *words.Words {
	w, err := words.In(themes.Default(), language)
	if err != nil {
		panic(err) // the theme is compiled in
	}
	return w
}

var update = flag.Bool("update", false, "rewrite the golden drawings")

// months makes a series that starts at a month; NaN is unknown.
func months(name string, year, month int, values ...float64) Series {
	s := Series{Name: name}
	for i, v := range values {
		m := month - 1 + i
		s.Points = append(s.Points, point(fmt.Sprintf("%04d-%02d", year+m/12, m%12+1), v))
	}
	return s
}

func point(label string, v float64) Point {
	if math.IsNaN(v) {
		return Point{Label: label}
	}
	return Point{Label: label, Value: &v}
}

func things(pairs ...any) Series {
	s := Series{}
	for i := 0; i < len(pairs); i += 2 {
		s.Points = append(s.Points, point(pairs[i].(string), pairs[i+1].(float64)))
	}
	return s
}

// soFar marks the last point as unfinished.
func soFar(s Series) Series {
	s.Points[len(s.Points)-1].Unfinished = true
	return s
}

func float(v float64) *float64 { return &v }

var hole = math.NaN()

// gallery holds a chart of every kind, and of every awkward sort of numbers. The figures are invented.
func gallery() map[string]Chart {
	people := soFar(months("", 2024, 11, 11, 9, 12, 13, 12, 14, 13, 15, 14, 16, 17, 16, 18, 15, 19, 18, 21, 20, 22, 21, hole, 23, 24, 26, 17))
	return map[string]Chart{
		"line":         {ID: "people", Kind: Line, Subject: "Contributors", Measure: "People with a commit, by month", Unit: "people", Series: []Series{people}},
		"line-falling": {ID: "reply", Kind: Line, Subject: "Time to a first reply", Measure: "Median hours to a first reply, by month", Unit: "hours", LowerIsBetter: true, Target: &Target{Value: 24}, Series: []Series{soFar(months("", 2024, 11, 44, 47, 41, 39, 40, 36, 38, 35, 33, 34, 30, 31, 31, 33, 30, 28, 29, 26, 25, 24, hole, 23, 21, 19, 20))}},
		"line-several": {ID: "several", Kind: Line, Subject: "Issues", Measure: "Issues opened and closed, by month", Unit: "issues", Adds: true, Series: []Series{
			months("opened", 2025, 11, 40, 44, 39, 52, 61, 58, 49, 47, 55, 60, 66, 64), months("closed", 2025, 11, 31, 36, 44, 41, 48, 57, 55, 42, 51, 54, 57, 63)}},
		"line-one":      {ID: "one", Kind: Line, Subject: "Stars", Unit: "stars", Series: []Series{months("", 2026, 10, 1250)}},
		"line-gaps":     {ID: "gaps", Kind: Line, Subject: "Stars", Unit: "stars", Series: []Series{months("", 2025, 11, hole, hole, hole, 1040, hole, 1100, 1180, hole, hole, 1390, 1420, 1500)}},
		"line-negative": {ID: "negative", Kind: Line, Subject: "Change in open issues", Unit: "issues", Series: []Series{months("", 2025, 11, 5, 3, -2, -7, -4, 0, 2, 6, 3, -1, -3, -5)}},
		"line-zero":     {ID: "zero", Kind: Line, Subject: "Commits", Unit: "commits", Series: []Series{months("", 2025, 11, 0, 0, 0, 0, 0, 0)}},
		"line-unknown":  {ID: "nothing", Kind: Line, Subject: "Stars", Unit: "stars", Series: []Series{months("", 2025, 11, hole, hole, hole)}},
		"area":          {ID: "area", Kind: Area, Subject: "Open issues", Measure: "Issues open at the end of the month", Unit: "issues", Series: []Series{soFar(months("", 2025, 11, 310, 322, 340, 336, hole, 351, 360, 348, 352, 371, 366, 380, 384))}},
		"bars":          {ID: "merged", Kind: Bars, Subject: "Changes merged", Measure: "Change requests merged, by month", Unit: "changes", Adds: true, Series: []Series{soFar(months("", 2025, 11, 42, 31, 48, 51, 47, 55, hole, 58, 49, 57, 61, 66, 41))}},
		"bars-long":     {ID: "long", Kind: Bars, Subject: "Commits", Measure: "Commits, by month", Unit: "commits", Adds: true, Series: []Series{soFar(months("", 2023, 12, 820, 910, 1040, 980, 1120, 1210, 990, 870, 940, 1130, 1260, 1310, 1180, 1240, 1390, 1420, 1350, 1280, 1190, 1060, 1270, 1440, 1530, 1490, 1380, 1460, 1610, 1580, 1640, hole, hole, 1420, 1390, 1660, 1730, 1102))}},
		"bars-negative": {ID: "net", Kind: Bars, Subject: "Net change", Unit: "projects", Adds: true, Series: []Series{months("", 2026, 3, 4, -2, 3, 0, -5, 6, 2, 1)}},
		"ranked": {ID: "ranked", Kind: Ranked, Subject: "Components by licence", Measure: "Components in products, by declared licence", Unit: "components", Adds: true, Series: []Series{things(
			"MIT", 1843.0, "Apache-2.0", 911.0, "BSD-3-Clause", 402.0, "GPL-2.0-only WITH Classpath-exception-2.0 OR LicenseRef-very-long-name", 37.0, "not declared", hole)}},
		"stacked": {ID: "verdicts", Kind: Stacked, Subject: "Verdicts", Measure: "Components by verdict, by context", Unit: "components", Series: []Series{
			{Name: "allowed", Fill: FillAllowed, Points: things("Used inside", 3010.0, "Offered over a network", 2870.0, "Shipped to others", 2590.0).Points},
			{Name: "conditional", Fill: FillConditional, Points: things("Used inside", 120.0, "Offered over a network", 160.0, "Shipped to others", 390.0).Points},
			{Name: "review", Fill: FillReview, Points: things("Used inside", 60.0, "Offered over a network", 110.0, "Shipped to others", 120.0).Points},
			{Name: "unknown", Fill: FillUnknown, Points: things("Used inside", 41.0, "Offered over a network", 41.0, "Shipped to others", 41.0).Points},
			{Name: "forbidden", Fill: FillForbidden, Points: things("Used inside", 2.0, "Offered over a network", 52.0, "Shipped to others", 92.0).Points}}},
		"stacked-time": {ID: "inout", Kind: Stacked, Subject: "Commits by people and machines", Measure: "Commits, by month", Unit: "commits", Adds: true, Series: []Series{
			soFar(months("people", 2025, 11, 31, 36, 44, 41, 48, 57, hole, 42, 51, 54, 57, 63, 40)), soFar(months("machines", 2025, 11, 11, 12, 9, hole, 13, 11, hole, 16, 17, 15, 19, 21, 12))}},
		"heat": {ID: "heat", Kind: HeatMap, Subject: "Commits by project", Measure: "Commits by project and month", Unit: "commits", Adds: true, Series: []Series{
			soFar(months("anvil", 2025, 12, 104, 99, 121, 113, 126, 118, hole, 89, 131, 142, 0, 94)), soFar(months("hammer", 2025, 12, 38, 41, 55, 47, 52, 49, 33, 29, 58, 61, 44, 26)),
			soFar(months("a-rather-long-project-name", 2025, 12, 1, 0, 0, 3, 2, hole, hole, hole, 4, 7, 5, 2))}},
		"sparkline":         {ID: "spark", Kind: Sparkline, Subject: "Projects", Measure: "Public projects, by month", Unit: "projects", Series: []Series{soFar(months("", 2025, 11, 11, 11, 11, 12, 12, hole, 13, 13, 13, 13, 14, 14, 14))}},
		"sparkline-unknown": {ID: "spark-none", Kind: Sparkline, Subject: "Projects", Unit: "projects", Series: []Series{months("", 2025, 11, hole, hole)}},
		"sparkline-open":    {ID: "spark-open", Kind: Sparkline, Subject: "Scorecard", Unit: "points", Series: []Series{soFar(months("", 2026, 10, hole, 7.3))}},
		"gauge":             {ID: "gauge", Kind: Gauge, Subject: "SBOM coverage", Unit: "%", Baseline: float(40), Target: &Target{Value: 95}, Series: []Series{months("", 2026, 9, 71, 78)}},
		"gauge-lower":       {ID: "gauge-lower", Kind: Gauge, Subject: "Time to a first reply", Unit: "hours", LowerIsBetter: true, Baseline: float(44), Target: &Target{Value: 24}, Series: []Series{months("", 2026, 9, 21, 24)}},
		"treemap": {ID: "tree", Kind: Treemap, Subject: "Code by language", Measure: "Code by language, in kilobytes", Unit: "kB", Adds: true, Series: []Series{things(
			"Go", 5400.0, "TypeScript", 3100.0, "Java", 2200.0, "Python", 1500.0, "Rust", 700.0, "C", 420.0, "Shell", 180.0, "HCL", 90.0, "Other", hole)}},
		"treemap-small": {ID: "small", Kind: Treemap, Subject: "Code by language", Unit: "commits", Adds: true, Series: []Series{things(
			"Go", 6000000.0, "Java", 2000000.0, "C", 150000.0, "D", 150000.0, "V", 150000.0, "R", 150000.0, "Q", 150000.0)}},
		"dots": {ID: "dots", Kind: Dots, Subject: "Scorecard", Measure: "OpenSSF Scorecard, by project", Series: []Series{things(
			"a", 7.1, "b", 6.4, "c", 8.2, "d", 6.5, "e", 6.6, "f", 3.2, "g", 5.0, "h", 9.1, "i", 6.5, "j", hole)}},
	}
}

// TestGoldenDrawings pins the bytes of every kind; -update rewrites them, and the difference is reviewed.
func TestGoldenDrawings(t *testing.T) {
	for name, c := range gallery() {
		t.Run(name, func(t *testing.T) {
			got := []byte(drawn(c).SVG + "\n")
			file := filepath.Join("testdata", name+".svg")
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
				t.Errorf("the drawing changed: go test -update, and look at it\n%s", got)
			}
		})
	}
}
