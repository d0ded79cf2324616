package deploy

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"

	"portolan/generator/publish"
	"portolan/generator/publish/headers"
)

func TestABucketEqualsTheSite(t *testing.T) {
	r, site := newRemote(t), build(t, t.TempDir(), words())
	first := deploy(t, r.store(""), site)
	want := tree(t, site)
	equal(t, want, r.objects())
	if len(first.Uploaded) != len(want) {
		t.Errorf("%d of %d files were uploaded", len(first.Uploaded), len(want))
	}
	r.forget()
	second := deploy(t, r.store(""), site)
	if len(second.Uploaded) > 0 || second.Unchanged != len(want) || len(r.requests("PUT"))+len(r.requests("HEAD")) > 0 {
		t.Errorf("the second deployment: %+v, %v", second, r.log)
	}
	t.Logf("%d files; the second time %d requests", len(want), r.count.Load())
}

// TestOnePageChangedSendsWhatTheManifestSays: what travels is what build.json calls changed, and build.json.
func TestOnePageChangedSendsWhatTheManifestSays(t *testing.T) {
	r, dir, pages := newRemote(t), t.TempDir(), words()
	site := build(t, dir, pages)
	was := listed(t, site)
	deploy(t, r.store("a/b"), site)
	pages["guides/guide-07.md"] += "\nOne more sentence.\n"
	build(t, dir, pages)
	changed := []string{publish.Manifest}
	for name, file := range listed(t, site) {
		if was[name] != file {
			changed = append(changed, name)
		}
	}
	r.forget()
	result := deploy(t, r.store("a/b"), site)
	if slices.Sort(changed); !slices.Equal(result.Uploaded, changed) || len(changed) > 12 {
		t.Errorf("uploaded %v, changed %v", result.Uploaded, changed)
	}
	if puts := len(r.requests("PUT")); puts != len(changed)+2 { // and the record twice
		t.Errorf("%d requests for %d files", puts, len(changed))
	}
	equal(t, below("a/b/", tree(t, site)), r.objects())
	t.Logf("%d of %d files", len(changed), len(tree(t, site)))
}

func listed(t *testing.T, site string) map[string]publish.File {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(site, publish.Manifest))
	if err != nil {
		t.Fatal(err)
	}
	m, err := readManifest(data)
	if err != nil {
		t.Fatal(err)
	}
	return m.Files
}

func below(prefix string, files map[string]string) map[string]string {
	moved := map[string]string{}
	for name, text := range files {
		moved[prefix+name] = text
	}
	return moved
}

func TestAPrefixIsNobodyElses(t *testing.T) {
	r := newRemote(t)
	r.put("index.html", "another site at the root")
	r.put("handbook-old/index.html", "a name that begins alike")
	site := made(t, "", before)
	deploy(t, r.store("handbook"), site)
	want := below("handbook/", tree(t, site))
	want["index.html"], want["handbook-old/index.html"] = "another site at the root", "a name that begins alike"
	equal(t, want, r.objects())
}

