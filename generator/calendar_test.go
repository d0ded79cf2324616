package generator_test

import (
	"strings"
	"testing"
)

const reviewed = `-- site.yaml --
title: Acme
editions:
  public: {audiences: [public], base_url: https://open.example/}
  internal: {audiences: [public, internal], base_url: https://in.example/}
-- index.md --
---
audience: public
---
# Acme
-- use.md --
---
title: Use
audience: public
owner: Legal
effective: 2026-01-01
---
Words.
-- old.md --
---
title: Old
audience: public
status: retired
owner: Legal
review_by: 2027-01-01
---
Words.
-- inside.md --
---
title: Inside
owner: Legal
review_by: 2027-02-01
---
The [calendar](/reviews.ics).
`

// TestACalendarHoldsSomething: RFC 5545 asks for at least one component, so what would be empty is not there, and nothing
// leads to it.
func TestACalendarHoldsSomething(t *testing.T) {
	files := built(t, reviewed)
	shows(t, files, "internal/reviews.ics", "DTSTART;VALUE=DATE:20270201\r\nDTEND;VALUE=DATE:20270202\r\nSUMMARY:Review: Inside\r\n", "!Old")
	shows(t, files, "internal/api/index.html", "reviews.ics")
	shows(t, files, "internal/inside/index.html", `href="../reviews.ics"`)
	if calendar, there := files["public/reviews.ics"]; there {
		t.Errorf("a calendar without reviews: %s", calendar)
	}
	shows(t, files, "public/api/index.html", "!reviews.ics")
	for name, data := range files {
		if strings.HasSuffix(name, ".ics") && !strings.Contains(data, "BEGIN:VEVENT") {
			t.Errorf("%s is empty", name)
		}
	}
}

// TestEventsOfLongAgoMakeNoCalendar: the page stays, and tells what was.
func TestEventsOfLongAgoMakeNoCalendar(t *testing.T) {
	files := built(t, strings.ReplaceAll(community, "2026-", "2020-"))
	if calendar, there := files["public/events.ics"]; there {
		t.Errorf("a calendar without events: %s", calendar)
	}
	shows(t, files, "public/community/events/index.html", "!events.ics")
}
