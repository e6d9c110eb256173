package chancery

import (
	"slices"

	"chancery/internal/resolve"
	"chancery/internal/store"
)

// A gathering puts together what several settlings, one after another, have done to the events.
type gathering struct {
	new, changed map[ID]Event
	gone         map[ID]bool
	history      []store.Change
}

func (g *gathering) add(ch changes) {
	if g.new == nil {
		g.new, g.changed, g.gone = map[ID]Event{}, map[ID]Event{}, map[ID]bool{}
	}
	was := map[ID]ID{}
	for i := range ch.history {
		was[ch.history[i].Event] = ch.history[i].Was
	}
	for _, e := range ch.new {
		g.put(e, !g.gone[e.ID])
	}
	for _, e := range ch.changed {
		_, isNew := g.new[e.ID]
		if old := was[e.ID]; old != "" {
			_, isNew = g.new[old]
		}
		g.put(e, isNew)
	}
	for _, id := range ch.gone {
		if _, isNew := g.new[id]; !isNew {
			g.gone[id] = true
		}
		delete(g.new, id)
		delete(g.changed, id)
	}
	g.history = append(g.history, ch.history...)
}

func (g *gathering) put(e Event, isNew bool) {
	delete(g.gone, e.ID)
	if isNew {
		g.new[e.ID] = e
	} else {
		g.changed[e.ID] = e
	}
}

// changes is all together. Events are in order of date.
func (g *gathering) changes() changes {
	ch := noChanges()
	for _, id := range sortedKeys(g.new) {
		ch.new = append(ch.new, g.new[id])
	}
	for _, id := range sortedKeys(g.changed) {
		ch.changed = append(ch.changed, g.changed[id])
	}
	slices.SortStableFunc(ch.new, compareEvents)
	slices.SortStableFunc(ch.changed, compareEvents)
	ch.gone = append(ch.gone, sortedKeys(g.gone)...)
	ch.history = g.history
	return ch
}

func compareEvents(a, b Event) int { return resolve.CompareEvents(&a, &b) }
