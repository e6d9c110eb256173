package resolve

import (
	"slices"

	"chancery/internal/record"
)

// A Block is reports that are resolved together: a tree of the forest, with its traces in the same order as the reports.
type Block struct {
	Traces  []record.Trace
	Reports []record.Report
}

// Resolve makes the events of blocks, in order of date (unknown last), then id, and says what became of the judgments:
// those that are about reports of these blocks, in the order of their numbers, and all that undo another. What the events
// of two blocks are depends on one another only where a judgment merges them; other blocks can as well be resolved
// alone. articles has the article of each report.
func Resolve(blocks []Block, articles map[record.ID]*Article, judgments []record.Judgment) ([]record.Event, []record.Outcome, error) {
	var groups [][]*item
	for _, b := range blocks {
		items := make([]item, len(b.Reports))
		for i := range b.Reports {
			if err := items[i].restore(&b.Reports[i], articles[b.Reports[i].Article], &b.Traces[i]); err != nil {
				return nil, nil, err
			}
		}
		groups = append(groups, cluster(items)...)
	}
	slices.SortFunc(groups, func(a, b []*item) int { return compareTelling(a[0], b[0]) })
	replay := newReplay(groups, judgments)
	events := replay.makeEvents()
	slices.SortFunc(events, compareEvents)
	return events, replay.finish(events), nil
}

// restore makes the item of a report with what its trace has of its surroundings.
func (it *item) restore(r *record.Report, art *Article, t *record.Trace) error {
	n, err := decode(t)
	if err != nil {
		return err
	}
	*it = makeItem(r, art)
	it.pub = n.pub
	if n.inferred {
		it.setDate(n.r.Date)
	} else {
		it.setTime()
	}
	it.rank, it.twin = n.rank, n.twin
	return nil
}
