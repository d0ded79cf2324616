package generator_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestAChartIsReadPointByPoint: with the keyboard, the slider says what the chart's own table says.
func TestAChartIsReadPointByPoint(t *testing.T) {
	tab, base := browser(t, starter(t))
	do(t, tab, "open a page with charts", chromedp.Navigate(base+"value/"), chromedp.WaitReady("main"), chromedp.KeyEvent(kb.Tab))
	eventually(t, tab, `document.querySelectorAll(".points").length === document.querySelectorAll("figure.chart svg[data-points]").length && document.querySelectorAll(".points").length > 1`)
	do(t, tab, "go one back from the last point", chromedp.Focus(".points"), chromedp.KeyEvent(kb.ArrowLeft))
	row := `[...document.querySelector("figure.chart tbody").rows].at(-2)`
	eventually(t, tab, `document.querySelector(".points").ariaValueText === `+row+`.cells[0].textContent + ": " + `+row+`.cells[1].textContent`)
	eventually(t, tab, `document.querySelector(".tip").textContent === document.querySelector(".points").ariaValueText`)
}

// TestTasksAreNarrowedBySeveralValues: what is shown has a value of each facet that was chosen from, the address holds the
// choice, and the way back undoes it.
func TestTasksAreNarrowedBySeveralValues(t *testing.T) {
	tab, base := browser(t, starter(t))
	do(t, tab, "open the tasks", chromedp.Navigate(base+"community/good-first-issues/"), chromedp.WaitReady("main"), chromedp.KeyEvent(kb.Tab), chromedp.WaitReady("[role=status]"))
	shown := `[...document.querySelectorAll("[data-tokens]")].filter((row) => !row.hidden)`
	var all, some int
	do(t, tab, "choose two languages and a label", chromedp.Evaluate(shown+".length", &all), chromedp.Click(`[data-token="language:go"]`),
		chromedp.Click(`[data-token="language:rust"]`), chromedp.Click(`[data-token="label:tests"]`), chromedp.Evaluate(shown+".length", &some))
	if some == 0 || some >= all {
		t.Errorf("%d of %d tasks are shown", some, all)
	}
	eventually(t, tab, shown+`.every((row) => /language:(go|rust)\b/.test(row.dataset.tokens) && row.dataset.tokens.includes("label:tests"))`)
	eventually(t, tab, `document.querySelectorAll("[data-token][aria-current]").length === 3`)
	var found string
	do(t, tab, "read what was found, then load the address anew", chromedp.Text("[data-found]", &found), chromedp.Reload(), chromedp.WaitReady("[role=status]"))
	if !strings.Contains(found, " of ") {
		t.Errorf("found %q", found)
	}
	eventually(t, tab, `document.querySelector("[data-found]").textContent === "`+found+`"`)
	do(t, tab, "go back", chromedp.NavigateBack())
	eventually(t, tab, `document.querySelectorAll("[data-token][aria-current]").length === 2`)
}
