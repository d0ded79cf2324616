package source

import (
	"errors"
	"testing"
)

func TestTextIsUTF8WithoutAMark(t *testing.T) {
	if text, err := Text([]byte("\xef\xbb\xbfid\nä")); err != nil || string(text) != "id\nä" {
		t.Errorf("%q, %v", text, err)
	}
	var wrong *WrongError
	if _, err := Text([]byte("id\nok\n\xe4\n")); !errors.As(err, &wrong) || wrong.Line != 3 {
		t.Errorf("%v", err)
	}
}

func TestTheFirstLineTellsTheSeparator(t *testing.T) {
	for table, want := range map[string]rune{"": ',', "a": ',', "a;b": ';', "a,b;c,d": ',', "a\tb\tc,d": '\t', "a\nb;c": ','} {
		if got := Separator([]byte(table)); got != want {
			t.Errorf("%q: %q, want %q", table, got, want)
		}
	}
}
