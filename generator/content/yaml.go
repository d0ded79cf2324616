package content

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// number is a YAML number as it was written: version 3.10 must not become 3.1.
type number string

// most bounds how many values front matter may hold once its aliases are followed.
const most = 10_000

// decodeYAML reads front matter into maps, lists, strings, numbers, truth values and nil.
func decodeYAML(data []byte) (map[string]any, error) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, err
	}
	d := yamlDecoder{anchors: map[string]any{}}
	values := map[string]any{}
	for _, doc := range file.Docs {
		v, err := d.value(doc.Body)
		if err != nil {
			return nil, err
		}
		switch v := v.(type) {
		case nil:
		case map[string]any:
			values = v
		default:
			return nil, fmt.Errorf("it holds no keys")
		}
	}
	return values, nil
}

type yamlDecoder struct {
	anchors map[string]any
	seen    int
}

func (d *yamlDecoder) value(node ast.Node) (any, error) {
	if d.seen++; d.seen > most {
		return nil, fmt.Errorf("it holds more than %d values", most)
	}
	switch n := node.(type) {
	case nil, *ast.NullNode, *ast.CommentGroupNode:
		return nil, nil
	case *ast.MappingNode:
		return d.mapping(n.Values)
	case *ast.MappingValueNode:
		return d.mapping([]*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		return d.list(n.Values)
	case *ast.StringNode:
		return n.Value, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case *ast.BoolNode:
		return n.Value, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return number(strings.TrimSpace(n.GetToken().Value)), nil
	case *ast.TagNode:
		return d.value(n.Value)
	case *ast.AnchorNode:
		v, err := d.value(n.Value)
		d.anchors[n.Name.String()] = v
		return v, err
	case *ast.AliasNode:
		return d.alias(n.Value.String())
	}
	return nil, fmt.Errorf("it holds a %s, which means nothing here", node.Type())
}

// alias returns what an anchor stands for and counts what it holds again, so that a bomb of aliases goes off early.
func (d *yamlDecoder) alias(name string) (any, error) {
	v, ok := d.anchors[name]
	if !ok {
		return nil, fmt.Errorf("nothing is anchored as %q", name)
	}
	if d.seen += size(v); d.seen > most {
		return nil, fmt.Errorf("it holds more than %d values", most)
	}
	return v, nil
}

func size(v any) int {
	n := 1
	switch v := v.(type) {
	case map[string]any:
		for _, inner := range v {
			n += size(inner)
		}
	case []any:
		for _, inner := range v {
			n += size(inner)
		}
	}
	return n
}

func (d *yamlDecoder) mapping(values []*ast.MappingValueNode) (map[string]any, error) {
	m := map[string]any{}
	for _, kv := range values {
		v, err := d.value(kv.Value)
		if err != nil {
			return nil, err
		}
		if _, merge := kv.Key.(*ast.MergeKeyNode); merge {
			inner, _ := v.(map[string]any)
			for key, value := range inner {
				if _, taken := m[key]; !taken {
					m[key] = value
				}
			}
			continue
		}
		m[keyName(kv.Key)] = v
	}
	return m, nil
}

func keyName(key ast.MapKeyNode) string {
	if s, ok := key.(*ast.StringNode); ok {
		return s.Value
	}
	return key.GetToken().Value
}

func (d *yamlDecoder) list(nodes []ast.Node) ([]any, error) {
	items := make([]any, 0, len(nodes))
	for _, node := range nodes {
		v, err := d.value(node)
		if err != nil {
			return nil, err
		}
		items = append(items, v)
	}
	return items, nil
}
