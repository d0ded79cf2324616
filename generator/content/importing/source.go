package importing

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"portolan/generator/problem"
)

// source is the site of another generator on its way.
type source struct {
	fsys    fs.FS
	kind    string
	rewrite Rewriter
	layout  layout
	// config is the generator's settings; empty where there are none, or where they are a program.
	config     map[string]any
	configFile string
	configText string

	files map[string]*File // by name below the root
	known map[string]bool  // the regular files, for includes and links
	pages []*page
	// byFile are the pages by the file that they are made from.
	byFile map[string]*page
	assets map[string]string // where a copied file goes, by the file
	// targets are the pages by the file that they become, in lower case.
	targets map[string]*page
	// byOld are the pages by the address that they had, without the slash at its end.
	byOld map[string]*page
	// data are front matter for whole folders, and templates for addresses, of Jekyll and Eleventy.
	defaults map[string]map[string]any
	// folders are what menus say of folders, by folder of the content folder.
	folders map[string]folder
	added   []string
	work    problem.List
}

// layout is where a generator keeps things. Names are below the root of the site.
type layout struct {
	// roots are the folders that hold pages, the most particular first, each with where it goes.
	roots []root
	// left are folders and files that are of the generator and not of the handbook, each with the reason to leave it.
	left map[string]string
}

// root is a folder of pages, or of files that pages show.
type root struct {
	from, to string
	language string
	files    bool // no pages: files alone
	// data are settings for the pages below it, of Jekyll and Eleventy.
	collection string
}

// page is one page on its way.
type page struct {
	file   string // below the root of the site
	inRoot string // below its root
	root   root
	target string // below the content folder
	index  bool   // its folder's own page
	old    string // the address that it had: "/a/b/", "/a/b.html"; "" not known
	front  *front
	body   []line
	listed bool // named by a menu
	// included counts the lines that stem from other files.
	included int
	stated   string // the id that it gives itself, of Docusaurus
}

// folder is what a menu says of a folder.
type folder struct {
	title, description string
	weight             int // 0: not said
	from               string
}

// passedOver are folders that hold nothing of a handbook, wherever they lie.
var passedOver = map[string]string{
	".git": "the history of the other site", "node_modules": "installed packages", "_site": "a built site", ".docusaurus": "a cache", ".jekyll-cache": "a cache",
	".sass-cache": "a cache", "__pycache__": "a cache", ".venv": "installed packages", "venv": "installed packages", "vendor": "installed packages",
	"resources/_gen": "a cache", ".hugo_build.lock": "a lock",
}

func newSource(fsys fs.FS, kind string) *source {
	s := &source{
		fsys: fsys, kind: kind, files: map[string]*File{}, known: map[string]bool{}, byFile: map[string]*page{},
		assets: map[string]string{}, targets: map[string]*page{}, byOld: map[string]*page{}, defaults: map[string]map[string]any{}, folders: map[string]folder{}, config: map[string]any{},
	}
	s.readConfig()
	switch kind {
	case "hugo":
		s.layout = s.hugoLayout()
	case "docusaurus":
		s.layout = s.docusaurusLayout()
	case "mkdocs":
		s.layout = s.mkdocsLayout()
	case "jekyll":
		s.layout = s.jekyllLayout()
	default:
		s.layout = s.eleventyLayout()
	}
	return s
}

// holds tells whether a folder below the root of the site belongs to what is moved.
func (s *source) holds(name string) bool {
	return slices.ContainsFunc(s.layout.roots, func(r root) bool { return r.from == "." || within(name, r.from) || within(r.from, name) })
}

// within tells whether a name is a folder or lies in it.
func within(name, dir string) bool {
	return dir == "." || name == dir || strings.HasPrefix(name, dir+"/")
}

// scan tells of every file below a folder what becomes of it.
func (s *source) scan(below string) error {
	return fs.WalkDir(s.fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrPermission):
			s.leave(name, "it may not be read")
			return nil
		case err != nil:
			return err
		case name == ".":
			return nil
		case entry.IsDir() && !within(name, below) && !within(below, name):
			s.knowAll(name)
			return fs.SkipDir
		case entry.IsDir():
			return s.scanFolder(name)
		case entry.Type()&fs.ModeSymlink != 0:
			s.leave(name, "a symbolic link; copy the file to its place")
		case !entry.Type().IsRegular():
			s.leave(name, "no regular file")
		case !within(name, below):
			s.known[name] = true
		default:
			s.known[name] = true
			s.place(name)
		}
		return nil
	})
}

// knowAll notes the files that are not moved but that moved pages may include.
func (s *source) knowAll(dir string) {
	if passedOver[path.Base(dir)] != "" {
		return
	}
	fs.WalkDir(s.fsys, dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && passedOver[path.Base(name)] != "" {
			return fs.SkipDir
		}
		s.known[name] = s.known[name] || entry.Type().IsRegular()
		return nil
	})
}

func (s *source) scanFolder(name string) error {
	if reason := passedOver[path.Base(name)]; reason != "" {
		s.leave(name+"/", reason)
		return fs.SkipDir
	}
	return nil
}

func (s *source) leave(name, reason string) {
	s.files[name] = &File{Source: name, Outcome: Left, Reason: reason}
}

