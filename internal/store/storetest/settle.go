package storetest

import (
	"errors"
	"testing"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/store"
)

func trace(report, article, block string, rank uint64, keys ...uint64) record.Trace {
	return record.Trace{Report: record.ID(report), Article: record.ID(article), Parent: "p", Block: record.ID(block), Rank: rank, Keys: keys, Data: []byte{0, 1, 255}}
}

func testTraces(t *testing.T, st store.Store) {
	const big = 1 << 62
	a, b, c := trace("0001.1", "0001", "0001.1", 7, 10, big), trace("0001.2", "0001", "0001.1", 3, 10, 11), trace("0002.1", "0002", "0002.2", 7, 10)
	d := trace("0002.2", "0002", "", 9)
	update(t, st, func(w store.Writer) error {
		if err := errors.Join(w.PutArticle(article(1)), w.PutArticle(article(2)), w.PutArticle(article(3))); err != nil {
			return err
		}
		old := a
		old.Rank, old.Keys, old.Block = 1, []uint64{10, 12}, "0003.2"
		linked := c
		linked.Parent, linked.Block, linked.Data = "", "0001.2", []byte{}
		err := errors.Join(w.PutTrace(old), w.PutTrace(b), w.PutTrace(linked), w.PutTrace(d), w.PutTrace(trace("0003.9", "0003", "0001.1", 1, 10)))
		return errors.Join(err, w.PutTrace(a), w.LinkTrace(c), w.DropTrace("0003.9"), w.DropTrace("0003.4"), w.DropTrace("0009.4"))
	})
	view(t, st, func(r store.Reader) error {
		one, err := r.Trace("0002.1")
		same(t, "trace", c, one)
		none, err2 := r.Trace("0009.1")
		same(t, "no trace", record.Trace{}, none)
		of, err3 := r.TracesOf("0001")
		same(t, "traces of an article", []record.Trace{a, b}, of)
		in, err4 := r.TracesIn("0001.1")
		same(t, "traces in a block", []record.Trace{a, b}, in)
		for _, q := range []struct {
			from, to uint64
			n        int
			want     []record.Trace
		}{
			{10, 10, 0, []record.Trace{b, a, c}}, {10, 10, 2, []record.Trace{b, a}}, {10, 11, 1, []record.Trace{b, b}}, {10, big, 0, []record.Trace{b, a, c, b, a}},
			{12, 12, 0, nil}, {11, 10, 0, nil}, {11, big, 5, []record.Trace{b, a}},
		} {
			got, err := r.Near(q.from, q.to, q.n)
			same(t, "near", q.want, got)
			if err != nil {
				return err
			}
		}
		return errors.Join(err, err2, err3, err4)
	})
}

func testPending(t *testing.T, st store.Store) {
	update(t, st, func(w store.Writer) error {
		for _, n := range []int{3, 1, 2} {
			if err := errors.Join(w.PutArticle(article(n)), w.PutReading(reading(n))); err != nil {
				return err
			}
		}
		return errors.Join(w.PutArticle(article(4)), w.Settled("0001"), w.Settled("none"))
	})
	expect := func(n int, want ...record.ID) {
		t.Helper()
		view(t, st, func(r store.Reader) error {
			got, err := r.Pending(n)
			same(t, "pending", want, got)
			for _, id := range want {
				if is, err := r.IsPending(id); !is || err != nil {
					t.Errorf("%s is not pending, %v", id, err)
				}
			}
			return err
		})
	}
	expect(0, "0002", "0003")
	expect(1, "0002")
	update(t, st, func(w store.Writer) error { return w.PutReading(reading(1)) })
	expect(0, "0001", "0002", "0003")
	update(t, st, func(w store.Writer) error {
		return errors.Join(w.Settled("0001"), w.Settled("0002"), w.Settled("0003"), w.PutTrace(trace("0001.1", "0001", "0002.1", 1, 5)), w.AddTallies([]record.Tally{{Actor: "FRA", Field: "name", Value: "France", N: 1}}))
	})
	expect(0)
	update(t, st, func(w store.Writer) error { return w.Unsettle() })
	expect(0, "0001", "0002", "0003")
	view(t, st, func(r store.Reader) error {
		near, err := r.Near(5, 5, 0)
		tallies, err2 := r.Tallies("FRA")
		if len(near)+len(tallies) > 0 {
			t.Errorf("traces %v and tallies %v outlive", near, tallies)
		}
		reports, err3 := r.ReportsOf("0001")
		same(t, "reports of an article", reading(1).Reports, reports)
		none, err4 := r.ReportsOf("0004")
		same(t, "reports of none", []record.Report{}, none)
		sketch, err5 := r.Sketch("0002")
		same(t, "sketch", reading(2).Sketch, sketch)
		return errors.Join(err, err2, err3, err4, err5)
	})
}

func testEventsOf(t *testing.T, st store.Store) {
	with := func(id string, reports ...record.ID) record.Event {
		e := event(id, 1, 1)
		e.Reports = reports
		return e
	}
	update(t, st, func(w store.Writer) error {
		for n := range 4 {
			if err := w.PutArticle(article(n + 1)); err != nil {
				return err
			}
		}
		return errors.Join(w.PutEvent(with("e", "0001.1", "0002.1")), w.PutEvent(with("f", "0002.1", "0003.1")), w.PutEvent(with("g", "0004.1")), w.DropEvent("g"), w.PutEvent(with("f", "0002.1")))
	})
	view(t, st, func(r store.Reader) error {
		got, err := r.EventsOf([]record.ID{"0001.1", "0002.1", "0003.1", "0004.1", "0009.1"})
		same(t, "events of reports", []record.ID{"e", "f", "", "", ""}, got)
		return err
	})
}

func testTallies(t *testing.T, st store.Store) {
	tally := func(value string, day, n int) record.Tally {
		y := record.Tally{Actor: "FRA", Field: "name", Value: value, N: n}
		if day > 0 {
			y.Field, y.Day = "office", date.Day(day)
		}
		return y
	}
	update(t, st, func(w store.Writer) error {
		other := tally("France", 0, 9)
		other.Actor = "fra"
		return errors.Join(w.AddTallies([]record.Tally{tally("b", 2, 1), tally("c", 2, 1), tally("a", 1, 1), tally("b", 1, 1), tally("France", 0, 2), other, tally("Gaul", 0, 1)}),
			w.AddTallies([]record.Tally{tally("France", 0, 3), tally("Gaul", 0, -1)}))
	})
	view(t, st, func(r store.Reader) error {
		got, err := r.Tallies("FRA")
		same(t, "tallies", []record.Tally{tally("France", 0, 5), tally("b", 2, 1), tally("c", 2, 1)}, got)
		return err
	})
}
