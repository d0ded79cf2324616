package importing

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"

	"portolan/generator/content"
	"portolan/generator/problem"
)

// readConfig reads the generator's settings. Those that are a program are kept as text, to look for what is written out.
func (s *source) readConfig() {
	file, kind := configOf(s.fsys)
	if file == "" || kind != s.kind {
		return
	}
	s.configFile = file
	data, err := s.readFile(file)
	if err == nil {
		s.configText = string(data)
		s.config, err = decode(file, data)
	}
	if err != nil {
		s.config = map[string]any{}
		s.note(problem.Warning, file, 1, 1, "import/settings", "the settings could not be read: "+err.Error(), "look at the menu and the addresses of the moved pages")
	}
}

// decode reads settings by the ending of their file; what is a program has none.
func decode(file string, data []byte) (map[string]any, error) {
	switch path.Ext(file) {
	case ".toml":
		values := map[string]any{}
		_, err := toml.Decode(string(data), &values)
		return values, err
	case ".json":
		values := map[string]any{}
		err := json.Unmarshal(data, &values)
		return values, err
	case ".yml", ".yaml", ".pages":
		values, err := content.DecodeYAML(data)
		if err != nil {
			_, _, text := content.YAMLPlace(err)
			return map[string]any{}, fmt.Errorf("%s", text)
		}
		return values, nil
	}
	return map[string]any{}, nil
}

// setting returns a setting as text; "a.b" is b within a.
func (s *source) setting(names ...string) string {
	for _, name := range names {
		if v := dig(s.config, strings.Split(name, ".")...); v != nil {
			if _, isMap := v.(map[string]any); !isMap {
				return fmt.Sprint(v)
			}
		}
	}
	return ""
}

func dig(values map[string]any, keys ...string) any {
	for i, key := range keys {
		v := values[key]
		if i == len(keys)-1 {
			return v
		}
		values, _ = v.(map[string]any)
	}
	return nil
}

// literal looks for a setting written out in a program: key: 'value'.
func (s *source) literal(key string) string {
	found := regexp.MustCompile(`(?m)\b` + regexp.QuoteMeta(key) + `["']?\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|` + "`([^`\n$]*)`)").FindStringSubmatch(s.configText)
	if found == nil {
		return ""
	}
	return found[1] + found[2] + found[3]
}

// folderName cleans a folder named by settings.
func folderName(name, otherwise string) string {
	clean := strings.Trim(path.Clean(strings.ReplaceAll(name, `\`, "/")), "/")
	if name == "" || clean == "" || strings.HasPrefix(clean, "..") {
		return otherwise
	}
	return clean
}
