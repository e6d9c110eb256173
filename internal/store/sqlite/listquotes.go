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
		found, err := list[record.Quote](t, "SELECT json FROM quotes WHERE id = ?", string(p.ID))
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
	of, keys := "q.speaker = ?", q.Speakers
	switch {
	case q.Article != "":
		w.table, keys = "quotes AS q", nil
		w.where.add("q.seq = (SELECT seq FROM articles WHERE id = ?)", string(q.Article))
	case len(q.Speakers) > 0:
		w.table = "quotes AS q INDEXED BY quotes_by_speaker"
	case len(q.About) > 0:
		w.table, w.columns, w.ties[2] = "quotes_about AS q", "q.published, q.article, q.start, q.quote", "q.quote"
		of, keys = "q.actor = ?", q.About
	}
	if len(q.Speakers) > 0 && keys == nil {
		w.where.in("q.speaker IN %s", q.Speakers)
	}
	if len(q.About) > 0 && w.table != "quotes_about AS q" {
		w.where.in("EXISTS (SELECT 1 FROM quotes_about AS x WHERE x.actor IN %s AND x.published = q.published AND x.article = q.article AND x.start = q.start AND x.quote = q.id)", q.About)
	}
	if keys == nil {
		return t.walkQuotes(&w, q.After)
	}
	return t.mergeQuotes(q, w, of, keys)
}

// mergeQuotes is the best of the lists that an index has for each of keys.
func (t *tx) mergeQuotes(q store.QuoteQuery, all walk, of string, keys []string) ([]store.QuotePosition, error) {
	compare := comparePlaces(q.Newest)
	var best []store.QuotePosition
	for _, k := range keys {
		w := all
		w.parts = slices.Clone(all.parts)
		w.where = condition{parts: append(slices.Clone(all.where.parts), of), args: append(slices.Clone(all.where.args), k)}
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