func (s *source) use(name, reason string) {
	s.files[name] = &File{Source: name, Outcome: Used, Reason: reason}
}

// place decides what a file is: the settings, a page, something that pages show, or none of these.
func (s *source) place(name string) {
	base := path.Base(name)
	if name == s.configFile {
		s.use(name, "its title, address, folders and menu")
		return
	}
	for dir := name; dir != "."; dir = path.Dir(dir) {
		if reason := s.layout.left[dir]; reason != "" {
			s.leave(name, reason)
			return
		}
	}
	root, ok := s.rootOf(name)
	switch {
	case !ok:
		s.leave(name, "it lies outside of the folders that hold pages")
	case s.isMenuFile(base):
		s.use(name, "its place in the menu")
	case isPage(name) && root.files:
		s.copy(name, root)
	case isPage(name):
		s.addPage(name, root)
	case strings.EqualFold(path.Ext(name), ".html") && s.isHTMLPage(name):
		s.addPage(name, root)
	case isOffered(name) || root.files && !isCode(name):
		s.copy(name, root)
	default:
		s.leave(name, leftReason(name))
	}
}

// rootOf returns the folder of pages that a file lies in.
func (s *source) rootOf(name string) (root, bool) {
	for _, r := range s.layout.roots {
		if within(name, r.from) {
			return r, true
		}
	}
	return root{}, false
}

// below returns a name below its root.
func (r root) below(name string) string {
	if r.from == "." {
		return name
	}
	return strings.TrimPrefix(name, r.from+"/")
}

func (s *source) copy(name string, r root) {
	below := r.below(name)
	if s.kind == "docusaurus" && !r.files {
		below = path.Join(unnumbered(path.Dir(below)), path.Base(below))
	}
	target := path.Join(r.to, s.cleanPath(below))
	s.assets[name] = target
	s.files[name] = &File{Source: name, Outcome: Copied, Target: target}
}

func (s *source) addPage(name string, r root) {
	p := &page{file: name, root: r, inRoot: r.below(name)}
	s.pages = append(s.pages, p)
	s.byFile[name] = p
	s.files[name] = &File{Source: name, Outcome: Written}
}

// isOffered tells whether a file is an image or a download.
func isOffered(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp", ".pdf", ".odt", ".ods", ".odp", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx",
		".csv", ".tsv", ".zip", ".gz", ".tgz", ".mp3", ".mp4", ".webm", ".ogg", ".epub", ".drawio", ".asc", ".spdx", ".ics", ".cff", ".txt":
		return true
	}
	return false
}

// isCode tells whether a file is a part of a site rather than something that it offers.
func isCode(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".js", ".mjs", ".ts", ".tsx", ".jsx", ".css", ".scss", ".sass", ".less", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot":
		return true
	}
	return false
}

func leftReason(name string) string {
	switch ext := strings.ToLower(path.Ext(name)); {
	case isCode(name):
		return "style, script or font of the other site; the theme has its own"
	case ext == ".html" || ext == ".njk" || ext == ".liquid" || ext == ".hbs" || ext == ".webc" || ext == ".11ty.js" || ext == ".ejs" || ext == ".pug":
		return "a template of the other generator; write the page in Markdown"
	case ext == ".yml" || ext == ".yaml" || ext == ".json" || ext == ".toml":
		return "data of the other generator; put what pages need of it into them"
	}
	return "neither a page nor a known kind of image or download; copy it by hand where a page needs it"
}

// remain notes work to be done by hand.
func (s *source) remain(p *page, at, column int, rule, text, hint string) {
	s.note(problem.Warning, p.file, at, column, rule, text, hint)
}

func (s *source) note(severity problem.Severity, file string, at, column int, rule, text, hint string) {
	s.work.Add(problem.Problem{Severity: severity, Rule: rule, File: file, Line: at, Column: column, Text: text, Hint: hint, Source: s.lineOf(file, at)})
}

// menuNote notes what a menu says that menus here cannot, at the line of the file that names it.
func (s *source) menuNote(file, name, text, hint string) {
	at, in := 1, 1
	if data, err := s.readFile(file); err == nil {
		if i := strings.Index(string(data), name); i >= 0 {
			at, in = 1+strings.Count(string(data[:i]), "\n"), i-strings.LastIndexByte(string(data[:i]), '\n')
		}
	}
	s.note(problem.Warning, file, at, in, "import/menu", text, hint)
}

// lineOf returns a line of a file, to show beside a problem.
func (s *source) lineOf(file string, n int) string {
	if n < 1 || !s.known[file] && file != s.configFile {
		return ""
	}
	data, err := s.readFile(file)
	lines := strings.Split(string(data), "\n")
	if err != nil || n > len(lines) {
		return ""
	}
	return strings.TrimSuffix(lines[n-1], "\r")
}

// largest is how many bytes of a page or of a settings file are read.
const largest = 4 << 20

// readFile reads a file whose size is within bounds.
func (s *source) readFile(name string) ([]byte, error) {
	info, err := fs.Stat(s.fsys, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > largest {
		return nil, fmt.Errorf("it has more than %d MiB", largest>>20)
	}
	return fs.ReadFile(s.fsys, name)
}
