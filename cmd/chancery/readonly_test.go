package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A desk that is only to be read leaves a record that an older version has written as it is, and says what to do.
func TestServeReadOnlyRefusesAnOlderRecord(t *testing.T) {
	before, err := os.ReadFile("../../internal/store/sqlite/testdata/version-1.db")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "r.db")
	if err := os.WriteFile(path, before, 0o600); err != nil {
		t.Fatal(err)
	}
	_, errs, code := start(t, "serve", "--record", path, "--listen", "127.0.0.1:0", "--read-only")
	if code == exitDone || !strings.Contains(errs, "older version") || !strings.Contains(errs, "without --read-only") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed, %v", err)
	}
	if _, errs, code := start(t, "events", "--record", path); code != exitDone {
		t.Errorf("the way that the hint names: exit %d: %s", code, errs)
	}
}
