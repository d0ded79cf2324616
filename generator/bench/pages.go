package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// handbook is a made-up handbook of n pages beside its front page and the first pages of its areas.
type handbook struct {
	seed      uint64
	pages     int
	codeHeavy bool
}

// topicSize is how many pages a folder holds.
const topicSize = 40

func (h handbook) areas() int { return min(max(h.pages/(topicSize*10), 3), 25) }

// file is where a page lies: every topic's first page is the folder's own.
func (h handbook) file(i int) string {
	topic := i / topicSize
	dir := fmt.Sprintf("%s/%s-%d", h.area(topic%h.areas()), things[topic%len(things)], topic)
	if i%topicSize == 0 {
		return dir + "/index.md"
	}
	return fmt.Sprintf("%s/%s-%s-%d.md", dir, invented(i%vocabulary), things[i%len(things)], i)
}

func (h handbook) area(a int) string {
	return fmt.Sprintf("%s-%s", qualities[a%len(qualities)], invented(a))
}

// make writes the pages below a folder.
func (h handbook) make(dir string) error {
	home := newWriter(h.seed, 1<<32)
	if err := writeFile(dir, "index.md", h.indexPage(home, "Handbook", h.file(0))); err != nil {
		return err
	}
	for a := range h.areas() {
		text := h.indexPage(home, capital(invented(a))+" "+qualities[a%len(qualities)], path.Base(path.Dir(h.file(a*topicSize%h.pages)))+"/index.md")
		if a*topicSize >= h.pages { // an area without topics yet
			text = h.indexPage(home, capital(invented(a)), "../index.md")
		}
		if err := writeFile(dir, h.area(a)+"/index.md", text); err != nil {
			return err
		}
	}
	for i := range h.pages {
		if err := writeFile(dir, h.file(i), h.page(i)); err != nil {
			return err
		}
	}
	return nil
}

func (h handbook) indexPage(w *writer, title, first string) string {
	return fmt.Sprintf("---\ntitle: %s\ndescription: %s\n---\n%s\n\nStart with [the first](%s).\n", title, plain(w.sentence()), w.sentences(3), first)
}

// page is the text of one page: it depends on the seed and its number alone.
func (h handbook) page(i int) string {
	w := newWriter(h.seed, uint64(i))
	tag := func() string { return "tag-" + invented(w.random.IntN(30+h.pages/20)) }
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s %d\ndescription: %s\ndate: %d-%02d-%02d\nweight: %d\ntags: [%s, %s]\n---\n%s\n\n", w.heading(), i, plain(w.sentence()),
		2020+w.random.IntN(6), 1+w.random.IntN(12), 1+w.random.IntN(28), 1+i%topicSize, tag(), tag(), w.sentences(3))
	for range 3 + w.random.IntN(6) {
		fmt.Fprintf(&b, "## %s\n\n%s\n\n", w.heading(), w.sentences(2+w.random.IntN(5)))
		fmt.Fprintf(&b, "%s See [%s](%s).\n\n", w.sentence(), w.phrase(), h.link(i, w.random.IntN(h.pages)))
		b.WriteString(h.block(w))
	}
	return b.String()
}

// block is what stands between paragraphs.
func (h handbook) block(w *writer) string {
	if h.codeHeavy {
		return w.code(6+w.random.IntN(18)) + "\n"
	}
	switch w.random.IntN(8) {
	case 0, 1:
		return w.list() + "\n"
	case 2:
		return w.table() + "\n"
	case 3:
		return w.code(2+w.random.IntN(6)) + "\n"
	case 4:
		return "> " + w.sentence() + "\n\n"
	case 5:
		return "### " + w.heading() + "\n\n" + w.sentences(4) + "\n\n"
	}
	return ""
}

// link is the way from one page's file to another's.
func (h handbook) link(from, to int) string {
	way, err := filepath.Rel(path.Dir(h.file(from)), h.file(to))
	if err != nil {
		panic(err) // both are relative
	}
	return filepath.ToSlash(way)
}

// plain takes the marks of Markdown out of a sentence.
func plain(s string) string { return strings.NewReplacer("*", "", "`", "").Replace(s) }

func writeFile(dir, name, text string) error {
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o644)
}
