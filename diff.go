package chancery

import (
	"context"
	"slices"

	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
)

// A RecordChange is one event or article that two records do not have alike.
type RecordChange struct {
	What    string              `json:"what"`          // event, article
	Change  string              `json:"change"`        // added: only the second has it; removed: only the first; changed
	ID      ID                  `json:"id"`            // in the second record; of what was removed, in the first
	Was     ID                  `json:"was,omitempty"` // the id in the first record, where it has another one there
	Summary string              `json:"summary"`       // of an event; the title of an article
	Fields  []store.FieldChange `json:"fields,omitempty"`
}

// uncompared are the fields in which two records of the same news may differ without saying anything else: ids of reports,
// and what follows from other fields.
var uncompared = []string{"claims", "id", "reports", "scores", "summary"}

// Diff compares two records, for instance of two versions of the program: articles that only one has, then events. Events
// are the same where their ids are; of the rest, those that share the most reports.
func Diff(ctx context.Context, a, b *Record, f func(RecordChange) error) error {
	return a.st.View(ctx, func(sa store.Reader) error {
		return b.st.View(ctx, func(sb store.Reader) error {
			if err := diffArticles(sa, sb, f); err != nil {
				return err
			}
			return diffEvents(sa, sb, f)
		})
	})
}

func diffArticles(sa, sb store.Reader, f func(RecordChange) error) error {
	la, err := sa.ListArticles(store.ArticleQuery{})
	if err != nil {
		return err
	}
	lb, err := sb.ListArticles(store.ArticleQuery{})
	if err != nil {
		return err
	}
	for _, side := range []struct {
		change string
		list   []Article
		other  []Article
	}{{"removed", la, lb}, {"added", lb, la}} {
		has := make(map[ID]bool, len(side.other))
		for i := range side.other {
			has[side.other[i].ID] = true
		}
		for i := range side.list {
			if art := &side.list[i]; !has[art.ID] {
				if err := f(RecordChange{What: "article", Change: side.change, ID: art.ID, Summary: art.Title}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// together is how many events are held in memory at a time.
const together = 500

func diffEvents(sa, sb store.Reader, f func(RecordChange) error) error {
	ia, err := sa.EventIDs("", 0)
	if err != nil {
		return err
	}
	ib, err := sb.EventIDs("", 0)
	if err != nil {
		return err
	}
	both, onlyA, onlyB := align(ia, ib)
	for ids := range slices.Chunk(both, together) {
		before, err := eventsOf(sa, ids)
		if err != nil {
			return err
		}
		after, err := eventsOf(sb, ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := diffEvent(before[id], after[id], f); err != nil {
				return err
			}
		}
	}
	return diffRest(sa, sb, onlyA, onlyB, f)
}

// align parts two sorted lists into what both have and what only one has.
func align(a, b []ID) (both, onlyA, onlyB []ID) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			both, a, b = append(both, a[0]), a[1:], b[1:]
		case a[0] < b[0]:
			onlyA, a = append(onlyA, a[0]), a[1:]
		default:
			onlyB, b = append(onlyB, b[0]), b[1:]
		}
	}
	return both, append(onlyA, a...), append(onlyB, b...)
}

func eventsOf(s store.Reader, ids []ID) (map[ID]*Event, error) {
	out := make(map[ID]*Event, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	err := s.EachEvent(store.EventQuery{IDs: ids}, func(e Event) error { out[e.ID] = &e; return nil })
	return out, err
}

// diffEvent says in what one event differs, if in anything.
func diffEvent(before, after *Event, f func(RecordChange) error) error {
	ch := RecordChange{What: "event", Change: "changed", ID: after.ID, Summary: after.Summary, Fields: changedFields(before, after, uncompared)}
	if before.ID != after.ID {
		ch.Was = before.ID
	}
	if ch.Was == "" && len(ch.Fields) == 0 {
		return nil
	}
	return f(ch)
}

// diffRest pairs the events whose ids only one record has, and tells the others as removed and added.
func diffRest(sa, sb store.Reader, onlyA, onlyB []ID, f func(RecordChange) error) error {
	ea, err := eventsOf(sa, onlyA)
	if err != nil {
		return err
	}
	eb, err := eventsOf(sb, onlyB)
	if err != nil {
		return err
	}
	pairs, err := pairEvents(sa, sb, onlyA, ea, eb)
	if err != nil {
		return err
	}
	paired := map[ID]bool{}
	for _, id := range onlyA {
		e := ea[id]
		now, ok := pairs[id]
		if !ok {
			err = f(RecordChange{What: "event", Change: "removed", ID: id, Summary: e.Summary})
		} else {
			paired[now] = true
			err = diffEvent(e, eb[now], f)
		}
		if err != nil {
			return err
		}
	}
	for _, id := range onlyB {
		if paired[id] {
			continue
		}
		if err := f(RecordChange{What: "event", Change: "added", ID: id, Summary: eb[id].Summary}); err != nil {
			return err
		}
	}
	return nil
}

// pairEvents finds, for events of a, the one of b that has most of the reports; each is taken once, in order of id.
func pairEvents(sa, sb store.Reader, ids []ID, ea, eb map[ID]*Event) (map[ID]ID, error) {
	byArticle, eventOf := map[ID][]*Report{}, map[ID]ID{}
	for _, id := range sortedKeys(eb) {
		reports, err := sb.Reports(eb[id].Reports)
		if err != nil {
			return nil, err
		}
		for i := range reports {
			byArticle[reports[i].Article] = append(byArticle[reports[i].Article], &reports[i])
			eventOf[reports[i].ID] = id
		}
	}
	pairs, taken := map[ID]ID{}, map[ID]bool{}
	for _, id := range ids {
		reports, err := sa.Reports(ea[id].Reports)
		if err != nil {
			return nil, err
		}
		count := map[ID]int{}
		var best ID
		for i := range reports {
			a := resolve.MakeAnchor(&reports[i])
			now := findAnchor(&a, byArticle)
			if now == "" || taken[eventOf[now]] {
				continue
			}
			e := eventOf[now]
			if count[e]++; best == "" || count[e] > count[best] {
				best = e
			}
		}
		if best != "" {
			pairs[id], taken[best] = best, true
		}
	}
	return pairs, nil
}

func findAnchor(a *record.Anchor, byArticle map[ID][]*Report) ID {
	if r := resolve.FindAnchor(a, byArticle[a.Article]); r != nil {
		return r.ID
	}
	return ""
}
