package codejson

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// rest keeps what an entry says and no other field of a project holds, and notes what of it cannot be kept. Each member is
// read for itself, so that one that is not as the standard asks does not spoil the others.
func (f file) rest(raw json.RawMessage) *dataset.CodeJSON {
	r := rest{members: map[string]json.RawMessage{}, kept: &dataset.CodeJSON{Agency: dataset.CleanText(f.Agency),
		Method: dataset.CleanText(f.Measured.Method), MethodOther: dataset.CleanText(f.Measured.IfOther)}}
	json.Unmarshal(raw, &r.members) // an entry that is no object was refused before
	k := r.kept
	k.Version, k.VCS, k.Status = r.text("version"), r.text("vcs"), r.text("status")
	k.Languages = r.texts("languages")
	k.Download, k.Disclaimer, k.DisclaimerURL = r.link("downloadURL"), r.text("disclaimerText"), r.link("disclaimerURL")
	k.RelatedCode, k.ReusedCode = r.links("relatedCode"), r.links("reusedCode")
	r.laborHours()
	r.partners()
	r.permissions()
	r.dates()
	r.contact()
	r.others()
	slices.Sort(k.Remarks)
	k.Remarks = slices.Compact(k.Remarks)
	return k
}

// rest is an entry on its way: members are taken out as they are read.
type rest struct {
	members map[string]json.RawMessage
	kept    *dataset.CodeJSON
}

func (r *rest) remark(format string, arguments ...any) {
	r.kept.Remarks = append(r.kept.Remarks, fmt.Sprintf(format, arguments...))
}

// take reads a member into a value and tells whether it was there and fit. Null is not there.
func (r *rest) take(name string, into any) bool {
	raw, there := r.members[name]
	delete(r.members, name)
	if !there || string(raw) == "null" {
		return false
	}
	if json.Unmarshal(raw, into) != nil {
		r.remark("%s is not of the kind that the standard asks for", name)
		return false
	}
	return true
}

func (r *rest) text(name string) string {
	var s string
	r.take(name, &s)
	return dataset.CleanText(s)
}

func (r *rest) texts(name string) (list []string) {
	var all []string
	r.take(name, &all)
	for _, s := range all {
		if s = dataset.CleanText(s); s != "" {
			list = append(list, s)
		}
	}
	return list
}

func (r *rest) link(name string) string { return r.checkLink(name, r.text(name)) }

// checkLink returns an address that may stand in a link; what else was given is noted.
func (r *rest) checkLink(name, given string) string {
	link := dataset.CleanLink(given)
	if given != "" && link == "" {
		r.remark("%s is no web address", name)
	}
	return link
}

func (r *rest) links(name string) (list []dataset.NamedLink) {
	var all []struct {
		Name       string `json:"name"`
		URL        string `json:"URL"`
		Government *bool  `json:"isGovernmentRepo"`
	}
	r.take(name, &all)
	for _, one := range all {
		list = append(list, dataset.NamedLink{Name: dataset.CleanText(one.Name), URL: r.checkLink(name+".URL", one.URL), Government: one.Government})
	}
	return list
}

func (r *rest) laborHours() {
	var hours float64
	if r.take("laborHours", &hours) {
		r.kept.LaborHours = &hours
	}
}

func (r *rest) partners() {
	var all []struct{ Name, Email string }
	r.take("partners", &all)
	for _, one := range all {
		if one.Email != "" {
			r.remark("partners.email is left out: addresses of people are not kept")
		}
		r.kept.Partners = append(r.kept.Partners, dataset.CleanText(one.Name))
	}
}

// permissions keeps the licences as they are named and linked. Version 1 has a single link, and two numbers for the usage.
func (r *rest) permissions() {
	var given struct {
		UsageType     *string `json:"usageType"`
		ExemptionText *string `json:"exemptionText"`
		Licenses      []struct{ Name, URL string }
	}
	if r.take("permissions", &given) {
		if given.UsageType != nil {
			r.kept.UsageType = *given.UsageType
		}
		if given.ExemptionText != nil {
			r.kept.ExemptionText = dataset.CleanText(*given.ExemptionText)
		}
		for _, l := range given.Licenses {
			r.kept.Licenses = append(r.kept.Licenses, dataset.NamedLink{Name: dataset.CleanText(l.Name), URL: r.checkLink("permissions.licenses.URL", l.URL)})
		}
	}
	if link := r.link("license"); link != "" {
		r.kept.Licenses = append(r.kept.Licenses, dataset.NamedLink{URL: link})
	}
	open, reuse := r.members["openSourceProject"], r.members["governmentWideReuseProject"]
	delete(r.members, "openSourceProject")
	delete(r.members, "governmentWideReuseProject")
	switch {
	case r.kept.UsageType != "":
	case isTrue(open):
		r.kept.UsageType = openSource
	case isTrue(reuse):
		r.kept.UsageType = "governmentWideReuse"
	}
	if _, known := visibilities[r.kept.UsageType]; !known && r.kept.UsageType != "" {
		r.remark("permissions.usageType is no word of the standard")
		r.kept.UsageType = ""
	}
}

func (r *rest) dates() {
	var given map[string]string
	r.take("date", &given)
	for name, day := range given {
		if day == "" {
			continue
		}
		at, err := time.Parse(time.DateOnly, day[:min(len(day), len(time.DateOnly))])
		switch {
		case err != nil:
			r.remark("date.%s is no date", dataset.CleanText(name))
		case name == "metadataLastUpdated":
			r.kept.Updated = dataset.Of(dataset.Date(at.Format(time.DateOnly)))
		}
	}
}

func (r *rest) contact() {
	var given map[string]any
	r.take("contact", &given)
	for _, name := range []string{"email", "name", "phone"} {
		if text, _ := given[name].(string); text != "" {
			r.remark("contact.%s is left out: who can be reached how is not kept of people", name)
		}
	}
	if text, _ := given["URL"].(string); text != "" {
		r.checkLink("contact.URL", text)
	}
}

// others notes what the standard does not know, and what other fields could not hold.
func (r *rest) others() {
	r.link("repositoryURL")
	r.link("homepageURL")
	r.link("repository")
	r.link("homepage")
	if tags := r.texts("tags"); len(tags) > mostTopics {
		r.remark("tags past the first %d are left out", mostTopics)
	}
	if description := r.text("description"); strings.HasSuffix(description, "\u2026") && len(description) > 4096 {
		r.remark("the description is cut, for its length")
	}
	for _, known := range []string{"name", "organization"} {
		delete(r.members, known)
	}
	for _, name := range slices.Sorted(maps.Keys(r.members)) {
		r.remark("%s is no member that the standard names", cutName(name))
	}
}

// cutName keeps a member's name short enough for a remark.
func cutName(name string) string {
	runes := []rune(dataset.CleanText(name))
	return string(runes[:min(len(runes), 60)])
}
