package auth

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
)

// A User may log in. In the file of users each stands on a line: name, role and hash of the password in the PHC form,
// with tabs between. Lines that begin with # are remarks.
type User struct {
	Name string
	Role Role
	Hash string
}

// stamp changes with the password.
func (u *User) stamp() string {
	sum := sha256.Sum256([]byte(u.Hash))
	return hex.EncodeToString(sum[:8])
}

// The bounds of names and passwords. Bytes of a password beyond are refused, not cut off.
const (
	maxName     = 64
	minPassword = 10
	maxPassword = 1024
)

// hashing is what RFC 9106 recommends where memory is short: 64 MiB, three passes.
var hashing = &argon2id.Params{Memory: 64 << 10, Iterations: 3, Parallelism: 4, SaltLength: 16, KeyLength: 32}

// hashers bounds how many passwords are looked at at a time, for each takes 64 MiB.
var hashers = make(chan struct{}, 2)

// HashPassword is the argon2id hash of a password, or why it is no good.
func HashPassword(password string) (string, error) {
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword:
		return "", fmt.Errorf("a password has %d characters or more, this one %d", minPassword, n)
	case len(password) > maxPassword:
		return "", fmt.Errorf("a password has %d bytes or less, this one %d", maxPassword, len(password))
	}
	return argon2id.CreateHash(password, hashing)
}

// nobodysHash is compared with where there is no such user, so that names cannot be told apart by the time it takes.
var nobodysHash = sync.OnceValue(func() string {
	h, err := argon2id.CreateHash("nobody has this password", hashing)
	if err != nil {
		panic(err) // no random numbers
	}
	return h
})

func (u *User) hasPassword(password string) bool {
	hash := nobodysHash()
	if u != nil {
		hash = u.Hash
	}
	if len(password) > maxPassword {
		return false
	}
	hashers <- struct{}{}
	defer func() { <-hashers }()
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	return ok && err == nil && u != nil
}

// CheckName reports what is wrong with the name of a user.
func CheckName(name string) error {
	switch {
	case name == "" || len(name) > maxName:
		return fmt.Errorf("a name has 1 to %d bytes", maxName)
	case !utf8.ValidString(name), strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }), strings.TrimSpace(name) != name, strings.HasPrefix(name, "#"):
		return fmt.Errorf("%q is not a name: letters, digits and signs, not # in front", name)
	case name == "local" || name == "token" || name == "reader":
		return fmt.Errorf("the name %q is taken", name)
	}
	return nil
}

// ReadUsers reads a file of users, in order of the name. The error names file and line.
func ReadUsers(file string) ([]User, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return parseUsers(file, b)
}

func parseUsers(file string, b []byte) ([]User, error) {
	var users []User
	n := 0
	for line := range bytes.Lines(b) {
		n++
		text := strings.TrimRight(string(line), "\r\n")
		if strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#") {
			continue
		}
		cols := strings.Split(text, "\t")
		if len(cols) != 3 {
			return nil, fmt.Errorf("%s:%d: want name, role and password hash with tabs between", file, n)
		}
		role, err := ParseRole(cols[1])
		if err == nil {
			err = CheckName(cols[0])
		}
		if err == nil {
			_, _, _, err = argon2id.DecodeHash(cols[2])
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		users = append(users, User{cols[0], role, cols[2]})
	}
	slices.SortFunc(users, func(a, b User) int { return cmp.Compare(a.Name, b.Name) })
	for i := range users[:max(len(users)-1, 0)] {
		if users[i].Name == users[i+1].Name {
			return nil, fmt.Errorf("%s: user %s stands there twice", file, users[i].Name)
		}
	}
	return users, nil
}

// EditUsers changes a file of users, which need not exist, as a whole: who reads it meanwhile sees it before or after.
func EditUsers(file string, edit func([]User) ([]User, error)) error {
	users, err := ReadUsers(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if users, err = edit(users); err != nil {
		return err
	}
	slices.SortFunc(users, func(a, b User) int { return cmp.Compare(a.Name, b.Name) })
	var b bytes.Buffer
	b.WriteString("# users of chancery serve: name, role, password hash; made by: chancery user\n")
	for _, u := range users {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", u.Name, u.Role, u.Hash)
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".users-*") // readable by its owner alone
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b.Bytes())
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}

// A userFile is the users of a file, read anew when it changes.
type userFile struct {
	file string

	mu      sync.Mutex
	users   []User
	changed time.Time
	size    int64
}

func openUsers(file string) (*userFile, error) {
	f := &userFile{file: file}
	users, err := ReadUsers(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &ConfigError{"there is no file of users " + file, "chancery user add NAME makes one"}
	case err != nil:
		return nil, err
	case len(users) == 0:
		return nil, &ConfigError{file + " has no user", "chancery user add NAME adds one"}
	}
	f.refresh()
	return f, nil
}

// refresh reads the file if it is another one than before. A file that cannot be read lets nobody in.
func (f *userFile) refresh() {
	info, err := os.Stat(f.file)
	if err != nil {
		f.users, f.changed = nil, time.Time{}
		return
	}
	if info.ModTime().Equal(f.changed) && info.Size() == f.size {
		return
	}
	users, err := ReadUsers(f.file)
	if err != nil {
		users = nil
	}
	f.users, f.changed, f.size = users, info.ModTime(), info.Size()
}

func (f *userFile) find(name string) (User, bool) {
	if f == nil {
		return User{}, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refresh()
	i, ok := slices.BinarySearchFunc(f.users, name, func(u User, name string) int { return cmp.Compare(u.Name, name) })
	if !ok {
		return User{}, false
	}
	return f.users[i], true
}
