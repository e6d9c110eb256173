package chancery

import (
	"cmp"
	"iter"
	"slices"

	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
)

// A settlement computes the events of what has been touched, reading no more of the record than that takes. It writes
// nothing but traces, and those to its index.
type settlement struct {
	s         store.Reader
	idx       resolve.Index
	anew      map[ID]*store.Reading // readings that count in place of those of the record
	forest    *resolve.Forest
	judgments []record.Judgment
	judging   map[ID][]int            // judgments by article of their anchors
	touched   map[int64]bool          // numbers of judgments whose outcome is to be computed
	kept      map[ID][]Report         // by article
	articles  map[ID]*resolve.Article // likewise
	links     map[ID][]resolve.Link   // likewise

	units    []unit
	of       map[ID]int // unit by block
	eventOf  map[ID]ID  // by report, of all units
	had      []ID       // events that may be no more: those that the reports of all units had until now
	moved    []located  // reports whose event is not the one that it was
	outcomes map[int64]record.Outcome
}

// A located report is one whose article is known.
type located struct{ report, article ID }

// A unit is blocks that are resolved together: one, but for what judgments tie together.
type unit struct {
	blocks    [][]record.Trace
	judgments []record.Judgment
	events    []Event // nil where they are to be computed again, for the sake of memory
}

func (st *settlement) init(s store.Reader, idx resolve.Index, anew map[ID]*store.Reading) (err error) {
	*st = settlement{
		s: s, idx: idx, anew: anew, judging: map[ID][]int{}, touched: map[int64]bool{}, kept: map[ID][]Report{}, articles: map[ID]*resolve.Article{}, links: map[ID][]resolve.Link{},
		of: map[ID]int{}, eventOf: map[ID]ID{}, outcomes: map[int64]record.Outcome{},
	}
	st.forest = resolve.NewForest(idx, func(id ID) ([]Report, *resolve.Article, error) {
		reports, err := st.reports(id)
		if err != nil || len(reports) == 0 {
			return nil, nil, err
		}
		art, err := st.article(id, false)
		return reports, art, err
	})
	if st.judgments, err = judgments(s); err != nil {
		return err
	}
	for i := range st.judgments {
		for _, sub := range st.judgments[i].Subjects {
			for _, a := range sub.Reports {
				if list := st.judging[a.Article]; !slices.Contains(list, i) {
					st.judging[a.Article] = append(list, i)
				}
			}
		}
	}
	return nil
}

// keptArticles is how many articles are remembered with their reports.
const keptArticles = 4000

func (st *settlement) reports(article ID) ([]Report, error) {
	if rd := st.anew[article]; rd != nil {
		return rd.Reports, nil
	}
	if had, ok := st.kept[article]; ok {
		return had, nil
	}
	reports, err := st.s.ReportsOf(article)
	if err == nil {
		keepOne(st.kept, article, reports)
	}
	return reports, err
}

// keepOne remembers what is known of an article, and first forgets all where that has become much.
func keepOne[V any](kept map[ID]V, article ID, v V) {
	if len(kept) >= keptArticles {
		clear(kept)
	}
	kept[article] = v
}

// take remembers a reading that the record has, so that it is not read again.
func (st *settlement) take(rd *store.Reading) {
	keepOne(st.kept, rd.Article.ID, rd.Reports)
	keepOne(st.articles, rd.Article.ID, articleOf(rd))
}

// article is what has to be known of the article of a report, with the sketch of its text if it is asked for.
func (st *settlement) article(id ID, sketch bool) (*resolve.Article, error) {
	art := st.articles[id]
	if art != nil && (art.Sketch != nil || !sketch) {
		return art, nil
	}
	if rd := st.anew[id]; rd != nil {
		art = articleOf(rd)
	} else {
		if art == nil {
			found, err := st.s.Found([]ID{id})
			if err != nil || len(found) == 0 {
				return nil, err
			}
			art = &resolve.Article{ID: id, Outlet: found[0].Outlet, Published: found[0].Published}
		}
		if sketch {
			b, err := st.s.Sketch(id)
			if err != nil {
				return nil, err
			}
			art.Sketch = resolve.SketchOf(b)
		}
	}
	keepOne(st.articles, id, art)
	return art, nil
}

func articleOf(rd *store.Reading) *resolve.Article {
	return &resolve.Article{ID: rd.Article.ID, Outlet: rd.Article.Outlet, Published: rd.Article.Published, Sketch: resolve.SketchOf(rd.Sketch)}
}

// note says that an article was read, which may be news for judgments.
func (st *settlement) note(article ID) {
	for _, i := range st.judging[article] {
		st.touched[st.judgments[i].Number] = true
	}
}

