package generator_test

import "testing"

// A policy alone judges nothing: without an inventory the number of forbidden components is unknown, not zero.
func TestAPolicyWithoutAnInventoryCountsNothing(t *testing.T) {
	const rules = `-- index.md --
# Home
-- rules.md --
---
title: Rules
license_policy:
  contexts: {shipped: Shipped}
  rules:
    - {id: mit, license: [MIT], verdict: allowed}
---
Text.
`
	files := built(t, rules)
	if page, there := files["metrics/forbidden-components/index.html"]; there {
		t.Errorf("a figure of nothing: %s", page)
	}
	shows(t, files, "rules/index.html", "MIT")
}
