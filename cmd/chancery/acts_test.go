package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestScoreOfActs keeps the measures of acts in single sentences as files, so that better and worse both show as a
// difference: on the development half of the PLOVER records, and on the unit records of PETRARCH.
func TestScoreOfActs(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "data", "events")
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, c := range []struct {
		name string
		cmd  scoreActsCmd
	}{
		{"acts-plover", scoreActsCmd{layerCmd: layerCmd{Gold: in("plover_gsr_odd.jsonl")}}},
		{"acts-petrarch", scoreActsCmd{
			layerCmd: layerCmd{Gold: in("petrarch_unit_records.jsonl")},
			Actors:   in("petrarch_unit_actors.txt"), Agents: in("petrarch_unit_agents.txt"),
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := os.Stat(c.cmd.Gold); err != nil {
				t.Skipf("the gold is not here: %v", err)
			}
			var out bytes.Buffer
			a := &app{ctx: t.Context(), cli: &commands{}, system: system{out: &out, err: &out, getenv: func(string) string { return "" }}}
			a.out = newPrinter(a.system, true)
			if err := c.cmd.Run(a); err != nil {
				t.Fatal(err)
			}
			a.out.Flush()
			golden(t, filepath.Join("testdata", c.name+".golden"), out.Bytes())
		})
	}
}
