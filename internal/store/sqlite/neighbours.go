package sqlite

import (
	"cmp"
	"slices"
	"strings"

	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// maxTied is how many parties of one event are tied to one another: a conference of the whole world says little of any two.
const maxTied = 12

// Neighbours implements store.Reader: one walk along the events of a party.
func (t *tx) Neighbours(of string, most int) (out store.Neighbours, err error) {
	own, all, err := t.mark(markParty + of)
	if err != nil || own == 0 {
		return out, err
	}
	type event struct {
		marks   []int64
		sources int
	}
	var events []event
	seen := map[int64]int{}
	err = t.rows("SELECT f.marks, f.sources FROM (SELECT seq FROM marked WHERE mark = ? ORDER BY day DESC, seq DESC LIMIT ?) AS m CROSS JOIN found AS f ON f.seq = m.seq WHERE f.standing",
		[]any{own, most}, func(stmt *sqlite.Stmt) error {
			e := event{unpackMarks(columnBytes(stmt, 0), nil), stmt.ColumnInt(1)}
			for _, id := range e.marks {
				seen[id]++
			}
			events = append(events, e)
			return nil
		})
	if err != nil {
		return out, err
	}
	delete(seen, own)
	parties := map[int64]*store.Neighbour{}
	err = t.marksNamed(seen, func(id int64, mark string) {
		if name, ok := strings.CutPrefix(mark, markParty); ok {
			parties[id] = &store.Neighbour{ID: name, Events: seen[id]}
		}
	})
	ties := map[[2]string]int{}
	for _, e := range events {
		var names []string
		for _, id := range e.marks {
			if p := parties[id]; p != nil {
				p.Sources += e.sources
				names = append(names, p.ID)
			}
		}
		countTies(ties, names)
	}
	out.Events, out.More = len(events), all > most
	for _, p := range parties {
		out.Parties = append(out.Parties, *p)
	}
	slices.SortFunc(out.Parties, func(a, b store.Neighbour) int {
		return cmp.Or(-cmp.Compare(a.Events, b.Events), cmp.Compare(a.ID, b.ID))
	})
	for two, n := range ties {
		out.Ties = append(out.Ties, store.Tie{A: two[0], B: two[1], Events: n})
	}
	slices.SortFunc(out.Ties, func(a, b store.Tie) int {
		return cmp.Or(-cmp.Compare(a.Events, b.Events), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	return out, err
}

func countTies(ties map[[2]string]int, names []string) {
	if len(names) > maxTied {
		return
	}
	for i, a := range names {
		for _, b := range names[i+1:] {
			ties[[2]string{min(a, b), max(a, b)}]++
		}
	}
}
