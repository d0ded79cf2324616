package generator

import (
	"bytes"
	"flag"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"portolan/generator/render"
	"portolan/themes"
)

// views pairs each template with the view that it draws. Those marked whole are documents of their own.
var views = []struct {
	template string
	view     any
	whole    bool
}{
	{template: "shell.html", view: ShellView{}, whole: true},
	{template: "redirect.html", view: RedirectView{}, whole: true},
	{template: "impact.html", view: ImpactView{}, whole: true},
	{template: "head.html", view: PageView{}},
	{template: "404.html", view: ArticleView{}},
	{template: "api.html", view: APIView{}},
	{template: "article.html", view: ArticleView{}},
	{template: "changes.html", view: ChangesView{}},
	{template: "compliance.html", view: ComplianceView{}},
	{template: "component.html", view: ComponentView{}},
	{template: "components.html", view: ComponentsView{}},
	{template: "concern.html", view: ConcernView{}},
	{template: "decisions.html", view: DecisionsView{}},
	{template: "glossary.html", view: GlossaryView{}},
	{template: "home.html", view: HomeView{}},
	{template: "license.html", view: LicenseView{}},
	{template: "licenses.html", view: LicensesView{}},
	{template: "may-i-use-it.html", view: MayIUseItView{}},
	{template: "metric.html", view: MetricView{}},
	{template: "metrics.html", view: MetricsView{}},
	{template: "objectives.html", view: ObjectivesView{}},
	{template: "policy.html", view: PolicyView{}},
	{template: "print.html", view: PrintView{}},
	{template: "product.html", view: ProductView{}},
	{template: "products.html", view: ProductsView{}},
	{template: "project.html", view: ProjectView{}},
	{template: "projects.html", view: ProjectsView{}},
	{template: "register.html", view: RegisterView{}},
	{template: "search.html", view: SearchView{}},
	{template: "sources.html", view: SourcesView{}},
	{template: "events.html", view: EventsView{}},
	{template: "recognition.html", view: RecognitionView{}},
	{template: "tasks.html", view: TasksView{}},
	{template: "upstream.html", view: UpstreamView{}},
	{template: "digest.html", view: DigestView{}},
	{template: "report.html", view: ReportView{}},
	{template: "reports.html", view: ReportsView{}},
	{template: "periods.html", view: PeriodsView{}},
	{template: "tag.html", view: TagView{}},
	{template: "tags.html", view: TagView{}},
	{template: "version.html", view: VersionView{}},
	{template: "difference.html", view: DifferenceView{}},
	{template: "blocks/chart.html", view: ChartView{}},
	{template: "blocks/components.html", view: BlockComponents{}},
	{template: "blocks/decision.html", view: BlockDecision{}},
	{template: "blocks/licenses.html", view: BlockLicenses{}},
	{template: "blocks/metric.html", view: FigureView{}},
	{template: "blocks/objectives.html", view: BlockObjectives{}},
	{template: "blocks/policies.html", view: BlockPolicies{}},
	{template: "blocks/projects.html", view: BlockProjects{}},
	{template: "blocks/releases.html", view: BlockReleases{}},
}

func defaultTheme(t testing.TB) *render.Templates {
	t.Helper()
	templates, problems := render.New(themes.Default(), render.Options{})
	for _, p := range problems {
		t.Errorf("%s (%s)", p, p.Hint)
	}
	if templates == nil {
		t.FailNow()
	}
	return templates
}

func TestEveryTemplateDrawsAFullAndAnEmptyView(t *testing.T) {
	templates := defaultTheme(t)
	for _, each := range views {
		for name, view := range map[string]any{"full": full(each.view), "empty": empty(each.view)} {
			t.Run(each.template+"/"+name, func(t *testing.T) {
				out, err := templates.Execute(each.template, view)
				if err != nil {
					t.Fatal(err)
				}
				if again, err := templates.Execute(each.template, view); err != nil || !bytes.Equal(out, again) {
					t.Errorf("the second time it is drawn as\n%s, %v\nrather than\n%s", again, err, out)
				}
				for _, fault := range faults(out, each.whole) {
					t.Errorf("%s\n%s", fault, out)
				}
			})
		}
	}
}

func TestEveryTemplateOfTheThemeIsDrawnByATest(t *testing.T) {
	for _, name := range defaultTheme(t).Names() {
		known := slices.ContainsFunc(views, func(v struct {
			template string
			view     any
			whole    bool
		}) bool {
			return v.template == name
		})
		if !known && !strings.HasPrefix(name, "partials/") {
			t.Errorf("%s is drawn by no test", name)
		}
	}
}

func TestEveryFieldOfAFullViewIsShown(t *testing.T) {
	templates := defaultTheme(t)
	for _, each := range views {
		out, err := templates.Execute(each.template, full(each.view))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(out, []byte("ZgotmplZ")) {
			t.Errorf("%s writes a value where it is not safe", each.template)
		}
	}
}

