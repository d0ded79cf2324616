package generator_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// judged are queries with the pages that must be among the first three results on the starter portal.
var judged = []struct{ query, page string }{
	{"licence policy", "policies/licences/"},
	{"can I use agpl in saas", "policies/licences/"},
	{"who approves a release", "policies/releasing/"},
	{"harrassment", "community/code-of-conduct/"},
	{"MPL-2.0", "compliance/licenses/MPL-2.0/"},
	{"anvil", "projects/github.com/acme/anvil/"},
	{"report a vulnerability", "policies/security/"},
	{"how do I release my project", "guides/release-a-project/"},
	{"AI generated code", "policies/ai-generated-code/"},
	{"CLA", "policies/contributor-agreements/"},
	{"sbom", "compliance/notices-and-sboms/"},
	{"archive project", "guides/archive-a-project/"},
	{"good first issue", "community/good-first-issues/"},
	{"trademark", "policies/trademarks/"},
	{"inner source", "policies/inner-source/"},
	{"time to first response", "metrics/time-to-first-response/"},
	{"\"data blocks\"", "editors/data-blocks/"},
	{"lodash", "compliance/components/npm/lodash/"},
	{"add dependancy", "guides/add-a-dependency/"},
	{"front matter", "editors/front-matter/"},
}

// askAll runs queries through the site's own search module and prints the addresses of the first three results of each.
const askAll = `import fs from "node:fs"; import path from "node:path"; import { pathToFileURL } from "node:url";
const [site, queries] = process.argv.slice(1); const base = "http://site.invalid/";
const { open } = await import(pathToFileURL(path.join(site, "assets/search.js")));
const index = await open(base, async url => {
  const file = path.join(site, decodeURIComponent(new URL(String(url), base).pathname));
  return fs.existsSync(file) ? new Response(fs.readFileSync(file)) : new Response("", { status: 404 });
});
const out = [];
for (const q of JSON.parse(queries)) out.push((await index.search(q, { limit: 3 })).results.map(r => new URL(r.url, base).pathname.slice(1)));
console.log(JSON.stringify(out));`

func TestSearchFindsWhatReadersLookFor(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		missing(t, "node")
	}
	var queries []string
	for _, j := range judged {
		queries = append(queries, j.query)
	}
	asked, _ := json.Marshal(queries)
	site, _ := filepath.Abs(starter(t))
	cmd := exec.Command("node", "--input-type=module", "--eval", askAll, "--", site, string(asked))
	cmd.Stderr = os.Stderr
	answer, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var found [][]string
	if err := json.Unmarshal(answer, &found); err != nil {
		t.Fatal(err)
	}
	ranks := 0.0
	for i, j := range judged {
		rank := 0
		for at, page := range found[i] {
			if page == j.page {
				rank = at + 1
			}
		}
		if rank == 0 {
			t.Errorf("%s: %s is not among %v", j.query, j.page, found[i])
			continue
		}
		ranks += 1 / float64(rank)
	}
	if mean := ranks / float64(len(judged)); mean < .85 {
		t.Errorf("mean reciprocal rank %.2f", mean)
	}
}
