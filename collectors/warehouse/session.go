package warehouse

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"portolan/collectors/source"
)

// session is one connection, in a transaction that reads only.
type session struct {
	conn     *pgconn.PgConn
	password string
	plain    bool
	timeout  time.Duration
	now      string
}

// open connects as a DSN says. Nothing that it returns or says holds the password.
func open(ctx context.Context, dsn string, c Config, timeout time.Duration, now time.Time) (*session, error) {
	config, err := pgconn.ParseConfig(dsn)
	if err != nil {
		return nil, &source.WrongError{Text: c.DSNEnv + " holds no connection string that can be read",
			Hint: "write postgres://user:password@host:5432/database?sslmode=verify-full"}
	}
	config.RuntimeParams["application_name"] = "portolan"
	if c.Plain {
		config.RuntimeParams = map[string]string{}
	}
	s := &session{password: config.Password, plain: c.Plain, timeout: timeout, now: now.UTC().Format("2006-01-02 15:04:05")}
	connecting, cancel := context.WithTimeout(ctx, longestConnect)
	defer cancel()
	if s.conn, err = pgconn.ConnectConfig(connecting, config); err != nil {
		return nil, s.explain(ctx, "connecting", err)
	}
	if err := s.begin(ctx); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// longestConnect is how long the database may take to let us in.
const longestConnect = 30 * time.Second

// begin makes sure that nothing is written, that all queries see the same moment, and that times are told in UTC.
func (s *session) begin(ctx context.Context) error {
	if s.plain {
		return nil
	}
	for _, command := range []string{
		"begin transaction isolation level repeatable read read only",
		fmt.Sprintf("set local statement_timeout = %d", s.timeout.Milliseconds()),
		"set local time zone 'UTC'",
		"set local datestyle = 'ISO, YMD'",
	} {
		if _, err := s.conn.Exec(ctx, command).ReadAll(); err != nil {
			return s.explain(ctx, command, err)
		}
	}
	return nil
}

// close leaves the database, whatever became of the run.
func (s *session) close() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	s.conn.Close(ctx)
}

// each hands on every row of an answer. The row is only good until the next.
func (s *session) each(ctx context.Context, name, sql string, take func(*row)) error {
	ctx, cancel := context.WithTimeout(ctx, s.timeout+timeoutGrace)
	defer cancel()
	var err error
	if s.plain {
		err = s.simple(ctx, name, sql, take)
	} else {
		var parameters [][]byte
		if strings.Contains(sql, "$1") {
			parameters = [][]byte{[]byte(s.now)}
		}
		err = read(s.conn.ExecParams(ctx, sql, parameters, nil, nil, nil), name, take)
	}
	return s.explain(ctx, "query "+name, err)
}

// timeoutGrace leaves it to the server to say that a query took too long, where it can.
const timeoutGrace = 5 * time.Second

// simple asks with the simplest message of the protocol, which every server understands.
func (s *session) simple(ctx context.Context, name, sql string, take func(*row)) error {
	results := s.conn.Exec(ctx, strings.ReplaceAll(sql, "$1", "'"+s.now+"'"))
	var err error
	if results.NextResult() {
		err = read(results.ResultReader(), name, take)
	}
	return errors.Join(err, results.Close())
}

func read(reader *pgconn.ResultReader, name string, take func(*row)) error {
	r := &row{query: name, columns: map[string]int{}}
	var names []string
	for i, field := range reader.FieldDescriptions() {
		r.columns[field.Name] = i
		names = append(names, field.Name)
	}
	if shape, known := shapeOf(name); known && len(names) > 0 {
		r.err = shape.fits(names)
	}
	for reader.NextRow() {
		if r.number++; r.err == nil {
			r.values = reader.Values()
			take(r)
		}
	}
	_, err := reader.Close()
	return errors.Join(err, r.err)
}

// explain says what a failure means to the one who has to mend it.
func (s *session) explain(ctx context.Context, doing string, err error) error {
	var wrong *source.WrongError
	var said *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		return wrong
	case errors.As(err, &said) && said.Code == "57014" && !errors.Is(ctx.Err(), context.Canceled):
		return fmt.Errorf("%s: the database took longer than %v", doing, s.timeout)
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", doing, ctx.Err())
	case errors.As(err, &said):
		return s.refused(doing, said)
	}
	return fmt.Errorf("%s: %s", doing, s.redact(err.Error()))
}

// refused tells what is wrong with the query or the role, which asking again does not mend, from what may pass.
func (s *session) refused(doing string, said *pgconn.PgError) error {
	text := fmt.Sprintf("%s: %s (%s)", doing, s.redact(said.Message), said.Code)
	switch {
	case strings.HasPrefix(said.Code, "42"), strings.HasPrefix(said.Code, "22"):
		return &source.WrongError{Text: text, Hint: s.redact(said.Hint)}
	case strings.HasPrefix(said.Code, "28"), said.Code == "3D000":
		return &source.WrongError{Text: text, Hint: "check the user, the password and the database in the connection string"}
	case said.Code == "25006":
		return &source.WrongError{Text: text, Hint: "queries may only read"}
	}
	return errors.New(text)
}

// redact takes the password out of what the library or the server says.
func (s *session) redact(text string) string {
	if s.password == "" {
		return text
	}
	return strings.ReplaceAll(text, s.password, "[redacted]")
}
