package git

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/licensefile"
	"portolan/collectors/source"
)

func (c *Collector) project(run *source.Run, id string, h *history) *dataset.Project {
	p := &dataset.Project{
		ID: id, Name: cmp.Or(c.config.Name, path.Base(id)), Organization: c.config.Organization, Visibility: dataset.VisibilityUnknown,
		Audience: c.config.Audience, DefaultBranch: dataset.CleanText(h.branch), License: license(h.license), Community: community(h.files),
	}
	if host, rest, _ := strings.Cut(id, "/"); host != "local" {
		p.URL = "https://" + id
		if owner := path.Dir(rest); p.Organization == "" && owner != "." {
			p.Organization = owner
		}
	}
	p.Provenance = run.Provenance("git", p.URL)
	p.Provenance.Complete = !h.shallow
	oldest, newest := h.span()
	p.Changed = dataset.AtOrNil(newest)
	if !h.shallow {
		p.Created = dataset.AtOrNil(oldest)
	}
	// A cut clone has few of the tags, or none.
	if !h.shallow {
		p.Releases = releases(h.tags)
	}
	return p
}

func license(found licensefile.Found) dataset.License {
	if len(found.Files) == 0 {
		return dataset.License{}
	}
	l := dataset.License{Source: "file", File: found.Files[0]}
	if found.Expression != "" {
		l.Expression, l.Source = &found.Expression, "detected"
	}
	return l
}

// version is what a tag that names one looks like; unfinished what marks those that are not for everybody.
var (
	version    = regexp.MustCompile(`[0-9]+\.[0-9]+|^v?[0-9]+$|[-_/@]v?[0-9]+$`)
	unfinished = regexp.MustCompile(`(?i)[0-9][-.]?(alpha|beta|a|b|rc|cr|pre|preview|dev|m|milestone|snapshot|nightly|canary|next)[-.]?[0-9]*([-.+]|$)`)
)

// releases takes the tags that name a version, newest first.
func releases(tags []tag) []dataset.Release {
	releases := []dataset.Release{}
	for _, t := range tags {
		if name := dataset.CleanText(t.name); version.MatchString(name) {
			releases = append(releases, dataset.Release{Tag: name, Published: dataset.At(t.at), Prerelease: unfinished.MatchString(name)})
		}
	}
	slices.SortFunc(releases, func(a, b dataset.Release) int {
		return cmp.Or(b.Published.Compare(a.Published.Time), strings.Compare(b.Tag, a.Tag))
	})
	return releases
}

// community looks for the files where the common forges look for them.
func community(files []string) dataset.Community {
	has := func(stems ...string) *bool {
		return dataset.Of(slices.ContainsFunc(files, func(file string) bool {
			stem, _, _ := strings.Cut(strings.ToLower(path.Base(file)), ".")
			return path.Dir(file) != "LICENSES" && slices.Contains(stems, stem)
		}))
	}
	licensed := slices.ContainsFunc(files, func(file string) bool {
		return path.Dir(file) == "LICENSES" || path.Dir(file) == "." && licensefile.Named(file)
	})
	return dataset.Community{
		Readme: has("readme"), Contributing: has("contributing"), CodeOfConduct: has("code_of_conduct", "code-of-conduct"),
		SecurityPolicy: has("security"), LicenseFile: &licensed,
	}
}
