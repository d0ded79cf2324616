module portolan/generator/bench

go 1.26.0

require (
	github.com/alecthomas/chroma/v2 v2.20.0
	github.com/tdewolff/minify/v2 v2.24.3
	github.com/tdewolff/parse/v2 v2.8.3
	github.com/yuin/goldmark v1.7.13
	portolan v0.0.0
)

require (
	github.com/dlclark/regexp2 v1.11.5 // indirect
	github.com/go-json-experiment/json v0.0.0-20260820222146-c27c302e5fc3 // indirect
	golang.org/x/sync v0.24.0 // indirect
)

replace portolan => ../..
