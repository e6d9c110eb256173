// Command chancery reads news reports and keeps the record of the diplomacy that they describe.
//
// It knows flags, tables, colours and progress; what it prints comes from package chancery and the readers and writers
// beneath it.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// version is set by the build.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], system{os.Stdin, os.Stdout, os.Stderr, os.Getenv})
	stop()
	os.Exit(code)
}

// system is what the program has of the machine.
type system struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
}

// The exit codes.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitRefused = 3 // done, with some articles refused
)

// quit leaves the parser after it has printed its help.
type quit int

// run is the program: it parses the arguments, does what they say and gives the exit code.
func run(ctx context.Context, args []string, sys system) (code int) {
	cli := &commands{}
	parser, err := newParser(cli, sys)
	if err != nil {
		panic(err) // a slip in the tags of commands
	}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case quit:
			code = int(r)
		default:
			panic(r)
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if err != nil {
		complain(sys.err, wrongUse(err, parser, args))
		return exitUsage
	}
	if cli.Workers < 0 {
		complain(sys.err, withHint(usagef("--workers %d is not a number of workers", cli.Workers), "leave it out to use every processor"))
		return exitUsage
	}
	a := &app{ctx: ctx, cli: cli, system: sys, out: newPrinter(sys, cli.NoColor), parser: parser}
	err = k.Run(a)
	if flushErr := a.out.Flush(); err == nil {
		err = flushErr
	}
	if errors.Is(err, syscall.EPIPE) { // the reader at the other end, such as head, has seen enough
		return exitDone
	}
	if err != nil && !errors.Is(err, errRefused) {
		complain(sys.err, err)
	}
	return exitCode(err)
}

func newParser(cli *commands, sys system) (*kong.Kong, error) {
	return kong.New(cli,
		kong.Name("chancery"),
		kong.Description("Chancery reads news reports and keeps the record of the diplomacy that they describe: who met, called, agreed with, accused or sanctioned whom, when and where, and who says so in which words."),
		kong.Writers(sys.out, sys.err),
		kong.Exit(func(code int) { panic(quit(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.ExplicitGroups([]kong.Group{
			{Key: "record", Title: "Asking the record:"},
			{Key: "fill", Title: "Filling the record:"},
			{Key: "text", Title: "Reading without a record:"},
			{Key: "program", Title: "The program:"},
			{Key: "who", Title: "Who may come in:"},
		}),
	)
}
