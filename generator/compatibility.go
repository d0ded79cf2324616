package generator

import (
	"io/fs"

	"portolan/generator/policy/compatibility"
	"portolan/generator/problem"
)

// readMatrix reads which licences fit together, where the portal says so.
func (p *portal) readMatrix(fsys fs.FS) *compatibility.Matrix {
	name := p.site.Compatibility
	if name == "" {
		return nil
	}
	file, err := fsys.Open(name)
	if err != nil {
		p.problems.Add(problem.Problem{Rule: "site/compatibility", File: name, Text: "there is no such file, though site.yaml names it",
			Hint: "name a file of the content folder in OSADL's JSON format"})
		return nil
	}
	defer file.Close()
	matrix, err := compatibility.Read(file)
	if err != nil {
		p.problems.Add(problem.Problem{Rule: "site/compatibility", File: name, Text: err.Error(), Hint: "it must be in OSADL's JSON format"})
	}
	return matrix
}

// compatibility compares a product's own licence with those of its components. What fits is only counted.
func (e *edition) compatibility(p *product) (*TableView, string) {
	if e.portal.matrix == nil || p.record.License == nil {
		return nil, ""
	}
	own := e.readings.of(*p.record.License).Expression
	table := &TableView{Caption: e.text("fits"), Head: []Cell{{Text: e.text("component")}, {Text: e.text("license")}, {Text: e.text("fits_answer")}, {Text: e.text("why")}}}
	fit := 0
	for _, one := range p.components {
		result := e.portal.matrix.Check(own, one.reading.Expression)
		if result.Answer == compatibility.Compatible {
			fit++
			continue
		}
		table.Rows = append(table.Rows, []Cell{{Text: one.name, URL: site(one.pack.address)}, {Text: cmpOr(one.reading.Normalised(), e.text("unknown"))},
			{Text: e.text("fits_" + result.Answer.String())}, {Text: result.Explanation}})
	}
	return table, e.text("fits_sum", fit, len(p.components), own.String())
}
