package sqlite

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/date"
	"chancery/internal/query"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// maxToldBy is of how many events the articles are looked for where a query has no words: the newest.
const maxToldBy = 2000

// maxQuoting is how many quotes of some speakers the articles are looked for by.
const maxQuoting = 5000

// An articleFinder makes conditions on r, a row of readings. Conditions of one AND that are about events must hold for one
// event that the article tells.
type articleFinder struct {
	eventFinder
	only string // the numbers of the articles that can meet the query at all, where they are few
	args []any
	lang string // of all
}

// FindArticles implements store.Reader.
func (t *tx) FindArticles(q store.FindQuery) (store.FoundArticles, error) {
	var out store.FoundArticles
	if q.Limit <= 0 {
		return out, nil
	}
	f := &articleFinder{eventFinder: eventFinder{t: t, names: &q.Names, rejected: q.Rejected}}
	match, rest := splitWords(&articleText, q.Query.Conditions())
	where, err := f.all(rest, match == "")
	switch {
	case err != nil || where.sql == never.sql:
		return out, err
	case match != "":
		return f.byWords(&q, match, &where)
	case f.only != "":
		return f.amongFew(&q, &where)
	}
	return f.walk(&q, &where)
}

// amongFew is the articles among those that can meet a condition at all, the newest first.
func (f *articleFinder) amongFew(q *store.FindQuery, where *clause) (out store.FoundArticles, err error) {
	skip, err := parseSkip(q.After)
	if err != nil {
		return out, err
	}
	sql := "SELECT r.seq FROM readings AS r WHERE r.seq IN (" + f.only + ") AND " + where.sql + " ORDER BY r.published_from DESC, r.article DESC LIMIT ? OFFSET ?"
	numbers, err := f.t.numbers(sql, slices.Concat(f.args, where.args, []any{q.Limit + 1, skip}))
	if err != nil {
		return out, err
	}
	if len(numbers) > q.Limit {
		numbers, out.Next = numbers[:q.Limit], strconv.Itoa(skip+q.Limit)
	}
	out.Hits, err = f.t.articleHits(numbers, "")
	return out, err
}

// parseSkip is how many articles come before a place in a list.
func parseSkip(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1_000_000 {
		return 0, fmt.Errorf("%q is no place in a list", s)
	}
	return n, nil
}

func (t *tx) numbers(sql string, args []any) (list []int64, err error) {
	err = t.rows(sql, args, func(stmt *sqlite.Stmt) error {
		list = append(list, stmt.ColumnInt64(0))
		return nil
	})
	return list, err
}

func (t *tx) hits(sql string, args []any) (hits []store.Hit, err error) {
	err = t.rows(sql, args, func(stmt *sqlite.Stmt) error {
		hits = append(hits, store.Hit{Article: scanMeta(stmt)})
		return nil
	})
	return hits, err
}

// articleHits are the articles of numbers, each with a passage that meets an expression, where there is one.
func (t *tx) articleHits(numbers []int64, match string) (hits []store.Hit, err error) {
	passages, err := t.snippets(&articlePassage, match, numbers)
	for _, n := range numbers {
		if err != nil {
			break
		}
		var found []store.Hit
		found, err = t.hits(articleColumns+" FROM readings AS r CROSS JOIN articles AS a ON a.seq = r.seq WHERE r.seq = ?", []any{n})
		for i := range found {
			found[i].Snippet = passages[n]
		}
		hits = append(hits, found...)
	}
	return hits, err
}

// walk goes along the articles, the newest first, as long as it may.
func (f *articleFinder) walk(q *store.FindQuery, where *clause) (out store.FoundArticles, err error) {
	parts, err := articleParts(q)
	for i := range parts {
		if err != nil || out.Next != "" {
			break
		}
		err = f.walkPart(&parts[i], where, q.Limit, &out)
	}
	return out, err
}

// articleParts are the stretches of days of publication that a query asks for.
func articleParts(q *store.FindQuery) ([]stretch, error) {
	day, id, behind := strings.Cut(q.After, ".")
	events := store.FindQuery{Query: q.Query}
	if behind {
		events.After = day + ".0"
	}
	parts, err := foundParts(&events)
	for i := range parts {
		if parts[i].key = "article"; parts[i].behind {
			parts[i].tie = id
		}
	}
	return parts, err
}

// places is the query of the days, ids and numbers of the articles of a stretch.
func (f *articleFinder) places(part *stretch) (string, []any) {
	var c condition
	part.where(&c, "w")
	if f.lang != "" {
		c.add("w.language = ?", f.lang)
	}
	return "SELECT w.day, w.article, w.seq FROM (SELECT published_from AS day, article, seq, language FROM readings) AS w" + c.where() + part.order("w"), c.args
}

