package oracle

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	spdxjson "github.com/spdx/tools-golang/json"

	"portolan/collectors/dataset"
	"portolan/collectors/sbom/reader"
)

// packages is how many the large document holds; its text is about 190 MB.
const packages = 200_000

// The bounds that reading it must keep.
const (
	mostToTokens  = 1.3      // times the CPU of going through its tokens with go-json-experiment alone and keeping nothing
	mostToStructs = 0.8      // times the CPU of bringing packages and relationships into structs with it
	leastToTools  = 8        // times less CPU than tools-golang
	mostMemory    = 64 << 20 // bytes resident at the worst moment, with nothing kept of the components
)

// writeLarge writes an SPDX 2.3 document from a fixed seed, the way that a scanner of containers would.
func writeLarge(w io.Writer) error {
	r := rand.New(rand.NewPCG(1, 2))
	licenses := []string{"MIT", "Apache-2.0", "BSD-3-Clause", "NOASSERTION", "GPL-2.0-or-later WITH Classpath-exception-2.0", "(MIT OR Apache-2.0)"}
	b := bufio.NewWriterSize(w, 1<<20)
	fmt.Fprint(b, `{
  "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "large",
  "documentNamespace": "https://acme.example/sboms/large",
  "creationInfo": {"created": "2026-11-01T06:00:00Z", "creators": ["Tool: acme-1.0"]},
  "documentDescribes": ["SPDXRef-Package-0"],
  "packages": [`)
	for n := range packages {
		if n > 0 {
			b.WriteByte(',')
		}
		license := licenses[r.IntN(len(licenses))]
		fmt.Fprintf(b, `
    {
      "SPDXID": "SPDXRef-Package-%[1]d",
      "name": "component-%[1]d",
      "versionInfo": "%[2]d.%[3]d.%[4]d",
      "packageFileName": "component-%[1]d-%[2]d.%[3]d.%[4]d.tgz",
      "supplier": "Organization: Maker %[5]d",
      "downloadLocation": "https://downloads.example.com/component-%[1]d/%[2]d.%[3]d.%[4]d.tgz",
      "filesAnalyzed": false,
      "checksums": [
        {"algorithm": "SHA256", "checksumValue": "%016[6]x%016[7]x%016[6]x%016[7]x"}
      ],
      "licenseConcluded": "NOASSERTION",
      "licenseDeclared": "%[8]s",
      "copyrightText": "Copyright %[9]d The \"component-%[1]d\" authors",
      "externalRefs": [
        {
          "referenceCategory": "PACKAGE-MANAGER",
          "referenceType": "purl",
          "referenceLocator": "pkg:npm/component-%[1]d@%[2]d.%[3]d.%[4]d"
        }
      ]
    }`, n, r.IntN(20), r.IntN(30), r.IntN(40), r.IntN(900), r.Uint64(), r.Uint64(), license, 1995+r.IntN(30))
	}
	fmt.Fprint(b, "\n  ],\n  \"relationships\": [\n    {\"spdxElementId\": \"SPDXRef-DOCUMENT\", \"relationshipType\": \"DESCRIBES\", \"relatedSpdxElement\": \"SPDXRef-Package-0\"}")
	for n := 1; n < packages; n++ {
		fmt.Fprintf(b, ",\n    {\"spdxElementId\": \"SPDXRef-Package-%d\", \"relationshipType\": \"DEPENDS_ON\", \"relatedSpdxElement\": \"SPDXRef-Package-%d\"}", r.IntN(n), n)
	}
	fmt.Fprint(b, "\n  ]\n}\n")
	return b.Flush()
}

func largeFile(t testing.TB) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "large.spdx.json")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(writeLarge(f), f.Close()); err != nil {
		t.Fatal(err)
	}
	return name
}

// readLarge reads the document and keeps nothing of the components but their number.
func readLarge(in io.Reader) (count int, err error) {
	doc, err := reader.Read(in, func(c dataset.Component) error {
		if c.PURL != "" && c.License != nil {
			count++
		}
		return nil
	})
	if err == nil && doc.Place(packages-1).Direct == nil {
		err = errors.New("the last package has no place")
	}
	return count, err
}

// readTokens is the least that a reader of JSON does.
func readTokens(in io.Reader) (count int, err error) {
	d := jsontext.NewDecoder(in)
	for {
		token, err := d.ReadToken()
		if errors.Is(err, io.EOF) {
			return count, nil
		}
		if err != nil {
			return count, err
		}
		if token.Kind() == '"' && d.StackDepth() == 3 {
			count++
		}
	}
}

