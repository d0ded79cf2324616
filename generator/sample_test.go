package generator

import (
	"testing"

	"portolan/generator/render"
)

func samplePages(t *testing.T, templates *render.Templates) map[string][]byte { return nil }
