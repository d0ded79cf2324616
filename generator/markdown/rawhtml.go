package markdown

import "github.com/yuin/goldmark/ast"

type sanitiser struct{}

func newSanitiser(bool) *sanitiser { return &sanitiser{} }

func (w *writer) htmlBlock(n *ast.HTMLBlock) {}

func (w *writer) rawInline(n *ast.RawHTML) {}

func (w *writer) mendTree() []byte { return w.out }
