// Package manual holds what --help tells: for the program and for each command examples, then what there is to know. The
// words are files beside this one, so that they can be read and mended as words.
package manual

import "embed"

//go:embed *.txt
var pages embed.FS

// About says what the program is for.
func About() string { return page("portolan") }

// Of returns the manual of a command; empty where there is none.
func Of(command string) string { return page(command) }

func page(name string) string {
	text, _ := pages.ReadFile(name + ".txt") // what is not there is empty
	return string(text)
}
