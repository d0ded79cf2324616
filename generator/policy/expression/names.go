package expression

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"portolan/generator/policy/facts"
)

// named is what a name stands for and why it does. Without an expression the name is known to leave open what is meant.
type named struct {
	expression *Expression
	why        string
}

//go:embed names.txt
var namesTable string

// names holds every known name by its [key] and every known address by its [address].
var names = sync.OnceValue(func() map[string]named {
	all := map[string]named{}
	addListed(all)
	for line := range strings.Lines(namesTable) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, aliases, _ := strings.Cut(line, ": ")
		written, why, given := strings.Cut(head, " -- ")
		if !given {
			why = "a common way to write it"
		}
		e, err := Parse(written)
		if err != nil && written != "?" {
			panic("expression: names.txt: " + written + ": " + err.Error())
		}
		for alias := range strings.SplitSeq(aliases, " | ") {
			all[lookupKey(alias)] = named{e, why}
		}
	}
	return all
})

// addListed takes ids, names and addresses from the SPDX list. What stands for two licences stands for none; an id
// goes before a name, a name before an address.
func addListed(all map[string]named) {
	for _, field := range []struct {
		of  func(facts.License) string
		why string
	}{
		{func(l facts.License) string { return l.ID }, "another spelling of the id"},
		{func(l facts.License) string { return l.Name }, "the name of the licence"},
		{func(l facts.License) string { return l.Reference }, "the address of the licence"},
		{func(l facts.License) string { return "https://spdx.org/licenses/" + l.ID }, "the address of the licence"},
		{func(l facts.License) string { return "https://opensource.org/licenses/" + l.ID }, "the address of the licence"},
		{func(l facts.License) string { return "https://choosealicense.com/licenses/" + l.ID }, "the address of the licence"},
	} {
		found := map[string]named{}
		for _, l := range facts.Licenses() {
			e, _ := current(l)
			k := lookupKey(field.of(l))
			if old, twice := found[k]; twice && (old.expression == nil || old.expression.text != e.text) {
				e = nil
			}
			found[k] = named{e, field.why}
		}
		for k, n := range found {
			if _, taken := all[k]; !taken && n.expression != nil && k != "" {
				all[k] = n
			}
		}
	}
}

func byName(words string) (named, bool) {
	switch strings.ToUpper(words) {
	case "NONE":
		return named{expression: leaf(None, "", false, "")}, true
	case "NOASSERTION":
		return named{expression: leaf(NoAssertion, "", false, "")}, true
	}
	if e, _ := resolve(words); e != nil {
		return named{e, "the SPDX list has another spelling now"}, true
	}
	n, ok := names()[lookupKey(words)]
	return n, ok
}

// exceptionNames holds the exceptions by the key of their id, and of their id without the version where it is the only one.
var exceptionNames = sync.OnceValue(func() map[string]string {
	all, short := map[string]string{}, map[string][]string{}
	for _, x := range facts.Exceptions() {
		id, _ := addition(x.ID)
		all[key(x.ID)] = id
		base := strings.TrimRight(key(x.ID), "0123456789. ")
		if !slices.Contains(short[base], id) {
			short[base] = append(short[base], id)
		}
	}
	for base, ids := range short {
		if _, taken := all[base]; !taken && len(ids) == 1 {
			all[base] = ids[0]
		}
	}
	all["classpath"] = "Classpath-exception-2.0"
	all["cpe"] = "Classpath-exception-2.0"
	all["llvm exceptions"] = "LLVM-exception"
	all["linux syscall"] = "Linux-syscall-note"
	return all
})

func exceptionByName(words string) (string, bool) {
	if id, ok := addition(words); ok {
		return id, true
	}
	id, ok := exceptionNames()[key(words)]
	return id, ok
}

func lookupKey(words string) string {
	if isAddress(words) {
		return address(words)
	}
	return key(words)
}

// address drops what varies between writers of one address: protocol, www, letter case, file ending, last slash.
func address(s string) string {
	s = strings.ToLower(strings.TrimRight(s, "/."))
	s, _, _ = strings.Cut(s, "#")
	for _, prefix := range []string{"http://", "https://", "www."} {
		s = strings.TrimPrefix(s, prefix)
	}
	for _, suffix := range []string{".html", ".htm", ".txt", ".php", ".md", ".en", "/"} {
		s = strings.TrimSuffix(s, suffix)
	}
	s = strings.Replace(s, "opensource.org/license/", "opensource.org/licenses/", 1)
	return "address " + strings.TrimSuffix(s, "-license")
}

var pieces = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)*|\p{L}+|\+|>=`)

// phrases are replaced in names, the earlier ones first, so that one name has one key.
var phrases = strings.NewReplacer(
	" lesser general public ", " lgpl ", " lesser public ", " lgpl ", " library general public ", " lgpl ", " affero general public ", " agpl ",
	" general public ", " gpl ", " mozilla public ", " mpl ", " eclipse public ", " epl ", " eclipse distribution ", " edl ",
	" common development and distribution ", " cddl ", " common public ", " cpl ", " creative commons ", " cc ",
	" apache software foundation ", " apache ", " apache software ", " apache ", " apache public ", " apache ", " asl ", " apache ",
	" asf ", " apache ", " al ", " apache ", " aslv ", " apache ", " alv ", " apache ", " gplv ", " gpl ", " lgplv ", " lgpl ", " agplv ", " agpl ", " bsdv ", " bsd ",
	" or any later ", " + ", " or later ", " + ", " or newer ", " + ", " or greater ", " + ", " or higher ", " + ", " and later ", " + ",
	" 4 international ", " 4 ", " 1 universal ", " 1 ", " 3 unported ", " 3 ",
	" or above ", " + ", " and above ", " + ", " and newer ", " + ", " or any newer ", " + ",
)

var noise = strings.Fields("the license licenses licence licences licensed licencing licensing under terms of version versions v ver vers gnu only a an at your option s")

// key reduces a name to what tells it from other names: small letters, no filler words, "2" for "2.0", a word that is
// repeated at once only once ("GNU General Public License (GPL), version 2.0 or later" becomes "gpl 2 +").
func key(words string) string {
	var kept []string
	words = strings.ReplaceAll(strings.ToLower(words), "osi approved", "") // as in Python's classifiers
	for _, piece := range pieces.FindAllString(words, -1) {
		for strings.HasSuffix(piece, ".0") {
			piece = strings.TrimSuffix(piece, ".0")
		}
		if !slices.Contains(noise, piece) {
			kept = append(kept, piece)
		}
	}
	for i := 0; i+1 < len(kept); i++ {
		if kept[i] == ">=" { // "GPL (>= 2)"
			kept[i], kept[i+1] = kept[i+1], "+"
		}
	}
	joined := " " + strings.Join(kept, " ") + " "
	joined = phrases.Replace(phrases.Replace(joined)) // twice, as neighbours share a blank
	return strings.Join(unrepeated(strings.Fields(joined)), " ")
}

// unrepeated drops a run of up to three words that comes twice in a row.
func unrepeated(list []string) []string {
	for size := 3; size > 0; size-- {
		for i := 0; i+2*size <= len(list); {
			if slices.Equal(list[i:i+size], list[i+size:i+2*size]) {
				list = slices.Delete(list, i, i+size)
				continue
			}
			i++
		}
	}
	return list
}
