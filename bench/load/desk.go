package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"os/exec"
	"strings"
	"time"

	"chancery"
	"chancery/internal/serve"

	"chancery/bench/spent"
)

// deskCmd is the process that is measured: the desk, and beside it what it uses.
type deskCmd struct {
	Record string `required:""`
}

// A usage is what the desk has used so far.
type usage struct {
	CPU  time.Duration
	Peak float64 // bytes resident, at most
}

// Run says its address on the first line and serves until its input ends.
func (c *deskCmd) Run(ctx context.Context, out io.Writer) error {
	rec, err := chancery.Open(ctx, c.Record, chancery.Options{})
	if err != nil {
		return err
	}
	defer rec.Close()
	h, err := serve.Handler(rec, serve.Options{})
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/", h)
	mux.HandleFunc("/bench/usage", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(usage{spent.CPU(), spent.Peak()})
	})
	mux.HandleFunc("/bench/profile", pprof.Profile)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	fmt.Fprintf(out, "http://%s\n", ln.Addr())
	go func() {
		io.Copy(io.Discard, os.Stdin)
		srv.Close()
	}()
	if err := srv.Serve(ln); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// A desk is the process with its address.
type desk struct {
	base   string
	client *http.Client
	stdin  io.Closer
	cmd    *exec.Cmd
}

func startDesk(ctx context.Context, record string) (*desk, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, "desk", "--record", record)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	d := &desk{client: &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 300}}, stdin: in, cmd: cmd}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		d.stop()
		return nil, fmt.Errorf("the desk did not start: %w", err)
	}
	d.base = strings.TrimSpace(line)
	return d, nil
}

func (d *desk) stop() {
	d.stdin.Close()
	d.cmd.Wait()
}

// get asks for an address and reads the whole answer.
func (d *desk) get(ctx context.Context, path string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, d.base+path, nil)
	if err != nil {
		return nil, err
	}
	return d.do(r)
}

func (d *desk) do(r *http.Request) ([]byte, error) {
	res, err := d.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= 400 {
		err = fmt.Errorf("%s: %s: %.200s", r.URL.RequestURI(), res.Status, body)
	}
	return body, err
}

func (d *desk) getJSON(ctx context.Context, path string, into any) error {
	body, err := d.get(ctx, path)
	if err != nil {
		return err
	}
	return json.Unmarshal(body, into)
}

func (d *desk) usage(ctx context.Context) (usage, error) {
	var u usage
	return u, d.getJSON(ctx, "/bench/usage", &u)
}
