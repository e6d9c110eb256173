package page

import (
	"context"
	"net/http"

	"chancery"
)

// storiesPage is articles that tell the same news, the latest first.
type storiesPage struct {
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
	found, err := d.rec.StoryPage(ctx, chancery.StoryQuery{From: from, To: to, MinArticles: least, NewestFirst: true, Limit: storiesPerPage}, f.Get("after"))
	if err != nil {
		return view{}, err
	}
	for i := range found.Stories {
		row, err := d.storyRow(ctx, &found.Stories[i])
		if err != nil {
			return view{}, err
		}
		p.Stories = append(p.Stories, row)
	}
	p.Next = f.after(found.Next)
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

// copiesOf is the articles that repeat the text of one: the first, then its copies.
func (d *Desk) copiesOf(ctx context.Context, id chancery.ID) ([]storyArticle, error) {
	group, err := d.rec.CopiesOf(ctx, id)
	if err != nil || len(group) == 0 {
		return nil, err
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
