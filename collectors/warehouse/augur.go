package warehouse

import (
	"context"
	"embed"
	"strings"
)

// augurSQL are the ready queries for the schema of CHAOSS Augur
// (https://github.com/chaoss/augur, augur/application/db/models/augur_data.py).
//
//go:embed augur/*.sql
var augurSQL embed.FS

// hasStatus asks whether the scheduler's table can be read; databases made before 2023 have none.
const hasStatus = `select count(*) as found from information_schema.columns
where table_schema = 'augur_operations' and table_name = 'collection_status' and column_name = 'facade_data_last_collected'`

// augurQueries puts the ready queries together, as this database needs them.
func augurQueries(ctx context.Context, s *session, bots []string) (map[string]string, error) {
	status := "status"
	found := int64(0)
	err := s.each(ctx, "status", hasStatus, func(r *row) { found = r.count("found") })
	if err != nil {
		return nil, err
	}
	if found == 0 {
		status = "rows"
	}
	parts := strings.NewReplacer("{status}", augurText(status), "{people}", augurText("people"))
	queries := map[string]string{}
	for _, shape := range shapes {
		queries[shape.name] = strings.ReplaceAll(parts.Replace(augurText(shape.name)), "{bots}", literals(bots))
	}
	return queries, nil
}

func augurText(name string) string {
	text, err := augurSQL.ReadFile("augur/" + name + ".sql")
	if err != nil {
		panic(err) // the queries are compiled in
	}
	return string(text)
}

// literals writes words as a list in SQL, lower case. A list may not be empty, so that it begins with a word that nobody has.
func literals(words []string) string {
	list := "' '"
	for _, word := range words {
		list += ", '" + strings.ReplaceAll(strings.ToLower(strings.TrimSpace(word)), "'", "''") + "'"
	}
	return list
}
