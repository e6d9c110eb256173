package score_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/score"
)

func TestCodedKind(t *testing.T) {
	for _, c := range []struct {
		kind   plover.Kind
		status plover.Status
		want   plover.Kind
	}{
		{plover.Consult, plover.Occurred, plover.Consult}, {plover.Consult, plover.Planned, plover.Agree},
		{plover.Consult, plover.Cancelled, plover.Reject}, {plover.Sanction, plover.Planned, plover.Threaten},
		{plover.Aid, plover.Denied, plover.Reject}, {plover.Assault, plover.Hypothetical, plover.NoKind},
		{plover.Request, plover.Planned, plover.Request},
	} {
		if got := score.CodedKind(c.kind, c.status); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.kind, c.status, got, c.want)
		}
	}
}

func TestReadPLOVER(t *testing.T) {
	const line = `{"id":"x","text":"A met B.","event_v2":"CONSULT","actors":[{"code":"JAP"}],"recipients":[{"code":"IGO"}]}`
	got, err := score.ReadPLOVER(strings.NewReader(line + "\n"))
	if err != nil || len(got) != 1 || got[0].Actors[0] != "JPN" || got[0].Recipients[0] != "IGO" || got[0].Kind != plover.Consult {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := score.ReadPLOVER(strings.NewReader(line + "\n{")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("error %v does not name the line", err)
	}
}

// TestActsOnPLOVER holds the figures on the development half of the PLOVER records above the floors reached.
func TestActsOnPLOVER(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "events", "plover_gsr_odd.jsonl"))
	if err != nil {
		t.Skip("the PLOVER records are not here")
	}
	gold, err := score.ReadPLOVER(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	rd, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	c, err := score.Acts(gold, func(s string) (*doc.Document, error) {
		r, err := rd.Read(record.Article{Text: s, Published: date.MakeRange(date.MakeDay(2005, 6, 15), date.Inferred)})
		if err != nil {
			return nil, err
		}
		return r.Doc, nil
	}, func(g *score.ActRecord, d *doc.Document, c score.ActCounts) {
		if c.Right == 0 && os.Getenv("FAULTS") != "" {
			t.Logf("%s %v > %v: %s\n\t%s", g.Kind, g.Actors, g.Recipients, g.Text, told(d))
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	c.PrintTo(&out)
	t.Log("\n" + out.String())
	if share := 100 * c.Right / c.Records; share < 66 {
		t.Errorf("%d %% right", share)
	}
}

func told(d *doc.Document) string {
	var b strings.Builder
	for _, a := range d.Acts {
		b.WriteString(a.Frame + " " + a.Status.String())
		for _, p := range a.Parties {
			if p.Recipient {
				b.WriteString(" >")
			}
			b.WriteString(" " + d.Actors[p.Actor].ID)
		}
		b.WriteString("; ")
	}
	if len(d.Acts) == 0 {
		b.WriteString("nothing; mentioned:")
		for _, m := range d.Mentions {
			b.WriteString(" " + d.Actors[m.Actor].ID)
		}
	}
	return b.String()
}