func TestShellsAndPagesAreWholeDocuments(t *testing.T) {
	templates := defaultTheme(t)
	shell, err := templates.Shell("shell.html", full(ShellView{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range views {
		if each.whole || each.template == "head.html" {
			continue
		}
		head, err := templates.Execute("head.html", full(PageView{}))
		if err != nil {
			t.Fatal(err)
		}
		main, err := templates.Execute(each.template, full(each.view))
		if err != nil {
			t.Fatal(err)
		}
		page := shell.Page(nil, render.Slots{Base: "../", Sheet: "../assets/data.css", Script: "../assets/data.js", Language: "de", Kind: "project", Head: head, Main: main})
		for _, fault := range faults(page, true) {
			t.Errorf("%s: %s", each.template, fault)
		}
		if bytes.Contains(page, []byte("portolan-slot")) || bytes.Contains(page, []byte(render.Root)) {
			t.Errorf("%s: something of the shell was left unfilled:\n%s", each.template, page)
		}
	}
}

// faults finds what a browser would silently repair: tags that do not nest, ids that stand twice, names that point at
// nothing.
func faults(source []byte, whole bool) []string {
	var found, open []string
	ids := map[string]int{}
	var pointers []string
	tokens := html.NewTokenizer(bytes.NewReader(source))
	for kind := tokens.Next(); kind != html.ErrorToken; kind = tokens.Next() {
		token := tokens.Token()
		switch kind {
		case html.StartTagToken:
			if !slices.Contains(voidElements, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				return append(found, fmt.Sprintf("</%s> closes nothing; open are %v", token.Data, open))
			}
			open = open[:len(open)-1]
		}
		for _, attribute := range token.Attr {
			switch {
			case attribute.Key == "id":
				ids[attribute.Val]++
			case attribute.Key == "for" || strings.HasPrefix(attribute.Key, "aria-labelledby"):
				pointers = append(pointers, strings.Fields(attribute.Val)...)
			case attribute.Key == "style" || strings.HasPrefix(attribute.Key, "on"):
				found = append(found, "a strict policy forbids the attribute "+attribute.Key)
			}
		}
	}
	if len(open) > 0 {
		found = append(found, fmt.Sprintf("%v are never closed", open))
	}
	for id, n := range ids {
		if n > 1 {
			found = append(found, fmt.Sprintf("the id %q stands %d times", id, n))
		}
	}
	for _, pointer := range pointers {
		if ids[pointer] == 0 {
			found = append(found, fmt.Sprintf("nothing has the id %q", pointer))
		}
	}
	if whole != bytes.HasPrefix(source, []byte("<!")) {
		found = append(found, "the doctype is missing or misplaced")
	}
	return found
}

var voidElements = []string{"meta", "link", "input", "img", "br", "hr", "path", "circle", "source", "wbr"}

// full returns a view of the same type with something in every field, and two of everything that is a list.
func full(view any) any {
	value := reflect.New(reflect.TypeOf(view)).Elem()
	next := 0
	fill(value, 0, &next)
	return value.Interface()
}

// deepest is how far views that hold themselves are filled.
const deepest = 9

func fill(value reflect.Value, depth int, next *int) {
	switch value.Kind() {
	case reflect.String:
		*next++
		value.SetString(fmt.Sprintf("t%d", *next))
	case reflect.Int:
		*next++
		value.SetInt(int64(*next))
	case reflect.Bool:
		value.SetBool(true)
	case reflect.Pointer:
		if depth < deepest {
			value.Set(reflect.New(value.Type().Elem()))
			fill(value.Elem(), depth+1, next)
		}
	case reflect.Slice:
		if depth < deepest {
			value.Set(reflect.MakeSlice(value.Type(), 2, 2))
			fill(value.Index(0), depth+2, next)
			fill(value.Index(1), depth+2, next)
		}
	case reflect.Struct:
		for i := range value.NumField() {
			fill(value.Field(i), depth, next)
		}
	}
	if value.Type() == reflect.TypeFor[Address]() {
		value.SetString("~site/" + value.String() + "/")
	}
	if value.Type() == reflect.TypeFor[template.JS]() {
		value.SetString(`{"@context":"https://schema.org"}`)
	}
	if value.Type() == reflect.TypeFor[template.HTMLAttr]() {
		value.SetString("")
	}
}

// empty returns a view that holds nothing but its site.
func empty(view any) any {
	value := reflect.New(reflect.TypeOf(view)).Elem()
	if site := value.FieldByName("Site"); site.IsValid() {
		site.Set(reflect.ValueOf(&SiteView{Title: "Portal", Language: "en"}))
	}
	return value.Interface()
}

var preview = flag.String("preview", "", "a folder to draw a sample of every page into, to be looked at")

func TestPreview(t *testing.T) {
	if *preview == "" {
		t.Skip("no folder was given with -preview")
	}
	templates := defaultTheme(t)
	for name, page := range samplePages(t, templates) {
		file := filepath.Join(*preview, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkTemplates(b *testing.B) {
	templates := defaultTheme(b)
	article := full(ArticleView{}).(ArticleView)
	article.HTML = template.HTML(strings.Repeat("<p>Some words of a page and <a href=\"~site/page-3/\">a link</a>.</p>\n", 100))
	components := full(ComponentsView{}).(ComponentsView)
	row := components.Components[0]
	components.Components = nil
	for range 1000 {
		components.Components = append(components.Components, row)
	}
	for _, bench := range []struct {
		template string
		view     any
	}{{"head.html", article.PageView}, {"article.html", article}, {"project.html", full(ProjectView{})}, {"components.html", components}} {
		b.Run(bench.template, func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				out, err := templates.Execute(bench.template, bench.view)
				if err != nil {
					b.Fatal(err)
				}
				size = len(out)
			}
			b.ReportMetric(float64(size), "B/page")
		})
		b.Run("minify/"+bench.template, func(b *testing.B) {
			out, err := templates.Execute(bench.template, bench.view)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				small, err := render.Minify("text/html", out)
				if err != nil {
					b.Fatal(err)
				}
				size = len(small)
			}
			b.ReportMetric(float64(size), "B/page")
		})
	}
}