// walkPart adds what it finds in one stretch of days; Next is set where the walk ends before the stretch does.
func (f *articleFinder) walkPart(part *stretch, where *clause, most int, out *store.FoundArticles) error {
	steps := maxWalk
	if f.wordy {
		steps = textWalk
	}
	walk, args := f.places(part)
	end := ""
	err := f.t.rows(walk+fmt.Sprintf(" LIMIT 1 OFFSET %d", steps-1), args, func(stmt *sqlite.Stmt) error {
		end = stmt.ColumnText(0) + "." + stmt.ColumnText(1)
		return nil
	})
	if err != nil {
		return err
	}
	hits, err := f.t.hits(articleColumns+" FROM ("+walk+limit(steps)+") AS w CROSS JOIN readings AS r ON r.seq = w.seq CROSS JOIN articles AS a ON a.seq = r.seq WHERE "+
		where.sql+limit(most+1-len(out.Hits)), append(args, where.args...))
	if out.Hits = append(out.Hits, hits...); len(out.Hits) > most {
		out.Hits = out.Hits[:most]
		last := &out.Hits[most-1].Article
		end = fmt.Sprintf("%d.%s", last.Published.From, last.ID)
	}
	out.Next = end
	return err
}

var articleColumns = "SELECT a.id, " + fmt.Sprintf(metaColumns, "r")

// all joins conditions that must all hold; those at the top bound the search.
func (f *articleFinder) all(list []query.Node, top bool) (clause, error) {
	out := clause{}
	var parts []string
	var about query.And // an event
	for _, n := range list {
		if isAboutEvent(n) {
			about = append(about, n)
			continue
		}
		c, err := f.node(n, top)
		if err != nil || c.sql == never.sql {
			return never, err
		}
		parts, out.args = append(parts, c.sql), append(out.args, c.args...)
	}
	if len(about) > 0 {
		c, err := f.tells(about, top)
		if err != nil || c.sql == never.sql {
			return never, err
		}
		parts, out.args = append(parts, c.sql), append(out.args, c.args...)
	}
	if len(parts) == 0 {
		parts = []string{"1"}
	}
	out.sql = strings.Join(parts, " AND ")
	return out, nil
}

// isAboutEvent reports whether all conditions of a node are about events and not about articles.
func isAboutEvent(n query.Node) bool {
	event := true
	query.Query{Root: n}.Each(func(m query.Node) {
		switch m, _ := m.(query.Cond); m.Field {
		case query.Actor, query.With, query.Pair, query.Country, query.Kind, query.Mode, query.Status, query.Place, query.Sources, query.Conflict:
		default:
			event = false
		}
	})
	return event
}

// tells is the condition that an article tells an event for which others hold.
func (f *articleFinder) tells(about query.And, top bool) (clause, error) {
	events := eventFinder{t: f.t, names: f.names, rejected: f.rejected}
	c, err := events.all(about, true)
	if err != nil || c.sql == never.sql {
		return never, err
	}
	if !top {
		return clause{"EXISTS (SELECT 1 FROM told AS t CROSS JOIN found AS f ON f.seq = t.event WHERE t.article = r.seq AND " + c.on("f") + ")", c.args}, nil
	}
	d, err := events.driver()
	if err != nil {
		return never, err
	}
	s := stretch{key: "seq", to: date.MaxDay}
	sql, args, _, err := events.selectRows(&d, &c, &s, maxWalk, maxToldBy)
	f.only, f.args = "SELECT t.article FROM (SELECT seq FROM ("+sql+")) AS e CROSS JOIN told AS t ON t.event = e.seq", args
	return clause{sql: "1"}, err
}

func (f *articleFinder) node(n query.Node, top bool) (clause, error) {
	if isAboutEvent(n) {
		return f.tells(query.And{n}, false)
	}
	if match, ok := articleText.match(n); ok {
		f.wordy = true
		return clause{"EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND words.rowid = r.seq)", []any{match}}, nil
	}
	switch n := n.(type) {
	case query.And:
		c, err := f.all(n, false)
		return clause{"(" + c.sql + ")", c.args}, err
	case query.Or:
		return either(n, f.node)
	case query.Not:
		c, err := f.node(n.Node, false)
		return clause{"NOT (" + c.sql + ")", c.args}, err
	case query.Cond:
		return f.cond(n, top)
	}
	return never, fmt.Errorf("a condition of unknown form: %T", n)
}

func (f *articleFinder) cond(n query.Cond, top bool) (clause, error) {
	switch n.Field {
	case query.From:
		return clause{"r.published_from >= ?", []any{int64(n.Day())}}, nil
	case query.To:
		return clause{"r.published_from BETWEEN 1 AND ?", []any{int64(n.Day())}}, nil
	case query.Lang:
		if top {
			f.lang = n.Value
		}
		return clause{"r.language = ?", []any{n.Value}}, nil
	case query.By:
		return f.speaks(f.names.Speakers[n.Value], top)
	}
	return never, fmt.Errorf("articles have no field %s", n.Field)
}

// speaks is the condition that an article quotes one of some speakers.
func (f *articleFinder) speaks(ids []string, top bool) (clause, error) {
	if len(ids) == 0 {
		return never, nil
	}
	var c condition
	c.in("SELECT row >> 20 FROM quotes WHERE speaker IN %s", ids)
	if top && f.only == "" {
		f.only, f.args = c.parts[0]+limit(maxQuoting), c.args
		return clause{sql: "1"}, nil
	}
	return clause{"EXISTS (SELECT 1 FROM quotes AS q WHERE q.row BETWEEN r.seq << 20 AND (r.seq << 20) + 1048575 AND q.speaker IN (SELECT value FROM json_each(?)))", c.args}, nil
}
