// Command bench measures the language engine as its users meet it: words a second on one core and on all of them, start,
// memory, size, and accuracy on a treebank. Where Stanza, spaCy and UDPipe are installed it measures them on the same
// text in the same run.
//
// Every measurement is made in a process of its own, which gets a task and leaves an answer, both as JSON in a file; for the
// other systems that process is Python (others.py). The command itself never reads a text, so that the memory of its
// children is theirs alone. It knows nothing of how the engine works.
//
//	go run ./bench
//	go run ./bench --gold en_ewt-ud-dev.conllu --udpipe-model english-ewt.udpipe
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	if file := os.Getenv(taskVariable); file != "" {
		if err := work(file); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// options is what the command line says.
type options struct {
	Text          string  `placeholder:"FILE" help:"The text that is read, plain UTF-8; left out, the reports of the project's corpus, repeated to some 50,000 words."`
	Gold          string  `placeholder:"FILE" help:"A treebank in CoNLL-U: measure accuracy on its raw text too."`
	Seconds       float64 `default:"5" help:"The least time that each speed is measured (${default})."`
	Python        string  `default:"python3" placeholder:"PATH" help:"The Python in which the other systems are looked for (${default})."`
	StanzaPackage string  `default:"default" placeholder:"NAME" help:"The package of Stanza's English models (${default})."`
	SpacyModel    string  `default:"en_core_web_sm" placeholder:"NAME" help:"The model of spaCy, a name or a folder (${default})."`
	UdpipeModel   string  `placeholder:"FILE" help:"The model of UDPipe; there is none without a file."`
	JSON          bool    `name:"json" help:"Print one JSON object in place of the tables."`
}

func (*options) Help() string {
	return `Speeds are medians of several rounds. Words are those that the engine finds, for every system the same number. A system that is not installed, or has no model, is a line that says so.

Examples:

    go run ./bench
    go run ./bench --seconds 1 --text report.txt
    go run ./bench --gold en_ewt-ud-dev.conllu --json | jq .systems
    go run ./bench --python venv/bin/python --spacy-model en_core_web_md
    go run ./bench --udpipe-model english-ewt-ud-2.5.udpipe
`
}

// quit leaves the parser after it has printed its help.
type quit int

// run is the program: it parses the arguments, measures and prints, and gives the exit code: 0 done, 1 failed, 2 wrong use.
func run(ctx context.Context, args []string, out, errs io.Writer) (code int) {
	opt := &options{}
	parser, err := kong.New(opt,
		kong.Name("bench"), kong.Description("Measures the language engine, and other systems where they are installed."),
		kong.Writers(out, errs), kong.Exit(func(code int) { panic(quit(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}))
	if err != nil {
		panic(err) // a slip in the tags of options
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
	if _, err := parser.Parse(args); err == nil && !(opt.Seconds > 0 && opt.Seconds <= 3600) {
		err = fmt.Errorf("--seconds %g is not a time: from above 0 to 3600", opt.Seconds)
		return complain(errs, err, 2)
	} else if err != nil {
		return complain(errs, err, 2)
	}
	res, err := measure(ctx, opt, errs)
	if err == nil && opt.JSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		err = enc.Encode(res)
	} else if err == nil {
		_, err = io.WriteString(out, res.table())
	}
	if err != nil {
		return complain(errs, err, 1)
	}
	return 0
}

func complain(w io.Writer, err error, code int) int {
	what := err.Error()
	if errors.Is(err, context.Canceled) {
		what = "interrupted"
	}
	fmt.Fprintf(w, "bench: %s\n", what)
	if code == 2 {
		fmt.Fprintln(w, "hint: bench --help shows how it is used, with examples")
	}
	return code
}
