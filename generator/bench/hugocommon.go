package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// common is what all pages of records have in common: Hugo reads it once, as a data file.
type common struct {
	Site     siteRecord            `json:"site"`
	Menus    map[string]menuRecord `json:"menus"` // by the kind of page
	Criteria []criterionRecord     `json:"criteria,omitempty"`
	Months   []string              `json:"months,omitempty"`
	Heads    []string              `json:"heads,omitempty"`
	Metrics  map[string]linkRecord `json:"metrics,omitempty"`
	Axes     [][][4]string         `json:"axes,omitempty"`
	Contexts []string              `json:"contexts,omitempty"`
}

// criterionRecord is what all projects are asked.
type criterionRecord struct {
	Title   string `json:"title"`
	Measure string `json:"measure"`
	Asked   string `json:"asked"`
}

// siteRecord is what stands around every page.
type siteRecord struct {
	Title        string       `json:"title"`
	Organization string       `json:"organization"`
	Edition      string       `json:"edition"`
	Policy       string       `json:"policy"`
	Referrer     string       `json:"referrer"`
	Handbook     []linkRecord `json:"handbook,omitempty"`
	Charts       []linkRecord `json:"charts,omitempty"`
	Footer       []linkRecord `json:"footer,omitempty"`
}

// menuRecord is the menu beside the pages of a section.
type menuRecord struct {
	Title   string       `json:"title"`
	Entries []linkRecord `json:"entries"`
}

// takeShell keeps what stands around a kind of page.
func (s *common) takeShell(kind string, shell []byte) error {
	if _, known := s.Menus[kind]; known {
		return nil
	}
	var view struct {
		Site      siteRecord
		MenuTitle string
		Menu      []struct{ Entries []linkRecord }
	}
	if err := json.Unmarshal(shell, &view); err != nil {
		return err
	}
	menu := menuRecord{Title: view.MenuTitle}
	for _, group := range view.Menu {
		menu.Entries = append(menu.Entries, group.Entries...)
	}
	if s.Menus == nil {
		s.Menus = map[string]menuRecord{}
	}
	s.Site, s.Menus[kind] = view.Site, menu
	return nil
}

// takeProject keeps what a project's page has in common with the others, and fails where it differs.
func (s *common) takeProject(p *projectRecord) error {
	var criteria []criterionRecord
	for _, c := range p.Health {
		if c.Why != "" {
			return errors.New("a criterion has a reason of its own, which is not laid out for the others")
		}
		criteria = append(criteria, criterionRecord{c.Title, c.Measure, c.Asked})
	}
	if err := same("criteria", &s.Criteria, criteria); err != nil {
		return err
	}
	for i := range p.Charts {
		var months []string
		for _, row := range p.Charts[i].Table.Rows {
			months = append(months, row[0].Text)
		}
		if err := same("months", &s.Months, months); err != nil {
			return err
		}
		p.Charts[i].SVG.axis = s.axis(p.Charts[i].SVG.Axis)
	}
	if p.Periods == nil {
		return nil
	}
	if s.Metrics == nil {
		s.Metrics = map[string]linkRecord{}
	}
	for _, row := range p.Periods.Rows {
		link := linkRecord{row.Title, row.URL}
		if known, there := s.Metrics[metricOf(row.URL)]; there && known != link {
			return fmt.Errorf("a metric is called %q and %q", known.Title, link.Title)
		}
		s.Metrics[metricOf(row.URL)] = link
	}
	return same("periods", &s.Heads, p.Periods.Heads)
}

// axis is the number of an axis among those that charts share.
func (s *common) axis(axis [][4]string) int {
	for i, known := range s.Axes {
		if slices.Equal(known, axis) {
			return i
		}
	}
	s.Axes = append(s.Axes, axis)
	return len(s.Axes) - 1
}

// same keeps a value, or checks that it is the one that was kept.
func same[T any](what string, kept *[]T, value []T) error {
	if *kept == nil {
		*kept = value
	}
	if len(value) > 0 && !reflect.DeepEqual(*kept, value) {
		return fmt.Errorf("the %s differ: %v and %v", what, *kept, value)
	}
	return nil
}
