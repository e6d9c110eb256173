// Package sqlite keeps a record in one SQLite file, its full-text index in the same file. It is written in Go alone
// (modernc.org/sqlite), so a program that uses it needs no C library.
//
// A file is written by one program at a time; others that want to write wait, and those that read are not disturbed.
//
//	st, err := sqlite.Open(ctx, "chancery.db", sqlite.Options{})
package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Options say how to open a file.
type Options struct {
	ReadOnly bool          // the file must exist and is not changed
	Wait     time.Duration // for other programs that write; 0 is DefaultWait
	MaxBytes int64         // the file does not grow beyond; 0 is no bound
}

// DefaultWait is how long to wait for another program.
const DefaultWait = 10 * time.Second

// readers is how many goroutines can ask the record at a time.
const readers = 4

// A DB is an open file. It implements store.Store.
type DB struct {
	path  string
	wait  time.Duration
	most  int64 // bytes
	read  bool  // only
	pool  *sqlitex.Pool
	own   *sqlitex.Pool // of one connection, for Update: it remembers the pages that it wrote last, unless another one writes
	write sync.Mutex    // held by Update

	seqs  map[record.ID]int64 // numbers of articles and marks that the last Update knew; they never change
	marks map[string]int64

	close func() error
}

// Open opens the record of a path, makes one where there is none, and brings an older one up to date. Errors are those
// of package store, with the path.
func Open(ctx context.Context, path string, opt Options) (*DB, error) {
	db := &DB{path: path, wait: opt.Wait, most: opt.MaxBytes, read: opt.ReadOnly}
	if db.wait == 0 {
		db.wait = DefaultWait
	}
	if err := db.checkFile(); err != nil {
		return nil, err
	}
	if err := db.open(ctx); err != nil {
		return nil, db.explainIn(ctx, err)
	}
	db.close = sync.OnceValue(func() error { return errors.Join(db.own.Close(), db.pool.Close()) })
	return db, nil
}

// checkFile finds out what SQLite would say less clearly.
func (db *DB) checkFile() error {
	st, err := os.Stat(db.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && db.read:
		return fmt.Errorf("%s: %w", db.path, store.ErrNoRecord)
	case errors.Is(err, fs.ErrNotExist):
		if dir := filepath.Dir(db.path); !isDir(dir) {
			return fmt.Errorf("%s: there is no folder %s", db.path, dir)
		}
		return nil
	case err != nil:
		return err
	case st.IsDir():
		return fmt.Errorf("%s: %w but a folder", db.path, store.ErrNotRecord)
	case !db.read:
		f, err := os.OpenFile(db.path, os.O_RDWR, 0)
		if err != nil {
			return fmt.Errorf("%s: %w: %w", db.path, store.ErrReadOnly, err)
		}
		return f.Close()
	}
	return nil
}

func isDir(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}

func (db *DB) open(ctx context.Context) error {
	err := db.connect(ctx, "")
	if db.read && sqlite.ErrCode(err).ToPrimary() == sqlite.ResultCantOpen {
		// In a folder that cannot be written, SQLite cannot make the file by which readers and writers meet; but there
		// nobody writes either.
		err = db.connect(ctx, "?immutable=1")
	}
	return err
}

// connect opens the pool and makes the first connection, which shows what the file is.
func (db *DB) connect(ctx context.Context, query string) error {
	flags := sqlite.OpenReadWrite | sqlite.OpenCreate | sqlite.OpenURI
	if db.read {
		flags = sqlite.OpenReadOnly | sqlite.OpenURI
	}
	pool, err := sqlitex.NewPool(fileURI(db.path)+query, sqlitex.PoolOptions{Flags: flags, PoolSize: readers, PrepareConn: db.prepare})
	if err != nil {
		return err
	}
	own, err := sqlitex.NewPool(fileURI(db.path)+query, sqlitex.PoolOptions{Flags: flags, PoolSize: 1, PrepareConn: db.prepare})
	if err != nil {
		return errors.Join(err, pool.Close())
	}
	db.pool, db.own = pool, own
	conn, err := pool.Take(ctx)
	if err == nil {
		err = db.migrate(conn)
		pool.Put(conn)
	}
	if err != nil {
		own.Close()
		pool.Close()
	}
	return err
}

// fileURI is the path as SQLite wants it: what means something in a URI is escaped.
func fileURI(path string) string {
	u := url.URL{Path: filepath.ToSlash(path)}
	return "file:" + strings.TrimPrefix(u.EscapedPath(), "./")
}

