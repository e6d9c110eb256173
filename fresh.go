package chancery

import (
	"maps"
	"strconv"
	"sync"
	"unicode/utf8"

	"chancery/internal/store"
)

// metaIntake counts the transactions that have put readings.
const metaIntake = "intake"

// markIntake says in a transaction that it puts readings, and gives its number.
func markIntake(s store.Writer) (int64, error) {
	had, err := intakeOf(s)
	if err != nil {
		return 0, err
	}
	return had + 1, s.SetMeta(metaIntake, strconv.FormatInt(had+1, 10))
}

// intakeOf is the number of the last transaction that has put readings.
func intakeOf(s store.Reader) (int64, error) {
	value, err := s.Meta(metaIntake)
	if err != nil || value == "" {
		return 0, err
	}
	return strconv.ParseInt(value, 10, 64)
}

// freshReadings are what the record has been given last, for settling it without reading it again. They count only while
// nobody else has put readings since.
type freshReadings struct {
	mu     sync.Mutex
	intake int64 // after which they are what the record has
	byID   map[ID]*store.Reading
}

// add is called after the transaction of a number that put readings.
func (f *freshReadings) add(intake int64, readings []*store.Reading) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.byID == nil || f.intake != intake-1 {
		f.byID = map[ID]*store.Reading{}
	}
	f.intake = intake
	for _, rd := range readings {
		delete(f.byID, rd.Article.ID)
		if len(f.byID) < settledAtOnce+batchArticles && isKeptAsItIs(rd) {
			f.byID[rd.Article.ID] = rd
		}
	}
}

// isKeptAsItIs reports whether a reading that is stored and read back is the same: not where strings are no text.
func isKeptAsItIs(rd *store.Reading) bool {
	a := &rd.Article
	return utf8.ValidString(a.URL) && utf8.ValidString(a.Outlet) && utf8.ValidString(a.Title) && utf8.ValidString(a.Byline)
}

// get is the readings that are what the record has; those who get them leave them as they are.
func (f *freshReadings) get(s store.Reader) (map[ID]*store.Reading, error) {
	now, err := intakeOf(s)
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil || now != f.intake {
		return nil, err
	}
	return maps.Clone(f.byID), nil
}

func (f *freshReadings) clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.byID = nil
}
