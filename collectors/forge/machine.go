package forge

import (
	"regexp"
	"slices"
	"strings"
)

// machines are the names, and local parts of addresses, under which well-known machines commit.
var machines = []string{
	"dependabot", "dependabot-preview", "renovate", "renovate-bot", "renovatebot", "github-actions", "gitlab-bot", "greenkeeper", "greenkeeperio-bot",
	"snyk-bot", "pre-commit-ci", "semantic-release-bot", "mergify", "allcontributors", "imgbot", "imgbotapp", "pyup-bot", "whitesource-bolt",
	"deepsource-autofix", "codecov-io", "stickler-ci", "travis-ci", "circleci", "weblate", "hosted weblate", "copybara", "copybara-service",
	"k8s-ci-robot", "openshift-merge-robot", "bors", "homu", "rust-bors", "gitter-badger", "the-gitter-badger", "scala-steward", "azure-pipelines",
	"jenkins", "github action", "github actions", "fossabot", "cla-bot", "release-please", "gitea-actions", "forgejo-actions",
}

// tokenBot is the account that GitLab makes for an access token of a project or group.
var tokenBot = regexp.MustCompile(`^(project|group)_[0-9]+_bot([0-9]+|_[0-9a-z]+)?$`)

// IsBotName tells whether a name says by itself that it is an application's.
func IsBotName(name string) bool { return strings.HasSuffix(strings.ToLower(name), "[bot]") }

// IsMachine tells whether an account or the name of a committer is a machine's: it says so, or is well known.
func IsMachine(name string) bool {
	name = strings.ToLower(strings.TrimSpace(name))
	return IsBotName(name) || strings.HasSuffix(name, "-bot") || strings.HasSuffix(name, "-robot") ||
		slices.Contains(machines, name) || tokenBot.MatchString(name)
}

// IsMachineIdentity does the same with the name and the address that stand in a commit.
func IsMachineIdentity(name, email string) bool {
	email = strings.ToLower(strings.TrimSpace(email))
	local, domain, _ := strings.Cut(email, "@")
	if _, login, ok := strings.Cut(local, "+"); ok && domain == "users.noreply.github.com" {
		local = login
	}
	return IsMachine(name) || IsMachine(local) || domain == "dependabot.com" || domain == "renovateapp.com" ||
		email == "action@github.com" || email == "actions@github.com"
}
