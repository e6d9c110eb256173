package main

import "chancery/internal/mcp"

type mcpCmd struct{}

func (*mcpCmd) Help() string {
	return `Serves the record to an assistant by the Model Context Protocol, on the standard input and output, until the assistant ends it. The tools only ask: search_events, get_event, get_evidence, dossier, timeline and quotes; every answer brings the sentences that it rests on, with article and outlet. Name the command and the record in the settings of the assistant, as in the second example.

Examples:

    chancery mcp --record world.db
    {"mcpServers": {"chancery": {"command": "chancery", "args": ["mcp", "--record", "world.db"]}}}
`
}

func (c *mcpCmd) Run(a *app) error {
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	return mcp.Serve(a.ctx, rec, programVersion(), mcp.Stream(a.in, a.system.out))
}
