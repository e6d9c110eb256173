package sqlite

import (
	"cmp"
	"slices"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// Quotes implements store.Reader.
func (t *tx) Quotes(q store.QuoteQuery) ([]record.Quote, error) {
	places, err := t.quotePlaces(q)
	if err != nil {
		return nil, err
	}
	out := make([]record.Quote, 0, len(places))
	for _, p := range places {
		row, err := t.row(p.ID)
		if err != nil {
			return nil, err
		}
		found, err := list[record.Quote](t, "SELECT json FROM quotes WHERE row = ?", row)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// quotePlaces is where the quotes that meet a query stand, in the order asked for. Of several speakers, or actors spoken of,
// each has a list of its own in the index; as soon as there are enough, a list is read no further than to the last of the best.
func (t *tx) quotePlaces(q store.QuoteQuery) ([]store.QuotePosition, error) {
	w := quoteWalk(q)
	about := func() { w.columns, w.ties[2] = "q.published, q.article, q.start, q.quote", "q.quote" }
	switch {
	case q.Article != "":
		w.table = "quotes AS q"
		seq, err := t.seq(q.Article)
		if err == store.ErrNotFound {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		first, last := rowsOf(seq)
		w.where.add("q.row BETWEEN ? AND ?", first, last)
		if len(q.Speakers) > 0 {
			w.where.in("q.speaker IN %s", q.Speakers)
		}
	case len(q.Speakers) > 0 && len(q.About) > 0 && len(q.Speakers)*len(q.About) <= maxLists:
		about()
		w.table = "quotes_about AS q INDEXED BY quotes_about_by_speaker"
		var lists []condition
		for _, s := range q.Speakers {
			for _, a := range q.About {
				lists = append(lists, condition{[]string{"q.speaker = ? AND q.actor = ?"}, []any{s, a}})
			}
		}
		return t.mergeQuotes(q, w, lists)
	case len(q.Speakers) == 0 && len(q.About) > 0:
		about()
		w.table = "quotes_about AS q"
		return t.mergeQuotes(q, w, listEach("q.actor = ?", q.About))
	}
	if len(q.About) > 0 {
		w.where.in("EXISTS (SELECT 1 FROM quotes_about AS x WHERE x.actor IN %s AND x.published = q.published AND x.article = q.article AND x.start = q.start AND x.quote = q.id)", q.About)
	}
	if q.Article != "" || len(q.Speakers) == 0 {
		return t.walkQuotes(&w, q.After)
	}
	w.table = "quotes AS q INDEXED BY quotes_by_speaker"
	return t.mergeQuotes(q, w, listEach("q.speaker = ?", q.Speakers))
}

// maxLists is how many lists are looked into: of more speakers and those spoken of, all that the speakers say is read.
const maxLists = 4000

// listEach is a list of the index for each of keys.
func listEach(of string, keys []string) []condition {
	out := make([]condition, len(keys))
	for i, k := range keys {
		out[i] = condition{[]string{of}, []any{k}}
	}
	return out
}

// mergeQuotes is the best of several lists of an index.
func (t *tx) mergeQuotes(q store.QuoteQuery, all walk, lists []condition) ([]store.QuotePosition, error) {
	compare := comparePlaces(q.Newest)
	var best []store.QuotePosition
	for _, list := range lists {
		w := all
		w.parts = slices.Clone(all.parts)
		w.where = condition{slices.Concat(all.where.parts, list.parts), slices.Concat(all.where.args, list.args)}
		if q.Limit > 0 && len(best) == q.Limit {
			w.cut(best[len(best)-1].Published)
		}
		found, err := t.walkQuotes(&w, q.After)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			continue
		}
		best = append(best, found...)
		slices.SortFunc(best, compare)
		best = slices.Compact(best)
		if q.Limit > 0 {
			best = best[:min(len(best), q.Limit)]
		}
	}
	return best, nil
}

// cut leaves out the days that come behind one.
func (w *walk) cut(day date.Day) {
	if day == 0 {
		return
	}
	p := &w.parts[0]
	if w.newest {
		p.from = max(p.from, day)
	} else {
		p.to = min(p.to, day)
	}
	w.parts = w.parts[:1]
}

// comparePlaces is the order of quotes.
func comparePlaces(newest bool) func(a, b store.QuotePosition) int {
	return func(a, b store.QuotePosition) int {
		if (a.Published == 0) != (b.Published == 0) {
			return cmp.Compare(b.Published, a.Published)
		}
		c := cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.Article, b.Article), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
		if newest {
			return -c
		}
		return c
	}
}

func quoteWalk(q store.QuoteQuery) walk {
	return walk{
		columns: "q.published, q.article, q.start, q.id", table: "quotes AS q INDEXED BY quotes_by_date", day: "q.published", ties: []string{"q.article", "q.start", "q.id"},
		newest: q.Newest, limit: q.Limit, parts: publishedParts(q.From, q.To),
	}
}

func (t *tx) walkQuotes(w *walk, after *store.QuotePosition) ([]store.QuotePosition, error) {
	var day date.Day
	var ties []any
	if after != nil {
		day, ties = after.Published, []any{string(after.Article), int64(after.Start), string(after.ID)}
	}
	var out []store.QuotePosition
	err := t.each(w, day, ties, func(stmt *sqlite.Stmt) error {
		out = append(out, store.QuotePosition{
			Published: date.Day(stmt.ColumnInt32(0)), Article: record.ID(stmt.ColumnText(1)), Start: uint32(stmt.ColumnInt64(2)), ID: record.ID(stmt.ColumnText(3)),
		})
		return nil
	})
	return out, err
}
