package headers

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestOf(t *testing.T) {
	for name, want := range map[string]File{
		"index.html":                           {"text/html; charset=utf-8", Revalidated},
		"assets/portolan.e37e9ee4b2f3.css":     {"text/css; charset=utf-8", ForEver},
		"assets/fonts/body.e37e9ee4b2f3.woff2": {"font/woff2", ForEver},
		"assets/search.js":                     {"text/javascript; charset=utf-8", Revalidated},
		"search/pages-2c6qlmie.json":           {"application/json", ForEver},
		"search/index.json":                    {"application/json", Revalidated},
		"guides/assets/x.e37e9ee4b2f3.css":     {"text/css; charset=utf-8", Revalidated},
		"feed.xml":                             {"application/atom+xml; charset=utf-8", Revalidated},
		"guides/feed.xml":                      {"application/xml; charset=utf-8", Revalidated},
		"reviews.ics":                          {"text/calendar; charset=utf-8", Revalidated},
		"a.SVG":                                {"image/svg+xml", Revalidated},
		"LICENSE":                              {"application/octet-stream", Revalidated},
		"setup.exe":                            {"application/octet-stream", Revalidated},
	} {
		if got := Of(name); got != want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestShrinks(t *testing.T) {
	for name, want := range map[string]bool{"a.html": true, "a.json": true, "a.svg": true, "a.csv": true, "a.png": false, "a.woff2": false, "a.zip": false, "a": false, "a.yaml": true} {
		if got := Of(name).Shrinks(); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestThePolicyIsStrict(t *testing.T) {
	for _, word := range []string{"unsafe", "*", "http", "data:", "blob:"} {
		if strings.Contains(Policy(), word) {
			t.Errorf("the policy allows %s", word)
		}
	}
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"} {
		if !slices.Contains(strings.Split(Policy(), "; "), want) {
			t.Errorf("the policy lacks %s", want)
		}
	}
	if strings.Contains(PolicyInPage(), "frame-ancestors") {
		t.Error("a page cannot say who may frame it, and browsers complain")
	}
}

func TestNoIndexIsSaidForFilesToo(t *testing.T) {
	for name, write := range Hosts {
		if strings.Contains(write(true), "noindex") || !strings.Contains(write(false), "noindex") {
			t.Errorf("%s", name)
		}
	}
}

// TestNetlify: rules of paths at the margin, headers below them, none longer than the 2,000 characters that Cloudflare
// takes.
func TestNetlify(t *testing.T) {
	text := Netlify(false, []string{"assets/a.0123456789ab.js"})
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if !regexp.MustCompile(`^(/\S+|  [A-Za-z-]+: \S.*)$`).MatchString(line) || len(line) > 2000 {
			t.Errorf("%q", line)
		}
	}
	if !strings.HasSuffix(text, "/assets/a.0123456789ab.js\n  Cache-Control: "+ForEver+"\n") {
		t.Error(text)
	}
}

// TestRealServers starts the web servers that are installed with the printed lines, and asks them.
func TestRealServers(t *testing.T) {
	for name, start := range map[string]func(t *testing.T, dir, host string) *exec.Cmd{"nginx": nginx, "apache": apache, "caddy": caddy} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, file := range []string{"index.html", "404.html", "assets/portolan.0123456789ab.css", "assets/search.js"} {
				put(t, filepath.Join(dir, "site", file), "text")
			}
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			host := l.Addr().String()
			l.Close()
			serve(t, start(t, dir, host), host)
			ask(t, host)
		})
	}
}

func put(t *testing.T, file, text string) {
	t.Helper()
	os.MkdirAll(filepath.Dir(file), 0o755)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// find finds a web server, which nobody needs to have.
func find(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skipf("SKIPPED: %s is not installed, and no other test needs it", names[0])
	return ""
}

func nginx(t *testing.T, dir, host string) *exec.Cmd {
	path := find(t, "nginx")
	put(t, filepath.Join(dir, "lines.conf"), Nginx(false))
	put(t, filepath.Join(dir, "nginx.conf"), fmt.Sprintf("daemon off; pid %[1]s/pid; error_log stderr; events {}\nhttp { access_log off; client_body_temp_path %[1]s/t1; proxy_temp_path %[1]s/t2; fastcgi_temp_path %[1]s/t3; uwsgi_temp_path %[1]s/t4; scgi_temp_path %[1]s/t5; types { text/html html; text/css css; text/javascript js; }\n"+
		"server { listen %[2]s; root %[1]s/site; include %[1]s/lines.conf; } }\n", dir, host))
	os.Chmod(dir, 0o755)
	return exec.Command(path, "-p", dir, "-c", filepath.Join(dir, "nginx.conf"))
}

func apache(t *testing.T, dir, host string) *exec.Cmd {
	path := find(t, "apache2", "httpd")
	modules := os.Getenv("APACHE_MODULES")
	if modules == "" {
		modules = "/usr/lib/apache2/modules"
	}
	var load strings.Builder
	for _, name := range []string{"mpm_event", "authz_core", "dir", "mime", "headers"} {
		fmt.Fprintf(&load, "LoadModule %s_module %s/mod_%s.so\n", name, modules, name)
	}
	put(t, filepath.Join(dir, "types"), "text/html html\ntext/css css\ntext/javascript js\n")
	put(t, filepath.Join(dir, "httpd.conf"), fmt.Sprintf("ServerRoot %[1]s\nServerName localhost\nListen %[2]s\nPidFile %[1]s/pid\nErrorLog %[1]s/log\n%[3]sTypesConfig %[1]s/types\nDocumentRoot %[1]s/site\n%[4]s",
		dir, host, load.String(), Apache(false)))
	return exec.Command(path, "-X", "-f", filepath.Join(dir, "httpd.conf"))
}

func caddy(t *testing.T, dir, host string) *exec.Cmd {
	path := find(t, "caddy")
	put(t, filepath.Join(dir, "Caddyfile"), fmt.Sprintf("{\n\tadmin off\n}\nhttp://%s {\n\troot * %s/site\n\tfile_server\n%s}\n", host, dir, Caddy(false)))
	cmd := exec.Command(path, "run", "--adapter", "caddyfile", "--config", filepath.Join(dir, "Caddyfile"))
	cmd.Env = append(os.Environ(), "HOME="+dir)
	return cmd
}

func serve(t *testing.T, cmd *exec.Cmd, host string) {
	t.Helper()
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if c, err := net.Dial("tcp", host); err == nil {
			c.Close()
			return
		}
	}
	t.Fatal("it does not listen")
}

// ask looks at what a server says of a page, of a lasting file, of another and of one that is not there.
func ask(t *testing.T, host string) {
	t.Helper()
	for name, cache := range map[string]string{"": Revalidated, "assets/portolan.0123456789ab.css": ForEver, "assets/search.js": Revalidated, "nothing": ""} {
		r, err := http.Get("http://" + host + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		for _, h := range Security(false) {
			if got := r.Header.Values(h.Name); !slices.Equal(got, []string{h.Value}) {
				t.Errorf("/%s: %s is %q", name, h.Name, got)
			}
		}
		if got := r.Header.Values("Cache-Control"); cache != "" && !slices.Equal(got, []string{cache}) {
			t.Errorf("/%s: kept %q", name, got)
		}
		if cache != "" && !strings.Contains(r.Header.Get("Content-Type"), "charset=utf-8") {
			t.Errorf("/%s: %s", name, r.Header.Get("Content-Type"))
		}
	}
}
