package score

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
)

// A UnitRecord is a sentence of the PETRARCH unit tests and the acts that it must give.
type UnitRecord struct {
	ID       string
	Category string // "COMPOUND", "AGENT": what the record tests
	Text     string
	Date     date.Day
	Acts     []UnitAct // none: the sentence tells no act
}

// A UnitAct is the events of a record that have one code.
type UnitAct struct {
	Sources, Targets []UnitParty
	Mutual           bool // the gold has it in both directions
}

// A UnitParty is a state, or the class of what belongs to none, with its PLOVER sector where the gold has one.
type UnitParty struct{ State, Sector string }

// UnitCounts is how the acts read in the unit records agree with the gold. Each of its acts is compared with the act of the
// sentence that agrees best; acts beside those are extra. Kinds are not compared, for the codes are those of another
// scheme, nor is the status. A reciprocal act has no sides: where it is one in the gold or as read, its parties count as roles
// whatever the side. A sector is right if it is that of an actor of the state; a state as such is its government.
type UnitCounts struct {
	Events  Counts `json:"events"`  // records with an act: at least one was read; records without: none was
	Parties Counts `json:"parties"` // states
	Roles   Counts `json:"roles"`   // states with their side
	Full    Counts `json:"full"`    // states with side and, where the gold has one, sector
	Extra   int    `json:"extra"`
}

// Add adds the counts of another record.
func (c *UnitCounts) Add(o UnitCounts) {
	c.Events.Add(o.Events)
	c.Parties.Add(o.Parties)
	c.Roles.Add(o.Roles)
	c.Full.Add(o.Full)
	c.Extra += o.Extra
}

type unitEvent struct {
	Source *string `json:"source"`
	Target *string `json:"target"`
	Code   *string `json:"code"`
}

// ReadPETRARCH reads PETRARCH unit records, one JSON object a line, with the codes of the actors as cast has them. Left out
// are events that only comment (02), for statements are no acts, events one party of which has no code, and records of
// which then nothing is left though they tell something; skipped is how many those are.
func ReadPETRARCH(r io.Reader, cast *Cast) (list []UnitRecord, skipped int, err error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		var j struct {
			ID, Date, Category, Text string
			Events                   []unitEvent
			None                     bool `json:"noevents"`
		}
		if err := json.Unmarshal(sc.Bytes(), &j); err != nil {
			return nil, 0, fmt.Errorf("petrarch records line %d: %w", n, err)
		}
		g := UnitRecord{ID: j.ID, Category: strings.TrimRight(j.Category, "Sx"), Text: j.Text, Acts: unitActs(j.Events, cast)}
		if g.Date, err = date.ParseDay(isoDay(j.Date)); err != nil {
			return nil, 0, fmt.Errorf("petrarch records line %d: %w", n, err)
		}
		if len(g.Acts) == 0 && !j.None {
			skipped++
			continue
		}
		list = append(list, g)
	}
	return list, skipped, sc.Err()
}

// unitActs joins the events of a record that have one code, and those that are the mirror of an event before them.
func unitActs(events []unitEvent, cast *Cast) []UnitAct {
	type pair struct{ source, target string }
	var acts []UnitAct
	byCode, byPair := map[string]int{}, map[pair]int{}
	for _, e := range events {
		if e.Source == nil || e.Target == nil || e.Code == nil || strings.HasPrefix(*e.Code, "02") {
			continue
		}
		if i, ok := byPair[pair{*e.Target, *e.Source}]; ok {
			acts[i].Mutual = acts[i].Mutual || byCode[*e.Code] == i+1
			continue
		}
		source, target := makeUnitParty(cast, *e.Source), makeUnitParty(cast, *e.Target)
		if source.State == "" || target.State == "" {
			continue
		}
		i := byCode[*e.Code] - 1
		if i < 0 {
			i = len(acts)
			acts = append(acts, UnitAct{})
			byCode[*e.Code] = i + 1
		}
		byPair[pair{*e.Source, *e.Target}] = i
		acts[i].Sources = appendParty(acts[i].Sources, source)
		acts[i].Targets = appendParty(acts[i].Targets, target)
	}
	return acts
}

func makeUnitParty(cast *Cast, code string) UnitParty {
	state, sector := cast.Code(code)
	return UnitParty{state, sector}
}

func appendParty(list []UnitParty, p UnitParty) []UnitParty {
	if slices.Contains(list, p) {
		return list
	}
	return append(list, p)
}

// CompareUnit counts the acts of a document against those of a record; right says that all parties and roles are those of the gold
// and no more.
func CompareUnit(g *UnitRecord, d *doc.Document) (c UnitCounts, right bool) {
	switch {
	case len(g.Acts) == 0:
		if len(d.Acts) > 0 {
			c.Events.FP++
		}
		return c, len(d.Acts) == 0
	case len(d.Acts) > 0:
		c.Events.TP++
	default:
		c.Events.FN++
	}
	used := make([]bool, len(d.Acts))
	for i := range g.Acts {
		best, one := -1, compareUnitAct(&g.Acts[i], d, nil)
		for k := range d.Acts {
			if used[k] {
				continue
			}
			if got := compareUnitAct(&g.Acts[i], d, &d.Acts[k]); best < 0 || unitFit(&got) > unitFit(&one) {
				best, one = k, got
			}
		}
		if best >= 0 {
			used[best] = true
		}
		c.Add(one)
	}
	for _, u := range used {
		if !u {
			c.Extra++
		}
	}
	return c, c.Roles.FP+c.Roles.FN == 0
}

func unitFit(c *UnitCounts) int { return 4*c.Roles.TP + 2*c.Full.TP - c.Parties.FP }

// compareUnitAct counts one act of the gold against one of a document, or against none.
func compareUnitAct(g *UnitAct, d *doc.Document, a *doc.Act) (c UnitCounts) {
	var found [2][]UnitParty
	if a != nil {
		for _, p := range a.Parties {
			side := 0
			if p.Recipient {
				side = 1
			}
			actor := &d.Actors[p.Actor]
			found[side] = appendParty(found[side], UnitParty{codeOf(actor), actor.Sector})
		}
	}
	gold := [2][]UnitParty{g.Sources, g.Targets}
	gs, fs := states(slices.Concat(gold[:]...)), states(slices.Concat(found[:]...))
	n := overlapping(gs, fs)
	c.Parties = Counts{TP: n, FP: len(fs) - n, FN: len(gs) - n}
	if g.Mutual || len(found[1]) == 0 && len(fs) > 1 {
		gold, found = [2][]UnitParty{slices.Concat(gold[:]...)}, [2][]UnitParty{slices.Concat(found[:]...)}
	}
	for side := range gold {
		gs, fs := states(gold[side]), states(found[side])
		n, full := overlapping(gs, fs), 0
		for _, s := range gs {
			if hasSector(gold[side], found[side], s) {
				full++
			}
		}
		c.Roles.Add(Counts{TP: n, FP: len(fs) - n, FN: len(gs) - n})
		c.Full.Add(Counts{TP: full, FP: len(fs) - full, FN: len(gs) - full})
	}
	return c
}

func states(list []UnitParty) []string {
	var out []string
	for _, p := range list {
		if !slices.Contains(out, p.State) {
			out = append(out, p.State)
		}
	}
	return out
}

// hasSector reports whether a state was found, in each of the sectors that the gold gives it.
func hasSector(gold, found []UnitParty, state string) bool {
	if !slices.Contains(states(found), state) {
		return false
	}
	for _, p := range gold {
		if p.State == state && p.Sector != "" && !slices.Contains(found, p) {
			return false
		}
	}
	return true
}
