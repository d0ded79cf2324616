package gitlab

import (
	"strings"

	"portolan/collectors/dataset"
)

// spdx spells the forge's keys of licences, which are SPDX ids in lower case, as the SPDX list does.
var spdx = spelt(`0BSD AFL-3.0 AGPL-3.0 AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 Artistic-2.0 BlueOak-1.0.0 BSD-2-Clause
	BSD-2-Clause-Patent BSD-3-Clause BSD-3-Clause-Clear BSD-4-Clause BSL-1.0 BUSL-1.1 CC-BY-4.0 CC-BY-SA-4.0 CC0-1.0 CECILL-2.1
	CERN-OHL-P-2.0 CERN-OHL-S-2.0 CERN-OHL-W-2.0 ECL-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 GFDL-1.3 GPL-2.0 GPL-2.0-only
	GPL-2.0-or-later GPL-3.0 GPL-3.0-only GPL-3.0-or-later ISC LGPL-2.1 LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0 LGPL-3.0-only
	LGPL-3.0-or-later LPPL-1.3c MIT MIT-0 MPL-1.1 MPL-2.0 MS-PL MS-RL MulanPSL-2.0 NCSA ODbL-1.0 OFL-1.1 OSL-3.0 PostgreSQL
	Python-2.0 Unlicense UPL-1.0 Vim WTFPL X11 Zlib`)

func spelt(ids string) map[string]string {
	byKey := map[string]string{}
	for id := range strings.FieldsSeq(ids) {
		byKey[strings.ToLower(id)] = id
	}
	return byKey
}

// licenseOf returns the licence that a key means. A key that is not in the list stays as it is, since case does not matter
// in SPDX; "other" is a licence that the forge found and does not know.
func licenseOf(l *license) dataset.License {
	if l == nil {
		return dataset.License{}
	}
	key := dataset.CleanText(l.Key)
	if key == "" {
		return dataset.License{}
	}
	id := key
	if known, ok := spdx[strings.ToLower(key)]; ok {
		id = known
	} else if strings.EqualFold(key, "other") {
		id = "NOASSERTION"
	}
	return dataset.License{Expression: &id, Source: "forge"}
}
