package attribution_test

import (
	"bytes"
	"io"
	"testing"
	"time"

	"portolan/generator/attribution"
)

func yes() *bool { return new(true) }
func no() *bool  { return new(false) }

// sample has a component for each thing that the writers treat apart.
func sample() (attribution.Product, []attribution.Component) {
	product := attribution.Product{
		ID: "anvil-cloud", Name: "Anvil Cloud", Version: "2.3", Organization: "Acme", License: "Apache-2.0",
		URL: "https://anvil.acme.example/", Created: time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC), Namespace: "https://opensource.acme.example/spdx/",
	}
	return product, []attribution.Component{
		{
			PURL: "pkg:npm/react@19.0.0", Name: "react", Version: "19.0.0", Type: "library", Expression: "MIT", Found: "MIT",
			Copyright: "Copyright (c) Meta Platforms, Inc. and affiliates.", Supplier: "Meta", URL: "https://react.dev/", Scope: attribution.Required, Direct: yes(),
			Verdicts: []attribution.Verdict{{Context: "service", Word: "allowed", Rule: "permissive"}, {Context: "distributed", Word: "review"}},
		},
		{
			PURL: "pkg:npm/%40babel/core@7.0.0", Group: "@babel", Name: "core", Version: "7.0.0", Expression: "MIT", Found: "MIT License",
			Scope: attribution.Development, Direct: yes(),
		},
		{
			PURL: "pkg:npm/scheduler@0.25.0", Name: "scheduler", Version: "0.25.0", Expression: "MIT", Found: "MIT",
			Copyright: "Copyright 2020 A\nCopyright 2021 B", Scope: attribution.Required, Direct: no(), Via: []string{"react"},
		},
		{
			PURL: "pkg:maven/org.glassfish/jersey@3.1", Group: "org.glassfish", Name: "jersey", Version: "3.1", Type: "framework",
			Expression: "EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0", Chosen: "EPL-2.0", Found: "EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0",
			Scope: attribution.Optional, Direct: yes(),
		},
		{Name: "readline", Version: "8.2", Type: "library", Expression: "GPL-3.0-or-later AND GPL-3.0-only WITH GCC-exception-3.1", Found: "GPLv3+"},
		{PURL: "pkg:generic/acme-codec@1", Name: "acme-codec", Version: "1", Expression: "LicenseRef-acme", Found: "LicenseRef-acme"},
		{PURL: "pkg:generic/lost@1", Name: "lost", Version: "1", Expression: "LicenseRef-lost", Found: "LicenseRef-lost"},
		{PURL: "pkg:generic/elsewhere@1", Name: "elsewhere", Version: "1", Expression: "DocumentRef-x:LicenseRef-y", Found: "DocumentRef-x:LicenseRef-y"},
		{PURL: "pkg:pypi/vague@1.0", Name: "vague", Version: "1.0", Found: "see <LICENSE> & ask"},
		{PURL: "pkg:pypi/bare@1.0", Name: "bare", Version: "1.0", Expression: "NONE", Found: "NONE"},
		{PURL: "pkg:pypi/silent@1.0", Name: "silent", Version: "1.0"},
	}
}

// texts has short texts for a few licences; the two of the GPL share one.
func texts(id string) (string, bool) {
	text, ok := map[string]string{
		"MIT": "MIT License\n\nCopyright (c) <year> <copyright holders>\n\nPermission is granted.\n", "EPL-2.0": "Eclipse Public License",
		"GPL-3.0-only": "GNU General Public License", "GPL-3.0-or-later": "GNU General Public License", "LicenseRef-acme": "Ask \"Acme\" & co.",
	}[id]
	return text, ok
}

// writers are all that an inventory hands out.
var writers = []struct {
	name  string
	write func(*attribution.Inventory, io.Writer) error
}{
	{"notices.txt", (*attribution.Inventory).NoticesText},
	{"notices.html", (*attribution.Inventory).NoticesHTML},
	{"cdx.json", (*attribution.Inventory).CycloneDX},
	{"spdx.json", (*attribution.Inventory).SPDX},
}

func written(t testing.TB, i *attribution.Inventory, write func(*attribution.Inventory, io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(i, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
