package markdown

import (
	"strings"
	"testing"
)

func TestTheMarkForATableOfContentsIsNotShown(t *testing.T) {
	for _, mark := range []string{"[TOC]", "[[toc]]", "[[_TOC_]]", "  [toc] ", "{:TOC}"} {
		if html := string(New(Options{}).Render(Page{File: "a.md", Body: []byte("Before.\n\n" + mark + "\n\nBehind.\n")}).HTML); strings.Contains(strings.ToLower(html), "toc") {
			t.Errorf("%q is shown: %s", mark, html)
		}
	}
	for _, text := range []string{"[[_TOC_]] and more", "toc", "[tok]"} {
		if html := string(New(Options{}).Render(Page{File: "a.md", Body: []byte(text + "\n")}).HTML); !strings.Contains(strings.ToLower(html), "to") {
			t.Errorf("%q is not shown: %s", text, html)
		}
	}
}
