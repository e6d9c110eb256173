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
	v := versions{Program: programVersion(), Go: runtime.Version(), Schema: chancery.SchemaVersion(), Formats: export.FormatVersion}
	if a.cli.JSON {
		return export.JSON(a.out, v)
	}
	a.out.printf("chancery %s\nformats  %s\nrecord   schema %d\nbuilt by %s\n", v.Program, v.Formats, v.Schema, v.Go)
	return nil
}

// programVersion is the version of a release, or the commit that the program was built from.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && version == "dev" {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return "dev-" + s.Value[:min(12, len(s.Value))]
			}
		}
	}
	return version
}

type versions struct {
	Program string `json:"program"`
	Formats string `json:"formats"`
	Schema  int    `json:"schema"`
	Go      string `json:"go"`
}
