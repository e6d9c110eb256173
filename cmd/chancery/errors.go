package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"chancery"
)

// errRefused says that all is done but for some articles, each of which has been named.
var errRefused = errors.New("some articles were refused")

// errDiffers says that a check has found differences, each of which has been named.
var errDiffers = errors.New("the record is not what its articles give")

// A usageError is a wrong use that only the command itself can see.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// A hinted error knows what to do about it.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

func withHint(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return hinted{err, fmt.Sprintf(format, args...)}
}

// wrongUse gives an error of the parser the hint where help is.
func wrongUse(err error, parser *kong.Kong, args []string) error {
	command := "chancery"
	for _, n := range parser.Model.Children {
		if slices.Contains(args, n.Name) {
			command += " " + n.Name
			break
		}
	}
	return withHint(usageError{err}, "%s --help shows how it is used, with examples", command)
}

// complain prints an error and what can be done about it.
func complain(w io.Writer, err error) {
	what := clean(err.Error())
	if errors.Is(err, context.Canceled) {
		what = "interrupted"
	}
	fmt.Fprintf(w, "chancery: %s\n", what)
	if hint := hintOf(err); hint != "" {
		fmt.Fprintf(w, "hint: %s\n", hint)
	}
}

func hintOf(err error) string {
	var h hinted
	var unknown *chancery.UnknownActorError
	switch {
	case errors.As(err, &h):
		return h.hint
	case errors.As(err, &unknown):
		return fmt.Sprintf("chancery search %q looks for the words in the articles", unknown.Name)
	case errors.Is(err, chancery.ErrNotFound):
		return "chancery events --json lists the ids of all events"
	case recordHint(err) != "":
		return recordHint(err)
	case errors.Is(err, fs.ErrPermission):
		return "check who may read and write the file and its folder"
	}
	return "chancery --help lists the commands"
}

// recordHint is what to do about a record that cannot be used as it is; "" for other errors.
func recordHint(err error) string {
	for _, h := range []struct {
		err  error
		hint string
	}{
		{chancery.ErrNewer, "use the version of chancery that wrote it, or a newer one; the record is as it was"},
		{chancery.ErrOlder, "make the file writable, so that it can be brought up to date; the record is as it was"},
		{chancery.ErrBusy, "run the command again when the other program has ended; the record is whole"},
		{chancery.ErrReadOnly, "check who may write the file and its folder; commands that only ask the record still work"},
		{chancery.ErrFull, "free some space and run the same command again; what was told as read stays in the record"},
		{chancery.ErrDamaged, "chancery check names what is damaged; restore the file from a copy, or read the articles into a new record"},
	} {
		if errors.Is(err, h.err) {
			return h.hint
		}
	}
	return ""
}

func exitCode(err error) int {
	var u usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errRefused):
		return exitRefused
	case errors.As(err, &u):
		return exitUsage
	}
	return exitFailed
}

// clean makes a text that comes from outside harmless for a terminal: one line, no control characters, and no marks
// that turn the direction of writing.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if isUnprintable(r) {
			return ' '
		}
		return r
	}, s))
}

func isUnprintable(r rune) bool {
	switch {
	case r <= ' ', r == 0x7f, 0x80 <= r && r <= 0xa0, r == 0x200e, r == 0x200f, 0x2028 <= r && r <= 0x202e, 0x2060 <= r && r <= 0x206f, r == 0xfeff:
		return true
	}
	return false
}
