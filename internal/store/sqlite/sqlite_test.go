package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancery/internal/record"
	"chancery/internal/store"
	"chancery/internal/store/storetest"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

func open(t *testing.T, path string, opt Options) *DB {
	t.Helper()
	db, err := Open(context.Background(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return open(t, filepath.Join(t.TempDir(), "a b?#%.db"), Options{}) })
}

// write makes a file by SQL.
func write(t *testing.T, path, script string) {
	t.Helper()
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := sqlitex.ExecuteScript(conn, script, nil); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefusesWhatIsNoRecord(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(file("text.db"), []byte(strings.Repeat("This is a letter, not a record.\n", 50)), 0o600); err != nil {
		t.Fatal(err)
	}
	write(t, file("other.db"), "CREATE TABLE songs (name TEXT); INSERT INTO songs VALUES ('x');")
	open(t, file("newer.db"), Options{}).Close()
	write(t, file("newer.db"), "PRAGMA user_version = 999;")
	if err := os.WriteFile(file("empty.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		read bool
		want error
		says string
	}{
		{"text.db", false, store.ErrNotRecord, "no database"},
		{"text.db", true, store.ErrNotRecord, "no database"},
		{"other.db", false, store.ErrNotRecord, "another program"},
		{"newer.db", false, store.ErrNewer, "version 999"},
		{"newer.db", true, store.ErrNewer, "version 999"},
		{"none.db", true, store.ErrNoRecord, "none.db"},
		{"empty.db", true, store.ErrNotRecord, "empty"},
		{".", false, store.ErrNotRecord, "folder"},
		{"no/such/folder.db", false, nil, "there is no folder"},
	} {
		db, err := Open(context.Background(), file(c.path), Options{ReadOnly: c.read})
		if err == nil {
			db.Close()
			t.Errorf("%s was opened", c.path)
			continue
		}
		if c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.path, err)
		}
	}
	if _, err := os.Stat(file("none.db")); err == nil {
		t.Error("opening for reading has made a file")
	}
	open(t, file("empty.db"), Options{}) // an empty file becomes a record
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	db := open(t, path, Options{})
	if err := db.Update(context.Background(), func(w store.Writer) error { return w.PutArticle(record.Article{ID: "a", Text: "x"}) }); err != nil {
		t.Fatal(err)
	}
	reader := open(t, path, Options{ReadOnly: true})
	err := reader.Update(context.Background(), func(w store.Writer) error { return nil })
	if !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("update of a record opened for reading: %v", err)
	}
	info, err := reader.Info(context.Background())
	if err != nil || info.Articles != 1 {
		t.Errorf("info %+v, %v", info, err)
	}
}

func TestWriteProtectedFile(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is write-protected for root")
	}
	path := filepath.Join(t.TempDir(), "r.db")
	open(t, path, Options{}).Close()
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), path, Options{}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("error %v, want ErrReadOnly", err)
	}
	open(t, path, Options{ReadOnly: true})
}

// writerEnv makes the test program one that writes articles into the record of a path.
const writerEnv = "CHANCERY_TEST_WRITER"

