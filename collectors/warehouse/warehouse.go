// Package warehouse takes monthly records from a metrics database that a company already has, over the PostgreSQL protocol.
//
// It has ready queries for the schema of CHAOSS Augur, and room for queries of one's own. The work is done in the database:
// commits come back counted by project, month and person; issues and change requests come back as three times each, since
// a median cannot be made of months; no message, title or file name is asked for. Two nouns matter. A session is one
// connection in a transaction that only reads. A shape says which columns a query answers with.
//
// For each project it writes a Project and an Activity, beside those of a forge and believed after them. A project that a
// forge wrote under another spelling keeps the forge's: such databases often fold addresses to lower case.
//
// People are told apart by the account or address that the database gives for them, canonical where it knows several.
// That identity is hashed with the portal's secret as each row is read, and is kept nowhere: the same person has the
// same key in every project, and in the records of other collectors that know the same account or address.
//
// A database is as fresh as the last round of whatever fills it. An activity reaches only as far as that round, and what
// the round never reached is unknown.
package warehouse

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Config is the entry `warehouse` of site.yaml.
type Config struct {
	// DSNEnv names the environment variable that holds the connection string, password and TLS mode included. Required.
	DSNEnv string `yaml:"dsn_env"`
	// Schema picks ready queries: "augur". Required where Queries are left out.
	Schema string `yaml:"schema"`
	// Queries are queries of one's own by name: projects, commits, issues, change_requests, releases. They take the place of
	// the ready ones. $1 stands for the moment of the run, in UTC. Optional; without a schema, projects is required, and
	// what the others would tell is unknown.
	Queries map[string]string `yaml:"queries"`
	// Audience is who may see the records. Recommended: internal when left out.
	Audience dataset.Audience `yaml:"audience"`
	// Organization is whose the projects are. Optional: the owner in a project's address when left out.
	Organization string `yaml:"organization"`
	// Bots are more accounts, addresses or names of machines. Optional: only those that say so when left out.
	Bots []string `yaml:"bots"`
	// Timeout is how long one query may take, such as 90s or 10m. Optional: 10m when left out.
	Timeout string `yaml:"timeout"`
	// Plain leaves out the transaction and every setting, for servers that speak the protocol and know neither, such as
	// ClickHouse; only for queries of one's own. Optional: false when left out.
	Plain bool `yaml:"plain"`
}

// Collector asks one database.
type Collector struct {
	config  Config
	timeout time.Duration
}

// New returns the collector of a configuration, or says what is wrong with it.
func New(c Config) (*Collector, error) {
	collector := &Collector{config: c}
	var err error
	if collector.timeout, err = time.ParseDuration(cmp.Or(c.Timeout, "10m")); err != nil || collector.timeout < time.Second {
		return nil, &source.WrongError{Text: fmt.Sprintf("the timeout is %q", c.Timeout), Hint: "write timeout: 10m"}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Queries)) {
		if _, known := shapeOf(name); !known {
			return nil, &source.WrongError{Text: fmt.Sprintf("%q is no query", name), Hint: "the queries are " + shapeNames()}
		}
	}
	switch {
	case c.DSNEnv == "":
		return nil, &source.WrongError{Text: "it names no database", Hint: "write dsn_env: WAREHOUSE_DSN and put the connection string into that environment variable"}
	case c.Schema != "" && c.Schema != "augur":
		return nil, &source.WrongError{Text: fmt.Sprintf("there are no ready queries for %q", c.Schema), Hint: "write schema: augur, or queries of your own"}
	case c.Schema == "" && c.Queries["projects"] == "":
		return nil, &source.WrongError{Text: "it names neither a schema nor a query for projects", Hint: "write schema: augur, or queries: {projects: select ...}"}
	case c.Plain && c.Schema != "":
		return nil, &source.WrongError{Text: "the ready queries need a transaction", Hint: "leave out plain, or write queries of your own"}
	}
	return collector, nil
}

// Asked says in words what is asked for.
func (c *Collector) Asked() string {
	if c.config.Schema != "" {
		return "the metrics database in " + c.config.DSNEnv + ", schema " + c.config.Schema
	}
	return "the metrics database in " + c.config.DSNEnv
}

// AfterOthers lets the forges write first, so that their spelling of a project's name is known.
func (c *Collector) AfterOthers() {}

// Collect asks every query and keeps what they tell. Where one fails nothing is kept of any: records have to fit each other.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	dsn := run.Getenv(c.config.DSNEnv)
	if dsn == "" {
		return &source.WrongError{Text: "the environment has no " + c.config.DSNEnv, Hint: "set it to postgres://user:password@host:5432/database"}
	}
	found := newFindings(c.config, run)
	if err := c.ask(ctx, run, dsn, found); err != nil {
		return err
	}
	return found.put(ctx)
}

// ask reads the answers of all queries. The connection is given back before anything is written.
func (c *Collector) ask(ctx context.Context, run *source.Run, dsn string, found *findings) error {
	s, err := open(ctx, dsn, c.config, c.timeout, run.Now)
	if err != nil {
		return err
	}
	defer s.close()
	queries := map[string]string{}
	if c.config.Schema == "augur" {
		if queries, err = augurQueries(ctx, s, c.config.Bots); err != nil {
			return err
		}
	}
	maps.Copy(queries, c.config.Queries)
	for i, shape := range shapes {
		if queries[shape.name] == "" {
			continue
		}
		run.Results.Progress(i, len(shapes), "asking for "+shape.name)
		found.asked[shape.name] = true
		if err := s.each(ctx, shape.name, queries[shape.name], found.taker(shape.name)); err != nil {
			return err
		}
	}
	return nil
}
