package page

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"chancery"
)

// storiesPage is articles that tell the same news, the latest first.
type storiesPage struct {
	Making  bool // they are being computed
	Stories []storyRow
	Least   string // articles of a story
	Next    string
	First   string
	Filter  filter
}

// A storyRow is a story with its articles.
type storyRow struct {
	chancery.Story
	Refs   []storyArticle
	Hidden int // articles that are not shown
	Told   []chancery.Event
}

// A storyArticle is one of them.
type storyArticle struct {
	chancery.ArticleRef
	CopyOf chancery.ID
}

const (
	storiesPerPage   = 30
	articlesPerStory = 12
	eventsPerStory   = 6
)

// A shelf keeps the stories of a record, which take long to make: they are made again, beside the requests, when the
// record holds more articles than when they were made.
type shelf struct {
	mu      sync.Mutex
	stories []chancery.Story // the latest first
	of      int              // articles that the record held
	made    bool
	making  bool
	rest    time.Time // before which they are not made again
}

// restFor is how many times as long as stories took to make they are left as they are: a twentieth of a processor at most
// goes into them while articles come in.
const restFor = 20

// patience is how long a request waits for stories that have never been made.
const patience = 2 * time.Second

// get is the stories as they are known now, and whether there are any yet.
func (s *shelf) get(ctx context.Context, d *Desk) ([]chancery.Story, bool, error) {
	info, err := d.rec.Info(ctx)
	if err != nil {
		return nil, false, err
	}
	s.mu.Lock()
	fresh := s.made && (s.of == info.Articles || d.opt.Now().Before(s.rest))
	var ready chan struct{}
	if !fresh && !s.making {
		s.making = true
		ready = make(chan struct{})
		go s.make(context.WithoutCancel(ctx), d, info.Articles, ready)
	}
	s.mu.Unlock()
	if ready != nil {
		select {
		case <-ready:
		case <-time.After(patience):
		case <-ctx.Done():
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stories, s.made, ctx.Err()
}

func (s *shelf) make(ctx context.Context, d *Desk, articles int, ready chan struct{}) {
	defer close(ready)
	begun := time.Now()
	stories, err := d.rec.Stories(ctx, chancery.StoryQuery{})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.making = false
	if err != nil {
		d.opt.Log.Error("stories cannot be made", "error", err)
		return
	}
	for i, k := 0, len(stories)-1; i < k; i, k = i+1, k-1 {
		stories[i], stories[k] = stories[k], stories[i]
	}
	s.stories, s.of, s.made, s.rest = stories, articles, true, d.opt.Now().Add(restFor*time.Since(begun))
}

func (d *Desk) storyList(r *http.Request) (view, error) {
	ctx, f := r.Context(), filterOf(r)
	p := &storiesPage{Filter: f, Least: f.Get("least")}
	least := 2
	if p.Least == "1" {
		least = 1
	}
	from, to, err := f.period()
	if err != nil {
		return view{}, err
	}
	all, made, err := d.shelf.get(ctx, d)
	if err != nil {
		return view{}, err
	}
	p.Making = !made
	after := chancery.ID(f.Get("after"))
	for i := range all {
		s := &all[i]
		if len(s.Articles) < least || from != 0 && s.To < from || to != 0 && (s.From == 0 || s.From > to) {
			continue
		}
		if after != "" {
			if s.ID == after {
				after = ""
			}
			continue
		}
		if len(p.Stories) == storiesPerPage {
			p.Next = f.after(string(p.Stories[len(p.Stories)-1].ID))
			break
		}
		row, err := d.storyRow(ctx, s)
		if err != nil {
			return view{}, err
		}
		p.Stories = append(p.Stories, row)
	}
	if f.Get("after") != "" {
		p.First = f.with()
	}
	return view{template: "stories", title: "Stories", section: "stories", data: p}, nil
}

func (d *Desk) storyRow(ctx context.Context, s *chancery.Story) (storyRow, error) {
	row := storyRow{Story: *s}
	shown := s.Articles[:min(len(s.Articles), articlesPerStory)]
	row.Hidden = len(s.Articles) - len(shown)
	refs, err := d.rec.ArticleRefs(ctx, shown)
	if err != nil {
		return row, err
	}
	first := map[chancery.ID]chancery.ID{}
	for _, group := range s.Copies {
		for _, id := range group[min(1, len(group)):] {
			first[id] = group[0]
		}
	}
	for _, ref := range refs {
		row.Refs = append(row.Refs, storyArticle{ref, first[ref.ID]})
	}
	row.Told, err = d.rec.EventsByID(ctx, s.Events[:min(len(s.Events), eventsPerStory)])
	return row, err
}

// copiesOf is the articles that repeat the text of one, as the stories that are known now have it: the first, then its copies.
func (d *Desk) copiesOf(ctx context.Context, id chancery.ID) ([]storyArticle, error) {
	all, _, err := d.shelf.get(ctx, d)
	if err != nil {
		return nil, err
	}
	for i := range all {
		for _, group := range all[i].Copies {
			if !slices.Contains(group, id) {
				continue
			}
			refs, err := d.rec.ArticleRefs(ctx, group[:min(len(group), articlesPerStory)])
			var out []storyArticle
			for _, ref := range refs {
				a := storyArticle{ArticleRef: ref}
				if ref.ID != group[0] {
					a.CopyOf = group[0]
				}
				out = append(out, a)
			}
			return out, err
		}
	}
	return nil, nil
}
