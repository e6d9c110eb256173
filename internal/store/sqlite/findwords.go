package sqlite

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/query"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// Articles with some words are looked at in windows, those that the record came to know last first: the best of a window come
// first, and then the next window. So the work for a page does not grow with the number of articles that have the words.
const (
	maxWindows  = 3      // that are looked at for a page, where few of their articles meet other conditions
	commonWords = 60_000 // articles that have the words to rank by, added up: to weigh a word, all that have it are counted
)

// A window is articles with some words: those of the numbers from from on that are smaller than below.
type window struct {
	from, below int64
	skip        int // so many of it have been shown
}

// String is the place in the list; only where a window begins and what is skipped has to be known for that.
func (w window) String() string {
	if w.below == math.MaxInt64 {
		return strconv.Itoa(w.skip)
	}
	return fmt.Sprintf("%d.%d", w.below, w.skip)
}

func parseWindow(s string) (w window, err error) {
	below, skip, later := strings.Cut(s, ".")
	if !later {
		w.below = math.MaxInt64
		w.skip, err = parseSkip(s)
		return w, err
	}
	if w.below, err = strconv.ParseInt(below, 10, 64); err == nil {
		w.skip, err = parseSkip(skip)
	}
	return w, err
}

// byWords is the articles with some words that meet other conditions.
func (f *articleFinder) byWords(q *store.FindQuery, match string, where *clause) (out store.FoundArticles, err error) {
	w, err := parseWindow(q.After)
	if err != nil {
		return out, err
	}
	ranked, err := f.t.canRank(q.Query)
	if err != nil {
		return out, err
	}
	for range maxWindows {
		if w.from, err = f.t.windowFrom(match, w.below); err != nil {
			return out, err
		}
		out.First = out.First || !ranked || w.from > 0 || w.below != math.MaxInt64
		left := q.Limit - len(out.Hits)
		numbers, err := f.t.inWindow(&w, match, where, ranked, w.skip+left+1)
		if err != nil {
			return out, err
		}
		rest := numbers[min(w.skip, len(numbers)):]
		page := rest[:min(left, len(rest))]
		hits, err := f.t.articleHits(page, match)
		if err != nil {
			return out, err
		}
		out.Hits = append(out.Hits, hits...)
		switch {
		case len(page) < len(rest):
			out.Next = window{below: w.below, skip: w.skip + len(page)}.String()
			return out, nil
		case w.from == 0:
			out.Next = ""
			return out, nil
		}
		w = window{below: w.from}
		if out.Next = w.String(); len(out.Hits) == q.Limit {
			break
		}
	}
	return out, nil
}

// windowFrom is the first number of a window, 0 where it is the last one.
func (t *tx) windowFrom(match string, below int64) (from int64, err error) {
	err = t.rows("SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT 1 OFFSET ?", []any{match, below, store.MaxRanked}, func(stmt *sqlite.Stmt) error {
		from = stmt.ColumnInt64(0) + 1
		return nil
	})
	return from, err
}

// inWindow is the numbers of the articles of a window that meet a condition, at least the first so many, the best first; among
// equals, and where they are not ranked, those that the record came to know last.
func (t *tx) inWindow(w *window, match string, where *clause, ranked bool, most int) ([]int64, error) {
	score, from, end := "0", " FROM words", limit(most)
	if ranked {
		end, score = "", "bm25(words, 4.0, 1.0, 1.0, 1.0)"
	}
	if len(where.args) > 0 {
		from += " CROSS JOIN readings AS r ON r.seq = words.rowid"
	}
	type hit struct {
		number int64
		score  float64
	}
	var hits []hit
	err := t.rows("SELECT words.rowid, "+score+from+" WHERE words MATCH ? AND words.rowid >= ? AND words.rowid < ? AND "+where.sql+" ORDER BY words.rowid DESC"+end,
		append([]any{match, w.from, w.below}, where.args...), func(stmt *sqlite.Stmt) error {
			hits = append(hits, hit{stmt.ColumnInt64(0), math.Round(stmt.ColumnFloat(1) * 1e6)})
			return nil
		})
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.score, b.score) })
	numbers := make([]int64, len(hits))
	for i := range hits {
		numbers[i] = hits[i].number
	}
	return numbers, err
}

// canRank reports whether the words of a query are rare enough, all together, to rank by.
func (t *tx) canRank(q query.Query) (rare bool, err error) {
	left := commonWords
	q.Each(func(n query.Node) {
		if match, ok := articleText.match(n); ok && left > 0 && err == nil {
			var found int
			found, err = t.countMatches("words", match, left)
			left -= found
		}
	})
	return left > 0, err
}

// A passage is what is shown of a row of a full-text table.
type passage struct {
	table  string
	column int // -1 is that with the most of what is looked for
	words  int
	near   int64 // rows so far apart are looked for in one go, for to find a row anew costs as much as to go along hundreds; 0 is no bound
}

var (
	articlePassage = passage{"words", 3, 24, 0} // those of a page are of few windows
	eventPassage   = passage{"event_words", -1, 40, 1000}
)

// snippets are the passages of the rows of some numbers that meet an expression, by their numbers.
func (t *tx) snippets(p *passage, match string, numbers []int64) (map[int64]string, error) {
	out := map[int64]string{}
	if match == "" {
		return out, nil
	}
	sql := fmt.Sprintf("SELECT rowid, snippet(%[1]s, %d, '%s', '%s', '…', %d) FROM %[1]s WHERE %[1]s MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))",
		p.table, p.column, store.HitStart, store.HitEnd, p.words)
	for left := slices.Sorted(slices.Values(numbers)); len(left) > 0; {
		n := 1
		for n < len(left) && (p.near == 0 || left[n]-left[n-1] <= p.near) {
			n++
		}
		list, err := json.Marshal(left[:n])
		if err != nil {
			return nil, err
		}
		err = t.rows(sql, []any{match, left[0], left[n-1], string(list)}, func(stmt *sqlite.Stmt) error {
			out[stmt.ColumnInt64(0)] = stmt.ColumnText(1)
			return nil
		})
		if err != nil {
			return nil, err
		}
		left = left[n:]
	}
	return out, nil
}
