package facts

import (
	"portolan/generator/words"
	"portolan/themes"
)

var english = in("en")

// in are the words of a language of the theme that the program carries.
func in(language string) *words.Words {
	w, err := words.In(themes.Default(), language)
	if err != nil {
		panic(err) // the theme is compiled in
	}
	return w
}
