package git

import (
	"slices"
	"strings"
)

// machines are the names, and local parts of addresses, under which well-known machines commit.
var machines = []string{
	"dependabot", "dependabot-preview", "renovate", "renovate-bot", "renovatebot", "github-actions", "gitlab-bot", "greenkeeper", "greenkeeperio-bot",
	"snyk-bot", "pre-commit-ci", "semantic-release-bot", "mergify", "allcontributors", "imgbot", "imgbotapp", "pyup-bot", "whitesource-bolt",
	"deepsource-autofix", "codecov-io", "stickler-ci", "travis-ci", "circleci", "weblate", "hosted weblate", "copybara", "copybara-service",
	"k8s-ci-robot", "openshift-merge-robot", "bors", "homu", "rust-bors", "gitter-badger", "the-gitter-badger", "scala-steward", "azure-pipelines",
	"jenkins", "github action", "github actions", "fossabot", "cla-bot", "release-please",
}

// robot tells whether a commit was made by a machine: it says so itself, is well known, or the portal says so.
func robot(c commit, more []string) bool {
	name, email := strings.ToLower(strings.TrimSpace(c.name)), strings.ToLower(c.email)
	local, domain, _ := strings.Cut(email, "@")
	if _, login, ok := strings.Cut(local, "+"); ok && domain == "users.noreply.github.com" {
		local = login
	}
	for _, word := range []string{name, local} {
		if strings.HasSuffix(word, "[bot]") || strings.HasSuffix(word, "-bot") || strings.HasSuffix(word, "-robot") || slices.Contains(machines, word) {
			return true
		}
	}
	if domain == "dependabot.com" || domain == "renovateapp.com" || email == "action@github.com" || email == "actions@github.com" {
		return true
	}
	return slices.ContainsFunc(more, func(bot string) bool { return strings.EqualFold(bot, name) || strings.EqualFold(bot, email) })
}
