package auth

import (
	"container/list"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxClients bounds how many clients are remembered: the one that has not been seen for longest is forgotten.
const maxClients = 4096

// A memory keeps a value for each of the clients seen last. Its owner locks it.
type memory[T any] struct {
	byKey map[string]*list.Element
	order list.List // of entry[T], the one seen last in front
}

type entry[T any] struct {
	key   string
	value T
}

func newMemory[T any]() memory[T] { return memory[T]{byKey: map[string]*list.Element{}} }

// get is the value of a key, which fresh makes where there is none.
func (m *memory[T]) get(key string, fresh func() T) *T {
	el, ok := m.byKey[key]
	if !ok {
		if len(m.byKey) >= maxClients {
			last := m.order.Back()
			delete(m.byKey, last.Value.(*entry[T]).key)
			m.order.Remove(last)
		}
		el = m.order.PushFront(&entry[T]{key, fresh()})
		m.byKey[key] = el
	}
	m.order.MoveToFront(el)
	return &el.Value.(*entry[T]).value
}

func (m *memory[T]) drop(key string) {
	if el, ok := m.byKey[key]; ok {
		delete(m.byKey, key)
		m.order.Remove(el)
	}
}

// A limiter bounds how often each client asks.
type limiter struct {
	mu      sync.Mutex
	clients memory[*rate.Limiter]
	rate    rate.Limit
}

func newLimiter(r rate.Limit) *limiter { return &limiter{clients: newMemory[*rate.Limiter](), rate: r} }

// nobodysCost is how many requests one of nobody counts as.
const nobodysCost = 5

func (l *limiter) allow(key string, role Role, now time.Time) bool {
	n := 1
	if role == Nobody {
		n = nobodysCost
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	burst := max(int(4*l.rate), 2*nobodysCost) // a page asks for some tens of files at once
	return (*l.clients.get(key, func() *rate.Limiter { return rate.NewLimiter(l.rate, burst) })).AllowN(now, n)
}

// A backoff puts off who fails to log in, longer each time.
type backoff struct {
	mu    sync.Mutex
	fails memory[failures]
}

type failures struct {
	n     int
	until time.Time
}

func newBackoff() *backoff { return &backoff{fails: newMemory[failures]()} }

// freeFailures are not put off: people mistype.
const freeFailures = 3

// try counts a try of a key as failed until succeed says otherwise, and is 0; or it is how long the key is still put off:
// a second, then two, four, up to the longest.
func (b *backoff) try(key string, now time.Time, longest time.Duration) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	f := b.fails.get(key, func() failures { return failures{} })
	if wait := f.until.Sub(now); wait > 0 {
		return wait
	}
	f.n++
	if over := f.n - freeFailures; over >= 0 {
		f.until = now.Add(min(time.Second<<min(over, 20), longest))
	}
	return 0
}

func (b *backoff) succeed(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fails.drop(key)
}
