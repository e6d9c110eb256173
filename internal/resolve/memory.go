package resolve

import (
	"cmp"
	"slices"

	"chancery/internal/record"
)

// Memory is an Index that lives as long as the program.
type Memory struct {
	traces   map[record.ID]record.Trace
	articles map[record.ID][]record.ID
	blocks   map[record.ID][]record.ID // sorted
	keys     map[uint64][]entry
}

type entry struct {
	rank   uint64
	report record.ID
}

// NewMemory is an empty index.
func NewMemory() *Memory {
	return &Memory{map[record.ID]record.Trace{}, map[record.ID][]record.ID{}, map[record.ID][]record.ID{}, map[uint64][]entry{}}
}

func compareEntries(a, b entry) int {
	return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.report, b.report))
}

// Trace implements Index.
func (m *Memory) Trace(report record.ID) (record.Trace, error) { return m.traces[report], nil }

// TracesOf implements Index.
func (m *Memory) TracesOf(article record.ID) ([]record.Trace, error) {
	return m.list(m.articles[article]), nil
}

// TracesIn implements Index.
func (m *Memory) TracesIn(block record.ID) ([]record.Trace, error) {
	return m.list(m.blocks[block]), nil
}

func (m *Memory) list(reports []record.ID) []record.Trace {
	out := make([]record.Trace, len(reports))
	for i, id := range reports {
		out[i] = m.traces[id]
	}
	return out
}

// Near implements Index.
func (m *Memory) Near(from, to uint64, n int) ([]record.Trace, error) {
	var out []record.Trace
	for key := from; key <= to; key++ {
		rows := m.keys[key]
		if n > 0 {
			rows = rows[:min(len(rows), n)]
		}
		for _, e := range rows {
			out = append(out, m.traces[e.report])
		}
	}
	return out, nil
}

// PutTrace implements Index.
func (m *Memory) PutTrace(t record.Trace) error {
	if err := m.DropTrace(t.Report); err != nil {
		return err
	}
	m.traces[t.Report] = t
	m.articles[t.Article] = append(m.articles[t.Article], t.Report)
	m.enter(t.Block, t.Report)
	for _, key := range t.Keys {
		e := entry{t.Rank, t.Report}
		i, _ := slices.BinarySearchFunc(m.keys[key], e, compareEntries)
		m.keys[key] = slices.Insert(m.keys[key], i, e)
	}
	return nil
}

func (m *Memory) enter(block, report record.ID) {
	list := m.blocks[block]
	if i, had := slices.BinarySearch(list, report); !had {
		m.blocks[block] = slices.Insert(list, i, report)
	}
}

func (m *Memory) exit(block, report record.ID) {
	list := m.blocks[block]
	if i, had := slices.BinarySearch(list, report); had {
		list = slices.Delete(list, i, i+1)
	}
	if m.blocks[block] = list; len(list) == 0 {
		delete(m.blocks, block)
	}
}

// LinkTrace implements Index.
func (m *Memory) LinkTrace(t record.Trace) error {
	had := m.traces[t.Report]
	if had.Block != t.Block {
		m.exit(had.Block, t.Report)
		m.enter(t.Block, t.Report)
	}
	had.Parent, had.Block, had.Data = t.Parent, t.Block, t.Data
	m.traces[t.Report] = had
	return nil
}

// DropTrace implements Index.
func (m *Memory) DropTrace(report record.ID) error {
	t, known := m.traces[report]
	if !known {
		return nil
	}
	delete(m.traces, report)
	m.exit(t.Block, report)
	m.articles[t.Article] = slices.DeleteFunc(m.articles[t.Article], func(id record.ID) bool { return id == report })
	for _, key := range t.Keys {
		m.keys[key] = slices.DeleteFunc(m.keys[key], func(e entry) bool { return e.report == report })
		if len(m.keys[key]) == 0 {
			delete(m.keys, key)
		}
	}
	return nil
}
