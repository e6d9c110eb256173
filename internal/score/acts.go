package score

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"chancery/internal/doc"
	"chancery/internal/plover"
)

// An ActRecord is a sentence and the one act that gold codes in it.
type ActRecord struct {
	ID         string
	Text       string
	Kind       plover.Kind
	Actors     []string // codes of states: ISO 3166 alpha-3, or IGO, NGO, IMG for others
	Recipients []string
	None       bool // gold says that the sentence tells no act
}

// ActCounts is how the acts read in the sentences of gold agree with it.
type ActCounts struct {
	Records int    `json:"records"`
	Right   int    `json:"right"`   // an act of the kind was read
	Wrong   int    `json:"wrong"`   // acts were read, none of the kind
	Uncoded int    `json:"uncoded"` // no act was read
	Extra   int    `json:"extra"`   // acts read beside the one that gold codes
	Parties Counts `json:"parties"` // states of the parties, of the act that agrees best
	Roles   Counts `json:"roles"`   // the same with their side
}

// PrintTo writes the counts as one line for each measure.
func (c ActCounts) PrintTo(w io.Writer) {
	share := func(n int) float64 { return 100 * ratio(n, c.Records) }
	fmt.Fprintf(w, "records   %d\n", c.Records)
	fmt.Fprintf(w, "right     %d (%.1f %%)\nwrong     %d (%.1f %%)\nuncoded   %d (%.1f %%)\n", c.Right, share(c.Right), c.Wrong, share(c.Wrong), c.Uncoded, share(c.Uncoded))
	fmt.Fprintf(w, "extra     %d (%.2f a record)\n", c.Extra, ratio(c.Extra, c.Records))
	fmt.Fprintf(w, "parties   P %.1f R %.1f\n", 100*c.Parties.Precision(), 100*c.Parties.Recall())
	fmt.Fprintf(w, "roles     P %.1f R %.1f\n", 100*c.Roles.Precision(), 100*c.Roles.Recall())
}

// ReadPLOVER reads PLOVER gold standard records, one JSON object a line, in the kinds of PLOVER 2.
func ReadPLOVER(r io.Reader) ([]ActRecord, error) {
	type side []struct {
		Code string `json:"code"`
	}
	var out []ActRecord
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		var j struct {
			ID         string `json:"id"`
			Text       string `json:"text"`
			Event      string `json:"event_v2"`
			Actors     side   `json:"actors"`
			Recipients side   `json:"recipients"`
		}
		if err := json.Unmarshal(sc.Bytes(), &j); err != nil {
			return nil, fmt.Errorf("plover records line %d: %w", n, err)
		}
		kind, err := plover.ParseKind(j.Event)
		if err != nil {
			return nil, fmt.Errorf("plover records line %d: %w", n, err)
		}
		a := ActRecord{ID: j.ID, Text: j.Text, Kind: kind}
		for _, p := range j.Actors {
			a.Actors = append(a.Actors, stateCode(p.Code))
		}
		for _, p := range j.Recipients {
			a.Recipients = append(a.Recipients, stateCode(p.Code))
		}
		out = append(out, a)
	}
	return out, sc.Err()
}

// stateCode repairs codes that the records have wrong.
func stateCode(c string) string {
	switch c {
	case "JAP":
		return "JPN"
	case "ITL":
		return "ITA"
	case "VTN":
		return "VNM"
	}
	return c
}

// Add adds the counts of other records.
func (c *ActCounts) Add(o ActCounts) {
	c.Records += o.Records
	c.Right += o.Right
	c.Wrong += o.Wrong
	c.Uncoded += o.Uncoded
	c.Extra += o.Extra
	c.Parties.Add(o.Parties)
	c.Roles.Add(o.Roles)
}