func TestMain(m *testing.M) {
	if path := os.Getenv(writerEnv); path != "" {
		if err := writeMany(path, os.Args[len(os.Args)-1]); err != nil {
			os.Stderr.WriteString(err.Error())
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func writeMany(path, name string) error {
	db, err := Open(context.Background(), path, Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	for n := range 50 {
		err := db.Update(context.Background(), func(w store.Writer) error {
			return w.PutArticle(record.Article{ID: record.ID(name + string(rune('A'+n))), Text: strings.Repeat("x", 1000)})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Programs begin with no file, so that they also meet in making it.
func TestProgramsWaitForOneAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	var running []*exec.Cmd
	var outputs []*strings.Builder
	for _, name := range []string{"a", "b", "c"} {
		cmd := exec.Command(os.Args[0], name)
		cmd.Env = append(os.Environ(), writerEnv+"="+path)
		out := &strings.Builder{}
		cmd.Stderr = out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		running, outputs = append(running, cmd), append(outputs, out)
	}
	for i, cmd := range running {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %s", err, outputs[i])
		}
	}
	info, err := open(t, path, Options{}).Info(context.Background())
	if err != nil || info.Articles != 150 {
		t.Errorf("%d articles, want 150: %v", info.Articles, err)
	}
}

func TestWaitingEnds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	db := open(t, path, Options{})
	other := open(t, path, Options{Wait: 50 * time.Millisecond})
	err := db.Update(context.Background(), func(w store.Writer) error {
		return errors.Join(w.SetMeta("k", "v"), func() error {
			err := other.Update(context.Background(), func(store.Writer) error { return nil })
			if !errors.Is(err, store.ErrBusy) || !strings.Contains(err.Error(), "waited 50ms") {
				t.Errorf("error %v, want ErrBusy", err)
			}
			return nil
		}())
	})
	if err != nil {
		t.Fatal(err)
	}
}

// put writes n articles in one transaction.
func put(db *DB, name string, n int) error {
	return db.Update(context.Background(), func(w store.Writer) error {
		for i := range n {
			if err := w.PutArticle(record.Article{ID: record.ID(fmt.Sprintf("%s%d", name, i)), Text: strings.Repeat("x", 4000)}); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestAFullDiskLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	db := open(t, path, Options{MaxBytes: 400 << 10})
	if err := put(db, "a", 20); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := put(db, "b", 200); !errors.Is(err, store.ErrFull) || !strings.Contains(err.Error(), path) {
			t.Fatalf("error %v, want ErrFull", err)
		}
	}
	if err := put(db, "c", 1); err != nil {
		t.Errorf("what there is room for is refused: %v", err)
	}
	info, err := db.Info(context.Background())
	if err != nil || info.Articles != 21 {
		t.Errorf("%d articles, want 21: %v", info.Articles, err)
	}
	if problems := verify(t, db); len(problems) > 0 {
		t.Errorf("%q", problems)
	}
}

func verify(t *testing.T, db *DB) []string {
	t.Helper()
	var out []string
	err := db.View(context.Background(), func(r store.Reader) error {
		return r.Verify(func(what, how string) error { out = append(out, what+": "+how); return nil })
	})
	if err != nil {
		out = append(out, err.Error())
	}
	return out
}

func TestVerifyNamesWhatIsWrong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	db := open(t, path, Options{})
	a := record.Article{ID: "a", Text: "a text"}
	e := record.Event{ID: "e"}
	e.Actors = []record.Party{{Actor: "FRA"}}
	err := db.Update(context.Background(), func(w store.Writer) error {
		return errors.Join(w.PutArticle(a), w.PutReading(store.Reading{Article: a, Reports: []record.Report{{ID: "a.1", Article: "a"}}}), w.PutEvent(e))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	write(t, path, "DELETE FROM readings; UPDATE events SET status = 'denied'; INSERT INTO event_parties SELECT 'DEU', day, 'gone', kind, status, country, date_from, date_to, sources, conflicts, verdict FROM event_parties; INSERT INTO changes (step, event, json) VALUES (9, 'e', '{}');")
	got := strings.Join(verify(t, open(t, path, Options{ReadOnly: true})), "\n")
	for _, want := range []string{"report a.1: is of no reading", "event e: its columns", "event gone: is not there", "change of no step", "index of words", "index of events: has {parties:2"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in:\n%s", want, got)
		}
	}
}

func TestADamagedFileIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	db := open(t, path, Options{})
	if err := errors.Join(put(db, "a", 60), db.Close()); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(b) / 2; i < len(b)/2+8192; i++ {
		b[i] = 0xAA
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err = Open(context.Background(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if problems := verify(t, db); len(problems) == 0 {
		t.Error("nothing is said to be wrong")
	}
}

func TestAnOlderRecordIsNotReadAsItIs(t *testing.T) {
	b, err := os.ReadFile("testdata/version-1.db")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "r.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), path, Options{ReadOnly: true}); !errors.Is(err, store.ErrOlder) {
		t.Errorf("error %v, want ErrOlder", err)
	}
	open(t, path, Options{}).Close()
	if problems := verify(t, open(t, path, Options{ReadOnly: true})); len(problems) > 0 {
		t.Errorf("%q", problems)
	}
}

func TestMigrationsHaveAFileEach(t *testing.T) {
	files, err := migrationFiles.ReadDir("migrations")
	if err != nil || len(files) != len(migrations) {
		t.Fatalf("%d files for %d migrations: %v", len(files), len(migrations), err)
	}
	for i, f := range files {
		if "migrations/"+f.Name() != migrations[i].script {
			t.Errorf("migration %d is %s, the file %s", i+1, migrations[i].script, f.Name())
		}
	}
}
