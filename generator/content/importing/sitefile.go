package importing

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// siteFile is the settings file to start with.
func (s *source) siteFile() []byte {
	title := s.setting("site_name", "title", "site.title")
	if title == "" {
		title = s.literal("title")
	}
	if title == "" {
		title = s.homeTitle()
	}
	organization := s.setting("site_author", "author", "author.name", "organization")
	if organization == "" {
		organization = s.literal("organizationName")
	}
	var b strings.Builder
	b.WriteString("# The settings of this portal; all of them: portolan new starter, starter/content/site.yaml.\n")
	fmt.Fprintf(&b, "title: %s\n", quoted(title, "Handbook"))
	fmt.Fprintf(&b, "organization: %s\n", quoted(organization, title))
	if description := s.setting("site_description", "description", "params.description"); description != "" {
		fmt.Fprintf(&b, "description: %s\n", quoted(description, ""))
	}
	if language := s.setting("languageCode", "languagecode", "lang", "theme.language"); language != "" {
		fmt.Fprintf(&b, "language: %s\n", quoted(language, "en"))
	}
	if languages := s.languages(); len(languages) > 0 {
		fmt.Fprintf(&b, "languages: [%s]\n", strings.Join(languages, ", "))
	}
	b.WriteString("\n# Where the portal is served: feeds and the sitemap need it.\n")
	if address := s.servedAt(); address != "" {
		fmt.Fprintf(&b, "base_url: %s\n", quoted(address, ""))
	} else {
		b.WriteString("# base_url: https://handbook.example.com/\n")
	}
	b.WriteString(siteRest)
	return []byte(b.String())
}

const siteRest = `
# One source, several sites. Without editions there is one site, which holds everything. A page without an audience is
# for the internal edition alone.
# editions:
#   public: {audiences: [public], base_url: https://opensource.example.com/}
#   internal: {audiences: [public, internal], base_url: https://handbook.example.com/}

# Links that led nowhere before the move are warned of. Mend them, take these lines out, and such a link stops a build.
check:
  rules:
    link/broken: warning
    link/anchor: warning
    container/unclosed: warning
`

// servedAt is the web address of the other site; empty where its settings name none.
func (s *source) servedAt() string {
	var address string
	switch s.kind {
	case "mkdocs":
		address = s.setting("site_url")
	case "hugo":
		address = s.setting("baseURL", "baseurl")
	case "jekyll":
		address = s.setting("url") + s.setting("baseurl")
	case "docusaurus":
		address = s.literal("url") + s.literal("baseUrl")
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return address
}

func quoted(text, otherwise string) string {
	if text == "" {
		text = otherwise
	}
	if text == "" {
		text = "Handbook"
	}
	return strconv.Quote(strings.ToValidUTF8(strings.Join(strings.Fields(text), " "), ""))
}

// languages are those that pages are translated into.
func (s *source) languages() []string {
	found := map[string]bool{}
	for _, p := range s.pages {
		if code := p.root.language; code != "" && s.files[p.file].Outcome == Written {
			found[code] = true
		}
	}
	return sortedKeys(found)
}

// homeTitle is the title of the front page.
func (s *source) homeTitle() string {
	if p := s.targets["index.md"]; p != nil {
		if title := p.front.text("title"); title != "" {
			return title
		}
		return headingOf(p)
	}
	return ""
}
