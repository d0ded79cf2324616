package generator_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"portolan/collectors/dataset"
	"portolan/generator"
	"portolan/generator/content"
	"portolan/generator/problem"
)

// payloads are what a hostile source puts into every text: each breaks out of another place.
var payloads = map[string]string{
	"element":    `"'><script>alert(1)</script><img src=x onerror=alert(1)>`,
	"attribute":  `x" onmouseover="alert(1)" autofocus onfocus="alert(1)" x='`,
	"address":    `javascript:alert(1)//https://x.example/"`,
	"data":       `data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==`,
	"raw text":   `</title></style></textarea></script><svg onload=alert(1)>`,
	"Markdown":   "[x](javascript:alert(1)) ![x](//x.example/a.png) <img src=x onerror=alert(1)>",
	"template":   `{{alert(1)}}{%alert(1)%}${alert(1)}` + "`",
	"lines":      "x\r\nATTENDEE:mailto:x@x.example\nSet-Cookie: x\r\n\r\n<script>alert(1)</script>",
	"formula":    `=HYPERLINK("https://x.example/","x")`,
	"elsewhere":  `https://x.example/"><script src=//x.example/a.js></script>`,
	"directions": "\u202e\u2066gnp.\u202cexe\u200b\ufeff<b>x",
	"path":       `../../../etc/x<script>alert(1)</script>`,
}

// fill sets every text within a value to a payload, and all else to something valid. It returns how many texts it set.
func fill(v reflect.Value, payload string) int {
	switch v.Interface().(type) {
	case dataset.Time:
		v.Set(reflect.ValueOf(dataset.At(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))))
		return 0
	case dataset.Audience, dataset.Visibility:
		v.SetString("public")
		return 0
	case dataset.Status, dataset.Scope:
		return 0
	case dataset.Date:
		v.SetString("2026-10-01")
		return 0
	case dataset.Month:
		v.SetString("2026-10")
		return 0
	}
	n := 0
	switch v.Kind() {
	case reflect.String:
		v.SetString(payload)
		return 1
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(3)
	case reflect.Float64:
		v.SetFloat(3)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return fill(v.Elem(), payload)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return fill(v.Index(0), payload)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		n = fill(key, payload) + fill(value, payload)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			switch v.Type().Field(i).Name {
			case "Trouble", "Contexts", "Versions": // a decision that is not understood is refused: see the files of problems
			case "Verdict":
				v.Field(i).SetString("allowed")
			default:
				n += fill(v.Field(i), payload)
			}
		}
	}
	return n
}

// hostileRecords returns a record of every kind with a payload in every text, and how many texts that are.
func hostileRecords(payload string) (records []dataset.Record, texts int) {
	all := reflect.TypeFor[dataset.Dataset]()
	for i := range all.NumField() {
		kind := all.Field(i).Type
		if kind.Kind() == reflect.Slice {
			kind = kind.Elem()
		}
		one := reflect.New(kind.Elem())
		texts += fill(one.Elem(), payload)
		records = append(records, one.Interface().(dataset.Record))
	}
	return records, texts
}

// site is what one hostile input came to.
type hostileSite struct {
	files    map[string]string
	problems []problem.Problem
}

// attempt builds a portal within limits of time. It is published or refused, and writes nothing beside its own folders.
func attempt(t *testing.T, dir string) hostileSite {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out := filepath.Join(dir, "public")
	start := time.Now()
	result, err := generator.Build(ctx, generator.Options{
		Content: filepath.Join(dir, "content"), Out: out, Cache: filepath.Join(dir, "cache"), Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
	})
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("the build took %s", took)
	}
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if !slices.Contains([]string{"content", "public", "cache"}, entry.Name()) {
			t.Errorf("%s was written beside the portal", entry.Name())
		}
	}
	site := hostileSite{problems: result.Problems}
	if err == nil {
		site.files = tree(t, out)
	} else if !slices.ContainsFunc(result.Problems, func(p problem.Problem) bool { return p.Severity == problem.Error }) {
		t.Errorf("refused without a problem: %v", err)
	}
	return site
}

// harmless fails on whatever in a site could run, load from elsewhere or be read in another way than it is meant.
func harmless(t *testing.T, site map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(site)) {
		data := site[name]
		switch path.Ext(name) {
		case ".html":
			harmlessPage(t, name, data)
		case ".xml":
			harmlessXML(t, name, data)
		case ".json":
			if !json.Valid([]byte(data)) {
				t.Errorf("%s is not JSON", name)
			}
		case ".csv":
			harmlessTable(t, name, data)
		case ".ics":
			for line := range strings.SplitSeq(data, "\r\n") {
				if !calendarLine.MatchString(line) {
					t.Errorf("%s holds the line %q", name, line)
				}
			}
		}
		if !plainName(name) {
			t.Errorf("a file is called %q", name)
		}
	}
}

