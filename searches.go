package chancery

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"chancery/internal/query"
	"chancery/internal/store"
)

// A SavedSearch is a query of the search language under a name. It is kept in the record, for all who use it.
type SavedSearch struct {
	Name  string `json:"name"`
	Query string `json:"query"` // in its canonical form
	By    string `json:"by"`
	At    string `json:"at"` // RFC 3339, in UTC
}

// metaSearches is the saved searches, as JSON, in order of the name.
const metaSearches = "searches"

// The limits of saved searches.
const (
	maxSearches   = 500
	maxSearchName = 100
)

// ErrSearchName says that a search cannot be saved under a name, or not one more.
var ErrSearchName = errors.New("a search needs a name of at most 100 letters, and a record keeps at most 500")

// Searches is the saved searches in order of the name.
func (r *Record) Searches(ctx context.Context) (list []SavedSearch, err error) {
	err = r.st.View(ctx, func(s store.Reader) error {
		list, err = searches(s)
		return err
	})
	return list, err
}

func searches(s store.Reader) ([]SavedSearch, error) {
	text, err := s.Meta(metaSearches)
	if err != nil || text == "" {
		return nil, err
	}
	var list []SavedSearch
	err = json.Unmarshal([]byte(text), &list)
	return list, err
}

// SaveSearch keeps a search under its name, in place of one that has it. The error is a *QueryError, or ErrSearchName.
func (r *Record) SaveSearch(ctx context.Context, sv SavedSearch) error {
	sv.Name = strings.Join(strings.Fields(sv.Name), " ")
	if sv.Name == "" || utf8.RuneCountInString(sv.Name) > maxSearchName {
		return ErrSearchName
	}
	q, err := query.Parse(sv.Query)
	if err != nil {
		return err
	}
	sv.Query, sv.At = q.String(), r.timestamp()
	return r.changeSearches(ctx, func(list []SavedSearch) ([]SavedSearch, error) {
		list = append(without(list, sv.Name), sv)
		if len(list) > maxSearches {
			return nil, ErrSearchName
		}
		slices.SortFunc(list, func(a, b SavedSearch) int { return strings.Compare(a.Name, b.Name) })
		return list, nil
	})
}

// DropSearch forgets the search of a name; the error is ErrNotFound where there is none.
func (r *Record) DropSearch(ctx context.Context, name string) error {
	return r.changeSearches(ctx, func(list []SavedSearch) ([]SavedSearch, error) {
		left := without(list, name)
		if len(left) == len(list) {
			return nil, ErrNotFound
		}
		return left, nil
	})
}

func without(list []SavedSearch, name string) []SavedSearch {
	return slices.DeleteFunc(slices.Clone(list), func(sv SavedSearch) bool { return sv.Name == name })
}

func (r *Record) changeSearches(ctx context.Context, change func([]SavedSearch) ([]SavedSearch, error)) error {
	return r.st.Update(ctx, func(s store.Writer) error {
		list, err := searches(s)
		if err != nil {
			return err
		}
		if list, err = change(list); err != nil {
			return err
		}
		b, err := json.Marshal(nonNil(list))
		if err != nil {
			return err
		}
		return s.SetMeta(metaSearches, string(b))
	})
}
