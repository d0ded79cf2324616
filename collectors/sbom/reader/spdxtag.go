package reader

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"portolan/collectors/dataset"
)

// tagParser reads SPDX 2 in tag-value: a line for each fact, a package beginning with its name.
type tagParser struct {
	*parser
	in      *bufio.Reader
	line    int
	at      spdxPackage // the package that is being read
	inside  bool
	version string
}

// longestValue is how much is kept of one value; what is longer is cut, for nothing of ours is so long.
const longestValue = 1 << 20

func (p *parser) readTags(in io.Reader) error {
	t := &tagParser{parser: p, in: bufio.NewReader(in)}
	p.where = func() int { return t.line }
	for {
		line, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return problemOf(err, t.line)
		}
		if err := t.fact(line); err != nil {
			return problemOf(err, t.line)
		}
	}
	if err := t.done(); err != nil {
		return err
	}
	number := strings.TrimPrefix(t.version, "SPDX-")
	t.doc.Format = strings.TrimSpace("SPDX " + version(number))
	return nil
}

// next returns the next line without its end, cut where it is endless.
func (t *tagParser) next() (string, error) {
	var line []byte
	for {
		part, err := t.in.ReadSlice('\n')
		if len(line) < longestValue {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && (len(line) == 0 || !errors.Is(err, io.EOF)) {
			return "", err
		}
		t.line++
		return t.valid(bytes.TrimRight(line, "\r\n")), nil
	}
}

func (t *tagParser) valid(line []byte) string {
	if utf8.Valid(line) {
		return string(line)
	}
	t.remark("utf8", "the text is not UTF-8 throughout; what is no character is left out")
	return strings.ToValidUTF8(string(line), "")
}

// fact reads one line, and the lines that a text goes on for.
func (t *tagParser) fact(line string) error {
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return nil
	}
	tag, value, ok := strings.Cut(line, ":")
	if !ok || strings.ContainsAny(tag, " \t<>") {
		t.remark("tag", "a line without a tag is left out: "+short(line))
		return nil
	}
	value = strings.TrimSpace(value)
	if text, ok := strings.CutPrefix(value, "<text>"); ok {
		var err error
		if value, err = t.long(text); err != nil {
			return err
		}
	}
	return t.take(tag, dataset.CleanText(value))
}

// long reads on to the end of a text.
func (t *tagParser) long(text string) (string, error) {
	began := t.line
	var b strings.Builder
	for {
		if before, _, ended := strings.Cut(text, "</text>"); ended {
			b.WriteString(before)
			return strings.TrimSpace(b.String()), nil
		}
		if b.Len() < longestValue {
			b.WriteString(text + "\n")
		}
		var err error
		if text, err = t.next(); errors.Is(err, io.EOF) {
			return "", &Problem{Line: began, Text: "the text that begins here has no end: " + cut, Hint: again}
		} else if err != nil {
			return "", err
		}
	}
}

func (t *tagParser) take(tag, value string) error {
	switch tag {
	case "PackageName":
		err := t.done()
		t.at, t.inside = spdxPackage{}, true
		t.at.Name = value
		return err
	case "FileName", "SnippetSPDXID", "LicenseID":
		return t.done()
	case "SPDXVersion":
		t.version = value
	case "DocumentName":
		t.doc.Name = dataset.CleanText(value)
	case "Created":
		t.doc.Created = moment(value)
	case "Relationship":
		if field := strings.Fields(value); len(field) == 3 {
			t.relate([]byte(field[0]), []byte(field[1]), []byte(field[2]))
		} else {
			t.remark("relationship", "a relationship is not of the form A KIND B and is left out")
		}
	default:
		if t.inside {
			t.about(tag, value)
		}
	}
	return nil
}

// about notes a fact about the package that is being read.
func (t *tagParser) about(tag, value string) {
	s := &t.at
	switch tag {
	case "SPDXID":
		s.id = []byte(value)
	case "PackageVersion":
		s.Version = value
	case "PackageLicenseConcluded":
		s.concluded = value
	case "PackageLicenseDeclared":
		s.declared = value
	case "PackageCopyrightText":
		s.Copyright = value
	case "PackageSupplier":
		s.supplier = value
	case "PackageOriginator":
		s.originator = value
	case "PackageHomePage":
		s.homepage = value
	case "PackageDownloadLocation":
		s.download = value
	case "PrimaryPackagePurpose":
		s.purpose = value
	case "ExternalRef":
		if field := strings.Fields(value); len(field) == 3 && field[1] == "purl" {
			s.PURL = cmp.Or(s.PURL, field[2])
		}
	}
}

// done hands the package on that has been read.
func (t *tagParser) done() error {
	if !t.inside {
		return nil
	}
	t.inside = false
	t.component(t.at.id, t.at.finished())
	return t.failed
}
