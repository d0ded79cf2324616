package licensefile

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/github/go-spdx/v2/spdxexp"
	"github.com/google/licenseclassifier/v2/assets"
)

// text returns a licence as the classifier carries it, which spares the tests copies of their own.
func text(t testing.TB, name string) string {
	t.Helper()
	for _, file := range []string{"pristine.txt", "license.txt", "a.txt"} {
		if data, err := assets.ReadLicenseFile("License/" + name + "/" + file); err == nil {
			return string(data)
		}
	}
	t.Fatal("no text of " + name)
	return ""
}

func TestFoldersAreRecognised(t *testing.T) {
	cases := []struct {
		name       string
		files      map[string]string
		expression string
		found      []string
	}{
		{"one licence", map[string]string{"LICENSE": text(t, "Apache-2.0")}, "Apache-2.0", []string{"LICENSE"}},
		{"the narrower reading", map[string]string{"COPYING": text(t, "GPL-3.0")}, "GPL-3.0-only", []string{"COPYING"}},
		{"two files", map[string]string{"LICENSE": text(t, "MIT"), "LICENSE.docs": text(t, "CC-BY-4.0"), "main.go": "package main"},
			"CC-BY-4.0 AND MIT", []string{"LICENSE", "LICENSE.docs"}},
		{"two in one file", map[string]string{"LICENSE.md": text(t, "BSD-3-Clause") + "\n\n" + text(t, "MIT")}, "BSD-3-Clause AND MIT", []string{"LICENSE.md"}},
		{"as REUSE has it", map[string]string{"LICENSES/MIT.txt": text(t, "MIT")}, "MIT", []string{"LICENSES/MIT.txt"}},
		{"words of one's own", map[string]string{"LICENCE": "Do with it as you like on Tuesdays."}, "", []string{"LICENCE"}},
		{"an empty file", map[string]string{"LICENSE": ""}, "", []string{"LICENSE"}},
		{"no licence", map[string]string{"license.go": text(t, "MIT")}, "", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, content := range c.files {
				os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755)
				os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644)
			}
			got, err := Dir(dir)
			if err != nil || got.Expression != c.expression || !slices.Equal(got.Files, c.found) {
				t.Errorf("got %q from %v, %v", got.Expression, got.Files, err)
			}
		})
	}
}

func TestEveryNameOfTheClassifierBecomesSPDX(t *testing.T) {
	folders, err := os.ReadDir(filepath.Join(assetsFolder(t), "License"))
	if err != nil {
		t.Skip("the classifier's module is not unpacked here: ", err)
	}
	for _, f := range folders {
		expression := SPDX(f.Name())
		if ok, _ := spdxexp.ValidateLicenses([]string{expression}); !ok && !strings.HasPrefix(expression, "LicenseRef-") {
			t.Errorf("%s became %s, which is no expression", f.Name(), expression)
		}
		if strings.HasPrefix(expression, "LicenseRef-") && strings.Contains(expression, "_") {
			t.Errorf("%s holds a character that SPDX does not allow", expression)
		}
	}
}

// assetsFolder finds the classifier's texts in the module cache.
func assetsFolder(t *testing.T) string {
	t.Helper()
	cache := os.Getenv("GOMODCACHE")
	if cache == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			t.Skip(err)
		}
		cache = filepath.Join(home, "go", "pkg", "mod")
	}
	return filepath.Join(cache, "github.com", "google", "licenseclassifier", "v2@v2.0.0", "assets")
}

func TestNames(t *testing.T) {
	for name, want := range map[string]bool{
		"LICENSE": true, "license.txt": true, "LICENCE": true, "COPYING.LESSER": true, "LICENSE-MIT": true, "LICENSES": true, "UNLICENSE": true,
		"license.go": false, "licenses.json": false, "licensing.md": false, "README": false,
	} {
		if Named(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

func TestCopyrightLines(t *testing.T) {
	in := `MIT License
Copyright (c) 2013 TOML authors
  * Copyright 2009 The Go Authors. All rights reserved.
Copyright (c) 2013 TOML authors
(c) Ann Example
Copyright: 2020, Some Company
Copyright [yyyy] [name of copyright owner]
The above copyright notice and this permission notice shall be included
copyright notice, this list of conditions and the following disclaimer
Copyright and related rights
      (c) You must retain, in the Source form of any Derivative Works
© 2021 Somebody
`
	want := []string{"Copyright (c) 2013 TOML authors", "Copyright 2009 The Go Authors. All rights reserved.", "(c) Ann Example",
		"Copyright: 2020, Some Company", "© 2021 Somebody"}
	if got := Copyright([]byte(in)); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func FuzzDetect(f *testing.F) {
	f.Add([]byte("MIT License"))
	f.Add([]byte("Permission is hereby granted, free of charge"))
	f.Add([]byte("\xff\xfe\x00 (c) 1.1.1.1 \n\n- \n* "))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := Detect(data); err != nil {
			t.Error(err)
		}
		for _, line := range Copyright(data) {
			if strings.ContainsAny(line, "\n\x00\x1b") {
				t.Errorf("%q", line)
			}
		}
	})
}
