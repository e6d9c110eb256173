package chancery

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
)

// errStop ends a walk over the record that nobody wants to go on.
var errStop = errors.New("stop")

// Rebuild computes everything anew from the stored articles, in one transaction, and says what that changed.
func (r *Record) Rebuild(ctx context.Context, opt RebuildOptions) ([]Difference, error) {
	var diffs []Difference
	err := r.st.Update(ctx, func(s store.Writer) error {
		was := map[ID]record.Anchor{}
		found, err := r.again(ctx, s, opt, func(rd *store.Reading) error {
			if err := anchorReports(s, rd.Article.ID, was); err != nil {
				return err
			}
			return s.PutReading(*rd)
		})
		if err != nil {
			return err
		}
		results, err := compareResults(s, nil)
		if err != nil {
			return err
		}
		diffs = append(found, results...)
		ch := noChanges()
		return r.settleAll(s, causeRebuild, was, &ch)
	})
	return diffs, err
}

// Check computes everything anew from the stored articles and compares, without a change. No difference is the proof
// that the record is a function of its articles.
func (r *Record) Check(ctx context.Context, opt RebuildOptions) ([]Difference, error) {
	var diffs []Difference
	err := r.st.View(ctx, func(s store.Reader) error {
		anew := map[ID]*store.Reading{}
		found, err := r.again(ctx, s, opt, func(rd *store.Reading) error {
			anew[rd.Article.ID] = rd
			return nil
		})
		if err != nil {
			return err
		}
		results, err := compareResults(s, anew)
		diffs = append(found, results...)
		return err
	})
	return diffs, err
}

// again reads all articles again and compares what comes of them with the record. What reads otherwise than before, or was
// never read, is given to put.
func (r *Record) again(ctx context.Context, s store.Reader, opt RebuildOptions, put func(*store.Reading) error) ([]Difference, error) {
	rd, err := r.reader()
	if err != nil {
		return nil, err
	}
	had := map[ID][32]byte{}
	err = s.EachReading(func(rd store.Reading) (err error) {
		had[rd.Article.ID], err = digest(&rd)
		return err
	})
	if err != nil {
		return nil, err
	}
	diffs := []Difference{}
	done := Progress{}
	var walk error
	for out := range inOrder(ctx, opt.Workers, r.eachStored(ctx, &walk), func(a record.Article) outcome {
		kept, err := readArticle(rd, a)
		return outcome{article: a, reading: kept, err: err}
	}) {
		found, err := compareReading(s, &out, had)
		if err == nil && len(found) > 0 && out.err == nil {
			err = put(&out.reading)
		}
		if err != nil {
			return nil, err
		}
		diffs = append(diffs, found...)
		done.Done, done.Bytes, done.Path = done.Done+1, done.Bytes+int64(len(out.article.Text)), string(out.article.ID)
		if opt.Progress != nil && done.Done%batchArticles == 0 {
			opt.Progress(done)
		}
	}
	if err := errors.Join(walk, ctx.Err()); err != nil {
		return nil, err
	}
	if opt.Progress != nil {
		opt.Progress(done)
	}
	return diffs, nil
}