// prepare sets up a connection.
func (db *DB) prepare(conn *sqlite.Conn) error {
	conn.SetBusyTimeout(db.wait)
	for _, pragma := range []string{"cache_size = -16000", "temp_store = memory", "mmap_size = 0"} {
		if err := sqlitex.ExecuteTransient(conn, "PRAGMA "+pragma, nil); err != nil {
			return err
		}
	}
	if db.read {
		return nil
	}
	if err := sqlitex.ExecuteTransient(conn, "PRAGMA synchronous = normal", nil); err != nil || db.most <= 0 {
		return err
	}
	size, err := number(conn, "PRAGMA page_size")
	if err != nil {
		return err
	}
	return sqlitex.ExecuteTransient(conn, fmt.Sprintf("PRAGMA max_page_count = %d", max(db.most/int64(size), 1)), nil)
}

// Close closes the file. It may be called again.
func (db *DB) Close() error { return db.close() }

// View implements store.Store.
func (db *DB) View(ctx context.Context, f func(store.Reader) error) (err error) {
	conn, err := db.pool.Take(ctx)
	if err != nil {
		return db.explainIn(ctx, err)
	}
	defer db.pool.Put(conn)
	end := sqlitex.Transaction(conn)
	defer func() {
		end(&err)
		err = db.explainIn(ctx, err)
	}()
	return f(&tx{conn: conn})
}

// Update implements store.Store.
func (db *DB) Update(ctx context.Context, f func(store.Writer) error) (err error) {
	if db.read {
		return fmt.Errorf("%s: %w: it was opened for reading", db.path, store.ErrReadOnly)
	}
	db.write.Lock()
	defer db.write.Unlock()
	conn, err := db.own.Take(ctx)
	if err != nil {
		return db.explainIn(ctx, err)
	}
	defer db.own.Put(conn)
	end, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return db.explainIn(ctx, err)
	}
	t := &tx{conn: conn, seqs: db.seqs, marks: db.marks}
	defer func() {
		end(&err)
		db.seqs, db.marks = t.seqs, t.marks
		if err != nil { // some of them may be of what was taken back
			db.seqs, db.marks = nil, nil
		}
		err = db.explainIn(ctx, err)
	}()
	return f(t)
}

// explainIn is explain for what was done under ctx: what it interrupted failed by its error.
func (db *DB) explainIn(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return db.explain(err)
}

// Info implements store.Store.
func (db *DB) Info(ctx context.Context) (store.Info, error) {
	info := store.Info{Path: db.path, Schema: Schema}
	err := db.View(ctx, func(r store.Reader) error {
		for _, c := range []struct {
			n     *int
			query string
		}{
			{&info.Articles, "SELECT max(seq) FROM articles"}, // none is ever dropped, and the numbers have no gaps
			{&info.Events, "SELECT events FROM marks WHERE mark = ''"},
			{&info.Quotes, "SELECT n FROM totals WHERE what = 'quotes'"}, {&info.Actors, "SELECT count(*) FROM actors"},
		} {
			err := r.(*tx).rows(c.query, nil, func(stmt *sqlite.Stmt) error { *c.n = stmt.ColumnInt(0); return nil })
			if err != nil {
				return err
			}
		}
		return nil
	})
	return info, err
}

// explain gives an error of SQLite its meaning for a record; other errors stay as they are.
func (db *DB) explain(err error) error {
	var known error
	switch code := sqlite.ErrCode(err); code.ToPrimary() {
	case sqlite.ResultOK, sqlite.ResultError:
		return err
	case sqlite.ResultNotADB:
		return fmt.Errorf("%s: %w: the file is no database", db.path, store.ErrNotRecord)
	case sqlite.ResultCorrupt:
		known = store.ErrDamaged
	case sqlite.ResultFull:
		known = store.ErrFull
	case sqlite.ResultCantOpen, sqlite.ResultPerm:
		return fmt.Errorf("%s: the file cannot be opened: %w", db.path, err)
	case sqlite.ResultBusy, sqlite.ResultLocked:
		known = store.ErrBusy
	case sqlite.ResultReadOnly:
		known = store.ErrReadOnly
	default:
		return err
	}
	if errors.Is(err, known) {
		return err
	}
	if known == store.ErrBusy {
		return fmt.Errorf("%s: %w: waited %v", db.path, known, db.wait)
	}
	return fmt.Errorf("%s: %w: %w", db.path, known, err)
}
