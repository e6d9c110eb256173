package main

import (
	"errors"
	"fmt"
	"log/slog"

	"chancery"
	"chancery/internal/serve"
)

type serveCmd struct {
	Listen   string `placeholder:"ADDR" default:"127.0.0.1:8080" env:"CHANCERY_LISTEN" help:"Address to listen on (${default})."`
	By       string `placeholder:"NAME" env:"CHANCERY_BY,USER,LOGNAME,USERNAME" help:"In whose name judgments are made; by default the name under which you are logged in."`
	ReadOnly bool   `help:"Nobody can judge, and the record is not changed."`
}

func (*serveCmd) Help() string {
	return `Serves the desk, pages to read and judge the record in a browser, until it is interrupted. It listens on this machine alone. /healthz says whether it works, /metrics how it does, for Prometheus.

Examples:

    chancery serve
    chancery serve --record world.db --listen 127.0.0.1:9000
    chancery serve --read-only
`
}

func (c *serveCmd) Run(a *app) error {
	open, editor := a.existing, c.By
	if c.ReadOnly {
		open, editor = a.open, ""
	}
	rec, err := open()
	if err != nil {
		return err
	}
	defer rec.Close()
	return c.serve(a, rec, editor)
}

func (c *serveCmd) serve(a *app, rec *chancery.Record, editor string) error {
	srv, err := serve.New(rec, serve.Options{
		Listen: c.Listen, Editor: editor, Version: programVersion(), Log: slog.New(slog.NewTextHandler(a.err, nil)),
	})
	var bad *serve.AddressError
	if errors.As(err, &bad) {
		return withHint(usageError{err}, "%s", bad.Hint)
	}
	if err != nil {
		return withHint(err, "--listen ADDR names another address")
	}
	fmt.Fprintf(a.err, "the desk is open at %s (Ctrl-C ends it)\n", srv.URL())
	return srv.Run(a.ctx)
}
