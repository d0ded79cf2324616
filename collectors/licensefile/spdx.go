package licensefile

import "strings"

// spdx gives the SPDX expression of the names that the classifier spells otherwise. The text of a GNU licence does not say
// whether later versions hold too, so that the narrower reading is taken.
var spdx = map[string]string{
	"AGPL-1.0":                         "AGPL-1.0-only",
	"AGPL-3.0":                         "AGPL-3.0-only",
	"Apache-with-LLVM-Exception":       "Apache-2.0 WITH LLVM-exception",
	"Apache-with-Runtime-Exception":    "Apache-2.0 WITH Swift-exception",
	"BSD-0-Clause":                     "0BSD",
	"BSD-2-Clause-FreeBSD":             "BSD-2-Clause-Views",
	"BSD-2-Clause-NetBSD":              "BSD-2-Clause",
	"BSD-3-Clause-OpenMPI":             "BSD-3-Clause-Open-MPI",
	"Business-Source-License-1.1":      "BUSL-1.1",
	"CERN-OHL-WR-v2":                   "CERN-OHL-W-2.0",
	"CERN-OHL-v1.2":                    "CERN-OHL-1.2",
	"GPL-1.0":                          "GPL-1.0-only",
	"GPL-2.0":                          "GPL-2.0-only",
	"GPL-2.0-with-GCC-exception":       "GPL-2.0-only WITH GCC-exception-2.0",
	"GPL-2.0-with-autoconf-exception":  "GPL-2.0-only WITH Autoconf-exception-2.0",
	"GPL-2.0-with-bison-exception":     "GPL-2.0-only WITH Bison-exception-2.2",
	"GPL-2.0-with-classpath-exception": "GPL-2.0-only WITH Classpath-exception-2.0",
	"GPL-2.0-with-font-exception":      "GPL-2.0-only WITH Font-exception-2.0",
	"GPL-3.0":                          "GPL-3.0-only",
	"GPL-3.0-with-GCC-exception":       "GPL-3.0-only WITH GCC-exception-3.1",
	"GPL-3.0-with-autoconf-exception":  "GPL-3.0-only WITH Autoconf-exception-3.0",
	"GPL-3.0-with-bison-exception":     "GPL-3.0-only WITH Bison-exception-2.2",
	"LGPL-2.0":                         "LGPL-2.0-only",
	"LGPL-2.1":                         "LGPL-2.1-only",
	"LGPL-3.0":                         "LGPL-3.0-only",
	"PIL":                              "HPND",
	"Python-2.0-complete":              "Python-2.0",
	"SQLite":                           "blessing",
	"bzip2":                            "bzip2-1.0.6",
	"cURL":                             "curl",
	"tcl_tk":                           "TCL",
	"wxWindows-3.1":                    "LGPL-2.0-or-later WITH WxWindows-exception-3.1",
}

// unlisted are the names of licences that the SPDX list does not have.
var unlisted = names(`ANTLR AdColony-SDK Android-SDK Apache-2.0-Modified Atmel Autodesk-3D-Studio-File-Toolkit BCL BLAS
	BSD-2-Clause-Flex BSD-FatFs BSD-No-Other-Rights BSD-Rice BabelstoneIDS BeOpen Bitstream Boost-original Cloud-Pre-GA
	Commons-Clause DBAD Entenssa FFT2D Facebook-2-Clause Facebook-3-Clause Facebook-Examples GD-Graphic-Library
	GIAJWTOU-2.0 GIF-Encoder GNU-All-permissive-Copying-License GUST-Font-License GenericIntel HTK IDA InnerNet JTidy
	JasPer KUKA Khronos Khronos_OpenCL LZMA Lattice-Semiconductor Lil-1.0 MTK NCBI NREL OROMatcher OpenLDAP Open-Game-License-1.0a
	Oracle-Open-Symphony PNG PPP RCSB-PDB RSA Rijndael-3.0 SPL-SQRT-FLOOR Sflow TPM-2 Tensilica UFL-1.0 USGovernment VMAC
	Waymo1P Windows-SDK-10 WordNet-3.0 X11-Lucent XZ Xcode Zendesk aopalliance dso geant4 getopt pffft re2c unicode_org`)

func names(list string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(list) {
		set[name] = true
	}
	return set
}

// SPDX returns the expression for a name of the classifier; what the SPDX list lacks becomes a LicenseRef.
func SPDX(name string) string {
	if expression, ok := spdx[name]; ok {
		return expression
	}
	if unlisted[name] {
		return "LicenseRef-" + strings.ReplaceAll(name, "_", "-")
	}
	return name
}
