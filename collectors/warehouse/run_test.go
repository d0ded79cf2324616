//go:build unix

package warehouse_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml/parser"

	"portolan/collectors"
	"portolan/collectors/dataset"
	"portolan/collectors/source"
	"portolan/collectors/warehouse"
)

// portal is a portal whose site.yaml names a warehouse and nothing else.
func portal(t *testing.T, dsn string) collectors.Options {
	t.Helper()
	file, err := parser.ParseBytes([]byte("- warehouse: {dsn_env: WAREHOUSE_DSN, schema: augur, audience: public}"), 0)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := collectors.Entries(file.Docs[0].Body)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	return collectors.Options{Entries: entries, Content: dir, Store: filepath.Join(dir, "data"), Cache: filepath.Join(dir, "cache"),
		Now: time.Date(2026, 11, 15, 12, 0, 0, 0, time.UTC), People: source.People{Secret: []byte("of the portal")},
		Getenv: func(name string) string { return map[string]string{"WAREHOUSE_DSN": dsn}[name] }}
}

func TestARunWritesRecordsAndHistory(t *testing.T) {
	dsn, change := warehouse.AugurDatabase(t)
	o := portal(t, dsn)
	summary, err := collectors.Run(t.Context(), o)
	if err != nil || !summary.Sources[0].Complete || summary.Sources[0].Records != 9 {
		t.Fatalf("%v %+v", err, summary)
	}
	d, errs := dataset.Read(os.DirFS(o.Store))
	if len(errs) > 0 || len(d.Projects) != 5 || len(d.Activity) != 4 {
		t.Fatalf("%v: %d projects, %d activities", errs, len(d.Projects), len(d.Activity))
	}
	stood := d.History[0].Days["2026-11-15"]["github.com/acme/anvil"]
	if len(d.History) != 1 || stood["stars"] == nil || *stood["stars"] != 12 || *stood["issues-open"] != 2 || *stood["change-requests-open"] != 1 {
		t.Errorf("%+v", d.History)
	}
	if _, err := os.Stat(filepath.Join(o.Store, "projects/github.com/acme/anvil@warehouse.json")); err != nil {
		t.Error(err)
	}

	first := everything(t, o.Store)
	if summary, err := collectors.Run(t.Context(), o); err != nil || summary.Sources[0].Changed != 0 || everything(t, o.Store) != first {
		t.Errorf("the same run again changes something: %v %+v", err, summary)
	}

	// A day on which the database is broken leaves every record, marked stale, and says nothing of the password.
	change("drop table augur_data.message cascade")
	o.Now = o.Now.AddDate(0, 0, 1)
	_, err = collectors.Run(t.Context(), o)
	var failed *collectors.Error
	if !errors.As(err, &failed) || !strings.Contains(err.Error(), "query issues") {
		t.Errorf("%v", err)
	}
	d, _ = dataset.Read(os.DirFS(o.Store))
	for _, p := range d.Projects {
		if p.Provenance.StaleSince == nil {
			t.Errorf("%s is not stale", p.ID)
		}
	}
	if len(d.Projects) != 5 || strings.Contains(everything(t, o.Store)+err.Error(), "s3cret") {
		t.Errorf("%d projects, or the password is in what was written", len(d.Projects))
	}
}

// everything returns all that a run wrote.
func everything(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all.WriteString(path + "\n" + string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