var calendarLine = regexp.MustCompile(`^( .*|BEGIN:.*|END:.*|VERSION:.*|PRODID:.*|X-WR-CALNAME:.*|UID:.*|DTSTAMP.*|DTSTART.*|DTEND.*|SUMMARY:.*|DESCRIPTION:.*|LOCATION:.*|URL:.*|URL;.*|CATEGORIES:.*|REFRESH.*|)$`)

// plainName tells whether every file system and every reader takes a name for what it is.
func plainName(name string) bool {
	for segment := range strings.SplitSeq(name, "/") {
		stem, _, _ := strings.Cut(strings.ToLower(segment), ".")
		if segment == "" || len(segment) > 255 || strings.ContainsAny(segment, "\\:*?\"<>|") || strings.HasSuffix(segment, ".") || strings.HasSuffix(segment, " ") ||
			regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`).MatchString(stem) {
			return false
		}
		for _, r := range segment {
			if r < ' ' || r == 0x7f || r == 0xfffd || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff {
				return false
			}
		}
	}
	return len(name) < 1000
}

func harmlessPage(t *testing.T, name, data string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(data))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attributes := map[string]string{}
		for _, a := range n.Attr {
			attributes[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") || a.Key == "srcdoc" || a.Key == "ping" || a.Key == "formaction" {
				t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
			}
			if slices.Contains([]string{"href", "src", "action", "data", "poster", "srcset", "background", "cite"}, a.Key) && !safeAddress(n.Data, a.Key, a.Val) {
				t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
			}
			if a.Key == "style" && (strings.Contains(a.Val, "url(") || strings.Contains(a.Val, "expression") || strings.Contains(a.Val, "alert")) {
				t.Errorf("%s: <%s style=%q>", name, n.Data, a.Val)
			}
		}
		switch n.Data {
		case "iframe", "object", "embed", "base", "applet", "frame", "portal", "foreignobject", "math":
			t.Errorf("%s: <%s>", name, n.Data)
		case "script":
			if strings.HasSuffix(attributes["type"], "json") {
				if n.FirstChild == nil || !json.Valid([]byte(n.FirstChild.Data)) {
					t.Errorf("%s: the description for machines is not JSON", name)
				}
			} else if n.FirstChild != nil || !strings.Contains(attributes["src"], "assets/") {
				t.Errorf("%s: a script that is not ours", name)
			}
		case "meta":
			if refresh := attributes["http-equiv"]; strings.EqualFold(refresh, "refresh") && strings.Contains(attributes["content"], ":") {
				t.Errorf("%s leads on to %q", name, attributes["content"])
			}
		case "style":
			t.Errorf("%s: <style>", name)
		}
	}
}

// safeAddress tells whether a reader may follow an address; what is loaded with the page must be ours.
func safeAddress(element, attribute, address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return false
	}
	if element == "a" || element == "link" && attribute == "href" {
		return slices.Contains([]string{"", "http", "https", "mailto", "tel"}, u.Scheme)
	}
	return u.Scheme == "" && u.Host == ""
}

func harmlessXML(t *testing.T, name, data string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if start, ok := token.(xml.StartElement); ok {
			for _, a := range start.Attr {
				if u, err := url.Parse(a.Value); a.Name.Local == "href" && (err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https") {
					t.Errorf("%s leads to %q", name, a.Value)
				}
			}
		}
	}
}

// harmlessTable fails on cells that a spreadsheet would take for formulas.
func harmlessTable(t *testing.T, name, data string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(data, "\ufeff"))).ReadAll()
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if _, err := strconv.ParseFloat(cell, 64); cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && err != nil {
				t.Errorf("%s: a formula %q", name, cell)
			}
		}
	}
}

// frontKeys are all keys of front matter that the program reads, as its own source names them.
func frontKeys(t *testing.T) []string {
	t.Helper()
	calls := regexp.MustCompile(`r\.(?:text|list|date|flag|number|weight)\(([^)]*)\)`)
	keys := map[string]bool{}
	files, _ := filepath.Glob("content/*.go")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range calls.FindAllStringSubmatch(string(data), -1) {
			for _, key := range regexp.MustCompile(`"([^"]+)"`).FindAllStringSubmatch(call[1], -1) {
				keys[key[1]] = true
			}
		}
	}
	if len(keys) < 40 {
		t.Fatalf("only %d keys: %v", len(keys), keys)
	}
	return slices.Sorted(maps.Keys(keys))
}

// siteKeys sets every text of the settings to a payload, save those that are refused for what they are.
func siteSettings(payload string) map[string]any {
	settings := map[string]any{}
	kind := reflect.TypeFor[content.Site]()
	for i := range kind.NumField() {
		key := kind.Field(i).Tag.Get("yaml")
		switch key {
		case "-", "editions", "people", "stale_after", "theme", "compatibility", "collectors", "base_url", "accent":
			continue
		}
		v := reflect.New(kind.Field(i).Type)
		if v.Elem().Kind() != reflect.Bool && v.Elem().Kind() != reflect.Interface && fill(v.Elem(), payload) > 0 {
			settings[key] = v.Elem().Interface()
		}
	}
	settings["edit_url"] = payload + "{path}"
	settings["search"] = map[string]any{"synonyms": [][]string{{payload, "text"}}}
	delete(settings, "contact")
	for _, key := range []string{"name", "email", "url", "chat"} {
		settings["contact."+key] = payload
	}
	return settings
}

