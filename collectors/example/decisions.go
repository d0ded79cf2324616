package example

import "portolan/collectors/dataset"

// ruling is a decision with its dates as days from now.
type ruling struct {
	dataset.Decision
	decided, expires int // expires 0: never
}

// counsel, group and security are who decides at Acme.
const (
	counsel  = "Open source counsel"
	group    = "Review group"
	security = "Head of product security"
)

// rulings are what Acme decided on components and licences, besides the exceptions of the licence policy.
var rulings = []ruling{
	{decided: -410, Decision: dataset.Decision{ID: "D-101", Title: "Browser support tables under CC-BY-4.0", Component: "pkg:npm/caniuse-lite", License: "CC-BY-4.0", Verdict: "conditional",
		Conditions: "Name the source in the notices of the build tools.", Because: "The tables are data and steer the build only.", DecidedBy: counsel}},
	{decided: -372, expires: 130, Decision: dataset.Decision{ID: "D-104", Title: "iText in Ledger until the move to PDFBox", Component: "pkg:maven/com.itextpdf/kernel", Versions: "<10", License: "AGPL-3.0-only", Product: "ledger",
		Contexts: []string{"internal"}, Verdict: "conditional", Conditions: "No access from outside the company network.", Because: "Ledger has no users outside Acme. PDFBox covers all but two forms.", DecidedBy: group}},
	{decided: -340, Decision: dataset.Decision{ID: "D-106", Title: "Choose Apache-2.0 for JNA", Component: "pkg:maven/net.java.dev.jna/jna", License: "LGPL-2.1-or-later OR Apache-2.0", Verdict: "allowed", Because: "The package offers the choice.", DecidedBy: counsel}},
	{decided: -300, expires: 21, Decision: dataset.Decision{ID: "D-109", Title: "MySQL driver in Ledger", Component: "pkg:maven/com.mysql/mysql-connector-j", License: "The GNU General Public License, v2 with Universal FOSS Exception, v1.0", Product: "ledger", Contexts: []string{"internal"},
		Verdict: "allowed", Because: "Used inside only. To be looked at again when Ledger moves to PostgreSQL.", DecidedBy: counsel}},
	{decided: -260, Decision: dataset.Decision{ID: "D-112", Title: "No Vault server under the Business Source License", Component: "pkg:golang/github.com/hashicorp/vault", License: "BUSL-1.1", Verdict: "forbidden", Contexts: []string{"service", "distributed"},
		Because: "The terms leave open whether Anvil Cloud competes. The client module under MPL-2.0 is not affected.", DecidedBy: counsel}},
	{decided: -500, expires: -40, Decision: dataset.Decision{ID: "D-088", Title: "Loki beside Anvil Cloud for one year", Component: "pkg:golang/github.com/grafana/loki/v3", License: "AGPL-3.0-only", Product: "anvil-cloud", Contexts: []string{"service"},
		Verdict: "conditional", Conditions: "Unchanged, as a separate service, for our own operators.", Because: "A trial. The time is over; a new request is needed.", DecidedBy: group}},
	{decided: -205, Decision: dataset.Decision{ID: "D-115", Title: "chardet is LGPL-2.1-or-later", Component: "pkg:pypi/chardet", License: "LGPL", Verdict: "allowed", Contexts: []string{"internal", "service"}, Because: "The version is told by the licence file.", DecidedBy: counsel}},
	{decided: -170, expires: 195, Decision: dataset.Decision{ID: "D-118", Title: "Barcode Pro, forty seats", Component: "pkg:maven/com.example.scanners/barcode-pro", License: "LicenseRef-Acme-Purchased", Product: "workbench", Contexts: []string{"distributed"},
		Verdict: "conditional", Conditions: "At most forty seats; the count is kept by Purchasing.", Because: "Bought. The contract ends with this decision.", DecidedBy: "General counsel"}},
	{decided: -120, Decision: dataset.Decision{ID: "D-121", Title: "Bouncy Castle's own licence is MIT in other words", Component: "pkg:maven/org.bouncycastle/*", License: "Bouncy Castle Licence", Verdict: "allowed", Because: "Compared word for word.", DecidedBy: counsel}},
	{decided: -75, expires: 290, Decision: dataset.Decision{ID: "D-124", Title: "Unidecode as a program of its own", Component: "pkg:pypi/unidecode", License: "GPLv2+", Product: "assay", Contexts: []string{"internal"}, Verdict: "allowed", Because: "Runs inside, passes files, is not shipped.", DecidedBy: group}},
	{decided: -33, Decision: dataset.Decision{ID: "D-126", Title: "AutoMapper stays at the last version under MIT", Component: "pkg:nuget/AutoMapper", Versions: ">=15", License: "RPL-1.5", Verdict: "forbidden", Because: "From version 15 on its duties reach our own code. Older versions are fine.", DecidedBy: counsel}},
	{decided: -9, expires: 81, Decision: dataset.Decision{ID: "D-127", Title: "tide-table until its fix is out", Component: "pkg:npm/tide-table", Versions: "<2.6.2", Product: "storefront", Contexts: []string{"service"}, Verdict: "review", Because: "A crafted name can stop the nightly job. Nobody outside can send one.", DecidedBy: security}},
}

func (w *world) decisions() *dataset.Decisions {
	list := &dataset.Decisions{ID: "acme", Audience: dataset.Internal, Provenance: w.provenance}
	for _, r := range rulings {
		d := r.Decision
		d.Decided = dataset.Of(w.day(r.decided))
		if r.expires != 0 {
			d.Expires = dataset.Of(w.day(r.expires))
		}
		list.Decisions = append(list.Decisions, d)
	}
	return list
}