// eachStored is all articles. They are read in a transaction of its own, for that of the caller serves one goroutine.
func (r *Record) eachStored(ctx context.Context, failed *error) iter.Seq[record.Article] {
	return func(yield func(record.Article) bool) {
		err := r.st.View(ctx, func(s store.Reader) error {
			return s.EachArticle(func(a record.Article) error {
				if !yield(a) {
					return errStop
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errStop) {
			*failed = err
		}
	}
}

// digest is a hash of a reading in the form in which it is kept.
func digest(rd *store.Reading) ([32]byte, error) {
	b, err := json.Marshal(rd)
	return sha256.Sum256(b), err
}

// compareReading names what an article gives now and did not give before.
func compareReading(s store.Reader, out *outcome, had map[ID][32]byte) ([]Difference, error) {
	id := out.article.ID
	before, known := had[id]
	if out.err != nil {
		return []Difference{{"article " + string(id), "cannot be read again: " + out.err.Error()}}, nil
	}
	now, err := digest(&out.reading)
	if err != nil || known && before == now {
		return nil, err
	}
	if !known {
		return []Difference{{"article " + string(id), "was never read"}}, nil
	}
	old, err := s.Reading(id)
	if err != nil {
		return nil, err
	}
	var diffs []Difference
	diffs = append(diffs, compareValues("article "+string(id), old.Article, out.reading.Article)...)
	if !bytes.Equal(old.Sketch, out.reading.Sketch) {
		diffs = append(diffs, Difference{"article " + string(id), "sketch of the text differs"})
	}
	diffs = append(diffs, compareLists("actor", old.Actors, out.reading.Actors, func(a Actor) string { return string(a.ID) + " of article " + string(id) })...)
	diffs = append(diffs, compareLists("quote", old.Quotes, out.reading.Quotes, func(q Quote) string { return string(q.ID) })...)
	diffs = append(diffs, compareLists("report", old.Reports, out.reading.Reports, func(p Report) string { return string(p.ID) })...)
	return diffs, nil
}

// compareResults compares the events and actors of the record with those that its readings give, where those of anew count
// in place of its own.
func compareResults(s store.Reader, anew map[ID]*store.Reading) ([]Difference, error) {
	st := &settlement{}
	if err := st.init(s, resolve.NewMemory(), anew); err != nil {
		return nil, err
	}
	sums := tallySums{}
	put := func(rd *store.Reading) error {
		sums.add(rd)
		return st.forest.Put(rd.Article.ID)
	}
	err := s.EachReading(func(rd store.Reading) error {
		if anew[rd.Article.ID] != nil {
			return nil
		}
		st.take(&rd)
		return put(&rd)
	})
	for _, id := range sortedKeys(anew) {
		if err == nil {
			err = put(anew[id])
		}
	}
	if err != nil {
		return nil, err
	}
	for i := range st.judgments {
		st.touched[st.judgments[i].Number] = true
	}
	if err := st.resolve(); err != nil {
		return nil, err
	}
	diffs, err := st.compareEvents()
	if err != nil {
		return nil, err
	}
	before, err := storedOutcomes(s)
	if err != nil {
		return nil, err
	}
	diffs = append(diffs, compareLists("judgment", before, st.allOutcomes(before), func(o Outcome) string { return strconv.FormatInt(o.Number, 10) })...)
	var had, actors []Actor
	err = s.EachActor(func(a Actor) error { had = append(had, a); return nil })
	tallies := map[ActorID][]record.Tally{}
	for _, y := range sums.list() {
		tallies[y.Actor] = append(tallies[y.Actor], y)
	}
	for _, id := range sortedKeys(tallies) {
		if a, known := resolve.MakeActor(id, tallies[id]); known {
			actors = append(actors, a)
		}
	}
	return append(diffs, compareLists("actor", had, actors, func(a Actor) string { return string(a.ID) })...), err
}

// compareEvents names each event that the record does not have as it comes out.
func (st *settlement) compareEvents() ([]Difference, error) {
	var diffs []Difference
	seen := map[ID]bool{}
	for batch, err := range st.events() {
		if err != nil {
			return nil, err
		}
		ids := make([]ID, len(batch))
		for i := range batch {
			ids[i], batch[i].Claims = batch[i].ID, nil
			seen[ids[i]] = true
		}
		had, err := eventsOf(st.s, ids)
		if err != nil {
			return nil, err
		}
		for i := range batch {
			what := "event " + string(batch[i].ID)
			if before := had[batch[i].ID]; before != nil {
				diffs = append(diffs, compareValues(what, before, batch[i])...)
			} else {
				diffs = append(diffs, Difference{what, "is missing in the record"})
			}
		}
	}
	ids, err := st.s.EventIDs("", 0)
	for _, id := range ids {
		if !seen[id] {
			diffs = append(diffs, Difference{"event " + string(id), "is in the record, but not in its articles"})
		}
	}
	return diffs, err
}

// compareLists compares two lists whose members have names, whatever their order.
func compareLists[T any](what string, had, now []T, name func(T) string) []Difference {
	var diffs []Difference
	old := make(map[string]T, len(had))
	for _, v := range had {
		old[name(v)] = v
	}
	for _, v := range now {
		n := name(v)
		before, known := old[n]
		if !known {
			diffs = append(diffs, Difference{what + " " + n, "is missing in the record"})
			continue
		}
		delete(old, n)
		diffs = append(diffs, compareValues(what+" "+n, before, v)...)
	}
	for _, n := range sortedKeys(old) {
		diffs = append(diffs, Difference{what + " " + n, "is in the record, but not in its articles"})
	}
	return diffs
}

// compareValues compares two values by their JSON, and names each field that differs.
func compareValues(what string, had, now any) []Difference {
	a, b := fields(had), fields(now)
	var diffs []Difference
	for _, key := range slices.Sorted(maps.Keys(b)) {
		if !bytes.Equal(a[key], b[key]) {
			diffs = append(diffs, Difference{what, fmt.Sprintf("%s: %s in the record, %s from its articles", key, short(a[key]), short(b[key]))})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(a)) {
		if _, ok := b[key]; !ok {
			diffs = append(diffs, Difference{what, fmt.Sprintf("%s: %s in the record, nothing from its articles", key, short(a[key]))})
		}
	}
	return diffs
}

func fields(v any) map[string]json.RawMessage {
	b, err := json.Marshal(v)
	m := map[string]json.RawMessage{}
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err != nil {
		m["error"] = json.RawMessage(err.Error())
	}
	return m
}

// short is JSON cut to what fits a line.
func short(b []byte) string {
	s := []rune(strings.Trim(string(b), `"`))
	if len(s) == 0 {
		return "nothing"
	}
	if len(s) > 60 {
		s = append(s[:59], '…')
	}
	return string(s)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
