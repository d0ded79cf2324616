package deploy

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// run runs portolan deploy, checks its exit code, and that no credential is in what it says.
func run(t *testing.T, env []string, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := command(t, append([]string{"deploy"}, args...)...)
	cmd.Env = append(os.Environ(), env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		if _, exited := err.(*exec.ExitError); !exited {
			t.Fatal(err)
		}
	}
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Errorf("%v: exit code %d, not %d\n%s", args, got, code, errs.String())
	}
	for _, secret := range []string{accessKey, secretKey, "userinfo"} {
		if strings.Contains(out.String()+errs.String(), secret) {
			t.Errorf("%v: %q was printed", args, secret)
		}
	}
	return out.String(), errs.String()
}

// TestKilledAtTwentyPointsAndResumed kills the program itself, at requests spread over its whole run: before the
// storage heard of it, or before the program heard of the storage.
func TestKilledAtTwentyPointsAndResumed(t *testing.T) {
	site, whole := build(t, t.TempDir(), words()), 0
	for point := range 21 {
		r := newRemote(t)
		args := []string{"s3://" + r.bucket + "/site", "--out", site, "--endpoint", r.proxy.URL}
		if point == 0 {
			run(t, nil, 0, args...)
			whole = int(r.count.Load())
			continue
		}
		cmd := command(t, append([]string{"deploy"}, args...)...)
		end := 1 + (whole-1)*point/20
		started := make(chan bool)
		kill := func(n int) bool {
			<-started
			return n == end && cmd.Process.Kill() == nil
		}
		if point%2 == 0 {
			r.hook(func(n int, _ http.ResponseWriter, _ *http.Request) bool { return kill(n) }, nil)
		} else {
			r.hook(nil, func(n int) { kill(n) })
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		close(started)
		if err := cmd.Wait(); err == nil {
			t.Fatalf("point %d: it was not killed", point)
		}
		r.hook(nil, nil)
		r.forget()
		run(t, nil, 0, args...)
		equal(t, below("site/", tree(t, site)), r.objects())
		r.forget()
		if _, said := run(t, nil, 0, args...); !strings.Contains(said, "0 files sent") || len(r.requests("PUT")) > 0 {
			t.Errorf("point %d: the next deployment sent something\n%s", point, said)
		}
	}
	t.Logf("a run of %d requests, killed at 20 of them", whole)
}

func TestTheCommand(t *testing.T) {
	r := newRemote(t)
	dir := t.TempDir()
	pages := words()
	pages["site.yaml"] = "title: H\neditions:\n  public: {audiences: [public]}\n  internal: {audiences: [public, internal]}\n"
	site := build(t, dir, pages)
	address, endpoint := "s3://"+r.bucket, "AWS_ENDPOINT_URL="+r.proxy.URL
	env := []string{endpoint}

	if _, said := run(t, env, 2, address, "--out", site); !strings.Contains(said, "--edition; internal, public") {
		t.Errorf("%s", said)
	}
	if _, said := run(t, env, 1, address, "--out", t.TempDir()); !strings.Contains(said, "portolan build") {
		t.Errorf("%s", said)
	}
	run(t, env, 2)
	run(t, env, 2, "s3://userinfo:"+secretKey+"@bucket", "--out", site, "--edition", "public")
	run(t, env, 2, address, "--out", site, "--edition", "public", "--endpoint", "https://userinfo:x@host")
	run(t, []string{endpoint, "AWS_SECRET_ACCESS_KEY=", "AWS_ACCESS_KEY_ID="}, 2, address, "--out", site, "--edition", "public")
	run(t, []string{endpoint, "AWS_SECRET_ACCESS_KEY=wrong"}, 3, address, "--out", site, "--edition", "public")
	run(t, env, 3, "s3://there-is-no-such-bucket", "--out", site, "--edition", "public")

	told, _ := run(t, env, 0, address, "--out", site, "--edition", "public", "--dry-run")
	if !strings.Contains(told, "put    index.html\n") || len(r.objects()) > 0 {
		t.Errorf("%s", told)
	}
	run(t, env, 0, address, "--out", site, "--edition", "public")
	if _, said := run(t, env, 1, address, "--out", site, "--edition", "internal"); !strings.Contains(said, "--take-over") {
		t.Errorf("%s", said)
	}
	told, _ = run(t, env, 0, address, "--out", site, "--edition", "public", "--json")
	var result Result
	if err := json.Unmarshal([]byte(told), &result); err != nil || result.Unchanged != len(tree(t, filepath.Join(site, "public"))) || len(result.Uploaded) > 0 {
		t.Errorf("%s %v", told, err)
	}
	equal(t, tree(t, filepath.Join(site, "public")), r.objects())
}

func TestCredentialsFromFiles(t *testing.T) {
	r, home := newRemote(t), t.TempDir()
	site := build(t, t.TempDir(), map[string]string{"index.md": "# H\n"})
	write(t, filepath.Join(home, ".aws", "credentials"), "[default]\naws_access_key_id = wrong\naws_secret_access_key = wrong\n[portal]\naws_access_key_id = "+accessKey+"\naws_secret_access_key = "+secretKey+"\n")
	none := []string{"HOME=" + home, "AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=", "AWS_ENDPOINT_URL=" + r.proxy.URL}
	run(t, append(none, "AWS_PROFILE=portal"), 0, "s3://"+r.bucket, "--out", site)
	equal(t, tree(t, site), r.objects())
	run(t, append(none, "AWS_PROFILE=default"), 3, "s3://"+r.bucket, "--out", site)
	run(t, append(none, "MINIO_ROOT_USER="+accessKey, "MINIO_ROOT_PASSWORD="+secretKey), 0, "s3://"+r.bucket, "--out", site)
}

func TestNobodyListens(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for several attempts")
	}
	site := build(t, t.TempDir(), map[string]string{"index.md": "# H\n"})
	if _, said := run(t, []string{"AWS_ENDPOINT_URL=http://" + freeHost(t)}, 3, "s3://bucket", "--out", site); !strings.Contains(said, "refused") {
		t.Errorf("%s", said)
	}
}

func TestHeadersArePrinted(t *testing.T) {
	pages := words()
	pages["site.yaml"] = "title: H\neditions:\n  public: {audiences: [public]}\n  internal: {audiences: [public, internal]}\n"
	site := build(t, t.TempDir(), pages)
	public, _ := run(t, nil, 0, "--headers", "nginx", "--out", site, "--edition", "public")
	internal, _ := run(t, nil, 0, "--headers", "nginx", "--out", site, "--edition", "internal")
	if !strings.Contains(public, "Content-Security-Policy") || strings.Contains(public, "noindex") || !strings.Contains(internal, "noindex") {
		t.Errorf("%s\n%s", public, internal)
	}
	run(t, nil, 2, "--headers", "iis", "--out", site, "--edition", "public")
}
