// Package secret finds what looks like a password, key or token in a text, by the marks that services give their keys.
//
// Only what is made to be told apart is looked for: a finding is nearly always right, and a word that merely looks
// random is none. Examples that documentation is full of are passed over.
package secret

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

// Finding is one secret in a text.
type Finding struct {
	// Line and Column count from 1, columns in bytes.
	Line, Column int
	// Kind says what it looks like: "a GitHub token".
	Kind string
	// Masked is the secret with most of it struck out, fit to be shown.
	Masked string
	// Shown is the line that it stands on, with the secret masked.
	Shown string
}

// kind is a kind of secret. The mark is a text that every one of them holds, looked for before the pattern.
type kind struct {
	name, mark string
	pattern    *regexp.Regexp
}

// kinds are by how often they are met. Each pattern's first group, or else the whole, is the secret.
var kinds = sync.OnceValue(func() []kind {
	return []kind{
		{"a private key", "PRIVATE KEY", regexp.MustCompile(`-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----`)},
		{"a GitHub token", "gh", regexp.MustCompile(`\bgh[pousr]_[A-Za-z0-9]{36,}\b`)},
		{"a GitHub token", "github_pat_", regexp.MustCompile(`\bgithub_pat_[A-Za-z0-9_]{50,}\b`)},
		{"a GitLab token", "glpat-", regexp.MustCompile(`\bglpat-[A-Za-z0-9_-]{20,}`)},
		{"an AWS access key", "A", regexp.MustCompile(`\b(?:AKIA|ASIA)[A-Z2-7]{16}\b`)},
		{"a Google API key", "AIza", regexp.MustCompile(`\bAIza[A-Za-z0-9_-]{35}`)},
		{"a Slack token", "xox", regexp.MustCompile(`\bxox[abeoprs]-[A-Za-z0-9-]{20,}`)},
		{"the address of a Slack webhook", "hooks.slack.com/services/", regexp.MustCompile(`hooks\.slack\.com/services/(T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{20,})`)},
		{"a Stripe key", "k_live_", regexp.MustCompile(`\b[rs]k_live_[A-Za-z0-9]{20,}`)},
		{"an npm token", "npm_", regexp.MustCompile(`\bnpm_[A-Za-z0-9]{36}\b`)},
		{"a PyPI token", "pypi-AgE", regexp.MustCompile(`\bpypi-AgE[A-Za-z0-9_-]{50,}`)},
		{"a Docker token", "dckr_pat_", regexp.MustCompile(`\bdckr_pat_[A-Za-z0-9_-]{20,}`)},
		{"a Hugging Face token", "hf_", regexp.MustCompile(`\bhf_[A-Za-z0-9]{34,}\b`)},
		{"a SendGrid key", "SG.", regexp.MustCompile(`\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}`)},
		{"a key of Azure storage", "AccountKey=", regexp.MustCompile(`AccountKey=([A-Za-z0-9+/]{80,}=*)`)},
		{"a signed web token", "eyJ", regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}`)},
		{"a password in an address", "://", regexp.MustCompile(`://[^\s/:@"'<>]+:([^\s/@"'<>]{6,})@[A-Za-z0-9]`)},
	}
})

// most is how many findings of a text are returned.
const most = 100

// Find returns the secrets of a text in the order of lines.
func Find(text []byte) []Finding {
	var likely []kind
	for _, k := range kinds() {
		if bytes.Contains(text, []byte(k.mark)) && k.pattern.Match(text) {
			likely = append(likely, k)
		}
	}
	if len(likely) == 0 {
		return nil
	}
	var found []Finding
	n := 0
	for line := range bytes.Lines(text) {
		n++
		for _, k := range likely {
			for _, at := range k.pattern.FindAllSubmatchIndex(line, -1) {
				if f, ok := finding(k, line, at); ok && len(found) < most {
					f.Line = n
					found = append(found, f)
				}
			}
		}
	}
	return found
}

func finding(k kind, line []byte, at []int) (Finding, bool) {
	start, end := at[0], at[1]
	if len(at) > 2 && at[2] >= 0 {
		start, end = at[2], at[3]
	}
	word := string(line[start:end])
	if isExample(word) {
		return Finding{}, false
	}
	masked := word
	if k.name != "a private key" {
		masked = word[:min(4, len(word)/4)] + "..."
	}
	shown := string(line[:start]) + masked + strings.TrimRight(string(line[end:]), "\r\n")
	if k.name != "a private key" && len(Find([]byte(shown))) > 0 {
		shown = "" // another secret stands on the line
	}
	return Finding{Column: start + 1, Kind: k.name, Masked: masked, Shown: shown}, true
}

// isExample tells a value that documentation shows from one that opens something.
func isExample(word string) bool {
	lower := strings.ToLower(word)
	for _, sign := range []string{"example", "xxxx", "0000000", "1234567", "your", "password", "secret", "changeme", "...", "***", "$", "{", "token"} {
		if strings.Contains(lower, sign) {
			return true
		}
	}
	return strings.Count(word, word[:1]) == len(word)
}
