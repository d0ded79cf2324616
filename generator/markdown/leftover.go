package markdown

func (w *writer) rewriteLeftovers() {}
