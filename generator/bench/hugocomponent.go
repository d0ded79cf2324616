package main

import (
	"encoding/json"
	"fmt"
)

// componentRecord is the page of a component.
type componentRecord struct {
	Address     way                               `json:"address"`
	Title       string                            `json:"title"`
	Description string                            `json:"description"`
	JSONLD      string                            `json:"jsonld"`
	Example     bool                              `json:"example,omitempty"`
	PURL        string                            `json:"purl"`
	Contexts    onlyRead[[]struct{ Text string }] `json:"contexts,omitzero"`
	License     *useRecord                        `json:"license"`
	Versions    []versionRecord                   `json:"versions"`
}

// onlyRead is a member that is read and not written.
type onlyRead[T any] struct{ is T }

// UnmarshalJSON reads the member.
func (o *onlyRead[T]) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, &o.is) }

// IsZero leaves it out of what is written.
func (o onlyRead[T]) IsZero() bool { return true }

// useRecord is a licence with what the policy says of it.
type useRecord struct {
	Expression string          `json:"expression"`
	Raw        string          `json:"raw,omitempty"`
	Repairs    []string        `json:"repairs,omitempty"`
	URL        way             `json:"url,omitempty"`
	Source     string          `json:"source,omitempty"`
	Verdicts   []verdictRecord `json:"verdicts,omitempty"`
}

type verdictRecord struct {
	Label      string   `json:"label"`
	Level      string   `json:"level"`
	Rule       string   `json:"rule,omitempty"`
	Reason     string   `json:"reason,omitempty"`
	Branch     string   `json:"branch,omitempty"`
	Conditions []string `json:"conditions,omitempty"`
	Fix        string   `json:"fix,omitempty"`
	See        way      `json:"see,omitempty"`
}

// versionRecord is a version in use.
type versionRecord struct {
	Name     string             `json:"name"`
	Version  string             `json:"version"`
	URL      way                `json:"url"`
	License  string             `json:"license"`
	Raw      string             `json:"raw,omitempty"`
	Direct   string             `json:"direct,omitempty"`
	Via      onlyRead[[]string] `json:"via,omitzero"`
	Verdicts []shortVerdict     `json:"verdicts"`
	Products []linkRecord       `json:"products,omitempty"`
}

// shortVerdict is a cell of a table: the word, and where the rule is. Its label is the same for all components.
type shortVerdict struct {
	Level, Exception string
	See              way
}

// MarshalJSON writes a verdict as a list.
func (v shortVerdict) MarshalJSON() ([]byte, error) {
	return json.Marshal([]string{v.Level, string(v.See)})
}

// readComponent makes a component's record of what Portolan reckoned.
func readComponent(r reckoned, all *common) (*componentRecord, error) {
	if err := checkBare(r.view); err != nil {
		return nil, err
	}
	c := &componentRecord{}
	if err := json.Unmarshal(r.view, c); err != nil {
		return nil, err
	}
	var contexts []string
	for _, context := range c.Contexts.is {
		contexts = append(contexts, context.Text)
	}
	for _, v := range c.Versions {
		for _, verdict := range v.Verdicts {
			if verdict.Exception != "" || len(v.Via.is) > 0 {
				return nil, fmt.Errorf("%s has an exception or a way, which is not laid out for the others", v.Name)
			}
		}
	}
	return c, same("contexts", &all.Contexts, contexts)
}