// Acts counts how far the acts that read finds in the sentences of gold agree with it. Each, if it is given, is called
// for every record with its own counts.
func Acts(gold []ActRecord, read func(text string) (*doc.Document, error), each func(*ActRecord, *doc.Document, ActCounts)) (ActCounts, error) {
	var c ActCounts
	for i := range gold {
		g := &gold[i]
		d, err := read(g.Text)
		if err != nil {
			return c, fmt.Errorf("record %s: %w", g.ID, err)
		}
		var one ActCounts
		one.count(g, d)
		if c.Add(one); each != nil {
			each(g, d, one)
		}
	}
	return c, nil
}

// count counts one record.
func (c *ActCounts) count(g *ActRecord, d *doc.Document) {
	c.Records++
	best, bestFit, told := -1, -1, 0
	for i := range d.Acts {
		a := &d.Acts[i]
		kind := CodedKind(a.Kind, a.Status)
		if kind == plover.NoKind {
			continue
		}
		told++
		fit := 0
		if kind == g.Kind {
			fit = 100
		}
		actors, recipients := actSides(d, a)
		fit += 2*overlapping(g.Actors, actors) + 2*overlapping(g.Recipients, recipients) + overlapping(append(slices.Clone(g.Actors), g.Recipients...), append(actors, recipients...))
		if fit > bestFit {
			best, bestFit = i, fit
		}
	}
	if best < 0 {
		c.Uncoded++
		c.Parties.FN += len(distinct(append(slices.Clone(g.Actors), g.Recipients...)))
		c.Roles.FN += len(g.Actors) + len(g.Recipients)
		return
	}
	c.Extra += told - 1
	c.countParties(g, d, &d.Acts[best])
	if bestFit < 100 {
		c.Wrong++
		return
	}
	c.Right++
}

func (c *ActCounts) countParties(g *ActRecord, d *doc.Document, a *doc.Act) {
	actors, recipients := actSides(d, a)
	all, gold := distinct(append(slices.Clone(actors), recipients...)), distinct(append(slices.Clone(g.Actors), g.Recipients...))
	n := overlapping(gold, all)
	c.Parties.Add(Counts{TP: n, FP: len(all) - n, FN: len(gold) - n})
	ga, gr := distinct(g.Actors), distinct(g.Recipients)
	n = overlapping(ga, actors) + overlapping(gr, recipients)
	c.Roles.Add(Counts{TP: n, FP: len(actors) + len(recipients) - n, FN: len(ga) + len(gr) - n})
}

// actSides is the codes of the states of the parties of an act, each once.
func actSides(d *doc.Document, a *doc.Act) (actors, recipients []string) {
	for _, p := range a.Parties {
		code := codeOf(&d.Actors[p.Actor])
		if p.Recipient {
			recipients = append(recipients, code)
		} else {
			actors = append(actors, code)
		}
	}
	return distinct(actors), distinct(recipients)
}

// codeOf is how the records code an actor: by state, and what has none by its class.
func codeOf(a *doc.Actor) string {
	switch {
	case a.Country != "":
		return a.Country
	case a.Sector == "IGO":
		return "IGO"
	case a.Sector == "NGO":
		return "NGO"
	}
	return "IMG"
}

func distinct(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func overlapping(gold, found []string) int {
	n := 0
	for _, s := range distinct(gold) {
		if slices.Contains(found, s) {
			n++
		}
	}
	return n
}

// CodedKind is how PLOVER codes an act of a kind with a status: what is to come is an AGREE, or a THREATEN where it is
// hostile; what is refused, denied or called off is a REJECT; what is only thought of is nothing.
func CodedKind(k plover.Kind, s plover.Status) plover.Kind {
	switch s {
	case plover.Hypothetical, plover.NoStatus:
		return plover.NoKind
	case plover.Cancelled, plover.Postponed, plover.Denied:
		return plover.Reject
	case plover.Planned:
		switch k {
		case plover.Consult, plover.Support, plover.Cooperate, plover.Aid, plover.Concede, plover.Retreat:
			return plover.Agree
		case plover.Protest, plover.Sanction, plover.Mobilize, plover.Coerce, plover.Assault, plover.Reject:
			return plover.Threaten
		}
	}
	return k
}