// resolve finds the units of what has been touched, and the event of each of their reports.
func (st *settlement) resolve() error {
	if err := st.touchJudged(); err != nil {
		return err
	}
	blocks, err := st.forest.Blocks()
	if err != nil {
		return err
	}
	if err := st.resolveBlocks(blocks); err != nil {
		return err
	}
	blocks, err = st.tied()
	if err == nil {
		err = st.resolveBlocks(blocks)
	}
	if err != nil {
		return err
	}
	return st.loseJudgments()
}

// touchJudged touches the reports that touched judgments are about; of one that undoes another, those of that.
func (st *settlement) touchJudged() error {
	byNumber := map[int64]int{}
	for i := range st.judgments {
		byNumber[st.judgments[i].Number] = i
	}
	for _, n := range sortedKeys(st.touched) {
		for j := st.judgments[byNumber[n]]; ; j = st.judgments[byNumber[j.Undoes]] {
			reports, err := st.anchored(&j)
			if err != nil {
				return err
			}
			for _, r := range reports {
				st.forest.Touch(r)
			}
			if _, known := byNumber[j.Undoes]; j.Undoes == 0 || !known {
				break
			}
			st.touched[j.Undoes] = true
		}
	}
	return nil
}

// anchored is the reports that a judgment is about, as far as they are found.
func (st *settlement) anchored(j *record.Judgment) ([]ID, error) {
	var out []ID
	for _, sub := range j.Subjects {
		for i := range sub.Reports {
			a := &sub.Reports[i]
			reports, err := st.reports(a.Article)
			if err != nil {
				return nil, err
			}
			of := make([]*Report, len(reports))
			for k := range reports {
				of[k] = &reports[k]
			}
			if r := resolve.FindAnchor(a, of); r != nil {
				out = append(out, r.ID)
			}
		}
	}
	return out, nil
}

// resolveBlocks makes units of blocks that are in none yet, and resolves them.
func (st *settlement) resolveBlocks(blocks [][]record.Trace) error {
	for _, b := range blocks {
		if _, had := st.of[b[0].Block]; had {
			continue
		}
		u, err := st.makeUnit(b)
		if err != nil {
			return err
		}
		if err := st.compute(u); err != nil {
			return err
		}
		articles := u.articles()
		for i := range u.events {
			if err := st.assign(&u.events[i], articles); err != nil {
				return err
			}
		}
		if len(st.units) > keptUnits {
			u.events = nil
		}
		st.units = append(st.units, *u)
	}
	return nil
}

// assign notes whose event an event is now, and whose it was.
func (st *settlement) assign(e *Event, articles map[ID]ID) error {
	had, err := st.s.EventsOf(e.Reports)
	if err != nil {
		return err
	}
	for i, r := range e.Reports {
		st.eventOf[r] = e.ID
		if had[i] != e.ID {
			st.moved = append(st.moved, located{r, articles[r]})
		}
		if had[i] != "" {
			st.had = append(st.had, had[i])
		}
	}
	return nil
}

// articles is the article of each report of a unit.
func (u *unit) articles() map[ID]ID {
	out := map[ID]ID{}
	for _, traces := range u.blocks {
		for i := range traces {
			out[traces[i].Report] = traces[i].Article
		}
	}
	return out
}

// keptUnits is of how many units the events are kept while others are resolved.
const keptUnits = 4000

// makeUnit adds to a block those that judgments tie it to.
func (st *settlement) makeUnit(first []record.Trace) (*unit, error) {
	u := &unit{}
	seen := map[int]bool{}
	for next := [][]record.Trace{first}; len(next) > 0; next = next[1:] {
		block := next[0]
		label := block[0].Block
		if at, had := st.of[label]; had && at == len(st.units) {
			continue
		}
		st.of[label] = len(st.units)
		u.blocks = append(u.blocks, block)
		inBlock := map[ID]bool{}
		for i := range block {
			inBlock[block[i].Report] = true
		}
		for i := range block {
			for _, k := range st.judging[block[i].Article] {
				if seen[k] {
					continue
				}
				reports, err := st.anchored(&st.judgments[k])
				if err != nil {
					return nil, err
				}
				if !slices.ContainsFunc(reports, func(r ID) bool { return inBlock[r] }) {
					continue
				}
				seen[k] = true
				more, err := st.blocksOf(reports)
				if err != nil {
					return nil, err
				}
				next = append(next, more...)
			}
		}
	}
	if len(seen) == 0 {
		return u, nil
	}
	for i := range st.judgments {
		if seen[i] || st.judgments[i].Action == record.Undo {
			u.judgments = append(u.judgments, st.judgments[i])
		}
	}
	slices.SortFunc(u.blocks, func(a, b []record.Trace) int { return cmp.Compare(a[0].Block, b[0].Block) })
	return u, nil
}

