package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// taskVariable names the environment variable that holds the file of a task; with it the program does that task and no more.
const taskVariable = "CHANCERY_BENCH_TASK"

// A task is what a process of its own is to measure. The names of the fields are also those that others.py reads.
type task struct {
	System   string   `json:"system"` // chancery, stanza, spacy or udpipe
	Model    string   `json:"model"`
	Articles []string `json:"articles"` // none: only load
	Words    []int    `json:"words"`    // of each article; the engine counts them itself
	Seconds  float64  `json:"seconds"`
	Threads  int      `json:"threads"` // 0: as many as the system uses by itself
	Gold     string   `json:"gold"`    // a raw text to be written as CoNLL-U; empty: none
	CoNLLU   string   `json:"conllu"`  // the file that it is written to
	Answer   string   `json:"answer"`
}

// An answer is what the process found.
type answer struct {
	Status  status    `json:"status"`
	Reason  string    `json:"reason"` // why the status is not measured
	Version string    `json:"version"`
	Model   string    `json:"model"`
	Load    float64   `json:"load"`    // seconds until the first text can be read, in a process that has started
	Weights float64   `json:"weights"` // seconds of these for the weights alone; only the engine says
	Rates   []float64 `json:"rates"`   // words a second, one for each round
	Words   []int     `json:"words"`   // of each article, as the engine counts

	memory int64   // the most that was resident, in bytes; 0 for not measured
	share  float64 // seconds of processors for each second that the process lived
}

// A status says what became of a system.
type status string

const (
	measured     status = "measured"
	notInstalled status = "not installed"
	noModel      status = "no model"
	failed       status = "failed"
)

// A bencher starts processes and keeps their files in a folder that is removed after all.
type bencher struct {
	opt  *options
	dir  string
	self string   // this program
	env  []string // of the processes
}

// newBencher makes a bencher. Its folder is to be removed.
func newBencher(opt *options) (*bencher, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "chancery-bench-")
	return &bencher{opt: opt, dir: dir, self: self, env: os.Environ()}, err
}

// engine does a task in a new process of this program.
func (b *bencher) engine(ctx context.Context, t task) (*answer, error) {
	t.System = "chancery"
	a, err := b.do(ctx, t, b.self)
	if err == nil && a.Status != measured {
		err = fmt.Errorf("the engine: %s", a.Reason)
	}
	return a, err
}

// do has a task done by a command, which gets the file of the task as its last argument and in its environment. A process
// that gives no answer is an answer too: it failed, and its last words say why. The error is that of our own files.
func (b *bencher) do(ctx context.Context, t task, command ...string) (*answer, error) {
	t.Answer = filepath.Join(b.dir, "answer.json")
	file := filepath.Join(b.dir, "task.json")
	data, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return nil, err
	}
	if err := os.Remove(t.Answer); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, command[0], append(command[1:], file)...)
	cmd.Env = environment(b.env, t.Threads, file)
	cmd.Stderr = &said
	before, start := ownMemory(), time.Now()
	err = cmd.Run()
	lived := time.Since(start)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return &answer{Status: failed, Reason: lastLine(said.String(), err)}, nil
	}
	a := &answer{}
	if data, err = os.ReadFile(t.Answer); err == nil {
		err = json.Unmarshal(data, a)
	}
	if err != nil {
		return &answer{Status: failed, Reason: "no answer: " + err.Error()}, nil
	}
	if a.memory = peakMemory(cmd.ProcessState); a.memory <= before {
		a.memory = 0
	}
	a.share = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds() / lived.Seconds()
	return a, nil
}

// threadVariables are what the libraries for arithmetic take their number of threads from.
var threadVariables = []string{"OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "NUMEXPR_NUM_THREADS", "GOMAXPROCS"}

// environment is env for a task with so many threads. What the user set for the number of threads is taken out: "all
// cores" means those of the machine.
func environment(env []string, threads int, file string) []string {
	var out []string
	for _, v := range env {
		name, _, _ := strings.Cut(v, "=")
		if !slices.Contains(threadVariables, name) && name != taskVariable {
			out = append(out, v)
		}
	}
	if threads > 0 {
		for _, name := range threadVariables {
			out = append(out, name+"="+strconv.Itoa(threads))
		}
	}
	return append(out, taskVariable+"="+file, "PYTHONDONTWRITEBYTECODE=1", "PYTHONIOENCODING=utf-8")
}

// lastLine is the last words of a process, or the error where it said nothing.
func lastLine(said string, err error) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	if last := strings.TrimSpace(lines[len(lines)-1]); last != "" {
		return shorten(last)
	}
	return err.Error()
}

// shorten keeps a reason to a line of a table.
func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 150 {
		return string(r[:149]) + "…"
	}
	return s
}
