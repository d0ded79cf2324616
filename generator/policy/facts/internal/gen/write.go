package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

func write(out string, p packages, j judgement) error {
	if err := os.WriteFile(filepath.Join(out, "licenses.tsv"), []byte(licenseTable(p, j)), 0o644); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "exceptions.tsv"), []byte(exceptionTable(p, j)), 0o644); err != nil {
		return err
	}
	if err := writeTexts(filepath.Join(out, "texts.zst"), p); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "SOURCES.md"), []byte(sourcesPage()), 0o644)
}

// licenseTable has a line for each id: id, name, OSI, FSF, deprecated, replacement, category, permissions,
// conditions, limitations, reference address. An empty field: the sources do not say; "-": they say that there is none.
func licenseTable(p packages, j judgement) string {
	known := map[string]bool{}
	for id := range p.licenses {
		known[id] = true
	}
	for _, id := range p.ids {
		known[id] = true
	}
	old := map[string]bool{}
	for _, id := range p.deprecated {
		known[id], old[id] = true, true
	}
	for id := range j.replace {
		if _, listed := p.licenses[id]; listed {
			old[id] = true
		}
	}
	var b strings.Builder
	for _, id := range sorted(known) {
		l, listed := p.licenses[id]
		category := j.category(id, p.permissive[id])
		if category == "none" {
			category = ""
		}
		fields := []string{id, l.Name, osi(l, listed), j.free[id], mark(old[id]), j.replace[id], category}
		fields = append(fields, duties(id, p.obligations)...)
		b.WriteString(strings.Join(append(fields, l.URL), "\t") + "\n")
	}
	return b.String()
}

func osi(l license, listed bool) string {
	switch {
	case !listed:
		return ""
	case l.OSI:
		return "yes"
	}
	return "no"
}

func mark(set bool) string {
	if set {
		return "deprecated"
	}
	return ""
}

// duties finds the permissions, conditions and limitations. The package knows the GNU licences by ids that are
// deprecated today and stand for the same words as their "-only" and "-or-later" successors.
func duties(id string, all map[string]obligations) []string {
	found, ok := all[id]
	for _, suffix := range []string{"-only", "-or-later", "+"} {
		if base, cut := strings.CutSuffix(id, suffix); cut && !ok {
			found, ok = all[base]
		}
	}
	if !ok {
		return []string{"", "", ""}
	}
	return []string{words(found.Permissions), words(found.Conditions), words(found.Limitations)}
}

func words(list []string) string {
	if len(list) == 0 {
		return "-"
	}
	return strings.Join(list, " ")
}

// exceptionTable has a line for each exception: id, linking, deprecated, replacement.
func exceptionTable(p packages, j judgement) string {
	all := map[string]bool{}
	for _, id := range p.exceptions {
		all[id] = true
	}
	for _, id := range p.oldExcepts {
		all[id] = true
	}
	var b strings.Builder
	for _, id := range sorted(all) {
		linking := ""
		if j.linking[id] {
			linking = "linking"
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", id, linking, mark(slices.Contains(p.oldExcepts, id)), j.replace[id])
	}
	return b.String()
}

// writeTexts writes "id NUL text NUL" for each licence, compressed as one: the texts repeat one another.
func writeTexts(name string, p packages) error {
	var b strings.Builder
	for _, id := range sorted(p.licenses) {
		b.WriteString(id + "\x00" + p.licenses[id].Text + "\x00")
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression),
		zstd.WithWindowSize(8<<20), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	return os.WriteFile(name, encoder.EncodeAll([]byte(b.String()), nil), 0o644)
}

func sourcesPage() string {
	var b strings.Builder
	b.WriteString("# Where the facts come from\n\n" +
		"`licenses.tsv`, `exceptions.tsv` and `texts.zst` are written by `make facts`; do not edit them by hand.\n\n" +
		"| npm package | version | terms | gives |\n| --- | --- | --- | --- |\n")
	for _, s := range sources {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", s.name, s.version, s.terms, s.gives)
	}
	b.WriteString("\nThe Go module github.com/github/go-spdx/v2 (v2.7.0, MIT) adds ids and exceptions that the list has taken in since.\n\n" +
		"Categories that no package gives, replacements of deprecated ids, linking exceptions and the view of the Free\n" +
		"Software Foundation are our own reading: `internal/gen/judgement.txt`. They are help for a policy, not legal advice;\n" +
		"a policy that lists an id itself has the last word.\n\n" +
		"The exception ids come from the SPDX licence list by way of spdx-exceptions (CC BY 3.0, The Linux Foundation and contributors).\n")
	return b.String()
}

func sorted[V any](set map[string]V) []string {
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		if c := strings.Compare(strings.ToLower(a), strings.ToLower(b)); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	return keys
}
