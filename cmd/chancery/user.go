package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"chancery/internal/export"
	"chancery/internal/serve/auth"
)

type userCmd struct {
	Users string `placeholder:"FILE" default:"chancery.users" env:"CHANCERY_USERS" help:"The file of users (${default})."`

	Add    userAddCmd    `cmd:"" help:"Add a user, with a password."`
	Passwd userPasswdCmd `cmd:"" help:"Give a user another password; his sessions and feeds end."`
	Role   userRoleCmd   `cmd:"" help:"Make a user a reader or an editor."`
	Remove userRemoveCmd `cmd:"" help:"Remove a user; his sessions and feeds end."`
	List   userListCmd   `cmd:"" help:"List the users."`
}

func (*userCmd) Help() string {
	return `Keeps the file of users who may log in at the desk (chancery serve --users FILE). A reader sees everything, an editor also judges and reads articles in. Passwords are kept as argon2id hashes. They are asked for on the terminal, or are the first line of the standard input. A server that runs takes up what changes.

Examples:

    chancery user add "Ann Example" --role editor
    pwgen 20 1 | chancery user --users desk.users add bob
    chancery serve --users chancery.users --listen :8443 --tls-cert desk.pem --tls-key desk.key
`
}

// edit changes the file of users.
func (a *app) edit(change func([]auth.User) ([]auth.User, error)) error {
	return auth.EditUsers(a.cli.User.Users, change)
}

// at is the place of a user in the list.
func at(users []auth.User, name string) (int, error) {
	i := slices.IndexFunc(users, func(u auth.User) bool { return u.Name == name })
	if i < 0 {
		return i, withHint(fmt.Errorf("there is no user %q", name), "chancery user list shows all")
	}
	return i, nil
}

// password asks for a password and gives its hash.
func (a *app) password() (string, error) {
	password, err := a.askPassword()
	if err != nil {
		return "", err
	}
	hash, err := auth.HashPassword(password)
	if err != nil {
		return "", usageError{err}
	}
	return hash, nil
}

func (a *app) askPassword() (string, error) {
	f, ok := a.in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		line, err := bufio.NewReader(io.LimitReader(a.in, 1<<16)).ReadString('\n')
		if err != nil && (err != io.EOF || line == "") {
			return "", withHint(fmt.Errorf("no password: %w", err), "give it as the first line of the standard input")
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	var given [2]string
	for i, ask := range []string{"Password: ", "Again: "} {
		fmt.Fprint(a.err, ask)
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(a.err)
		if err != nil {
			return "", err
		}
		given[i] = string(b)
	}
	if given[0] != given[1] {
		return "", usagef("the two passwords differ")
	}
	return given[0], nil
}

type userAddCmd struct {
	Name string `arg:"" help:"The name to log in with; judgments carry it."`
	Role string `enum:"reader,editor" default:"reader" help:"reader or editor (${default})."`
}

func (*userAddCmd) Help() string {
	return `Examples:

    chancery user add bob
    chancery user add "Ann Example" --role editor
`
}

func (c *userAddCmd) Run(a *app) error {
	if err := auth.CheckName(c.Name); err != nil {
		return usageError{err}
	}
	role, err := auth.ParseRole(c.Role)
	if err != nil {
		return usageError{err}
	}
	return a.edit(func(users []auth.User) ([]auth.User, error) {
		if _, err := at(users, c.Name); err == nil {
			return nil, withHint(fmt.Errorf("there is a user %q", c.Name), "chancery user passwd gives another password, chancery user role another role")
		}
		hash, err := a.password()
		if err != nil {
			return nil, err
		}
		return append(users, auth.User{Name: c.Name, Role: role, Hash: hash}), nil
	})
}

type userPasswdCmd struct {
	Name string `arg:"" help:"The user."`
}

func (*userPasswdCmd) Help() string {
	return `Examples:

    chancery user passwd bob
`
}

func (c *userPasswdCmd) Run(a *app) error {
	return a.edit(func(users []auth.User) ([]auth.User, error) {
		i, err := at(users, c.Name)
		if err != nil {
			return nil, err
		}
		users[i].Hash, err = a.password()
		return users, err
	})
}

type userRoleCmd struct {
	Name string `arg:"" help:"The user."`
	Role string `arg:"" enum:"reader,editor" help:"reader or editor."`
}

func (*userRoleCmd) Help() string {
	return `Examples:

    chancery user role bob editor
`
}

func (c *userRoleCmd) Run(a *app) error {
	return a.edit(func(users []auth.User) ([]auth.User, error) {
		i, err := at(users, c.Name)
		if err != nil {
			return nil, err
		}
		users[i].Role, err = auth.ParseRole(c.Role)
		return users, err
	})
}

type userRemoveCmd struct {
	Name string `arg:"" help:"The user."`
}

func (*userRemoveCmd) Help() string {
	return `Examples:

    chancery user remove bob
`
}

func (c *userRemoveCmd) Run(a *app) error {
	return a.edit(func(users []auth.User) ([]auth.User, error) {
		i, err := at(users, c.Name)
		if err != nil {
			return nil, err
		}
		return slices.Delete(users, i, i+1), nil
	})
}

type userListCmd struct{}

func (*userListCmd) Help() string {
	return `Examples:

    chancery user list
    chancery user --users desk.users list --json
`
}

// userJSON is a user as --json prints him.
type userJSON struct {
	Name string `json:"name"`
	Role string `json:"role"`
}

func (c *userListCmd) Run(a *app) error {
	users, err := auth.ReadUsers(a.cli.User.Users)
	if err != nil {
		return withHint(err, "chancery user add NAME makes the file; --users FILE or CHANCERY_USERS names another")
	}
	for _, u := range users {
		if a.cli.JSON {
			if err := export.JSON(a.out, userJSON{u.Name, u.Role.String()}); err != nil {
				return err
			}
			continue
		}
		a.out.printf("%-8s %s\n", u.Role, clean(u.Name))
	}
	return nil
}
