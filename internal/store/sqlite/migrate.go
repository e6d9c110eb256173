package sqlite

import (
	"embed"
	"fmt"
	"io/fs"

	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations are the steps that bring a file from one version of the tables to the next. The list only grows: a step
// that has been released is never changed, for there are files made by it.
var migrations = []migration{
	{script: "migrations/0001-tables.sql"},
	{script: "migrations/0002-history.sql"},
	{script: "migrations/0003-desk.sql", fill: fillDesk},
	{script: "migrations/0004-find.sql", fill: indexAllEvents},
	{script: "migrations/0005-rows.sql"},
	{script: "migrations/0006-settling.sql"},
	{script: "migrations/0007-about.sql"},
	{script: "migrations/0008-rows.sql", fill: fillEventReports},
	{script: "migrations/0009-pairs.sql", fill: fillPairs},
	{script: "migrations/0010-totals.sql"},
}

// A migration is a script and, where the rows of new tables follow from what is kept as JSON, what fills them once all
// scripts have run: it knows the tables only as they are now.
type migration struct {
	script string
	fill   func(*tx) error
}

// Schema is the version of the tables that this program reads and writes: the number of migrations.
var Schema = len(migrations)

// applicationID marks a file as a record: "CHCY".
const applicationID = 0x43484359

// migrate checks what the file is and brings it to the version of this program.
func (db *DB) migrate(conn *sqlite.Conn) error {
	version, err := db.version(conn)
	if err != nil || version == Schema {
		return err
	}
	if db.read {
		return fmt.Errorf("%s: %w (tables of version %d, this program reads %d): open it once for writing", db.path, store.ErrOlder, version, Schema)
	}
	if err := sqlitex.ExecuteTransient(conn, "PRAGMA journal_mode = wal", nil); err != nil {
		return err
	}
	return db.upgrade(conn)
}

// upgrade makes the steps that are missing, in one transaction, for which it waits: of two programs that open an old
// file the second finds it up to date.
func (db *DB) upgrade(conn *sqlite.Conn) (err error) {
	end, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer end(&err)
	version, err := db.version(conn)
	if err != nil {
		return err
	}
	missing := migrations[version:]
	for _, m := range missing {
		script, err := fs.ReadFile(migrationFiles, m.script)
		if err != nil {
			return err
		}
		if err := sqlitex.ExecuteScript(conn, string(script), nil); err != nil {
			return fmt.Errorf("%s: %w", m.script, err)
		}
	}
	for _, m := range missing {
		if m.fill == nil {
			continue
		}
		if err := m.fill(&tx{conn: conn}); err != nil {
			return fmt.Errorf("%s: %w", m.script, err)
		}
	}
	if err := sqlitex.ExecuteTransient(conn, fmt.Sprintf("PRAGMA user_version = %d", Schema), nil); err != nil {
		return err
	}
	return sqlitex.ExecuteTransient(conn, fmt.Sprintf("PRAGMA application_id = %d", applicationID), nil)
}

// version is the version of the tables of a file, 0 for an empty one. It refuses what is no record, and one that a
// newer program has written.
func (db *DB) version(conn *sqlite.Conn) (int, error) {
	version, err := number(conn, "PRAGMA user_version")
	if err != nil {
		return 0, err
	}
	application, err := number(conn, "PRAGMA application_id")
	if err != nil {
		return 0, err
	}
	tables, err := number(conn, "SELECT count(*) FROM sqlite_schema")
	if err != nil {
		return 0, err
	}
	switch {
	case application == applicationID && version > Schema:
		return 0, fmt.Errorf("%s: %w (tables of version %d, this program knows %d): use that version", db.path, store.ErrNewer, version, Schema)
	case application == applicationID:
		return version, nil
	case tables > 0 || version != 0 || application != 0:
		return 0, fmt.Errorf("%s: %w: a database of another program", db.path, store.ErrNotRecord)
	}
	if db.read {
		return 0, fmt.Errorf("%s: %w: the file is empty", db.path, store.ErrNotRecord)
	}
	return 0, nil
}

func number(conn *sqlite.Conn, query string) (n int, err error) {
	err = sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		n = stmt.ColumnInt(0)
		return nil
	}})
	return n, err
}