func TestWhatTheStorageSaysOfFiles(t *testing.T) {
	r := newRemote(t)
	long := strings.Repeat("<p>words and words</p>", 200)
	site := made(t, "", map[string]string{"index.html": long, style1: strings.Repeat("a{color:red}", 100), "api/x.json": "{}", "Ünïcode name.csv": "a,b", "p.png": "png"})
	if _, err := Run(t.Context(), Options{Site: site, Store: r.store(""), Compress: true}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct{ kind, cache, encoding string }{
		"index.html":       {"text/html; charset=utf-8", headers.Revalidated, "gzip"},
		style1:             {"text/css; charset=utf-8", headers.ForEver, "gzip"},
		"api/x.json":       {"application/json", headers.Revalidated, ""},
		"Ünïcode name.csv": {"text/csv; charset=utf-8", headers.Revalidated, ""},
		"p.png":            {"image/png", headers.Revalidated, ""},
	} {
		info, err := r.client.StatObject(context.Background(), r.bucket, name, minio.StatObjectOptions{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if info.ContentType != want.kind || info.Metadata.Get("Cache-Control") != want.cache || info.Metadata.Get("Content-Encoding") != want.encoding {
			t.Errorf("%s: %s, %s", name, info.ContentType, info.Metadata)
		}
	}
	packed := r.objects()["index.html"]
	plain, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(plain); err != nil || string(text) != long || len(packed)*10 > len(long) {
		t.Errorf("%d packed bytes, %v", len(packed), err)
	}
}

// TestAFewFailuresAreNoMatter: every seventh request is refused, or cut off, and the deployment goes through.
func TestAFewFailuresAreNoMatter(t *testing.T) {
	r, site := newRemote(t), build(t, t.TempDir(), words())
	r.hook(func(n int, w http.ResponseWriter, _ *http.Request) bool {
		switch n % 14 {
		case 7:
			w.WriteHeader(http.StatusServiceUnavailable)
			return true
		case 0:
			panic(http.ErrAbortHandler)
		}
		return false
	}, nil)
	deploy(t, r.store(""), site)
	r.hook(nil, nil)
	equal(t, tree(t, site), r.objects())
}

// TestCutOffAtTwentyPointsAndResumed ends the run from outside after a share of its requests.
func TestCutOffAtTwentyPointsAndResumed(t *testing.T) {
	site, whole := build(t, t.TempDir(), words()), 0
	for point := range 21 {
		r := newRemote(t)
		ctx, cancel := context.WithCancel(t.Context())
		if end := whole * point / 21; point > 0 {
			r.hook(nil, func(n int) {
				if n >= end {
					cancel()
				}
			})
		}
		_, err := Run(ctx, Options{Site: site, Store: r.store("")})
		if cut := errors.Is(err, context.Canceled); cut != (point > 0) {
			t.Fatalf("point %d: %v", point, err)
		}
		cancel()
		if point == 0 {
			whole = int(r.count.Load())
			continue
		}
		r.hook(nil, nil)
		r.forget()
		deploy(t, r.store(""), site)
		equal(t, tree(t, site), r.objects())
	}
}

func TestWhatStoragesRefuseIsTold(t *testing.T) {
	r, site := newRemote(t), made(t, "", before)
	open := func(address string, s Settings) error {
		s.Getenv = os.Getenv
		store, err := Open(address, s)
		if err == nil {
			_, err = Run(t.Context(), Options{Site: site, Store: store})
		}
		return err
	}
	var unreachable Unreachable
	if err := open("s3://no-such-bucket-here", Settings{Endpoint: r.proxy.URL}); !errors.As(err, &unreachable) || !strings.Contains(unreachable.Hint, "make the bucket") {
		t.Errorf("%v", err)
	}
	t.Setenv("AWS_SECRET_ACCESS_KEY", "a-wrong-secret")
	if err := open("s3://"+r.bucket, Settings{Endpoint: r.proxy.URL}); !errors.As(err, &unreachable) || !strings.Contains(unreachable.Hint, "secret") || strings.Contains(fmt.Sprint(err), accessKey) {
		t.Errorf("%v", err)
	}
	t.Setenv("AWS_SECRET_ACCESS_KEY", "")
	var address Address
	if err := open("s3://"+r.bucket, Settings{Endpoint: r.proxy.URL}); !errors.As(err, &address) || !strings.Contains(address.Hint, "AWS_ACCESS_KEY_ID") {
		t.Errorf("%v", err)
	}
}

// TestCredentialsAreNeverRepeated: not even where a storage does.
func TestCredentialsAreNeverRepeated(t *testing.T) {
	r := newRemote(t)
	t.Setenv("AWS_SESSION_TOKEN", "token+of/the=test")
	r.hook(func(_ int, w http.ResponseWriter, req *http.Request) bool {
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, `<Error><Code>AccessDenied</Code><Message>%s %s %s</Message></Error>`, accessKey, secretKey, req.Header.Get("X-Amz-Security-Token"))
		return true
	}, nil)
	_, err := Run(t.Context(), Options{Site: made(t, "", before), Store: r.store("")})
	text := fmt.Sprint(err)
	if !strings.Contains(text, "AccessDenied: ... ... ...") {
		t.Errorf("%s", text)
	}
}

func TestEndpointsAndRegions(t *testing.T) {
	for _, test := range []struct {
		flag Settings
		env  map[string]string
		host string
		want string
	}{
		{Settings{}, nil, "s3.amazonaws.com", ""},
		{Settings{Region: "eu-north-1"}, map[string]string{"AWS_REGION": "us-west-2"}, "s3.amazonaws.com", "eu-north-1"},
		{Settings{}, map[string]string{"AWS_ENDPOINT_URL": "https://a.example", "AWS_ENDPOINT_URL_S3": "http://b.example:9000", "AWS_DEFAULT_REGION": "x"}, "b.example:9000", "x"},
		{Settings{Endpoint: "https://acc.r2.cloudflarestorage.com"}, nil, "acc.r2.cloudflarestorage.com", "auto"},
		{Settings{Endpoint: "https://storage.googleapis.com/"}, nil, "storage.googleapis.com", ""},
		{Settings{Endpoint: "https://key:secret@a.example"}, nil, "", ""},
		{Settings{Endpoint: "a.example"}, nil, "", ""},
		{Settings{Endpoint: "https://a.example/path"}, nil, "", ""},
		{Settings{Endpoint: "ftp://a.example"}, nil, "", ""},
	} {
		test.flag.Getenv = func(name string) string { return test.env[name] }
		u, err := endpointOf(test.flag)
		if err != nil {
			if test.host != "" || strings.Contains(err.Error(), "secret") {
				t.Errorf("%+v: %v", test.flag, err)
			}
			continue
		}
		if u.Host != test.host || regionOf(u.Host, test.flag) != test.want {
			t.Errorf("%+v: %s, %s", test.flag, u, regionOf(u.Host, test.flag))
		}
	}
}

func TestAddresses(t *testing.T) {
	for address, good := range map[string]bool{
		"s3://bucket": true, "s3://bucket/": true, "s3://bucket/a/b": true, "file:///srv/www": true, "file://localhost/srv/www": true,
		"bucket": false, "s3://": false, "https://bucket": false, "s3://key:secret@bucket": false, "file://host/srv": false, "file://srv": false,
		"s3://bucket?x=1": false, "s3://bucket#x": false, "%zz": false, "s3://bucket:80": false, "": false,
	} {
		_, err := Open(address, Settings{Getenv: func(string) string { return "" }})
		var wrong Address
		if good != (err == nil) || !good && (!errors.As(err, &wrong) || wrong.Hint == "" || strings.Contains(fmt.Sprint(wrong), "secret")) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestTheRecordSaysNoMoreThanTheManifest(t *testing.T) {
	r, site := newRemote(t), made(t, "", before)
	deploy(t, r.store(""), site)
	data, err := os.ReadFile(filepath.Join(gateway.dir, r.bucket, recordName))
	if err != nil {
		t.Fatal(err)
	}
	var got record
	if err := json.Unmarshal(data, &got); err != nil || got.Run != "" {
		t.Errorf("%s %v", data, err)
	}
	if names := slices.Sorted(maps.Keys(got.Objects)); !slices.Equal(names, slices.Sorted(maps.Keys(tree(t, site)))) {
		t.Errorf("%v", names)
	}
	for _, secret := range []string{accessKey, secretKey, site} {
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("the record holds %q", secret)
		}
	}
}
