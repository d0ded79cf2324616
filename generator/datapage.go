package generator

import (
	"slices"

	"portolan/generator/memo"
	"portolan/generator/policy"
)

// dataPage is a page that is drawn from data alone. It is known to be as the last build left it before its view is made:
// where the records and the pages' own particulars are the same, and the rules say the same of all that it shows.
type dataPage struct {
	address, section string
	beside           []string    // files that are written with it
	rules            memo.Digest // what the rules say of what it shows
	write            func(facts memo.Digest) error
}

// dataJob makes a data page, if it would not be as it is.
func (e *edition) dataJob(d dataPage) job {
	return job{d.address, func() error {
		if !e.shared.on {
			return d.write(memo.Digest{})
		}
		facts := memo.DigestOf(e.factsAround(d.section), d.rules)
		if e.dataStands(d, facts) {
			return nil
		}
		return d.write(facts)
	}}
}

// factsAround name what all data pages of a section are made of, beside what the rules say.
func (e *edition) factsAround(section string) memo.Digest {
	if known, found := e.shared.around.Load(section); found {
		return known.(memo.Digest)
	}
	facts := memo.DigestOf(e.shared.facts, e.shell(page{section: section}).digest)
	e.shared.around.Store(section, facts)
	return facts
}

// dataStands lets a data page and the files beside it stand as they are published, if that is what the last build made of the
// same facts.
func (e *edition) dataStands(d dataPage, facts memo.Digest) bool {
	last := e.last(d.address)
	if last == nil || last.Facts != facts || last.Built != (memo.Digest{}) && last.Built != e.shared.built {
		return false
	}
	document, found := e.index.Find(last.Document)
	if !found && last.Document != "" {
		return false
	}
	names := []string{join(e.name, fileOf(d.address))}
	for _, name := range d.beside {
		names = append(names, join(e.name, name))
	}
	if !e.out.Stay(names...) {
		return false
	}
	for _, name := range append(d.beside, fileOf(d.address)) {
		e.mayPut(name)
	}
	if found {
		e.index.Keep(document)
	}
	e.list(builtPage{URL: d.address, Title: last.Title})
	e.portal.memo.Keep(last.piece)
	return true
}

// allRules names the rules that count, for pages that show much of what they say.
func (e *edition) allRules() memo.Digest {
	var sources []policy.Source
	for _, page := range e.rulePages() {
		sources = append(sources, policySource(page))
	}
	return memo.DigestOf(sources)
}

// rulesOn names verdicts. Many components share theirs.
func (e *edition) rulesOn(verdicts []policy.Verdict) memo.Digest {
	if len(verdicts) == 0 {
		return memo.Digest{}
	}
	if known, found := e.shared.verdicts.Load(&verdicts[0]); found {
		return known.(memo.Digest)
	}
	named := memo.DigestOf(verdicts)
	e.shared.verdicts.Store(&verdicts[0], named)
	return named
}

// rulesOnPackage name what the rules say of each version of a component, and what was decided on it: until when, as of today.
func (e *edition) rulesOnPackage(p *pack) memo.Digest {
	list := make([]memo.Digest, len(p.versions))
	for i, one := range p.versions {
		list[i] = e.rulesOn(one.verdicts)
	}
	return memo.DigestOf(list, e.decisionsOn(p.purl))
}

// rulesOnProject name what the rules say of a project's licence, or of more where its page shows more.
func (e *edition) rulesOnProject(p *project) memo.Digest {
	if e.catalog.projects[p.merged.ID] != nil || len(e.projects.products[p.merged.ID]) > 0 {
		return e.shared.rules
	}
	if p.merged.License.Expression == nil {
		return memo.Digest{}
	}
	return e.rulesOn(e.policy.Judge(policy.Subject{License: orNoAssertion(*p.merged.License.Expression)}))
}

// ruledJob is dataJob for a page that shows much of what the rules say.
func (e *edition) ruledJob(address, section string, write func(memo.Digest) error, beside ...string) job {
	return e.dataJob(dataPage{address: address, section: section, beside: slices.Clip(beside), rules: e.shared.rules, write: write})
}
