package metrics

import "sync"

// What many pages ask of the company, an organisation or a group is reckoned once: it takes a walk over all their projects.
// Of projects and products nothing is kept; there are too many, and each is asked about once.

type (
	readingOf struct {
		m      *Metric
		s      Scope
		months int
	}
	betweenOf struct {
		m           *Metric
		s           Scope
		now, before Span
	}
	valueOf struct {
		m *Metric
		s Scope
		w window
	}
	basisOfMetric struct {
		m *Metric
		s Scope
	}
)

// wide tells the scopes of which answers are kept.
func (s Scope) wide() bool { return s.kind() != KindProject && s.kind() != KindProduct }

// remembered returns the answer that is kept under a key, after asking for it where there is none.
func remembered[A any](answers *sync.Map, key any, ask func() A) A {
	if known, found := answers.Load(key); found {
		return known.(A)
	}
	answer := ask()
	answers.Store(key, answer)
	return answer
}

// valueIn is the value of a metric over the subjects of a scope.
func (f *Figures) valueIn(m *Metric, s Scope, subjects []int, w window) Value {
	if !s.wide() {
		return f.value(m, subjects, w)
	}
	return remembered(&f.answers, valueOf{m, s.plain(), w}, func() Value { return f.value(m, subjects, w) })
}

// valueOfKnown is valueIn for who has found out already which of the scope's so many subjects are known in the window.
func (f *Figures) valueOfKnown(m *Metric, s Scope, known []int, of int, w window) Value {
	if !s.wide() {
		return f.valueOf(m, known, of, w)
	}
	return remembered(&f.answers, valueOf{m, s.plain(), w}, func() Value { return f.valueOf(m, known, of, w) })
}

// valueOver is valueIn for subjects that are those of a scope only where one is given.
func (f *Figures) valueOver(m *Metric, s *Scope, subjects []int, w window) Value {
	if s == nil {
		return f.value(m, subjects, w)
	}
	return f.valueIn(m, *s, subjects, w)
}

// basisIn says who told of the subjects of a scope.
func (f *Figures) basisIn(m *Metric, s Scope, subjects []int) Basis {
	if !s.wide() {
		return f.basisOf(m.count, subjects)
	}
	return remembered(&f.answers, basisOfMetric{m, s.plain()}, func() Basis { return f.basisOf(m.count, subjects) })
}