// readStructs brings every package and relationship into a struct of the members that an inventory needs.
func readStructs(in io.Reader) (count int, err error) {
	d := jsontext.NewDecoder(in)
	if _, err := d.ReadToken(); err != nil {
		return 0, err
	}
	for d.PeekKind() != '}' {
		name, err := d.ReadToken()
		if err != nil {
			return 0, err
		}
		switch name.String() {
		case "packages":
			err = readList[spdxPackage](d, &count)
		case "relationships":
			err = readList[spdxRelationship](d, &count)
		default:
			err = d.SkipValue()
		}
		if err != nil {
			return 0, err
		}
	}
	return count, nil
}

type spdxPackage struct {
	ID               string `json:"SPDXID"`
	Name             string `json:"name"`
	VersionInfo      string `json:"versionInfo"`
	DownloadLocation string `json:"downloadLocation"`
	LicenseConcluded string `json:"licenseConcluded"`
	LicenseDeclared  string `json:"licenseDeclared"`
	CopyrightText    string `json:"copyrightText"`
	Supplier         string `json:"supplier"`
	ExternalRefs     []struct {
		Type    string `json:"referenceType"`
		Locator string `json:"referenceLocator"`
	} `json:"externalRefs"`
}

type spdxRelationship struct {
	From string `json:"spdxElementId"`
	Kind string `json:"relationshipType"`
	To   string `json:"relatedSpdxElement"`
}

func readList[T any](d *jsontext.Decoder, count *int) error {
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	for d.PeekKind() != ']' {
		var element T
		if err := json.UnmarshalDecode(d, &element); err != nil {
			return err
		}
		*count++
	}
	_, err := d.ReadToken()
	return err
}

func readTools(in io.Reader) (int, error) {
	doc, err := spdxjson.Read(in)
	if err != nil {
		return 0, err
	}
	return len(doc.Packages), nil
}

// cpu measures the processor time that reading the file takes, that of collecting its own garbage with it.
func cpu(b *testing.B, file string, read func(io.Reader) (int, error)) (seconds float64, count int) {
	b.Helper()
	f, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	runtime.GC()
	before := processor(b)
	if count, err = read(f); err != nil {
		b.Fatal(err)
	}
	return (processor(b) - before).Seconds(), count
}

func processor(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// pairs is how often two readers take turns; the median of what each turn says is what counts, as the machine may be busy.
const pairs = 7

// against measures the processor time of our reader as a multiple of another's.
func against(b *testing.B, file string, other func(io.Reader) (int, error)) (ratio, seconds float64) {
	b.Helper()
	var ratios, all []float64
	for range pairs {
		ours, count := cpu(b, file, readLarge)
		theirs, other := cpu(b, file, other)
		if count < packages || other < packages {
			b.Fatalf("%d and %d packages of %d", count, other, packages)
		}
		ratios, all = append(ratios, ours/theirs), append(all, ours)
	}
	slices.Sort(ratios)
	slices.Sort(all)
	return ratios[pairs/2], all[pairs/2]
}

// BenchmarkLarge reads the large document in four ways in one run, and holds the first against the others.
func BenchmarkLarge(b *testing.B) {
	file := largeFile(b)
	info, err := os.Stat(file)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d packages in %d MB", packages, info.Size()/1_000_000)
	for b.Loop() {
		tokens, ours := against(b, file, readTokens)
		structs, _ := against(b, file, readStructs)
		tools, _ := cpu(b, file, readTools)
		memory := peak(b, file)
		b.ReportMetric(ours, "s/read")
		b.ReportMetric(tokens, "x-tokens")
		b.ReportMetric(structs, "x-structs")
		b.ReportMetric(tools/ours, "x-faster-than-tools")
		b.ReportMetric(float64(memory)/(1<<20), "MiB-peak")
		if tokens > mostToTokens || structs > mostToStructs || tools < leastToTools*ours || memory > mostMemory {
			b.Errorf("read in %.2f s: %.2f times tokens, %.2f times structs; tools-golang %.2f s; peak %d MiB", ours, tokens, structs, tools, memory>>20)
		}
	}
}

// largeInChild names the file that a process of its own is to read, so that its memory is its own.
const largeInChild = "PORTOLAN_LARGE_DOCUMENT"

func TestMain(m *testing.M) {
	file := os.Getenv(largeInChild)
	if file == "" {
		os.Exit(m.Run())
	}
	f, err := os.Open(file)
	if err == nil {
		_, err = readLarge(f)
	}
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok && err == nil {
			fmt.Print(strings.TrimSuffix(strings.TrimSpace(kb), " kB"))
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// peak reads the file in a process of its own and returns the most memory that was resident, in bytes.
func peak(b *testing.B, file string) int {
	b.Helper()
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), largeInChild+"="+file)
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	kb, err := strconv.Atoi(string(out))
	if err != nil {
		b.Skip("this system does not tell the peak of memory")
	}
	return kb << 10
}
