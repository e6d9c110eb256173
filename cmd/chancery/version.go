package main

import (
	"runtime"
	"runtime/debug"

	"chancery"
	"chancery/internal/export"
)

type versionCmd struct{}

func (*versionCmd) Help() string {
	return `Examples:

    chancery version
    chancery version --json
`
}

func (*versionCmd) Run(a *app) error {
	v := versions{Program: version, Go: runtime.Version(), Schema: chancery.SchemaVersion(), Formats: export.FormatVersion}
	if info, ok := debug.ReadBuildInfo(); ok && version == "dev" {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				v.Program = "dev-" + s.Value[:min(12, len(s.Value))]
			}
		}
	}
	if a.cli.JSON {
		return export.JSON(a.out, v)
	}
	a.out.printf("chancery %s\nformats  %s\nrecord   schema %d\nbuilt by %s\n", v.Program, v.Formats, v.Schema, v.Go)
	return nil
}

type versions struct {
	Program string `json:"program"`
	Formats string `json:"formats"`
	Schema  int    `json:"schema"`
	Go      string `json:"go"`
}
