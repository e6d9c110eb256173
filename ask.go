package chancery

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"chancery/internal/ingest"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/store"
)

// ErrAmbiguous says that an id is the beginning of several.
var ErrAmbiguous = errors.New("several begin so")

// ReadFrom reads the articles of a stream into the record: text, a page, or JSON as the standard input of Read. It also
// gives the ids of the articles, of those that the record had, too.
func (r *Record) ReadFrom(ctx context.Context, in io.Reader, opt ReadOptions) (ReadResult, []ID, error) {
	var ids []ID
	items := func(yield func(ingest.Item) bool) {
		from := ingest.Options{Published: opt.Published, Outlet: opt.Outlet, URL: opt.URL, Stdin: in}
		for it := range ingest.Items(ctx, []string{"-"}, from) {
			if it.Err == nil {
				it.Article.ID = record.MakeArticleID(it.Article.URL, it.Article.Outlet, it.Article.Text)
				ids = append(ids, it.Article.ID)
			}
			if !yield(it) {
				return
			}
		}
	}
	res, err := r.readItems(ctx, items, opt)
	return res, ids, err
}

// Reading reads the article of an id anew, or is ErrNotFound: a record keeps what follows from a reading, not its layers.
func (r *Record) Reading(ctx context.Context, id ID) (*read.Reading, error) {
	a, err := r.Article(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("article %q: %w", id, err)
	}
	rd, err := r.reader()
	if err != nil {
		return nil, err
	}
	return rd.Read(a)
}

// Profile is the profile of the actor of a name without events and quotes, which may be many.
func (r *Record) Profile(ctx context.Context, name string) (Profile, error) {
	p := Profile{Offices: []Term{}, Events: []Event{}, Quotes: []Quote{}}
	err := r.st.View(ctx, func(s store.Reader) (err error) {
		p.Actor, err = r.resolve(s, name)
		return err
	})
	if err != nil {
		return p, err
	}
	reg, err := r.register()
	if err != nil {
		return p, err
	}
	p.fill(reg)
	return p, nil
}

// An ActorQuery asks for the actors of the record; what is zero is no condition.
type ActorQuery struct {
	Name    string // part of a name, whatever its case
	Kind    string // person, state, organisation, office
	Country string // ISO 3166 alpha-3
	After   ActorID
	Limit   int
}

// Actors lists the actors that meet a query, in order of id.
func (r *Record) Actors(ctx context.Context, q ActorQuery) ([]Actor, error) {
	out := []Actor{}
	err := r.st.View(ctx, func(s store.Reader) error {
		return s.EachActor(func(a Actor) error {
			if a.ID <= q.After || !q.meets(&a) {
				return nil
			}
			out = append(out, a)
			if q.Limit > 0 && len(out) == q.Limit {
				return errStop
			}
			return nil
		})
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return out, err
}

func (q *ActorQuery) meets(a *Actor) bool {
	if q.Kind != "" && a.Kind != q.Kind || q.Country != "" && !strings.EqualFold(a.Country, q.Country) {
		return false
	}
	if q.Name == "" {
		return true
	}
	name := strings.ToLower(q.Name)
	for _, n := range append([]string{string(a.ID), a.Name}, a.Names...) {
		if strings.Contains(strings.ToLower(n), name) {
			return true
		}
	}
	return false
}

// AddClaims gives events, as a page has them, their claims.
func (r *Record) AddClaims(ctx context.Context, events []Event) error {
	return r.st.View(ctx, func(s store.Reader) error {
		for i := range events {
			if err := fillClaims(s, &events[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// CountryName is the English name of the state of an ISO 3166 alpha-3 code, "" where there is none.
func (r *Record) CountryName(code string) string {
	reg, err := r.register()
	if err != nil {
		return ""
	}
	if st := reg.State(code); st != nil {
		return st.Name
	}
	return ""
}

// EventsOf is the events that an article tells of, in order of id, or ErrNotFound.
func (r *Record) EventsOf(ctx context.Context, article ID) ([]ID, error) {
	var out []ID
	err := r.st.View(ctx, func(s store.Reader) error {
		kept, err := s.Reading(article)
		if err != nil {
			return fmt.Errorf("article %q: %w", article, err)
		}
		out, err = eventsOfReports(s, article, kept.Reports)
		return err
	})
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) > 0 && out[0] == "" {
		out = out[1:]
	}
	return out, err
}

// References names articles, in the order of ids; those that the record does not have are left out.
func (r *Record) References(ctx context.Context, ids []ID) (refs []ArticleRef, err error) {
	err = r.st.View(ctx, func(s store.Reader) error {
		found, err := s.Found(ids)
		refs = makeRefs(found)
		return err
	})
	return refs, err
}