// blocksOf is the blocks of reports.
func (st *settlement) blocksOf(reports []ID) ([][]record.Trace, error) {
	var out [][]record.Trace
	done := map[ID]bool{}
	for _, r := range reports {
		t, err := st.idx.Trace(r)
		if err != nil {
			return nil, err
		}
		if t.Report == "" || done[t.Block] {
			continue
		}
		done[t.Block] = true
		block, err := st.idx.TracesIn(t.Block)
		if err != nil {
			return nil, err
		}
		out = append(out, block)
	}
	return out, nil
}

// compute resolves a unit.
func (st *settlement) compute(u *unit) error {
	articles := map[ID]*resolve.Article{}
	blocks := make([]resolve.Block, len(u.blocks))
	var ids []ID
	for _, traces := range u.blocks {
		for i := range traces {
			ids = append(ids, traces[i].Article)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	for _, id := range ids {
		art, err := st.article(id, len(ids) > 1)
		if err != nil {
			return err
		}
		articles[id] = art
	}
	for i, traces := range u.blocks {
		blocks[i].Traces = traces
		for k := range traces {
			r, err := st.report(traces[k].Article, traces[k].Report)
			if err != nil {
				return err
			}
			blocks[i].Reports = append(blocks[i].Reports, r)
		}
	}
	events, outcomes, err := resolve.Resolve(blocks, articles, u.judgments)
	if err != nil {
		return err
	}
	u.events = events
	st.keepOutcomes(outcomes)
	return nil
}

func (st *settlement) keepOutcomes(outcomes []record.Outcome) {
	for _, o := range outcomes {
		st.outcomes[o.Number] = o
	}
}

func (st *settlement) report(article, id ID) (Report, error) {
	reports, err := st.reports(article)
	if err != nil {
		return Report{}, err
	}
	i := slices.IndexFunc(reports, func(r Report) bool { return r.ID == id })
	if i < 0 {
		return Report{}, ErrNotFound
	}
	return reports[i], nil
}

// tied is the blocks of reports that are tied to another one, of the same article, whose event is not the one that it was.
func (st *settlement) tied() ([][]record.Trace, error) {
	var ties []ID
	for _, r := range st.moved {
		links, err := st.linksOf(r.article)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			if _, done := st.eventOf[l.From]; !done && l.To == r.report {
				ties = append(ties, l.From)
			}
		}
	}
	slices.Sort(ties)
	return st.blocksOf(ties)
}

// loseJudgments computes the outcome of touched judgments that are about no report any more.
func (st *settlement) loseJudgments() error {
	var lost []record.Judgment
	for i := range st.judgments {
		j := &st.judgments[i]
		_, done := st.outcomes[j.Number]
		if j.Action == record.Undo || st.touched[j.Number] && !done {
			lost = append(lost, *j)
		}
	}
	_, outcomes, err := resolve.Resolve(nil, nil, lost)
	st.keepOutcomes(outcomes)
	return err
}

// events is the events of all units, unit by unit, with what ties them to others.
func (st *settlement) events() iter.Seq2[[]Event, error] {
	return func(yield func([]Event, error) bool) {
		var batch []Event
		for i := range st.units {
			u := &st.units[i]
			if u.events == nil {
				if err := st.compute(u); err != nil {
					yield(nil, err)
					return
				}
			}
			if err := st.relate(u); err != nil {
				yield(nil, err)
				return
			}
			batch = append(batch, u.events...)
			u.events = nil
			if len(batch) >= together || i == len(st.units)-1 {
				if !yield(batch, nil) {
					return
				}
				batch = nil
			}
		}
	}
}

// relate ties the events of a unit to those that their reports name.
func (st *settlement) relate(u *unit) error {
	articleOf := u.articles()
	for i := range u.events {
		e := &u.events[i]
		var own []resolve.Link
		for _, id := range e.Reports {
			links, err := st.linksOf(articleOf[id])
			if err != nil {
				return err
			}
			for _, l := range links {
				if l.From == id {
					own = append(own, l)
				}
			}
		}
		err := resolve.Relate(e, own, func(r ID) ID { return articleOf[r] }, func(report ID) (ID, error) {
			if id, ok := st.eventOf[report]; ok {
				return id, nil
			}
			ids, err := st.s.EventsOf([]ID{report})
			return ids[0], err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// linksOf is the relations that an article tells.
func (st *settlement) linksOf(article ID) ([]resolve.Link, error) {
	if had, ok := st.links[article]; ok {
		return had, nil
	}
	if len(st.links) >= keptArticles {
		clear(st.links)
	}
	reports, err := st.reports(article)
	if err == nil {
		st.links[article] = resolve.Links(reports)
	}
	return st.links[article], err
}
