package deploy

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Choose returns the edition to deploy out of a folder. It guesses none: the wrong one would show what its readers may not
// see. Where there is nothing to deploy it returns [Refused], where a name is missing or wrong [Address].
func Choose(out, name string) (Edition, error) {
	editions := Editions(out)
	names := slices.Sorted(maps.Keys(editions))
	if len(names) == 0 {
		return Edition{}, Refused{fmt.Sprintf("no site is built in %s", out), "build one with: portolan build"}
	}
	if name == "" && len(names) == 1 {
		return editions[names[0]], nil
	}
	if edition, there := editions[name]; there {
		return edition, nil
	}
	return Edition{}, Address{"say which edition to deploy with --edition", strings.Join(names, ", ")}
}

// WriteChanges writes a line for each object that is put or deleted.
func (r Result) WriteChanges(w io.Writer) error {
	for _, name := range r.Uploaded {
		if _, err := fmt.Fprintln(w, "put   ", name); err != nil {
			return err
		}
	}
	for _, name := range r.Deleted {
		if _, err := fmt.Fprintln(w, "delete", name); err != nil {
			return err
		}
	}
	return nil
}

// Lines say how a deployment went, or would go.
func (r Result) Lines(dryRun bool) []string {
	var lines []string
	if len(r.LeftOut) > 0 {
		lines = append(lines, fmt.Sprintf("left out, since the build did not write it: %s (files of your own belong into content/static/)", strings.Join(r.LeftOut, ", ")))
	}
	switch n := len(r.Foreign); n {
	case 0:
	case 1:
		lines = append(lines, "1 file there is not Portolan's and stays")
	default:
		lines = append(lines, fmt.Sprintf("%d files there are not Portolan's and stay", n))
	}
	would := ""
	if dryRun {
		would = "would be "
	}
	return append(lines, fmt.Sprintf("%d files %ssent (%d KB), %d %sdeleted, %d unchanged", len(r.Uploaded), would, (r.Bytes+1023)/1024, len(r.Deleted), would, r.Unchanged))
}
