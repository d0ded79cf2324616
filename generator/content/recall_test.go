package content

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"unsafe"

	"portolan/generator/memo"
	"portolan/generator/problem"
)

// settled are the fields of a page that are found out anew each time.
var settled = []string{"unsaid", "front"}

// filled gives every field a value of its own, however deep it lies.
func filled(v reflect.Value, next *int) {
	*next++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *next))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32:
		v.SetInt(int64(*next))
	case reflect.Uint8:
		v.SetUint(uint64(*next % 256))
	case reflect.Float64:
		v.SetFloat(float64(*next) / 3)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem(), next)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			filled(v.Index(i), next)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Field(i); !slices.Contains(settled, v.Type().Field(i).Name) {
				filled(reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem(), next) // unexported ones, too
			}
		}
	default:
		panic(v.Type())
	}
}

// TestEveryFieldIsWrittenDown holds that a page comes back as it was, whatever fields it gets in time.
func TestEveryFieldIsWrittenDown(t *testing.T) {
	var p Page
	problems := make([]problem.Problem, 2)
	next := 0
	filled(reflect.ValueOf(&p).Elem(), &next)
	for i := range problems {
		filled(reflect.ValueOf(&problems[i]).Elem(), &next)
		problems[i].Severity = problem.Notice
	}
	p.Weight = -p.Weight
	for i := range p.flags() { // all true would not tell whether two are mixed up
		one := p
		for j, flag := range one.flags() {
			*flag = i == j
		}
		comesBack(t, &one, problems)
	}
	comesBack(t, &p, problems)
	comesBack(t, &Page{File: "a.md"}, nil)
}

func comesBack(t *testing.T, p *Page, problems []problem.Problem) {
	t.Helper()
	var packer memo.Packer
	p.pack(&packer, problems)
	u := memo.UnpackTexts(packer.Data)
	kept := unpackPage(&u)
	if len(u.Data) != 0 || !reflect.DeepEqual(kept.page, p) || !reflect.DeepEqual(kept.problems, problems) {
		t.Errorf("%+v\nbecame\n%+v\nwith %+v", p, kept.page, kept.problems)
	}
}

// TestAPageThatComesChangesItsRun holds that most runs are what they were when a page comes or goes.
func TestAPageThatComesChangesItsRun(t *testing.T) {
	var files []string
	for i := range 2000 {
		files = append(files, fmt.Sprintf("folder-%d/page-%04d.md", i%7, i))
	}
	slices.Sort(files)
	before := runs(files)
	if !slices.Equal(slices.Concat(before...), files) || len(before) < 15 || len(before) > 60 {
		t.Fatalf("%d runs", len(before))
	}
	after := runs(slices.Insert(slices.Clone(files), 700, files[699]+"x.md"))
	same := 0
	for _, run := range after {
		if slices.ContainsFunc(before, func(other []string) bool { return slices.Equal(run, other) }) {
			same++
		}
	}
	if same < len(before)-2 {
		t.Errorf("%d of %d runs stayed", same, len(before))
	}
	if len(runs(nil)) != 0 {
		t.Error("no files have no runs")
	}
}

// TestPagesAreTakenAsTheyWereRead reads a folder again and again: what is taken from memory is what is read, also beside pages
// that came, went or changed.
func TestPagesAreTakenAsTheyWereRead(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "memo")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	reload := func(settings string) {
		t.Helper()
		write(SiteFile, settings)
		site, _ := LoadSite(os.DirFS(dir))
		m := memo.Open(file, "test")
		defer m.Close()
		inputs, err := m.Look(dir, "")
		if err != nil {
			t.Fatal(err)
		}
		tree, problems := Reload(os.DirFS(dir), site, false, &Memory{m, inputs})
		bare, bareProblems := Load(os.DirFS(dir), site, false)
		if !reflect.DeepEqual(tree.Pages, bare.Pages) || !reflect.DeepEqual(problems, bareProblems) {
			t.Error("what is remembered differs from what is read")
		}
		if err := m.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 300 {
		write(fmt.Sprintf("page-%03d.md", i), fmt.Sprintf("---\ntitle: Page %d\ntags: [a, b%d]\nweight: %d\naudience: nobody\n---\n\nText.\n", i, i, i))
	}
	reload("title: One\n")
	reload("title: One\n")
	write("page-100.md", "---\ntitle: Another\n---\nText.\n")
	write("page-1005.md", "---\ntitle: [\n---\nText.\n")
	if err := os.Remove(filepath.Join(dir, "page-200.md")); err != nil {
		t.Fatal(err)
	}
	reload("title: One\n")
	reload("title: One\n")
	reload("title: One\naudiences: [nobody]\n")
}
