package deploy

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// The tests speak to a real server of S3, and run the real program. Both are started by the first test that needs them.

const (
	accessKey = "ACCESSOFTHETEST"
	secretKey = "secret/of+the=test"
)

// scratch is a folder for all tests, and their home, so that no credentials of a person are used.
var scratch string

// own is the environment before that: Go's cache is found by it.
var own []string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "portolan-deploy")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	scratch, own = dir, os.Environ()
	for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": accessKey, "AWS_SECRET_ACCESS_KEY": secretKey, "AWS_REGION": "us-east-1", "HOME": dir} {
		os.Setenv(name, value)
	}
	code := m.Run()
	if gateway.cmd != nil {
		gateway.cmd.Process.Kill()
		gateway.cmd.Wait()
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// missing fails a test whose tool is not there where CI runs, and skips it elsewhere.
func missing(t *testing.T, tool string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed", tool)
	}
	t.Skipf("SKIPPED: %s is not installed; make test installs it where it may", tool)
}

// gateway is the server: versitygw on a folder, each bucket a folder in it.
var gateway struct {
	sync.Mutex
	cmd       *exec.Cmd
	dir, host string
	buckets   int
}

// program finds the server where make test puts it, or in the path.
func program() string {
	if path, err := filepath.Abs("../../../.portolan/tools/versitygw"); err == nil {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	path, _ := exec.LookPath("versitygw")
	return path
}

// startGateway returns the address of the server.
func startGateway(t *testing.T) string {
	t.Helper()
	gateway.Lock()
	defer gateway.Unlock()
	if gateway.cmd != nil {
		return gateway.host
	}
	path := program()
	if path == "" {
		missing(t, "versitygw")
	}
	gateway.dir, gateway.host = filepath.Join(scratch, "buckets"), freeHost(t)
	sidecar := filepath.Join(scratch, "sidecar")
	os.MkdirAll(gateway.dir, 0o755)
	os.MkdirAll(sidecar, 0o755)
	gateway.cmd = exec.Command(path, "--port", gateway.host, "--access", accessKey, "--secret", secretKey, "--quiet", "posix", "--sidecar", sidecar, gateway.dir)
	gateway.cmd.Env = []string{"HOME=" + scratch}
	if err := gateway.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if c, err := net.Dial("tcp", gateway.host); err == nil {
			c.Close()
			return gateway.host
		}
	}
	t.Fatal("versitygw does not listen")
	return ""
}

func freeHost(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// remote is a bucket of the server, and a proxy before it that sees each request.
type remote struct {
	t      *testing.T
	bucket string
	client *minio.Client
	proxy  *httptest.Server
	// before and after are called with the number of each request. Before may answer in place of the server.
	before func(n int, w http.ResponseWriter, r *http.Request) bool
	after  func(n int)
	count  atomic.Int64
	mu     sync.Mutex
	log    []string // methods and paths
}

func newRemote(t *testing.T) *remote {
	t.Helper()
	host := startGateway(t)
	gateway.Lock()
	gateway.buckets++
	r := &remote{t: t, bucket: fmt.Sprintf("bucket-%d", gateway.buckets)}
	gateway.Unlock()
	var err error
	r.client, err = minio.New(host, &minio.Options{Creds: credentials.NewStaticV4(accessKey, secretKey, ""), Region: "us-east-1"})
	if err == nil {
		err = r.client.MakeBucket(context.Background(), r.bucket, minio.MakeBucketOptions{})
	}
	if err != nil {
		t.Fatal(err)
	}
	forward := &httputil.ReverseProxy{Rewrite: func(p *httputil.ProxyRequest) {
		p.SetURL(&url.URL{Scheme: "http", Host: host})
		p.Out.Host = p.In.Host // it is signed
	}, ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }}
	r.proxy = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		n := int(r.count.Add(1))
		r.mu.Lock()
		r.log = append(r.log, req.Method+" "+req.URL.Path)
		before, after := r.before, r.after
		r.mu.Unlock()
		if before != nil && before(n, w, req) {
			return
		}
		forward.ServeHTTP(w, req)
		if after != nil {
			after(n)
		}
	}))
	t.Cleanup(r.proxy.Close)
	return r
}

// hook sets what is called with each request; nil for nothing.
func (r *remote) hook(before func(int, http.ResponseWriter, *http.Request) bool, after func(int)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.before, r.after = before, after
}

// requests returns the requests of some method since the last call of forget.
func (r *remote) requests(method string) (list []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, line := range r.log {
		if name, ok := strings.CutPrefix(line, method+" /"+r.bucket); ok {
			list = append(list, strings.TrimPrefix(name, "/"))
		}
	}
	return list
}

func (r *remote) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.log = nil
	r.count.Store(0)
}

// store opens the bucket below a prefix, through the proxy.
func (r *remote) store(prefix string) Store {
	r.t.Helper()
	s, err := Open("s3://"+r.bucket+"/"+prefix, Settings{Endpoint: r.proxy.URL, Getenv: os.Getenv})
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

// put stores an object as another program would.
func (r *remote) put(name, text string) {
	r.t.Helper()
	if _, err := r.client.PutObject(context.Background(), r.bucket, name, strings.NewReader(text), int64(len(text)), minio.PutObjectOptions{}); err != nil {
		r.t.Fatal(err)
	}
}

// objects returns all that lies in the bucket but the record.
func (r *remote) objects() map[string]string {
	r.t.Helper()
	found := map[string]string{}
	for o := range r.client.ListObjects(context.Background(), r.bucket, minio.ListObjectsOptions{Recursive: true}) {
		if o.Err != nil {
			r.t.Fatal(o.Err)
		}
		object, err := r.client.GetObject(context.Background(), r.bucket, o.Key, minio.GetObjectOptions{})
		if err != nil {
			r.t.Fatal(err)
		}
		data, err := io.ReadAll(object)
		object.Close()
		if err != nil {
			r.t.Fatal(err)
		}
		if !strings.HasSuffix(o.Key, recordName) {
			found[o.Key] = string(data)
		}
	}
	return found
}

// portolan is the program itself.
var portolan = sync.OnceValues(func() (string, error) {
	path := filepath.Join(scratch, "portolan")
	cmd := exec.Command("go", "build", "-o", path, "portolan")
	cmd.Env = own
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

// command prepares to run the program.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := portolan()
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(path, args...)
}
