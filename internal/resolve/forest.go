package resolve

import (
	"cmp"
	"slices"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// An Index keeps traces, and finds them by key.
type Index interface {
	// Trace is the trace of a report; its Report is "" where there is none.
	Trace(report record.ID) (record.Trace, error)
	// TracesOf is the traces of an article, in any order; TracesIn those of a block.
	TracesOf(article record.ID) ([]record.Trace, error)
	TracesIn(block record.ID) ([]record.Trace, error)
	// Near is the traces under each key from one to another, of each key at most n (0: all) in order of rank, then id; keys in
	// order. A trace may come several times.
	Near(from, to uint64, n int) ([]record.Trace, error)
	// PutTrace keeps a trace, in place of an earlier one of its report.
	PutTrace(record.Trace) error
	// LinkTrace changes Parent, Block and Data of a trace that is there.
	LinkTrace(record.Trace) error
	DropTrace(report record.ID) error
}

// seen is how many reports of one key another is compared with: those whose time is known best.
const seen = 64

// A Forest ties reports into trees, each report to the one that it goes with best of those whose time is known better. A
// tree is a block: its reports are resolved together, without any other. The forest is a function of the reports that are
// in it, and follows them as they come and go; what a change costs grows with the reports of the same parties around it,
// not with the record.
type Forest struct {
	idx     Index
	most    int // how many reports of one key another is compared with
	load    func(article record.ID) ([]record.Report, *Article, error)
	loose   map[record.ID]bool // reports whose block is to be resolved anew
	left    map[record.ID]bool // blocks that have lost reports
	gone    []record.ID
	queue   []record.ID
	waiting map[record.ID]bool         // articles in the queue
	known   map[record.ID]record.Trace // of the traces that it has written, some: as they are now
	fresh   map[record.ID]bool         // of the blocks that have begun since blocks were listed: none has other reports than loose ones
}

// knownTraces is how many traces are remembered.
const knownTraces = 10_000

// NewForest goes on with what an index holds. load gives the reports of an article as it is now, none where it is gone.
func NewForest(idx Index, load func(article record.ID) ([]record.Report, *Article, error)) *Forest {
	return &Forest{
		idx: idx, most: seen, load: load, loose: map[record.ID]bool{}, left: map[record.ID]bool{}, waiting: map[record.ID]bool{}, known: map[record.ID]record.Trace{},
		fresh: map[record.ID]bool{},
	}
}

// Put takes over what an article tells now, in place of what it told before. Its blocks are resolved anew also where
// nothing by which they are found has changed.
func (f *Forest) Put(article record.ID) error {
	if len(f.known) >= knownTraces {
		clear(f.known)
	}
	f.enqueue(article)
	for first := true; len(f.queue) > 0; first = false {
		id := f.queue[0]
		f.queue = f.queue[1:]
		delete(f.waiting, id)
		if err := f.trace(id, first); err != nil {
			return err
		}
	}
	return nil
}

// Gone is the reports that have left the forest; some may have come back.
func (f *Forest) Gone() []record.ID { return f.gone }

// Touch has the block of a report resolved anew.
func (f *Forest) Touch(report record.ID) { f.loose[report] = true }

func (f *Forest) enqueue(article record.ID) {
	if !f.waiting[article] {
		f.waiting[article] = true
		f.queue = append(f.queue, article)
	}
}

// trace makes the traces of an article what its reports and their surroundings give.
func (f *Forest) trace(article record.ID, touch bool) error {
	reports, art, err := f.load(article)
	if err != nil {
		return err
	}
	had := map[record.ID]*node{}
	traces, err := f.idx.TracesOf(article)
	if err != nil {
		return err
	}
	for i := range traces {
		n, err := decode(&traces[i])
		if err != nil {
			return err
		}
		had[n.r.ID] = n
	}
	nodes, err := f.nodes(reports, art, had)
	if err != nil {
		return err
	}
	var fresh []*node
	for _, n := range nodes {
		old := had[n.r.ID]
		if touch {
			f.loose[n.r.ID] = true
		}
		if old != nil && old.trace.Rank == n.trace.Rank && slices.Equal(old.trace.Keys, n.trace.Keys) && slices.Equal(dataOf(&old.trace), dataOf(&n.trace)) {
			delete(had, n.r.ID)
			continue
		}
		fresh = append(fresh, n)
	}
	gone := make([]*node, 0, len(had))
	for _, n := range had {
		gone = append(gone, n)
	}
	slices.SortFunc(gone, func(a, b *node) int { return cmp.Compare(a.r.ID, b.r.ID) })
	for _, n := range gone {
		if err := f.leave(n); err != nil {
			return err
		}
	}
	for _, n := range fresh {
		rows, err := f.enter(n)
		if err != nil {
			return err
		}
		if err := f.arrive(n, rows); err != nil {
			return err
		}
	}
	return nil
}

// enter finds the links of a node that is not in the index and puts it there. What it was compared with may also be what
// it is to be shown to.
func (f *Forest) enter(n *node) ([]view, error) {
	views, err := f.looked(n)
	if err != nil {
		return nil, err
	}
	if err := f.each(views, n.isBefore, n.consider); err != nil {
		return nil, err
	}
	if n.scene.to != "" {
		f.enqueue(n.r.Article)
	}
	if n.trace.Block == "" {
		n.trace.Block = n.block
		if n.parent.to == "" {
			n.trace.Block = n.r.ID
			f.fresh[n.r.ID] = true
		}
	}
	n.relink()
	f.known[n.r.ID] = n.trace
	return views, f.idx.PutTrace(n.trace)
}

// nodes makes the nodes of an article. Dates that reports have from others are those that the surroundings give now; had
// is the nodes of the article until now.
func (f *Forest) nodes(reports []record.Report, art *Article, had map[record.ID]*node) ([]*node, error) {
	nodes := make([]*node, len(reports))
	for i := range reports {
		n := &node{item: makeItem(&reports[i], art)}
		n.ownDay = n.own.IsDay()
		n.trace.Report, n.trace.Article = reports[i].ID, reports[i].Article
		nodes[i] = n
	}
	if err := f.dateByYear(nodes); err != nil {
		return nil, err
	}
	if err := f.dateByScene(nodes, had); err != nil {
		return nil, err
	}
	twins := map[string]int{}
	for _, n := range nodes {
		key := n.idBase()
		n.twin = twins[key]
		twins[key]++
		n.setRank()
		n.trace.Keys = n.enters()
		n.encode()
		if old := had[n.r.ID]; old != nil {
			n.trace.Block = old.trace.Block
		}
	}
	return nodes, nil
}

// A view is the traces under the keys of a stretch, of each key at most so many (0: all).
type view struct {
	stretch
	most int
	rows []record.Trace
}

// look asks the index.
func (f *Forest) look(s stretch, most int) (view, error) {
	rows, err := f.idx.Near(s.from, s.to, most)
	return view{s, most, rows}, err
}

// looked is all that a node is compared with.
func (f *Forest) looked(n *node) ([]view, error) {
	var out []view
	for _, s := range n.looks() {
		v, err := f.look(s, f.most)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// each calls do for the nodes in views that may be concerned, each node once, as it is now.
func (f *Forest) each(views []view, concerned func(*record.Trace) bool, do func(*node) error) error {
	done := map[record.ID]bool{}
	for i := range views {
		for k := range views[i].rows {
			t := &views[i].rows[k]
			if !concerned(t) || done[t.Report] {
				continue
			}
			done[t.Report] = true
			if now, known := f.known[t.Report]; known {
				t = &now
			}
			o, err := decode(t)
			if err == nil {
				err = do(o)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// isBefore reports whether a trace is of a report that a node may go with, isAfter whether it is of one that may go with it.
func (n *node) isBefore(t *record.Trace) bool { return precedes(t.Rank, t.Report, n.rank, n.r.ID) }
func (n *node) isAfter(t *record.Trace) bool  { return precedes(n.rank, n.r.ID, t.Rank, t.Report) }

// search finds the parent of a node that is in the index, and its scene.
func (f *Forest) search(n *node) error {
	views, err := f.looked(n)
	if err != nil {
		return err
	}
	parent, scene := n.parent, n.scene
	n.parent, n.scene = link{}, link{}
	if err := f.each(views, n.isBefore, n.consider); err != nil {
		return err
	}
	return f.changed(n, parent, scene)
}

// consider links a node to another one where that is better than what it has.
func (n *node) consider(o *node) error {
	if o.r.ID == n.r.ID || !precedes(o.rank, o.r.ID, n.rank, n.r.ID) {
		return nil
	}
	fit, v := fit(&n.item, &o.item)
	if v != fits {
		return nil
	}
	l := link{o.r.ID, o.rank, fit}
	if n.parent.isBetter(l) {
		n.parent, n.block = l, o.trace.Block
	}
	if n.isScene && o.isTold() && o.r.Kind == plover.Consult && n.scene.isBetter(l) {
		n.scene = l
	}
	return nil
}

// changed keeps the links of a node where they are not what they were.
func (f *Forest) changed(n *node, parent, scene link) error {
	if n.parent == parent && n.scene == scene {
		return nil
	}
	if n.parent.to != parent.to {
		f.loose[n.r.ID] = true
	}
	if n.scene.to != scene.to {
		f.enqueue(n.r.Article)
	}
	n.relink()
	return f.link(n.trace)
}

// link writes where a trace hangs.
func (f *Forest) link(t record.Trace) error {
	f.known[t.Report] = t
	return f.idx.LinkTrace(t)
}

// arrive lets a node, which stands in the index, be found by those whose time is known less well. views are what it was
// compared with before it stood there: all that stands under its keys, but for what is beyond the bound.
func (f *Forest) arrive(n *node, views []view) error {
	f.loose[n.r.ID] = true
	for _, key := range n.trace.Keys {
		if key>>(hashBits+timeBits) == byCalendar {
			continue
		}
		rows := under(key, views)
		i, _ := slices.BinarySearchFunc(rows, n, func(t record.Trace, n *node) int {
			return cmp.Or(cmp.Compare(t.Rank, n.rank), cmp.Compare(t.Report, n.r.ID))
		})
		if i >= f.most { // too many are known better
			continue
		}
		out := record.ID("")
		if len(rows) >= f.most {
			out = rows[f.most-1].Report
		}
		lookers, err := f.lookers(key, views)
		if err != nil {
			return err
		}
		err = f.each(lookers, n.isAfter, func(o *node) error {
			if out != "" && (o.parent.to == out || o.scene.to == out) {
				return f.search(o)
			}
			return f.show(n, o)
		})
		if err != nil {
			return err
		}
	}
	return f.tellYear(n)
}

// show has a node consider another one.
func (f *Forest) show(n, to *node) error {
	parent, scene := to.parent, to.scene
	if err := to.consider(n); err != nil {
		return err
	}
	return f.changed(to, parent, scene)
}

// under is the traces of views that stand under a key, in order. Where the views have the first of a key, so does this.
func under(key uint64, views []view) []record.Trace {
	var out []record.Trace
	for i := range views {
		if key < views[i].from || key > views[i].to {
			continue
		}
		for _, t := range views[i].rows {
			if _, is := slices.BinarySearch(t.Keys, key); is {
				out = append(out, t)
			}
		}
	}
	slices.SortFunc(out, func(a, b record.Trace) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Report, b.Report))
	})
	return slices.CompactFunc(out, func(a, b record.Trace) bool { return a.Report == b.Report })
}

// lookers is those who look at a key, from the index or, where that has been asked and no key had too many, from views.
func (f *Forest) lookers(key uint64, views []view) ([]view, error) {
	var out []view
	for _, s := range lookers(key) {
		i := slices.IndexFunc(views, func(v view) bool { return v.from <= s.from && s.to <= v.to && v.isWhole() })
		if i >= 0 {
			out = append(out, views[i])
			continue
		}
		v, err := f.look(s, 0)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// isWhole reports whether a view has all that stands under its keys.
func (v *view) isWhole() bool { return v.most == 0 || len(v.rows) < v.most }

// leave takes a node out, and finds others for those that hang on it.
func (f *Forest) leave(n *node) error {
	f.gone = append(f.gone, n.r.ID)
	if n.trace.Block != "" {
		f.left[n.trace.Block] = true
	}
	var next []*node // by key: what comes into sight
	for _, key := range n.trace.Keys {
		rows, err := f.idx.Near(key, key, f.most+1)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(rows, func(t record.Trace) bool { return t.Report == n.r.ID })
		var o *node
		if i >= 0 && i < f.most && len(rows) > f.most {
			if o, err = decode(&rows[f.most]); err != nil {
				return err
			}
		}
		next = append(next, o)
	}
	delete(f.known, n.r.ID)
	if err := f.idx.DropTrace(n.r.ID); err != nil {
		return err
	}
	for i, key := range n.trace.Keys {
		lookers, err := f.lookers(key, nil)
		if err != nil {
			return err
		}
		err = f.each(lookers, n.isAfter, func(o *node) error {
			if o.parent.to == n.r.ID || o.scene.to == n.r.ID {
				if o.scene.to == n.r.ID {
					f.enqueue(o.r.Article)
				}
				return f.search(o)
			}
			if next[i] == nil {
				return nil
			}
			return f.show(next[i], o)
		})
		if err != nil {
			return err
		}
	}
	return f.tellYear(n)
}

// Blocks gives every report that has come, or hangs elsewhere than before, the name of its block, and lists the blocks
// that are to be resolved anew, each in order of its reports. Then nothing is loose any more.
func (f *Forest) Blocks() ([][]record.Trace, error) {
	members := map[record.ID]*record.Trace{}
	labels := f.left
	next := sortedIDs(f.loose)
	for len(next) > 0 {
		id := next[0]
		next = next[1:]
		if members[id] != nil {
			continue
		}
		t, known := f.known[id]
		if !known {
			var err error
			if t, err = f.idx.Trace(id); err != nil {
				return nil, err
			}
		}
		if t.Report == "" { // gone
			continue
		}
		members[id] = &t
		if t.Parent != "" {
			next = append(next, t.Parent)
		}
		if t.Block != "" && !f.fresh[t.Block] {
			labels[t.Block] = true
		}
	}
	for _, label := range sortedIDs(labels) {
		traces, err := f.idx.TracesIn(label)
		if err != nil {
			return nil, err
		}
		for i := range traces {
			if t := &traces[i]; members[t.Report] == nil {
				members[t.Report] = t
			}
		}
	}
	f.loose, f.left, f.fresh = map[record.ID]bool{}, map[record.ID]bool{}, map[record.ID]bool{}
	return f.label(members)
}

// label parts members by their trees.
func (f *Forest) label(members map[record.ID]*record.Trace) ([][]record.Trace, error) {
	roots := map[record.ID]record.ID{}
	for id := range members {
		var way []record.ID
		at := id
		for members[at].Parent != "" && members[members[at].Parent] != nil && roots[at] == "" {
			way = append(way, at)
			at = members[at].Parent
		}
		root := at
		if roots[at] != "" {
			root = roots[at]
		}
		for _, w := range append(way, at) {
			roots[w] = root
		}
	}
	var out [][]record.Trace
	at := map[record.ID]int{}
	for _, id := range sortedIDs(roots) {
		t := members[id]
		if t.Block != roots[id] {
			t.Block = roots[id]
			if err := f.link(*t); err != nil {
				return nil, err
			}
		}
		i, known := at[t.Block]
		if !known {
			i = len(out)
			at[t.Block] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], *t)
	}
	return out, nil
}

func sortedIDs[V any](m map[record.ID]V) []record.ID {
	out := make([]record.ID, 0, len(m))
	for id := range m {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// dateOf is the date of a report in the index.
func (f *Forest) dateOf(report record.ID) (date.Range, error) {
	t, err := f.idx.Trace(report)
	if err != nil || t.Report == "" {
		return date.Range{}, err
	}
	n, err := decode(&t)
	if err != nil {
		return date.Range{}, err
	}
	return n.r.Date, nil
}
