package page

import (
	"context"
	"sync"
	"time"

	"chancery"
)

// keepBusiest is how long the busiest dyads are shown as they were counted: they are sums over months, and dear to count.
const keepBusiest = 15 * time.Second

// A ranking keeps the busiest dyads of a record for a while, so that many readers ask for one count.
type ranking struct {
	mu    sync.Mutex
	lists map[rankKey]rankList
}

type rankKey struct{ n, months int }

type rankList struct {
	dyads []chancery.DyadActivity
	until time.Time
}

// busiestDyads is the busiest dyads, as counted at most keepBusiest ago. Those who ask while they are counted wait for the one count.
func (d *Desk) busiestDyads(ctx context.Context, n, months int) ([]chancery.DyadActivity, error) {
	d.ranking.mu.Lock()
	defer d.ranking.mu.Unlock()
	key := rankKey{n, months}
	if l, ok := d.ranking.lists[key]; ok && d.opt.Now().Before(l.until) {
		return l.dyads, nil
	}
	dyads, err := d.rec.BusiestDyads(ctx, n, months)
	if err != nil {
		return nil, err
	}
	if d.ranking.lists == nil {
		d.ranking.lists = map[rankKey]rankList{}
	}
	d.ranking.lists[key] = rankList{dyads, d.opt.Now().Add(keepBusiest)}
	return dyads, nil
}
