package importing

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// ErrExists says that the content folder is there already.
var ErrExists = errors.New("the folder is there already and is not empty")

// Write writes the content folder. One that is there and not empty is refused; with force it is kept under another
// name, which is returned.
func (m *Move) Write(dir string, force bool) (kept string, err error) {
	if holds(dir, m.root) {
		return "", Misuse{fmt.Sprintf("%s holds the handbook that is to be moved; name another folder with --content", dir)}
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	if len(entries) > 0 && !force {
		return "", ErrExists
	}
	made := dir + ".importing"
	if err := os.MkdirAll(filepath.Dir(made), 0o755); err != nil {
		return "", err
	}
	if err := os.Mkdir(made, 0o755); err != nil {
		return "", fmt.Errorf("%w; remove it if no other import is under way", err)
	}
	defer os.RemoveAll(made)
	if err := m.writeAll(made); err != nil {
		return "", err
	}
	if len(entries) > 0 {
		if kept, err = moveAside(dir); err != nil {
			return "", err
		}
	} else {
		os.Remove(dir)
	}
	return kept, os.Rename(made, dir)
}

// holds tells whether a folder is another or has it in it.
func holds(dir, other string) bool {
	a, errA := filepath.Abs(dir)
	b, errB := filepath.Abs(other)
	way, err := filepath.Rel(a, b)
	return errors.Join(errA, errB, err) != nil || way != ".." && !strings.HasPrefix(way, ".."+string(filepath.Separator))
}

// moveAside gives a folder a name that is free.
func moveAside(dir string) (string, error) {
	for n := 1; ; n++ {
		name := dir + ".before-import"
		if n > 1 {
			name = fmt.Sprintf("%s-%d", name, n)
		}
		if _, err := os.Lstat(name); errors.Is(err, os.ErrNotExist) {
			return name, os.Rename(dir, name)
		}
	}
}

func (m *Move) writeAll(dir string) error {
	for _, name := range sortedKeys(m.Data) {
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(name)), m.Data[name]); err != nil {
			return err
		}
	}
	for _, name := range sortedKeys(m.Copies) {
		if err := copyFile(filepath.Join(dir, filepath.FromSlash(name)), filepath.Join(m.root, filepath.FromSlash(m.Copies[name]))); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