// yamlOf writes values as JSON, which YAML is a superset of; "contact.url" is url within contact.
func yamlOf(t *testing.T, values map[string]any) string {
	t.Helper()
	nested := map[string]any{}
	for key, value := range values {
		top, inner, deep := strings.Cut(key, ".")
		if !deep {
			nested[top] = value
			continue
		}
		if nested[top] == nil {
			nested[top] = map[string]any{}
		}
		nested[top].(map[string]any)[inner] = value
	}
	data, err := json.Marshal(nested)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestNoRecordRunsScripts puts payloads into every text of every kind of record.
func TestNoRecordRunsScripts(t *testing.T) {
	inputs := 0
	for _, name := range slices.Sorted(maps.Keys(payloads)) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			records, texts := hostileRecords(payloads[name])
			inputs += texts
			portalOf(t, dir, records)
			site := attempt(t, dir)
			if site.files == nil {
				t.Errorf("refused: %v", site.problems)
			}
			harmless(t, site.files)
		})
	}
	t.Logf("%d texts", inputs)
}

// portalOf writes records, and a page on which all data blocks stand.
func portalOf(t *testing.T, dir string, records []dataset.Record) {
	t.Helper()
	write(t, filepath.Join(dir, "content", "site.yaml"), []byte("title: Acme\nbase_url: https://open.example/\n"))
	write(t, filepath.Join(dir, "content", "index.md"), []byte("---\ntitle: Home\n---\n```projects\n```\n\n```components\n```\n\n```releases\n```\n\n```licenses\n```\n"))
	write(t, filepath.Join(dir, "content", "policies", "licences.md"), []byte(licencePage))
	store := dataset.NewStore(filepath.Join(dir, "content", "data"))
	for _, r := range records {
		if _, err := store.Put(r); err != nil {
			t.Fatal(err)
		}
	}
}

const licencePage = "---\ntitle: Licences\napprover: Legal\nlicense_policy:\n  contexts: {service: Offered}\n  categories: {permissive: [MIT]}\n  rules:\n    - {id: permissive, category: permissive, verdict: allowed}\n  default: review\n---\nText\n"

// TestNoFrontMatterRunsScripts puts payloads into every key of front matter that the program reads.
func TestNoFrontMatterRunsScripts(t *testing.T) {
	keys := frontKeys(t)
	for _, name := range slices.Sorted(maps.Keys(payloads)) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "content", "index.md"), []byte("---\ntitle: Home\n---\n"))
			write(t, filepath.Join(dir, "content", "site.yaml"), []byte("title: Acme\nbase_url: https://open.example/\n"))
			shown, refused := 0, 0
			for i, key := range keys {
				file := filepath.Join(dir, "content", fmt.Sprintf("p%d", i), "page.md")
				values := map[string]any{"title": "Page", "approver": "x"}
				values[key] = payloads[name]
				write(t, file, []byte("---\n"+yamlOf(t, values)+"\n---\n[x](../index.md)\n"))
			}
			result, _ := generator.Check(context.Background(), generator.Options{Content: filepath.Join(dir, "content")})
			for _, p := range result.Problems {
				if p.Severity == problem.Error && p.File != "" && p.File != "index.md" {
					if os.Remove(filepath.Join(dir, "content", p.File)) == nil {
						refused++
					}
				}
			}
			site := attempt(t, dir)
			if site.files == nil {
				t.Fatalf("refused: %v", site.problems)
			}
			harmless(t, site.files)
			shown = len(keys) - refused
			t.Logf("%d keys shown harmlessly, %d refused", shown, refused)
		})
	}
}

// TestNoSettingRunsScripts puts payloads into every text of site.yaml. What is refused by itself is taken out; the rest is
// shown together.
func TestNoSettingRunsScripts(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(payloads)) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "content", "index.md"), []byte("---\ntitle: Home\n---\n[x](p.md)\n"))
			write(t, filepath.Join(dir, "content", "p.md"), []byte("Text.\n"))
			settings := siteSettings(payloads[name])
			tried := len(settings)
			maps.DeleteFunc(settings, func(key string, value any) bool {
				data := yamlOf(t, map[string]any{key: value})
				_, problems := content.LoadSite(fstest.MapFS{"site.yaml": &fstest.MapFile{Data: []byte(data)}})
				return len(problems) > 0
			})
			settings["base_url"] = "https://open.example/"
			write(t, filepath.Join(dir, "content", "site.yaml"), []byte(yamlOf(t, settings)))
			site := attempt(t, dir)
			if site.files == nil {
				t.Errorf("refused: %v", site.problems)
			}
			harmless(t, site.files)
			t.Logf("%d settings shown harmlessly, %d refused", len(settings)-1, tried-len(settings)+1)
		})
	}
}
