package chancery

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
)

// unlogged are the fields of an event that follow from others, or that the articles of a change stand for.
var unlogged = []string{"claims", "first_reported", "id", "last_reported", "reports", "scores", "summary"}

// makeHistory is what became of events: those that were added, changed and removed, in this order. An event that is only
// told under another id than before was changed, not added: ch then says so, too.
func (st *settling) makeHistory(was map[ID]record.Anchor, ch *changes) ([]store.Change, error) {
	if len(ch.new)+len(ch.changed)+len(ch.gone) == 0 {
		return nil, nil
	}
	h := &historian{st: st, was: was, articleOf: map[ID]ID{}}
	old := map[ID]Event{}
	for _, id := range ch.gone {
		old[id] = Event{}
	}
	for i := range ch.changed {
		old[ch.changed[i].ID] = Event{}
	}
	for id := range old {
		var e Event
		if err := json.Unmarshal(st.before[id], &e); err != nil {
			return nil, err
		}
		old[id] = e
	}
	if err := h.index(); err != nil {
		return nil, err
	}
	into, oldID, err := h.renamed(ch, old)
	if err != nil {
		return nil, err
	}
	var out []store.Change
	var added []Event
	for i := range ch.new {
		e := &ch.new[i]
		if oldID[e.ID] != "" {
			continue
		}
		added = append(added, *e)
		out = append(out, store.Change{Event: e.ID, What: "added", Summary: e.Summary, Articles: h.articles(e.Reports)})
	}
	changed := ch.changed
	for i := range ch.new {
		if e := &ch.new[i]; oldID[e.ID] != "" {
			changed = append(changed, *e)
		}
	}
	for i := range changed {
		e := &changed[i]
		before := old[e.ID]
		if id := oldID[e.ID]; id != "" {
			before = old[id]
		}
		out = append(out, store.Change{
			Event: e.ID, What: "changed", Was: oldID[e.ID], Summary: e.Summary, Articles: h.articles(onlyOne(before.Reports, e.Reports)), Fields: changedFields(before, *e, unlogged),
		})
	}
	for _, id := range ch.gone {
		e := old[id]
		out = append(out, store.Change{Event: id, What: "removed", Summary: e.Summary, Articles: h.articles(e.Reports), Into: into[id]})
	}
	ch.new, ch.changed = nonNil(added), changed
	return out, nil
}

// A historian knows where reports were and are.
type historian struct {
	st        *settling
	was       map[ID]record.Anchor // of reports that have been read anew, by the ids that they had
	byArticle map[ID][]*Report     // of the articles of these
	articleOf map[ID]ID            // by report
}

func (h *historian) index() error {
	h.byArticle = map[ID][]*Report{}
	for id, a := range h.was {
		h.articleOf[id] = a.Article
		if _, done := h.byArticle[a.Article]; done {
			continue
		}
		reports, err := h.st.reports(a.Article)
		if err != nil {
			return err
		}
		h.byArticle[a.Article] = []*Report{}
		for i := range reports {
			h.byArticle[a.Article] = append(h.byArticle[a.Article], &reports[i])
		}
	}
	for i := range h.st.units {
		for _, traces := range h.st.units[i].blocks {
			for k := range traces {
				h.articleOf[traces[k].Report] = traces[k].Article
			}
		}
	}
	return nil
}

