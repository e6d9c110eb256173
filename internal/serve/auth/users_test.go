package auth

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestUsersAreKeptInOrder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "users")
	add := func(name string, role Role) error {
		return EditUsers(file, func(users []User) ([]User, error) {
			return append(users, User{name, role, quickHash(t, password)}), nil
		})
	}
	for _, name := range []string{"zoë", "Ann Example", "bob"} {
		if err := add(name, Reader); err != nil {
			t.Fatal(err)
		}
	}
	users, err := ReadUsers(file)
	if err != nil || len(users) != 3 || users[0].Name != "Ann Example" || users[2].Name != "zoë" {
		t.Fatalf("%v %v", users, err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v: others may read it", info.Mode(), err)
	}
	why := errors.New("no")
	if err := EditUsers(file, func([]User) ([]User, error) { return nil, why }); err != why {
		t.Error(err)
	}
	if now, _ := ReadUsers(file); len(now) != 3 {
		t.Errorf("an edit that failed has changed the file: %v", now)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".users-*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestMistakesInTheFileOfUsersAreNamed(t *testing.T) {
	hash := quickHash(t, password)
	for text, want := range map[string]string{
		"ann editor " + hash:                              "f:1: want name, role",
		"# x\n\nann\tking\t" + hash:                       `f:3: "king" is not a role`,
		"ann\teditor\tplain":                              "f:1: argon2id",
		"local\teditor\t" + hash:                          "is taken",
		" ann\teditor\t" + hash:                           "is not a name",
		"ann\teditor\t" + hash + "\nann\treader\t" + hash: "stands there twice",
	} {
		_, err := parseUsers("f", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestPasswords(t *testing.T) {
	for password, want := range map[string]string{"short": "10 characters", strings.Repeat("x", 1025): "1024 bytes"} {
		if _, err := HashPassword(password); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if testing.Short() {
		t.Skip("a real hash takes 64 MiB")
	}
	h, err := HashPassword(password)
	if err != nil || !strings.HasPrefix(h, "$argon2id$v=19$m=65536,t=3,p=4$") || strings.Contains(h, password) {
		t.Fatalf("%s %v", h, err)
	}
	u := &User{Hash: h}
	if !u.hasPassword(password) || u.hasPassword(password+" ") || u.hasPassword("") || (*User)(nil).hasPassword("nobody has this password") {
		t.Error("the wrong passwords are right")
	}
	if again, _ := HashPassword(password); again == h {
		t.Error("two hashes of one password are the same")
	}
}
