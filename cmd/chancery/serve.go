package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"

	"chancery"
	"chancery/internal/serve"
	"chancery/internal/serve/auth"
)

type serveCmd struct {
	Listen   string `placeholder:"ADDR" default:"127.0.0.1:8080" env:"CHANCERY_LISTEN" help:"Address to listen on (${default})."`
	By       string `placeholder:"NAME" env:"CHANCERY_BY,USER,LOGNAME,USERNAME" help:"In whose name judgments are made where nobody signs in; by default the name under which you are logged in."`
	ReadOnly bool   `help:"Nobody can judge, and the record is not changed."`

	Token       string   `group:"who" placeholder:"TOKEN" env:"CHANCERY_TOKEN" help:"Who gives this token may read and judge."`
	ReaderToken string   `group:"who" placeholder:"TOKEN" env:"CHANCERY_READER_TOKEN" help:"Who gives this one may read."`
	Users       string   `group:"who" placeholder:"FILE" env:"CHANCERY_USERS" help:"File of users with their passwords and roles."`
	Proxies     []string `group:"who" placeholder:"NET" help:"Networks of proxies that are believed when they say who asks."`
	BehindTLS   bool     `name:"behind-tls" group:"who" help:"A proxy in front speaks TLS with browsers."`

	OIDC struct {
		Issuer  string   `placeholder:"URL" env:"CHANCERY_OIDC_ISSUER" help:"Provider of OpenID Connect that tells who somebody is."`
		Client  string   `placeholder:"ID" env:"CHANCERY_OIDC_CLIENT" help:"The id under which it knows this desk."`
		Secret  string   `placeholder:"SECRET" env:"CHANCERY_OIDC_SECRET" help:"The secret that goes with it."`
		Base    string   `placeholder:"URL" help:"Address of this desk as browsers see it."`
		Editors []string `placeholder:"MAIL" help:"Addresses, @domains or group:NAMEs that may judge."`
		Readers []string `placeholder:"MAIL" help:"The same of those that may read."`
	} `embed:"" prefix:"oidc-" group:"who"`

	Cert string `name:"tls-cert" group:"who" placeholder:"FILE" type:"path" help:"Certificate, in PEM, to speak TLS with."`
	Key  string `name:"tls-key" group:"who" placeholder:"FILE" type:"path" help:"Its key."`
}

func (*serveCmd) Help() string {
	return `Serves the desk, pages to read and judge the record in a browser, until it is interrupted. Without more it listens on this machine alone; any other address needs a token, users or a provider that tells who asks. /healthz says whether it works, /metrics how it does, for Prometheus. A token is better given in the environment than as a flag, which others on the machine can see.

Examples:

    chancery serve
    chancery serve --record world.db --listen 127.0.0.1:9000 --read-only
    export CHANCERY_TOKEN=$(openssl rand -hex 24)
    chancery serve --listen :8443 --tls-cert desk.pem --tls-key desk.key
`
}

func (c *serveCmd) Run(a *app) error {
	opt, err := c.options(a)
	if err != nil {
		return err
	}
	open := a.existing
	if c.ReadOnly {
		open = a.unchanged
	}
	rec, err := open()
	if err != nil {
		return err
	}
	defer rec.Close()
	return c.serve(a, rec, opt)
}

func (c *serveCmd) serve(a *app, rec *chancery.Record, opt serve.Options) error {
	srv, err := serve.New(rec, opt)
	var bad *auth.ConfigError
	if errors.As(err, &bad) {
		return withHint(usageError{err}, "%s", bad.Hint)
	}
	if err != nil {
		return withHint(err, "--listen ADDR names another address")
	}
	a.note("the desk is open at %s (Ctrl-C ends it)", srv.URL())
	return srv.Run(a.ctx)
}

func (c *serveCmd) options(a *app) (serve.Options, error) {
	opt := serve.Options{
		Auth:   auth.Config{Listen: c.Listen, Token: c.Token, ReaderToken: c.ReaderToken, Users: c.Users, TLS: c.BehindTLS},
		Editor: c.By, ReadOnly: c.ReadOnly, Version: programVersion(), Log: slog.New(slog.NewTextHandler(a.err, nil)),
	}
	for _, p := range c.Proxies {
		network, err := netip.ParsePrefix(p)
		if err != nil {
			return opt, withHint(usagef("%q is no network", p), "write it as 10.0.0.0/8")
		}
		opt.Auth.Proxies = append(opt.Auth.Proxies, network)
	}
	if o := c.OIDC; o.Issuer != "" {
		if _, err := url.Parse(o.Base); err != nil || o.Base == "" || o.Client == "" {
			return opt, withHint(usagef("--oidc-issuer needs --oidc-client and --oidc-base"), "the base is the address of this desk as browsers see it")
		}
		opt.Auth.OIDC = &auth.OIDC{Issuer: o.Issuer, ClientID: o.Client, ClientSecret: o.Secret, Base: o.Base, Editors: o.Editors, Readers: o.Readers}
	}
	if c.Cert != "" || c.Key != "" {
		cert, err := tls.LoadX509KeyPair(c.Cert, c.Key)
		if err != nil {
			return opt, withHint(fmt.Errorf("certificate: %w", err), "--tls-cert and --tls-key name two files in PEM")
		}
		opt.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	}
	return opt, nil
}