// articles is those of reports, sorted.
func (h *historian) articles(reports []ID) []ID {
	var out []ID
	for _, r := range reports {
		if a := h.articleOf[r]; a != "" {
			out = append(out, a)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// into is the event that has most of the reports, the first of equals; "" if none has any.
func (h *historian) into(reports []ID) (ID, error) {
	var best ID
	count := map[ID]int{}
	for _, r := range reports {
		if a, anew := h.was[r]; anew {
			now := resolve.FindAnchor(&a, h.byArticle[a.Article])
			if now == nil {
				continue
			}
			r = now.ID
		}
		e := h.st.eventOf[r]
		if e == "" {
			now, err := h.st.w.EventsOf([]ID{r})
			if err != nil {
				return "", err
			}
			e = now[0]
		}
		if e == "" {
			continue
		}
		count[e]++
		if best == "" || count[e] > count[best] {
			best = e
		}
	}
	return best, nil
}

// renamed says of each event that is gone which one has most of its reports, and of each new one which it was before: the
// first of those that went into it.
func (h *historian) renamed(ch *changes, old map[ID]Event) (into, oldID map[ID]ID, err error) {
	into, oldID = map[ID]ID{}, map[ID]ID{}
	for _, id := range ch.gone {
		if into[id], err = h.into(old[id].Reports); err != nil {
			return nil, nil, err
		}
	}
	isNew := make(map[ID]bool, len(ch.new))
	for i := range ch.new {
		isNew[ch.new[i].ID] = true
	}
	for _, id := range ch.gone {
		if e := into[id]; isNew[e] && oldID[e] == "" {
			oldID[e] = id
		}
	}
	return into, oldID, nil
}

// onlyOne is what only one of two lists has.
func onlyOne(a, b []ID) []ID {
	var out []ID
	for _, pair := range [][2][]ID{{a, b}, {b, a}} {
		other := make(map[ID]bool, len(pair[1]))
		for _, id := range pair[1] {
			other[id] = true
		}
		for _, id := range pair[0] {
			if !other[id] {
				out = append(out, id)
			}
		}
	}
	return out
}

// changedFields compares two values by their JSON, field by field.
func changedFields(before, after any, except []string) []store.FieldChange {
	a, b := fields(before), fields(after)
	for key := range b {
		if _, ok := a[key]; !ok {
			a[key] = nil
		}
	}
	var out []store.FieldChange
	for _, key := range sortedKeys(a) {
		if !slices.Contains(except, key) && !bytes.Equal(a[key], b[key]) {
			out = append(out, store.FieldChange{Field: key, Before: orNull(a[key]), After: orNull(b[key])})
		}
	}
	return out
}

func orNull(b json.RawMessage) json.RawMessage {
	if len(b) == 0 {
		return json.RawMessage("null")
	}
	return b
}

// anchorReports adds the anchors of the reports of an article as it was last read.
func anchorReports(s store.Reader, article ID, was map[ID]record.Anchor) error {
	rd, err := s.Reading(article)
	if err != nil {
		return ignoreNotFound(err)
	}
	for i := range rd.Reports {
		was[rd.Reports[i].ID] = resolve.MakeAnchor(&rd.Reports[i])
	}
	return nil
}

// maxHops bounds how often an event may have changed its id.
const maxHops = 1000

// successor is the event that has the reports of one that is gone; "" where nothing is known of the id.
func successor(s store.Reader, id ID) (ID, error) {
	for range maxHops {
		var into ID
		err := s.EachChange(store.ChangeQuery{Event: id, Newest: true, Limit: 1}, func(_ store.Step, ch store.Change) error {
			if ch.What == "removed" {
				into = ch.Into
			}
			return nil
		})
		if err != nil || into == "" {
			return "", err
		}
		ids, err := s.EventIDs(string(into), 1)
		if err != nil || len(ids) > 0 && ids[0] == into {
			return into, err
		}
		id = into
	}
	return "", nil
}

// A LogQuery asks for the history; what is zero is no condition.
type LogQuery struct {
	Since   date.Day
	Article string // id, or as much of its beginning as no other has
	Event   string // id, of now or of before
	Newest  bool   // the newest first, else the oldest
	Limit   int
}

// A LogEntry is a change and the step that made it.
type LogEntry struct {
	Step
	Change
}

// MarshalJSON writes one flat object.
func (e LogEntry) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Step    int64  `json:"step"`
		At      string `json:"at"`
		Program string `json:"program"`
		Cause   string `json:"cause"`
		Change
	}{e.Step.Number, e.Step.At, e.Step.Program, e.Step.Cause, e.Change})
}

// Log is the history of the events of the record, one by one. An error is the last that it yields.
func (r *Record) Log(ctx context.Context, q LogQuery) iter.Seq2[LogEntry, error] {
	return func(yield func(LogEntry, error) bool) {
		err := r.st.View(ctx, func(s store.Reader) error {
			sq, err := logQuery(s, q)
			if err != nil {
				return err
			}
			return s.EachChange(sq, func(step store.Step, ch store.Change) error {
				if !yield(LogEntry{step, ch}, nil) {
					return errStop
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(LogEntry{}, err)
		}
	}
}

func logQuery(s store.Reader, q LogQuery) (store.ChangeQuery, error) {
	sq := store.ChangeQuery{Newest: q.Newest, Limit: q.Limit}
	if q.Since != 0 {
		sq.Since = q.Since.String()
	}
	var err error
	if q.Event != "" {
		sq.Event, err = loggedEvent(s, q.Event)
	}
	if q.Article != "" && err == nil {
		sq.Article, err = articleID(s, q.Article)
	}
	return sq, err
}

// loggedEvent is an id that the history may have: as given, else the event that it leads to.
func loggedEvent(s store.Reader, id string) (ID, error) {
	known := false
	err := s.EachChange(store.ChangeQuery{Event: ID(id), Limit: 1}, func(store.Step, store.Change) error { known = true; return nil })
	if err != nil || known {
		return ID(id), err
	}
	return eventID(s, id)
}

// articleID completes the id of an article.
func articleID(s store.Reader, id string) (ID, error) {
	had, err := s.HasArticle(ID(id))
	if err != nil || had {
		return ID(id), err
	}
	list, err := s.ListArticles(store.ArticleQuery{})
	if err != nil {
		return "", err
	}
	var found []ID
	for i := range list {
		if id != "" && (list[i].URL == id || strings.HasPrefix(string(list[i].ID), id)) {
			found = append(found, list[i].ID)
		}
	}
	switch len(found) {
	case 0:
		return "", fmt.Errorf("article %q: %w", id, ErrNotFound)
	case 1:
		return found[0], nil
	}
	return "", fmt.Errorf("article %q: %w: %s", id, ErrAmbiguous, joinIDs(found[:min(len(found), 6)]))
}
