package generator

import (
	"portolan/generator/policy/expression"
)

// settle takes in what one more inventory says of a component's licence. Where two name different ones, both are taken to
// hold: to believe the first could allow a product what its own inventory forbids. What says nothing settles nothing.
func (c *cataloguer) settle(one *component, raw string) {
	if raw == one.raw || silent(c.readings.of(raw)) {
		return
	}
	if !silent(one.reading) {
		both := expression.AllOf(one.reading.Expression, c.readings.of(raw).Expression)
		if both.Key() == one.reading.Expression.Key() {
			return
		}
		if raw = "(" + one.raw + ") AND (" + raw + ")"; both.Valid() {
			raw = both.String()
		}
		if !c.disputed[one] {
			c.disputed[one] = true
			c.catalog.disputed = append(c.catalog.disputed, one)
		}
	}
	one.raw, one.reading = raw, c.readings.of(raw)
}

// silent tells of a licence string that says nothing.
func silent(r *expression.Reading) bool { return r.Expression.Kind == expression.NoAssertion }
