//go:build unix

package warehouse

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// The tests ask a real server, which listens on a socket in a folder of its own.

//go:embed testdata/augur.sql
var augurWorld string

// missing fails a test whose tool is not there where CI runs, and skips it elsewhere.
func missing(t *testing.T, tool string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed", tool)
	}
	t.Skipf("SKIPPED: %s is not installed; make test installs it where it may", tool)
}

// program finds one of PostgreSQL's programs: in the path, or where Debian keeps them apart by version.
func program(name string) string {
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) == 0 {
		return ""
	}
	return slices.MaxFunc(found, func(a, b string) int { return len(a) - len(b) })
}

// server is the one server of all tests here.
type server struct {
	dir  string
	cmd  *exec.Cmd
	made int
}

// password is of the role that the collector uses; it holds a character that an address has to escape.
const password = "s3cret/of-the+warehouse"

var running struct {
	sync.Mutex
	*server
}

func TestMain(m *testing.M) {
	code := m.Run()
	if running.server != nil {
		running.stop()
	}
	os.Exit(code)
}

// start returns the server, started by the first test that needs one.
func start(t *testing.T) *server {
	t.Helper()
	initdb, postgres := program("initdb"), program("postgres")
	if initdb == "" || postgres == "" {
		missing(t, "postgresql")
	}
	running.Lock()
	defer running.Unlock()
	if running.server == nil {
		s, err := launch(initdb, postgres)
		if err != nil {
			t.Fatal(err)
		}
		running.server = s
	}
	return running.server
}

func launch(initdb, postgres string) (*server, error) {
	dir, err := os.MkdirTemp("", "warehouse")
	if err != nil {
		return nil, err
	}
	s := &server{dir: dir}
	attributes, err := other(dir)
	if err != nil {
		return nil, err
	}
	prepare := exec.Command(initdb, "-D", filepath.Join(dir, "data"), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
	prepare.SysProcAttr, prepare.Dir = attributes, dir
	if out, err := prepare.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	rules := "local all portolan scram-sha-256\nlocal all all trust\n"
	if err := os.WriteFile(filepath.Join(dir, "data", "pg_hba.conf"), []byte(rules), 0o644); err != nil {
		return nil, err
	}
	s.cmd = exec.Command(postgres, "-D", filepath.Join(dir, "data"), "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off",
		"-c", "timezone=America/New_York", "-c", "log_statement=all", "-c", "log_line_prefix=%a ", "-c", "max_connections=20")
	s.cmd.SysProcAttr, s.cmd.Dir = attributes, dir
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, err
	}
	s.cmd.Stderr = log
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	return s, s.ready()
}

// other lets another user run the server where we are root, which PostgreSQL refuses to be.
func other(dir string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, _ := strconv.Atoi(u.Uid)
			gid, _ := strconv.Atoi(u.Gid)
			return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, os.Chown(dir, uid, gid)
		}
	}
	return nil, fmt.Errorf("root may not run PostgreSQL, and there is no other user to run it")
}

// ready waits until the server lets us in, and makes the role that may only read.
func (s *server) ready() error {
	var err error
	for range 100 {
		var conn *pgconn.PgConn
		if conn, err = pgconn.Connect(context.Background(), s.dsn("postgres", "postgres", "")); err == nil {
			defer conn.Close(context.Background())
			_, err = conn.Exec(context.Background(), "create role portolan login password '"+password+"'").ReadAll()
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.stop()
	return err
}

func (s *server) stop() {
	s.cmd.Process.Signal(syscall.SIGINT)
	s.cmd.Wait()
	os.RemoveAll(s.dir)
}

func (s *server) dsn(role, database, password string) string {
	return fmt.Sprintf("host=%s user=%s dbname=%s password='%s' sslmode=disable", s.dir, role, database, password)
}

// database makes a database of its own for a test, and returns what the collector connects with and how to change it.
func (s *server) database(t *testing.T, script string) (dsn string, change func(sql string) [][]string) {
	t.Helper()
	running.Lock()
	s.made++
	name := fmt.Sprintf("metrics%d", s.made)
	running.Unlock()
	s.exec(t, "postgres", "create database "+name)
	change = func(sql string) [][]string { t.Helper(); return s.exec(t, name, sql) }
	change(script)
	change(`do $$ declare s text; begin for s in select nspname from pg_namespace where nspname not like 'pg_%' and nspname <> 'information_schema'
		loop execute format('grant usage on schema %I to portolan', s); execute format('grant all on all tables in schema %I to portolan', s); end loop; end $$`)
	return s.dsn("portolan", name, password), change
}

// exec runs statements as the owner and returns the rows of the last one.
func (s *server) exec(t *testing.T, database, sql string) (rows [][]string) {
	t.Helper()
	conn, err := pgconn.Connect(t.Context(), s.dsn("postgres", database, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	results, err := conn.Exec(t.Context(), sql).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range results[len(results)-1].Rows {
		var values []string
		for _, value := range row {
			values = append(values, string(value))
		}
		rows = append(rows, values)
	}
	return rows
}

// log returns what the server wrote down of statements so far.
func (s *server) log(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\t", " ")
}

// AugurDatabase makes a database with the known world, for the tests of a whole run.
func AugurDatabase(t *testing.T) (dsn string, change func(sql string) [][]string) {
	t.Helper()
	return start(t).database(t, augurWorld)
}
