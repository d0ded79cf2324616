package generator_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"portolan/generator/problem"
)

// hostileFile is a portal that somebody means harm with. It is published harmlessly or refused with a problem.
type hostileFile struct {
	name  string
	files map[string]string
	// refused is a word of the problem that tells of it; "" where the portal is published without one.
	refused string
	// absent is what no published file may hold.
	absent string
}

func page(front, body string) string { return "---\ntitle: T\n" + front + "---\n" + body }

func wideText(text string, swap bool) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		if swap {
			b = append(b, byte(unit>>8), byte(unit))
		} else {
			b = append(b, byte(unit), byte(unit>>8))
		}
	}
	return string(b)
}

func deepJSON(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }

// aliases is a bomb: a few lines of YAML that stand for billions of values.
func aliases() string {
	text := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := range 12 {
		text += fmt.Sprintf("a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i, i, i, i, i, i, i, i)
	}
	return text
}

const record = `{"id": "x/a", "name": "%s", "visibility": "public", "license": {"expression": "%s"}, "provenance": {"source": "github", "collected": "2026-01-01T00:00:00Z", "complete": true}}`

func hostileFiles() []hostileFile {
	svg := func(inside string) map[string]string {
		return map[string]string{"a.md": page("", "![x](x.svg) [y](x.svg)\n"), "x.svg": `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">` + inside + `</svg>`}
	}
	one := func(text string) map[string]string { return map[string]string{"a.md": text} }
	long := strings.Repeat("Long ", 2000)
	return []hostileFile{
		// Pictures and downloads that run.
		{"a picture with a script", svg("<script>alert(1)</script>"), "is not published", "alert(1)"},
		{"a picture with a script under a prefix", svg(`<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>`), "is not published", "alert(1)"},
		{"a picture with an event", svg(`<rect onload="alert(1)"/>`), "is not published", "alert(1)"},
		{"a picture with a link to a script", svg(`<a xlink:href=" java&#10;script:alert(1)"><text>x</text></a>`), "is not published", "alert(1)"},
		{"a picture that becomes a link to a script", svg(`<set attributeName="href" to="javascript:alert(1)"/>`), "is not published", "alert(1)"},
		{"a picture with a page within", svg(`<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/></foreignObject>`), "is not published", "iframe"},
		{"a picture with an entity", map[string]string{"a.md": page("", "![x](x.svg)\n"), "x.svg": `<!DOCTYPE svg [<!ENTITY e "&#60;script>alert(1)&#60;/script>">]><svg xmlns="http://www.w3.org/2000/svg">&e;</svg>`}, "is not published", "alert(1)"},
		{"a picture with a style sheet", map[string]string{"a.md": page("", "![x](x.svg)\n"), "x.svg": `<?xml-stylesheet type="text/xsl" href="data:text/xml,x"?><svg xmlns="http://www.w3.org/2000/svg"/>`}, "is not published", "xml-stylesheet"},
		{"a picture that is broken off", map[string]string{"a.md": page("", "![x](x.svg)\n"), "x.svg": `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><`}, "is not published", "alert(1)"},
		{"a plain picture", svg(`<title>Plain</title><path d="M0 0"/><style>path{fill:red}</style>`), "", ""},
		{"a page as a download", map[string]string{"a.md": page("", "[x](x.html)\n"), "x.html": "<p>x<img src=x onerror=alert(1)>"}, "is not published", "src=x onerror"},
		{"a page of its own", map[string]string{"a.md": page("", "x\n"), "static/x.htm": "<script>alert(1)</script>"}, "is not published", "alert(1)"},
		{"a plain page of its own", map[string]string{"a.md": page("", "x\n"), "static/proof.html": "<p>proof-1234</p>"}, "", ""},
		{"XHTML", map[string]string{"a.md": page("", "[x](x.xhtml)\n"), "x.xhtml": `<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>`}, "is not published", "alert(1)"},
		{"XML with a script", map[string]string{"a.md": page("", "[x](x.xml)\n"), "x.xml": `<a><h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script></a>`}, "is not published", "alert(1)"},
		{"a packed picture", map[string]string{"a.md": page("", "![x](x.svgz)\n"), "x.svgz": "\x1f\x8b"}, "is not published", ""},

		// Names.
		{"a device of Windows", map[string]string{"con.md": page("", "x\n"), "docs/aux.md": page("", "y\n"), "lpt1/index.md": page("", "z\n")}, "", ""},
		{"a device as a picture", map[string]string{"a.md": page("", "![x](nul.png)\n"), "nul.png": "x"}, "nul.png", ""},
		{"an address as a device", one(page("slug: con\n", "x\n")), "", ""},
		{"an address with dots", one(page("url: /../../x/\n", "x\n")), "", ""},
		{"an address that is absolute", one(page("slug: /etc/passwd\n", "x\n")), "", ""},
		{"an alias with dots", one(page("aliases: [../../../x, /a/../../b/, '\\\\x', '..%2f..%2fx', 'c:/x']\n", "x\n")), "", ""},
		{"an alias of control characters", one(page("aliases: [\"/a\\u0000b/\", \"/a\\u202eb/\", \"/a\\nb/\"]\n", "x\n")), "", ""},
		{"a tag with dots", one(page("tags: ['../../x', '/etc', 'con', '.', '..', '\\']\n", "x\n")), "", ""},
		{"tags that look alike", one(page("tags: [Go, go, GO, 'g\u043e']\n", "x\n")), "", ""},
		{"pages that look alike", map[string]string{"a.md": page("", "x\n"), "\u0430.md": page("", "y\n")}, "", ""},
		{"pages that differ by case", map[string]string{"a.md": page("", "x\n"), "A.md": page("", "y\n")}, "are both served at", ""},
		{"pages that differ by form", map[string]string{"\u00e9.md": page("", "x\n"), "e\u0301.md": page("", "y\n")}, "are both served at", ""},
		{"pictures that differ by case", map[string]string{"a.md": page("", "![x](p/x.png) ![y](p/X.png)\n"), "p/x.png": "x", "p/X.png": "y"}, "differ by case", ""},
		{"a name that is turned round", map[string]string{"a.md": page("", "[x](<invoice\u202efdp.exe>)\n"), "invoice\u202efdp.exe": "x"}, "invoice", "\u202e"},
		{"a name with a line break", map[string]string{"a.md": page("", "x\n"), "b\nc.md": page("", "y\n"), "static/x\ny.txt": "z"}, "cannot be published", ""},
		{"a name for other systems", map[string]string{"a.md": page("", "x\n"), "static/a:b*?.txt": "z", `static/..\x.txt`: "z", "static/end.": "z"}, "cannot be published", ""},
		{"a page in the place of a file", map[string]string{"a.md": page("url: /feed.xml/\n", "x\n"), "b.md": page("slug: assets\n", "x\n"), "build.json/index.md": page("", "x\n")}, "already part of the site", ""},
		{"a file in the place of a page", map[string]string{"a.md": page("", "x\n"), "static/a/index.html": "<p>mine</p>", "static/build.json": "{}", "static/index.html": "x"}, "a/index.html cannot be published", ""},
		{"a title of 10,000 characters", one("---\ntitle: " + long + "\nslug: " + strings.Repeat("s", 10000) + "\ntags: [" + strings.Repeat("t", 10000) + "]\n---\n# " + long + "\n\n## " + long + "\n"), "", ""},
		{"a long way down", map[string]string{"a.md": page("", "x\n"), strings.Repeat("d/", 120) + "b.md": page("", "y\n")}, "", ""},
		{"a project with dots", map[string]string{"a.md": page("", "x\n"), "data/projects/x/a.json": strings.Replace(fmt.Sprintf(record, "n", "MIT"), "x/a", "../../../a", 1)}, "belongs in", ""},

		// Encodings.
		{"UTF-16", one(wideText(page("", "<script>alert(1)</script>\n"), false)), "UTF-8", "<script>alert"},
		{"UTF-16, the other way round", one(wideText(page("", "x\n"), true)), "UTF-8", ""},
		{"a byte order mark", one("\ufeff" + page("", "x\n")), "", ""},
		{"bytes that are no text", one("---\ntitle: \"T\xff\xfe\"\ndescription: \"\xc3\x28\"\n---\n\xff\xfe\xc0\xaf<script>alert(1)</script>\n"), "", "<script>alert"},
		{"NUL", one("---\ntitle: \"a\x00b\"\n---\nx\x00<scr\x00ipt>alert(1)</script>\n"), "", "<script>alert"},
		{"NUL by an escape", one("---\ntitle: \"a\\0b\"\ndescription: \"\\x00\\uFFFE\\uD800\"\n---\nx\n"), "", "\x00"},
		{"settings in UTF-16", map[string]string{"site.yaml": wideText("title: T\n", false), "a.md": page("", "x\n")}, "site.yaml", ""},
		{"settings that are no text", map[string]string{"site.yaml": "title: \"\xff\xfe\"\n", "a.md": page("", "x\n")}, "", "\xff"},
		{"a record that is no text", map[string]string{"a.md": page("", "x\n"), "data/projects/x/a.json": fmt.Sprintf(record, "\xff\xfe", "MIT")}, "data/projects", ""},
		{"line ends of old", one(strings.ReplaceAll(page("", "a\nb\n"), "\n", "\r")), "", ""},
		{"a separator of lines", one(page("description: \"a\u2028b\u2029c\u0085d\"\n", "\u2028x\u0085y\n")), "", ""},

		// Bombs.
		{"a bomb of aliases in front matter", one("---\n" + aliases() + "---\nx\n"), "values", ""},
		{"a bomb of aliases in the settings", map[string]string{"site.yaml": "title: T\nmenu: &m [x]\ncollectors:\n" + indented(aliases()), "a.md": page("", "x\n")}, "", ""},
		{"a bomb of aliases in a block", one(page("", "```decision\n"+aliases()+"```\n")), "block", ""},
		{"a bomb of aliases in a policy", one("---\nlicense_policy:\n" + indented(aliases()) + "---\nx\n"), "", ""},
		{"an alias of itself", one("---\na: &a [*a]\n---\nx\n"), "", ""},
		{"nested front matter", one("---\na: " + deepJSON(20_000) + "\n---\nx\n"), "front matter", ""},
		{"nested settings", map[string]string{"site.yaml": "collectors: " + deepJSON(20_000) + "\n", "a.md": page("", "x\n")}, "site.yaml", ""},
		{"nested mappings", one("---\n" + strings.Repeat("a: {", 20_000) + strings.Repeat("}", 20_000) + "\n---\nx\n"), "front matter", ""},
		{"nested JSON", one("{\n\"a\": " + deepJSON(50_000) + "\n}\n\nx\n"), "front matter", ""},
		{"nested TOML", one("+++\na = " + deepJSON(20_000) + "\n+++\nx\n"), "", ""},
		{"a nested block", one(page("", "```decision\nanswers: "+deepJSON(20_000)+"\n```\n")), "block", ""},
		{"a nested policy", one("---\nlicense_policy: {rules: " + deepJSON(20_000) + "}\n---\nx\n"), "", ""},
		{"a nested record", map[string]string{"a.md": page("", "x\n"), "data/projects/x/a.json": `{"topics": ` + deepJSON(100_000) + "}"}, "data/projects", ""},
		{"a nested expression", map[string]string{"a.md": page("", "x\n"), "data/projects/x/a.json": fmt.Sprintf(record, "n", strings.Repeat("(", 50_000)+"MIT"+strings.Repeat(")", 50_000))}, "", ""},
		{"a long expression", map[string]string{"a.md": licencePage, "data/projects/x/a.json": fmt.Sprintf(record, "n", "MIT"+strings.Repeat(" AND (MIT OR Apache-2.0)", 5_000))}, "", ""},
		{"an expression of many choices", map[string]string{"a.md": licencePage, "data/projects/x/a.json": fmt.Sprintf(record, "n", "MIT"+strings.Repeat(" OR GPL-2.0-only AND MIT", 200))}, "", ""},
		{"front matter of a megabyte", one("---\ntitle: T\nx: " + strings.Repeat("y", 1<<20) + "\n---\nx\n"), "KiB", ""},
		{"a page of 17 MiB", one(page("", strings.Repeat("word ", 17<<20/5))), "MiB", ""},
		{"a page of 3 MiB", one(page("", strings.Repeat("word word\n\n", 3<<20/11))), "MiB", ""},
		{"one line of a megabyte", one(page("", strings.Repeat("*a_", 1<<20/3))), "KiB", ""},
		{"settings of 20 MiB", map[string]string{"site.yaml": "title: " + strings.Repeat("x", 20<<20) + "\n", "a.md": page("", "x\n")}, "site.yaml", ""},
		{"many keys", one("---\n" + numbered(20_000, "k%d: v\n") + "---\nx\n"), "", ""},
		{"many aliases", one("---\naliases: [" + numbered(9_000, "/a%d/, ") + "]\n---\nx\n"), "", ""},
		{"nested quotations", one(page("", strings.Repeat(">", 20_000)+"x\n")), "", ""},
		{"nested quotations in lines", one(page("", numbered(300, strings.Repeat("> ", 150)+"%d\n"))), "", ""},
		{"nested lists", one(page("", nested(1_000, "- x\n"))), "", ""},
		{"nested lists on a line", one(page("", strings.Repeat("- ", 5_000)+"x\n")), "", ""},
		{"nested containers", one(page("", numbered(2_000, ":::note%d\n"))), "", ""},
		{"nested HTML", one(page("", strings.Repeat("<div>", 20_000))), "", ""},
		{"nested links", one(page("", strings.Repeat("[", 20_000)+"x"+strings.Repeat("](y)", 20_000)+"\n")), "", ""},
		{"open links", one(page("", strings.Repeat("[a](", 20_000)+"\n")), "", ""},
		{"open pictures", one(page("", strings.Repeat("![](<", 20_000)+"\n")), "", ""},
		{"open code", one(page("", numbered(500, strings.Repeat("`", 100)+" %d ")+"\n")), "", ""},
		{"open emphasis", one(page("", strings.Repeat("*a **a ", 15_000)+"\n")), "", ""},
		{"open comments", one(page("", strings.Repeat("<!--", 20_000)+"\n")), "", ""},
		{"open declarations", one(page("", strings.Repeat("a <!A ", 10_000)+"\n")), "", ""},
		{"many references", one(page("", numbered(20_000, "[r%d]: /x\n")+"\n"+numbered(5_000, "[r%d] "))), "", ""},
		{"many footnotes", one(page("", numbered(5_000, "[^%[1]d]\n\n[^%[1]d]: x\n\n"))), "", ""},
		{"a wide table", one(page("", "|"+strings.Repeat("a|", 5_000)+"\n|"+strings.Repeat("-|", 5_000)+"\n"+strings.Repeat("|x\n", 1_000))), "", ""},
		{"the same heading", one(page("", strings.Repeat("# x\n\n", 20_000))), "", ""},
		{"an include without end", one(page("", strings.Repeat("{{< include \"a.md\" >}} {% include a.md %} {{< ref \"a.md\" >}}\n\n", 200))), "", ""},
		{"open template code", one(page("", strings.Repeat("{{< ", 10_000))), "", ""},
		{"many parts", one(page("", strings.Repeat(":::internal\nx\n:::\n", 20_000))), "", ""},
		{"an expression of signs", one(page("", strings.Repeat("$", 20_000)+strings.Repeat("~", 20_000)+"\n")), "", ""},
		{"a glossary of many terms", map[string]string{"glossary.md": page("", numbered(3_000, "## term %d\n\nIt means term 1.\n\n")), "a.md": page("", numbered(3_000, "term %d "))}, "", ""},
		{"a picture of enormous size", map[string]string{"a.md": page("", "![x](x.png)\n"), "x.png": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\x00\x00\x00" + "xxxx"}, "", ""},
	}
}

func indented(text string) string {
	return "  " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n  ") + "\n"
}

func numbered(n int, form string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

func nested(n int, line string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + line)
	}
	return b.String()
}

// TestHostileFilesDoNoHarm builds each portal within limits of time and memory.
func TestHostileFilesDoNoHarm(t *testing.T) {
	inputs := hostileFiles()
	for _, input := range inputs {
		t.Run(input.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range input.files {
				write(t, filepath.Join(dir, "content", name), []byte(text))
			}
			if input.files["site.yaml"] == "" {
				write(t, filepath.Join(dir, "content", "site.yaml"), []byte("title: T\nbase_url: https://open.example/\n"))
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			site := attempt(t, dir)
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 4<<10 {
				t.Errorf("the build took %d MiB of memory in all", used)
			}
			harmless(t, site.files)
			if input.absent != "" {
				for name, data := range site.files {
					if strings.Contains(name, input.absent) || strings.Contains(data, input.absent) {
						t.Errorf("%q is in %s", input.absent, name)
					}
				}
			}
			var said []string
			for _, p := range site.problems {
				if p.Severity != problem.Notice {
					said = append(said, fmt.Sprintf("%s: %s (%s)", p.At(), p.Text, p.Rule))
				}
			}
			told := strings.Join(said, "\n")
			if site.files == nil && input.refused == "" {
				t.Logf("refused: %.300s", told)
			}
			if !strings.Contains(told, input.refused) {
				t.Errorf("nothing tells of %q: %.600s", input.refused, told)
			}
		})
	}
	t.Logf("%d portals", len(inputs))
}

// TestSymbolicLinksDoNotLeadOutside plants links to a secret beside the content folder in every place that is read.
func TestSymbolicLinksDoNotLeadOutside(t *testing.T) {
	for _, place := range []string{"a/secret.md", "secret.png", "static/secret.txt", "site.yaml", "data/projects/x/a.json", "data/sources.json", "data", "data/projects",
		"theme", "theme/templates/article.html", "theme/assets/portolan.css", "theme/i18n/en.yaml", "static", "folder", "matrix.json", "index.md"} {
		t.Run(strings.ReplaceAll(place, "/", "-"), func(t *testing.T) {
			dir := t.TempDir()
			outside := filepath.Join(dir, "cache", "outside") // a folder that a build may leave alone
			secret := "---\ntitle: zyxsecret\n---\nzyxsecret\n"
			if strings.HasSuffix(place, ".json") {
				secret = fmt.Sprintf(record, "zyxsecret", "MIT")
			}
			if place == "site.yaml" {
				secret = "title: zyxsecret\n"
			}
			target := filepath.Join(outside, "secret")
			write(t, target, []byte(secret))
			if filepath.Ext(place) == "" {
				target = outside
				for name, text := range map[string]string{"secret.md": secret, "secret.txt": secret, "projects/x/a.json": fmt.Sprintf(record, "zyxsecret", "MIT"), "x/a.json": fmt.Sprintf(record, "zyxsecret", "MIT"),
					"templates/article.html": "zyxsecret {{.Title}}", "assets/x.svg": "zyxsecret"} {
					write(t, filepath.Join(outside, name), []byte(text))
				}
			}
			content := filepath.Join(dir, "content")
			write(t, filepath.Join(content, "b.md"), []byte(page("", "![x](secret.png) [y](folder/secret.md) [z](a/secret.md)\n")))
			if place != "site.yaml" {
				write(t, filepath.Join(content, "site.yaml"), []byte("title: T\ncompatibility: matrix.json\n"))
			}
			if err := os.MkdirAll(filepath.Dir(filepath.Join(content, place)), 0o755); err != nil {
				t.Fatal(err)
			}
			for _, link := range []string{target, "../cache/outside/secret"} {
				os.Remove(filepath.Join(content, place))
				if err := os.Symlink(link, filepath.Join(content, place)); err != nil {
					t.Skip(err)
				}
				site := attempt(t, dir)
				for name, data := range site.files {
					if strings.Contains(data, "zyxsecret") || strings.Contains(name, "zyxsecret") {
						t.Errorf("the secret is in %s", name)
					}
				}
				for _, p := range site.problems {
					if said, _ := json.Marshal(p); strings.Contains(string(said), "zyxsecret") {
						t.Errorf("a problem tells the secret: %v", p)
					}
				}
			}
		})
	}
}

// TestNamesThatAreNotUTF8AreTold: a name of other bytes is told in a way that can be read, wherever it lies.
func TestNamesThatAreNotUTF8AreTold(t *testing.T) {
	for name, want := range map[string]problem.Problem{
		"b\xfcro.md":                  {Rule: "file/unreadable", Text: `the name of the file "b\xfcro.md" is not UTF-8`},
		"a/b\xfc/use.md":              {Rule: "file/unreadable", Text: `the name of the folder "a/b\xfc" is not UTF-8`},
		"b\xfcro.png":                 {Rule: "file/name", Severity: problem.Warning, Text: `the name of the file "b\xfcro.png" is not UTF-8, so it is not published`},
		"data/projects/b\xfc/a.json":  {Rule: "data/record", File: "data", Line: 1, Column: 1, Text: `the name "projects/b\xfc" is not UTF-8`},
		"data/projects/a/b\xfc.json":  {Rule: "data/record", File: "data", Line: 1, Column: 1, Text: `the name "projects/a/b\xfc.json" is not UTF-8`},
		"theme/assets/fonts\xfc/a.js": {Rule: "theme/asset", Text: `the name "assets/fonts\xfc" is not UTF-8`},
	} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "content", "index.md"), []byte("# Front\n"))
		file := filepath.Join(dir, "content", filepath.FromSlash(name))
		if os.MkdirAll(filepath.Dir(file), 0o755) != nil || os.WriteFile(file, []byte("x"), 0o644) != nil {
			t.Skip("names are UTF-8 on this file system")
		}
		site := attempt(t, dir)
		found := slices.DeleteFunc(site.problems, func(p problem.Problem) bool { return p.Severity == problem.Notice })
		for i := range found {
			found[i].Hint = ""
		}
		if len(found) != 1 || found[0] != want {
			t.Errorf("%q: %+v", name, found)
		}
		if (site.files == nil) != (want.Severity == problem.Error) {
			t.Errorf("%q: %d files are published", name, len(site.files))
		}
	}
}
