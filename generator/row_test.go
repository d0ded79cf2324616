package generator

import (
	"strings"
	"testing"
)

func TestRowsEscapeWhatIsNotOurs(t *testing.T) {
	hostile := `"><script>`
	texts := defaultTheme(t)
	verdicts := []VerdictView{{Label: hostile, Level: hostile, See: Address(hostile), Exception: hostile}}
	components := ComponentRows{{Name: hostile, Version: hostile, URL: Address(hostile), License: hostile, Raw: hostile, Direct: hostile, Via: []string{hostile}, Verdicts: verdicts, Products: []Link{{Title: hostile, URL: Address(hostile)}}}}
	licenses := LicenseRows{{ID: hostile, Name: hostile, URL: Address(hostile), Category: hostile, Verdicts: verdicts}}
	for name, out := range map[string]string{
		"components": string(components.AppendRows(nil, texts)),
		"licences":   string(licenses.AppendRows(nil, texts)),
	} {
		if strings.Contains(out, "<script") || strings.Contains(out, `"">`) {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestRowsShowWhatIsKnown(t *testing.T) {
	texts := defaultTheme(t)
	got := string(ComponentRows{{
		Name: "left-pad", Version: "1.3.0", License: "unknown", Raw: "WTF", Direct: "transitive", Via: []string{"a", "b"},
		Verdicts: []VerdictView{{Label: "Inside", Level: "forbidden", See: "#why", Exception: "LX-1"}, {Label: "Shipped", Level: "allowed"}},
		Products: []Link{{Title: "One", URL: "~site/one/"}, {Title: "Two", URL: "~site/two/"}},
	}}.AppendRows(nil, texts))
	want := `<tr><th scope="row"><span class="plain">left-pad</span> <span class="ver">1.3.0</span><small>transitive: a → b</small></th>` +
		`<td data-l="Licence">unknown<small>As found: <span class="id">WTF</span></small></td>` +
		`<td data-l="Inside"><span class="mark" data-is="forbidden"><a class="plain" href="#why">forbidden</a></span> <small>exception LX-1</small></td>` +
		`<td data-l="Shipped"><span class="mark" data-is="allowed">allowed</span></td>` +
		`<td data-l="Used in"><a class="plain" href="~site/one/">One</a>, <a class="plain" href="~site/two/">Two</a></td></tr>`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	got = string(ComponentRows{{Name: "left-pad", Version: "1.3.0", License: "MIT"}}.AppendRows(nil, texts))
	want = `<tr><th scope="row"><span class="plain">left-pad</span> <span class="ver">1.3.0</span></th><td data-l="Licence"><span class="id">MIT</span></td></tr>`
	if got != want {
		t.Errorf("where no product is named there is no column for it: got\n%s\nwant\n%s", got, want)
	}
	got = string(LicenseRows{{ID: "MIT", Name: "MIT License", URL: "~site/licenses/MIT/", Category: "permissive", Components: 1234}}.AppendRows([]byte("x"), texts))
	want = `x<tr><th scope="row"><a class="id plain" href="~site/licenses/MIT/">MIT</a><small>MIT License</small></th>` +
		`<td data-l="Category">Permissive</td><td data-l="Components" class="n">1,234</td></tr>`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
